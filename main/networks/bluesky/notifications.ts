import { z } from 'zod'
import type { LogEntry } from '../../../preload/contract/events.ts'
import { ok } from '../../../preload/contract/result.ts'
import type { StreamPage } from '../network.ts'
import type { Answered, Client } from './client.ts'
import { readCursor } from '../cursor.ts'
import { notificationPage, posts, type Notification, type PostView } from './entities.ts'
import { isViewMissing } from './failures.ts'
import { isAboutTheirPost, itemFrom, type Reader } from './items.ts'
import type { Places } from './places.ts'

export type ReadTools = { readonly client: Client; readonly reader: Reader; readonly places: Places }

/**
 * The network gives its newest first and only walks back; there is no "since". So each round starts at the top and walks down to what is
 * known: `newestUtc` less an overlap (rows appear late and out of order), `known` the rows within it. `walk` is a round under way, one
 * page a reading: down to `untilUtc`, or in the first reading as far as the cap allows.
 */
const cursorShape = z.object({
  newestUtc: z.number(), known: z.array(z.string()),
  walk: z.object({ at: z.string(), untilUtc: z.number(), isHistory: z.boolean(), pages: z.number().int() }).nullable(),
})
type Cursor = z.infer<typeof cursorShape>

const pageSize = 100
/** 2,000 rows: months of a lively shop. */
const mostPages = 20
const overlapMs = 10 * 60 * 1000
const mostKnown = 500

export async function readNotifications(text: string | null, tools: ReadTools): Answered<StreamPage> {
  const cursor: Cursor = readCursor(text, cursorShape) ?? { newestUtc: 0, known: [], walk: null }
  const isHistory = cursor.walk?.isHistory ?? cursor.newestUtc === 0
  const untilUtc = cursor.walk?.untilUtc ?? (isHistory ? 0 : cursor.newestUtc - overlapMs)
  const page = await tools.client.query('app.bsky.notification.listNotifications', { limit: pageSize, cursor: cursor.walk?.at }, notificationPage)
  if (!page.ok) {
    // A server without network view has nothing to tell: that is no failure of the account. The cursor stays where it was.
    return isViewMissing(page.failure) ? ok({ entries: [], cursor: text ?? '', more: false, isHistory, reachedUtc: null }) : page
  }
  const rows = page.value.notifications
  const known = new Set(cursor.known)
  const fresh = rows.filter(row => row.indexedAt >= untilUtc && !known.has(nameOf(row)))
  const last = rows.at(-1)
  const pages = (cursor.walk?.pages ?? 0) + 1
  const goesOn = last !== undefined && page.value.cursor !== undefined && last.indexedAt > untilUtc && pages < mostPages
  // An account that nobody has ever noticed: from here on everything is news.
  const newestUtc = Math.max(cursor.newestUtc, ...rows.map(row => row.indexedAt), 1)
  const near = [...fresh.filter(row => row.indexedAt >= newestUtc - overlapMs).map(nameOf), ...cursor.known].slice(0, mostKnown)
  const next: Cursor = { newestUtc, known: near, walk: goesOn && page.value.cursor !== undefined ? { at: page.value.cursor, untilUtc, isHistory, pages } : null }
  return ok({ entries: await entriesOf(fresh, tools), cursor: JSON.stringify(next), more: goesOn, isHistory, reachedUtc: isHistory && last ? last.indexedAt : null })
}

const nameOf = (row: Notification): string => `${row.reason} ${row.uri}`

async function entriesOf(rows: readonly Notification[], { client, reader }: ReadTools): Promise<LogEntry[]> {
  const shown = await readPosts(rows.filter(isAboutTheirPost).map(row => row.uri), client)
  // Oldest first, as they happened.
  return rows.toReversed().flatMap((row): LogEntry[] => {
    const item = itemFrom(row, shown.get(row.uri), reader)
    return item ? [{ kind: 'item', item }] : []
  })
}

/** Posts as the view shows them, for their pictures; 25 a call. What cannot be had is left out: the words are in the rows already. */
async function readPosts(uris: readonly string[], client: Client): Promise<ReadonlyMap<string, PostView>> {
  const found = new Map<string, PostView>()
  for (let at = 0; at < uris.length; at += 25) {
    const page = await client.query('app.bsky.feed.getPosts', { uris: uris.slice(at, at + 25) }, posts)
    if (!page.ok) break
    for (const post of page.value.posts) found.set(post.uri, post)
  }
  return found
}

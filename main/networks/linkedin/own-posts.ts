import { z } from 'zod'
import type { LogEntry } from '../../../preload/contract/events.ts'
import type { NetworkFailure } from '../../../preload/contract/failures.ts'
import { ok, type Result } from '../../../preload/contract/result.ts'
import type { StreamPage } from '../network.ts'
import { readCursor } from '../cursor.ts'
import { listOfEach, networkSize, postEntity, shareStatistics } from './entities.ts'
import { ownPosts } from './find.ts'
import { keyOf, ownPostFrom, postSampleFrom } from './items.ts'
import type { InboxTools } from './notifications.ts'
import { encoded, listOf } from './urn.ts'

/** `recent`: the names on the newest page, by which a deleted post is missed. `start`: where the first reading goes on. */
const cursorShape = z.object({ v: z.literal(1), recent: z.array(z.string()), start: z.number().int().nullable() })
type Cursor = z.infer<typeof cursorShape>
const pageSize = 50
const mostHistory = 500

/** Own posts with their figures: back to the beginning at first, later the newest page each time. */
export async function readOwnPosts(text: string | null, tools: InboxTools): Promise<Result<StreamPage, NetworkFailure>> {
  const { client, reader } = tools
  const cursor = readCursor(text, cursorShape)
  const start = cursor?.start ?? 0
  const isHistory = cursor === null || cursor.start !== null
  const page = await client.ask(ownPosts(reader.author, start, pageSize), listOfEach(postEntity))
  if (!page.ok) return page
  const rows = page.value.elements.filter(row => row.author === reader.author)
  for (const row of rows) tools.posts.set(row.id, row)
  const figures = await readFigures(rows.map(row => row.id), tools)
  if (!figures.ok) return figures
  const entries: LogEntry[] = rows.flatMap((row): LogEntry[] => {
    const post = ownPostFrom(row, reader)
    return post ? [{ kind: 'own-post', post }] : []
  })
  entries.push(...figures.value)
  const more = isHistory && page.value.elements.length === pageSize && start + pageSize < mostHistory
  if (!isHistory) {
    const gone = await deletedAmong(cursor.recent, rows.map(row => row.id), page.value.elements.length < pageSize, tools)
    if (!gone.ok) return gone
    entries.push(...gone.value.map((id): LogEntry => ({ kind: 'own-post-gone', key: keyOf(reader, id) })))
  }
  const recent = start === 0 ? rows.map(row => row.id) : cursor?.recent ?? []
  const oldest = rows.at(-1)
  const next: Cursor = { v: 1, recent, start: more ? start + pageSize : null }
  return ok({ entries, cursor: JSON.stringify(next), more, isHistory, reachedUtc: isHistory && oldest ? oldest.createdAt ?? null : null })
}

/** `organizationalEntityShareStatistics`, shares and other posts by their own lists; posts without figures are left out of the answer. */
async function readFigures(urns: readonly string[], { client, reader }: InboxTools): Promise<Result<readonly LogEntry[], NetworkFailure>> {
  const entries: LogEntry[] = []
  for (const [name, kind] of [['shares', 'urn:li:share:'], ['ugcPosts', 'urn:li:ugcPost:']] as const) {
    const asked = urns.filter(urn => urn.startsWith(kind))
    if (asked.length === 0) continue
    const path = `/rest/organizationalEntityShareStatistics?q=organizationalEntity&organizationalEntity=${encoded(reader.author)}&${name}=${listOf(asked)}&count=${pageSize}`
    const page = await client.ask({ path, restli: 'FINDER' }, listOfEach(shareStatistics))
    // The development tier refuses some lists; the posts themselves are told all the same.
    if (!page.ok && page.failure.kind === 'refused') continue
    if (!page.ok) return page
    for (const row of page.value.elements) {
      const sample = postSampleFrom(row, reader)
      if (sample) entries.push({ kind: 'post-figures', sample })
    }
  }
  return ok(entries)
}

/** Posts that were on the newest page and are not there any more, each asked for by itself: lists lag, a 404 does not. */
async function deletedAmong(recent: readonly string[], there: readonly string[], isWhole: boolean, { client }: InboxTools): Promise<Result<readonly string[], NetworkFailure>> {
  // The oldest ones leave a full page by being pushed out of it.
  const pushedOut = isWhole ? 0 : there.filter(id => !recent.includes(id)).length
  const gone: string[] = []
  for (const id of recent.slice(0, recent.length - pushedOut).filter(one => !there.includes(one))) {
    const read = await client.ask({ path: `/rest/posts/${encoded(id)}` }, postEntity)
    if (read.ok) continue
    if (read.failure.kind !== 'missing') return read
    gone.push(id)
  }
  return ok(gone)
}

/** The number of followers: `networkSizes` (the statistics of followers tell gains only, by their documentation of 2023 and later). */
export async function readAccountFigures({ client, reader }: InboxTools): Promise<Result<StreamPage, NetworkFailure>> {
  const read = await client.ask({ path: `/rest/networkSizes/${encoded(reader.author)}?edgeType=COMPANY_FOLLOWED_BY_MEMBER` }, networkSize)
  if (!read.ok) return read
  const utc = reader.now()
  // The cursor is only the time of the last look: figures have no pages.
  return ok({ entries: [{ kind: 'account-figures', sample: { accountId: reader.accountId, utc, figures: { followers: read.value.firstDegreeSize } } }], cursor: String(utc), more: false, isHistory: false, reachedUtc: null })
}

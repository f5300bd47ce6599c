import { z } from 'zod'
import type { LogEntry } from '../../../preload/contract/events.ts'
import type { NetworkFailure } from '../../../preload/contract/failures.ts'
import { ok, type Result } from '../../../preload/contract/result.ts'
import type { StreamPage } from '../network.ts'
import type { Client } from './client.ts'
import { readCursor } from '../cursor.ts'
import { commentEntity, listOfEach, notification, type Notification, type PostEntity } from './entities.ts'
import { itemFrom, type Heard, type Reader } from './items.ts'
import { commentPath } from './prepare.ts'
import { commentUrn, encoded, isPost, readComment } from './urn.ts'

/** `posts`: the page's own ones, met before and not to be asked for again with each comment under them. */
export type InboxTools = { readonly client: Client; readonly reader: Reader; readonly posts: Map<string, PostEntity> }

const cursorShape = z.object({
  v: z.literal(1),
  /** Read up to here: the youngest notification that is known. */
  untilUtc: z.number(),
  /** Numbers of those that will be met again, because the next reading begins a little earlier. */
  recent: z.array(z.string()),
  /** While the first reading goes on: where its next page begins, and the window it walks through. */
  back: z.object({ start: z.number().int(), fromUtc: z.number(), toUtc: z.number() }).nullable(),
})
type Cursor = z.infer<typeof cursorShape>

/** LinkedIn keeps notifications for 60 days; a day less, so that our clock may be off. */
const keptMs = 59 * 24 * 3_600_000
/** One that is told late by a few minutes is not passed over. */
const overlapMs = 10 * 60_000
const pageSize = 50
const mostPagesForward = 40
const mostHistory = 500
/** Comments whose words the notification does not bring cost a call each. */
const mostLookedUp = 10
const mostNames = 5
/** Likes and shares tell nothing that could be answered, and a page has a hundred calls a day at first. */
const actions = ['COMMENT', 'COMMENT_MENTION', 'SHARE_MENTION']

/** Comments under the organisation's posts, and mentions of it. https://learn.microsoft.com/en-us/linkedin/marketing/community-management/organizations/organization-social-action-notifications */
export async function readNotifications(text: string | null, tools: InboxTools): Promise<Result<StreamPage, NetworkFailure>> {
  const now = tools.reader.now()
  const cursor = readCursor(text, cursorShape)
  const isHistory = cursor === null || cursor.back !== null
  const window = cursor?.back ?? { start: 0, fromUtc: isHistory ? now - keptMs : cursor.untilUtc - overlapMs, toUtc: now + 1000 }
  const rows: Notification[] = []
  let start = window.start
  let hasMore = true
  for (let pages = 0; hasMore && pages < (isHistory ? 1 : mostPagesForward); pages++) {
    const page = await ask(start, window, tools)
    if (!page.ok) return page
    rows.push(...page.value.elements)
    start += pageSize
    hasMore = page.value.hasMore
  }
  const known = new Set(cursor?.recent)
  const fresh = rows.filter(row => !known.has(row.notificationId)).toSorted((a, b) => a.lastModifiedAt - b.lastModifiedAt)
  const entries = await entriesOf(fresh, tools)
  if (!entries.ok) return entries
  const more = isHistory && hasMore && start < mostHistory
  const untilUtc = Math.max(cursor?.untilUtc ?? window.fromUtc, ...rows.map(row => row.lastModifiedAt))
  const recent = [...new Set([...rows.filter(row => row.lastModifiedAt >= untilUtc - 2 * overlapMs).map(row => row.notificationId), ...cursor?.recent ?? []])].slice(0, 1000)
  // Not read to its end: the next reading begins where this one did.
  const next: Cursor = { v: 1, untilUtc: !isHistory && hasMore ? cursor.untilUtc : untilUtc, recent, back: more ? { ...window, start } : null }
  return ok({ entries: entries.value, cursor: JSON.stringify(next), more, isHistory, reachedUtc: isHistory ? window.fromUtc : null })
}

async function ask(start: number, { fromUtc, toUtc }: { readonly fromUtc: number; readonly toUtc: number }, { client, reader }: InboxTools): Promise<Result<{ readonly elements: readonly Notification[]; readonly hasMore: boolean }, NetworkFailure>> {
  const query = `q=criteria&actions=List(${actions.join(',')})&organizationalEntity=${encoded(reader.author)}&timeRange=(start:${fromUtc},end:${toUtc})&start=${start}&count=${pageSize}`
  const page = await client.ask({ path: `/rest/organizationalEntityNotifications?${query}`, restli: 'FINDER' }, listOfEach(notification).extend({ elements: z.array(z.unknown()) }))
  if (!page.ok) return page
  const { elements, paging } = page.value
  const read = elements.flatMap((row): Notification[] => {
    const one = notification.safeParse(row)
    return one.success ? [one.data] : []
  })
  return ok({ elements: read, hasMore: paging?.links?.some(link => link.rel === 'next') ?? elements.length >= pageSize })
}

async function entriesOf(rows: readonly Notification[], { client, reader }: InboxTools): Promise<Result<readonly LogEntry[], NetworkFailure>> {
  const all: Heard[] = []
  let lookUps = mostLookedUp
  for (const row of rows) {
    let heard = heardFrom(row)
    if (heard === null || heard.owner === reader.author) continue
    const comment = readComment(heard.urn)
    if (heard.text === '' && comment && lookUps-- > 0) {
      const read = await client.ask({ path: commentPath(comment) }, commentEntity)
      // Deleted in the meantime.
      if (!read.ok && read.failure.kind === 'missing') continue
      if (!read.ok) return read
      heard = { ...heard, text: read.value.message.text, owner: read.value.actor, parent: read.value.parentComment ?? null }
    }
    if (heard.owner === '' || heard.owner === reader.author) continue
    all.push(heard)
  }
  // The youngest first: an old history is not worth a day's calls.
  await reader.people.learn(all.toReversed().map(one => one.owner), mostNames)
  const entries = new Map<string, LogEntry>()
  for (const one of all) {
    const item = itemFrom(one, reader)
    if (item && !entries.has(item.key)) entries.set(item.key, { kind: 'item', item })
  }
  return ok([...entries.values()])
}

function heardFrom(row: Notification): Heard | null {
  const { comment, share } = row.decoratedGeneratedActivity ?? {}
  const told = row.action === 'SHARE_MENTION' ? share : comment
  const name = told?.entity ?? row.generatedActivity
  const asComment = readComment(name)
  const urn = asComment ? commentUrn(asComment) : name
  if (!asComment && !isPost(urn)) return null
  const under = row.decoratedSourcePost?.entity ?? row.sourcePost
  const post = row.action === 'SHARE_MENTION' ? urn : isPost(under) ? under : null
  return { urn, kind: row.action === 'COMMENT' ? 'reply' : 'mention', owner: told?.owner ?? '', text: told?.text ?? '', utc: row.lastModifiedAt, post, parent: null }
}

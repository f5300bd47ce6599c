import { z } from 'zod'
import type { LogEntry } from '../../../preload/contract/events.ts'
import type { NetworkFailure } from '../../../preload/contract/failures.ts'
import type { Item } from '../../../preload/contract/items.ts'
import { ok, type Result } from '../../../preload/contract/result.ts'
import type { StreamPage } from '../network.ts'
import type { Client, Read } from './client.ts'
import { compareIds, notificationList, type AccountEntity, type NotificationEntity } from './entities.ts'
import { instantOf, itemFromAct, itemFromStatus, type Reader } from './items.ts'
import type { Roots } from './threads.ts'
import { readCursor } from '../cursor.ts'

const cursorShape = z.discriminatedUnion('phase', [
  /** First reading, walking back; `recent` are the newest ids, met on its first page. */
  z.object({ phase: z.literal('back'), recent: z.array(z.string()), maxId: z.string(), seen: z.number().int() }),
  z.object({ phase: z.literal('forward'), recent: z.array(z.string()) }),
])
type Cursor = z.infer<typeof cursorShape>

const pageSize = 40
/** Enough for months of a lively shop, and 50 requests of the 300 that five minutes allow. */
const mostHistory = 2000
/**
 * Newest ids that are read again each time: a server numbers notifications before it stores them, so a lower number may appear after
 * a higher one was read, and a walk that only goes on from the highest would lose it.
 */
const overlap = 10
const mostPagesForward = 25

export type InboxTools = { readonly client: Client; readonly reader: Reader; readonly roots: Roots }

export async function readNotifications(text: string | null, tools: InboxTools): Promise<Result<StreamPage, NetworkFailure>> {
  const cursor = readCursor(text, cursorShape)
  return cursor?.phase === 'forward' ? await readForward(cursor, tools) : await readBack(cursor, tools)
}

async function readBack(cursor: Extract<Cursor, { phase: 'back' }> | null, tools: InboxTools): Promise<Result<StreamPage, NetworkFailure>> {
  const page = await ask(tools.client, { max_id: cursor?.maxId })
  if (!page.ok) return page
  const rows = newestFirst(page.value.value)
  const fresh = cursor === null ? rows : rows.filter(row => compareIds(row.id, cursor.maxId) < 0)
  const seen = (cursor?.seen ?? 0) + fresh.length
  const recent = cursor?.recent ?? rows.slice(0, overlap).map(row => row.id)
  const last = fresh.at(-1)
  // A page without anything older is the end, whatever Link headers say; a server that ignores max_id ends here too.
  const more = last !== undefined && seen < mostHistory
  const next: Cursor = more ? { phase: 'back', recent, maxId: last.id, seen } : { phase: 'forward', recent }
  // In the far past a request per thread is too much: the nearest threads are looked up, the others are grouped by what they answer.
  const entries = await entriesOf(fresh, tools, { left: cursor === null ? 20 : 5 })
  return ok({ entries, cursor: JSON.stringify(next), more, isHistory: true, reachedUtc: last ? instantOf(last.created_at, tools.reader) : null })
}

/** The page right after the last seen; where a server ignores that and sends its newest page instead, the gap is walked back. */
async function readForward(cursor: Extract<Cursor, { phase: 'forward' }>, tools: InboxTools): Promise<Result<StreamPage, NetworkFailure>> {
  const sorted = [...cursor.recent].sort(compareIds)
  const [floor] = sorted
  const newest = sorted.at(-1)
  const page = await ask(tools.client, { min_id: floor })
  if (!page.ok) return page
  const found = new Map(page.value.value.map(row => [row.id, row]))
  let pages = 1
  let oldest = newestFirst([...found.values()]).at(-1)
  const reachesSeen = (): boolean => oldest === undefined || (newest !== undefined && [...found.keys()].some(id => compareIds(id, newest) <= 0))
  let grew = found.size >= 10
  while (grew && !reachesSeen() && pages < mostPagesForward && oldest) {
    const older: Awaited<ReturnType<typeof ask>> = await ask(tools.client, { max_id: oldest.id })
    if (!older.ok) return older
    const before = found.size
    for (const row of older.value.value) found.set(row.id, row)
    grew = found.size > before
    pages++
    oldest = newestFirst([...found.values()]).at(-1)
  }
  const known = new Set(cursor.recent)
  // Older than the overlap and not walked for: it was read long ago (a server that ignores min_id repeats it each time).
  const fresh = newestFirst([...found.values()]).filter(row => !known.has(row.id) && (floor === undefined || compareIds(row.id, floor) > 0))
  const recent = [...new Set([...fresh.map(row => row.id), ...cursor.recent])].sort((a, b) => compareIds(b, a)).slice(0, overlap)
  const next: Cursor = { phase: 'forward', recent }
  const entries = await entriesOf(fresh, tools, { left: 40 })
  // A full page may have the next one behind it.
  return ok({ entries, cursor: JSON.stringify(next), more: fresh.length > 0 && page.value.value.length >= pageSize, isHistory: false, reachedUtc: null })
}

const ask = (client: Client, place: { readonly max_id?: string | undefined; readonly min_id?: string | undefined }): Promise<Result<Read<NotificationEntity[]>, NetworkFailure>> =>
  client.ask({ path: '/api/v1/notifications', query: { limit: pageSize, ...place }, scope: 'read:notifications' }, notificationList)

const newestFirst = (rows: readonly NotificationEntity[]): NotificationEntity[] => [...rows].sort((a, b) => compareIds(b.id, a.id))

async function entriesOf(rows: readonly NotificationEntity[], tools: InboxTools, budget: { left: number }): Promise<LogEntry[]> {
  const byKey = new Map<string, Item>()
  // Oldest first, as they happened.
  for (const row of rows.toReversed()) {
    const item = await itemOf(row, tools, budget)
    if (item && !byKey.has(item.key)) byKey.set(item.key, item)
  }
  return [...byKey.values()].map(item => ({ kind: 'item', item }))
}

/** Unknown types are left out: servers invent their own, and a number without meaning helps nobody. */
async function itemOf(row: NotificationEntity, { reader, roots }: InboxTools, budget: { left: number }): Promise<Item | null> {
  const { status } = row
  const by: AccountEntity | null = row.account ?? status?.account ?? null
  switch (row.type) {
    case 'mention': case 'quote':
      if (!status || status.account.id === reader.remoteId) return null
      return itemFromStatus(status, reader, await roots.rootOf(status, budget), { notification: row.id }, row.type === 'quote')
    case 'favourite': return by && itemFromAct('like', row, by, reader)
    case 'reblog': return by && itemFromAct('boost', row, by, reader)
    case 'follow': return by && itemFromAct('follow', row, by, reader)
    case 'follow_request': return by && itemFromAct('follow-request', row, by, reader)
    case 'poll': return by && itemFromAct('poll-ended', row, by, reader)
    // Someone whose posts were asked for has written; and the server's own words to this account.
    case 'status': case 'moderation_warning': case 'severed_relationships': return by && itemFromAct('notice', row, by, reader)
    default: return null
  }
}

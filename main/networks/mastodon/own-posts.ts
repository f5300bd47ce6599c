import { z } from 'zod'
import type { LogEntry } from '../../../preload/contract/events.ts'
import type { NetworkFailure } from '../../../preload/contract/failures.ts'
import { ok, type Result } from '../../../preload/contract/result.ts'
import type { StreamPage } from '../network.ts'
import { pathId } from './client.ts'
import { readCursor } from '../cursor.ts'
import { accountEntity, compareIds, statusEntity, statusList, type StatusEntity } from './entities.ts'
import { instantOf, keyOf, ownPostFrom, postSampleFrom } from './items.ts'
import type { InboxTools } from './notifications.ts'

/** `recent` are the ids of the newest page, by which a deleted post is missed. */
const cursorShape = z.object({ recent: z.array(z.string()), maxId: z.string().nullable(), seen: z.number().int() })
type Cursor = z.infer<typeof cursorShape>

const pageSize = 40
const mostHistory = 2000

/** Own posts with their figures: back to the beginning at first, later the newest page each time. */
export async function readOwnPosts(text: string | null, { client, reader }: InboxTools): Promise<Result<StreamPage, NetworkFailure>> {
  const cursor = readCursor(text, cursorShape)
  const isHistory = cursor === null || cursor.maxId !== null
  const path = `/api/v1/accounts/${pathId(reader.remoteId)}/statuses`
  const page = await client.ask({ path, query: { limit: pageSize, exclude_reblogs: true, max_id: cursor?.maxId }, scope: 'read:statuses' }, statusList)
  if (!page.ok) return page
  const { maxId } = cursor ?? { maxId: null }
  const rows = oneEach(page.value.value).filter(row => maxId === null || compareIds(row.id, maxId) < 0)
  // Boosts are other people's posts, and private messages are conversations.
  const posts = rows.filter(row => row.account.id === reader.remoteId && !row.reblog && row.visibility !== 'direct')
  const entries = posts.flatMap((status): LogEntry[] => {
    const post = ownPostFrom(status, reader)
    return post ? [{ kind: 'own-post', post }, { kind: 'post-figures', sample: postSampleFrom(status, reader) }] : []
  })
  const seen = (cursor?.seen ?? 0) + rows.length
  const last = rows.at(-1)
  const more = isHistory && last !== undefined && seen < mostHistory
  if (!isHistory) {
    const gone = await deletedAmong(cursor.recent, rows, { client, reader })
    if (!gone.ok) return gone
    entries.push(...gone.value.map((id): LogEntry => ({ kind: 'own-post-gone', key: keyOf(reader, id) })))
  }
  const next: Cursor = { recent: isHistory && cursor ? cursor.recent : posts.map(post => post.id), maxId: more ? last.id : null, seen }
  return ok({ entries, cursor: JSON.stringify(next), more, isHistory, reachedUtc: isHistory && last ? instantOf(last.created_at, reader) : null })
}

/** Ids change with an edit on some servers; the address stays. */
function oneEach(rows: readonly StatusEntity[]): StatusEntity[] {
  const byUri = new Map<string, StatusEntity>()
  for (const row of rows) if (!byUri.has(row.uri || row.id)) byUri.set(row.uri || row.id, row)
  return [...byUri.values()]
}

/** Posts that were on the newest page and are not there any more, each asked for by itself: lists lag, a 404 does not. */
async function deletedAmong(recent: readonly string[], rows: readonly StatusEntity[], { client }: Pick<InboxTools, 'client' | 'reader'>): Promise<Result<readonly string[], NetworkFailure>> {
  const there = new Set(rows.map(row => row.id))
  const floor = rows.at(-1)?.id
  const missed = recent.filter(id => !there.has(id) && (floor === undefined || compareIds(id, floor) > 0))
  const gone: string[] = []
  for (const id of missed) {
    const read = await client.ask({ path: `/api/v1/statuses/${pathId(id)}`, scope: 'read:statuses' }, statusEntity)
    if (!read.ok && read.failure.kind === 'missing') gone.push(id)
    else if (!read.ok) return read
  }
  return ok(gone)
}

export async function readAccountFigures({ client, reader }: InboxTools): Promise<Result<StreamPage, NetworkFailure>> {
  const read = await client.ask({ path: '/api/v1/accounts/verify_credentials', scope: 'read:accounts' }, accountEntity)
  if (!read.ok) return read
  const { followers_count: followers, following_count: following, statuses_count: posts } = read.value.value
  const figures = { ...(followers === null ? {} : { followers }), ...(following === null ? {} : { following }), ...(posts === null ? {} : { posts }) }
  const utc = reader.now()
  // The cursor is only the time of the last look: figures have no pages.
  return ok({ entries: [{ kind: 'account-figures', sample: { accountId: reader.accountId, utc, figures } }], cursor: String(utc), more: false, isHistory: false, reachedUtc: null })
}

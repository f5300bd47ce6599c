import { z } from 'zod'
import type { LogEntry } from '../../../preload/contract/events.ts'
import type { NetworkFailure } from '../../../preload/contract/failures.ts'
import { ok, type Result } from '../../../preload/contract/result.ts'
import type { StreamPage } from '../network.ts'
import { pathId } from './client.ts'
import { readCursor } from '../cursor.ts'
import { compareIds, id, idAt, postPage, utcOfId } from './entities.ts'
import { itemFromPost, postFields, type InboxTools } from './items.ts'

/**
 * One walk goes from the newest mention back to `since` (null: the first reading), page by page: `until` is where the next page begins.
 * `newest` becomes the next `since`, a little earlier, because a post may show up after a younger one; `seen` are those told since then.
 */
const cursorShape = z.object({ v: z.literal(1), since: id.nullable(), until: id.nullable(), newest: id.nullable(), seen: z.array(id), read: z.number().int() })
type Cursor = z.infer<typeof cursorShape>

const pageSize = 100
/** Each mention costs a tenth of a cent: two hundred are enough to see whom one has to do with. */
const mostHistory = 200
const overlapMs = 30_000
const clockMs = 10 * 60_000

export async function readMentions(text: string | null, { client, reader }: InboxTools): Promise<Result<StreamPage, NetworkFailure>> {
  const known: Cursor | null = readCursor(text, cursorShape)
  const cursor: Cursor = known ?? { v: 1, since: null, until: null, newest: null, seen: [], read: 0 }
  const isHistory = cursor.since === null
  const query = { max_results: pageSize, since_id: cursor.since, until_id: cursor.until, ...postFields }
  const page = await client.ask({ path: `/2/users/${pathId(reader.remoteId)}/mentions`, query, scope: 'tweet.read' }, postPage)
  if (!page.ok) return page
  const { data, includes, meta } = page.value
  const ids = data.map(post => post.id).toSorted(compareIds)
  const [oldest] = ids
  const last = ids.at(-1)
  const newest = last !== undefined && (cursor.newest === null || compareIds(last, cursor.newest) > 0) ? last : cursor.newest
  const entries = data.filter(post => !cursor.seen.includes(post.id)).toSorted((a, b) => compareIds(a.id, b.id)).flatMap((post): LogEntry[] => {
    const item = itemFromPost(post, includes, reader)
    return item ? [{ kind: 'item', item }] : []
  })
  const read = cursor.read + data.length
  // A page that brings nothing older would lead round in circles.
  const goesOn = oldest !== undefined && (cursor.until === null || compareIds(oldest, cursor.until) < 0)
  const more = meta?.next_token != null && goesOn && (!isHistory || read < mostHistory)
  // Of an account nobody has mentioned yet, everything from now on is new; our clock may be some minutes ahead of X's.
  const since = newest === null ? idAt(reader.now() - clockMs) : idAt(utcOfId(newest) - overlapMs)
  // Only what the next walk meets again is remembered, and all that this one may still meet.
  const seen = [...new Set([...cursor.seen, ...ids.filter(each => compareIds(each, since) > 0)])]
  const next: Cursor = more ? { ...cursor, until: oldest, newest, seen, read } : { v: 1, since, until: null, newest, seen: seen.filter(each => compareIds(each, since) > 0), read: 0 }
  return ok({ entries, cursor: JSON.stringify(next), more, isHistory, reachedUtc: isHistory ? (oldest === undefined ? reader.now() : utcOfId(oldest)) : null })
}

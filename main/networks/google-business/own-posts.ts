import { z } from 'zod'
import type { LogEntry } from '../../../preload/contract/events.ts'
import type { NetworkFailure } from '../../../preload/contract/failures.ts'
import { ok, type Result } from '../../../preload/contract/result.ts'
import type { StreamPage } from '../network.ts'
import { readCursor } from '../cursor.ts'
import { postEntity } from './entities.ts'
import { readAllPosts } from './find.ts'
import { instantOf, keyOf, ownPostFrom } from './items.ts'
import type { InboxTools } from './reviews.ts'

const mostAsked = 20
/** All that were there at the last reading, by which a deleted one is missed. */
const cursorShape = z.object({ names: z.array(z.string()) })

/** Posts that are out. A place has few of them, so all are read each time; figures of single posts are not given any more. */
export async function readOwnPosts(text: string | null, { client, reader }: InboxTools): Promise<Result<StreamPage, NetworkFailure>> {
  const cursor = readCursor(text, cursorShape)
  const all = await readAllPosts(client, reader.remoteId)
  if (!all.ok) return all
  const live = all.value.posts.filter(({ state }) => state === 'LIVE')
  const entries = live.flatMap((post): LogEntry[] => {
    const own = ownPostFrom(post, reader)
    return own ? [{ kind: 'own-post', post: own }] : []
  })
  const there = new Set(live.map(({ name }) => name))
  const kept: string[] = []
  for (const name of (cursor?.names ?? []).filter(one => !there.has(one)).slice(0, mostAsked)) {
    // Each is asked for by itself: a list may lag, a 404 does not.
    const read = await client.ask({ path: name }, postEntity)
    if (!read.ok && read.failure.kind === 'missing') entries.push({ kind: 'own-post-gone', key: keyOf(reader, name) })
    else if (!read.ok) return read
    else kept.push(name)
  }
  const names = [...there, ...kept]
  const oldestUtc = Math.min(...live.map(post => instantOf(post.createTime, reader.now)))
  return ok({ entries, cursor: JSON.stringify({ names }), more: false, isHistory: cursor === null, reachedUtc: cursor === null && Number.isFinite(oldestUtc) ? oldestUtc : null })
}

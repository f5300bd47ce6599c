import type { NetworkFailure } from '../../../preload/contract/failures.ts'
import { assertNever, ok, type Result } from '../../../preload/contract/result.ts'
import { judgePosts, type SeenPost } from '../judge-posts.ts'
import { nothingElse, type Found, type Known, type Prepared } from '../network.ts'
import type { Client } from './client.ts'
import { postEntity, postList, reviewEntity, type PostEntity } from './entities.ts'
import { readPrepared, type PostBody } from './prepared-call.ts'
import type { PublishTools } from './publish.ts'
import { answerRef, postRef } from './refs.ts'

/** We wait 30 s for an answer; Google may still be at it when we have given up. */
export const settledMs = 60_000
const pageSize = 100
const maxPages = 10

/** After a lost answer: is it there? No id is known before a post is made, so it is looked for among all of them, by its words and its kind. */
export async function find(prepared: Prepared, sinceUtc: number, tools: PublishTools, known: Known = nothingElse(sinceUtc)): Promise<Result<Found, NetworkFailure>> {
  const call = readPrepared(prepared)
  const { client, now } = tools
  switch (call.kind) {
    case 'new-post': {
      const all = await readAllPosts(client, tools.remoteId)
      if (!all.ok) return all
      // What is rejected is not out, and what waits for its time is another one.
      const candidates = all.value.posts.filter(({ state }) => state !== 'REJECTED' && state !== 'SCHEDULED')
      return ok(judgePosts(candidates.map(post => asSeen(post, call.body)), { sent: call.body.summary, known, place: 'own-posts', covers: all.value.isWhole, isSettled: now() - sinceUtc >= settledMs, isKeyed: false }))
    }
    case 'edited-post': {
      const read = await client.ask({ path: call.name }, postEntity)
      return read.ok ? ok(changed(read.value.summary.trim() === (call.body.summary ?? '').trim(), postRef(read.value), sinceUtc, now)) : read
    }
    case 'answer': {
      const read = await client.ask({ path: call.review }, reviewEntity)
      return read.ok ? ok(changed(read.value.reviewReply?.comment.trim() === call.comment.trim(), answerRef(read.value), sinceUtc, now)) : read
    }
    case 'delete': return ok({ kind: 'no-proof', lookedAt: 'Google has no list in which this would stand', place: { kind: 'nowhere' } })
    default: return assertNever(call)
  }
}

/** An answer and a change take the place of what stood there: sent again they double nothing. */
function changed(isSame: boolean, remote: ReturnType<typeof postRef>, sinceUtc: number, now: () => number): Found {
  const place = { kind: 'changed-post' } as const
  const lookedAt = 'the words as they stand there'
  if (isSame) return { kind: 'found', remote }
  return now() - sinceUtc >= settledMs ? { kind: 'absent', lookedAt, place } : { kind: 'no-proof', lookedAt, place, doubt: 'too-soon' }
}

/** In which order they come is not published, so all are read. */
export async function readAllPosts(client: Client, remoteId: string): Promise<Result<{ readonly posts: readonly PostEntity[]; readonly isWhole: boolean }, NetworkFailure>> {
  const posts: PostEntity[] = []
  let isWhole = true
  let pageToken: string | null = null
  for (let page = 0; page < maxPages; page++) {
    const read: Result<{ readonly rows: PostEntity[]; readonly nextPageToken: string | null; readonly hasUnreadable: boolean }, NetworkFailure> = await client.ask({ path: `${remoteId}/localPosts`, query: { pageSize, pageToken } }, postList)
    if (!read.ok) return read
    posts.push(...read.value.rows)
    isWhole &&= !read.value.hasUnreadable
    pageToken = read.value.nextPageToken
    if (pageToken === null) return ok({ posts, isWhole })
  }
  return ok({ posts, isWhole: false })
}

export function asSeen(post: PostEntity, sent: PostBody): SeenPost {
  const utc = Date.parse(post.createTime ?? '')
  const isAlike = (post.topicType ?? 'STANDARD') === sent.topicType && (post.callToAction?.actionType ?? null) === (sent.callToAction?.actionType ?? null)
    && (post.event?.title ?? null) === (sent.event?.title ?? null) && (post.media?.length ?? 0) === (sent.media?.length ?? 0)
  return { remote: postRef(post), text: post.summary, utc: Number.isFinite(utc) ? utc : null, isYounger: false, evidence: isAlike ? 'words' : 'other' }
}

import { z } from 'zod'
import type { RemoteRef } from '../../../preload/contract/drafts.ts'
import type { NetworkFailure } from '../../../preload/contract/failures.ts'
import type { ThreadPost } from '../../../preload/contract/items.ts'
import { ok, type Result } from '../../../preload/contract/result.ts'
import { graphId } from '../graph-api/client.ts'
import { pageWithin } from '../graph-api/paging.ts'
import { commentEntity, commentFields, conversationEntity, messageEntity, messageFields, postEntity, postFields } from './entities.ts'
import { threadPostFromComment, threadPostFromMessage, threadPostFromPost } from './items.ts'
import { personIn } from './messages.ts'
import type { InboxTools } from './notifications.ts'
import { readExtra } from './refs.ts'

/** The post and all comments under it, or the private conversation; oldest first. */
export async function readThread(ref: RemoteRef, { client, reader }: InboxTools): Promise<Result<readonly ThreadPost[], NetworkFailure>> {
  const extra = readExtra(ref)
  if (extra.kind === 'message' && extra.conversation !== undefined) {
    const read = await client.ask({ path: `/${graphId(extra.conversation)}`, query: { fields: `id,participants,messages.limit(20){${messageFields}}` } }, conversationEntity)
    if (!read.ok) return read
    const person = personIn(read.value, reader.remoteId)
    return ok(sorted((pageWithin(read.value.messages, messageEntity)?.rows.toReversed() ?? []).map(message => threadPostFromMessage(message, read.value.id, person, reader))))
  }
  const post = extra.post ?? ref.id
  const read = await client.ask({ path: `/${graphId(post)}`, query: { fields: `${postFields},comments.limit(100).order(chronological).filter(stream){${commentFields}}` } }, postEntity.extend({ comments: z.unknown().optional() }))
  if (!read.ok) return read
  const comments = pageWithin(read.value.comments, commentEntity)?.rows ?? []
  return ok(sorted([threadPostFromPost(read.value, reader), ...comments.map(comment => threadPostFromComment(comment, post, reader))]))
}

const sorted = (posts: readonly (ThreadPost | null)[]): ThreadPost[] => posts.filter(post => post !== null).toSorted((a, b) => a.createdUtc - b.createdUtc)

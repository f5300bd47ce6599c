import { z } from 'zod'
import type { NetworkFailure } from '../../../preload/contract/failures.ts'
import { assertNever, ok, type Result } from '../../../preload/contract/result.ts'
import { graphId } from '../graph-api/client.ts'
import { findPublished } from '../graph-api/containers.ts'
import { askPage, graphInstant, pageWithin } from '../graph-api/paging.ts'
import { judgePosts, type SeenPost } from '../judge-posts.ts'
import { nothingElse, type Found, type Known, type Prepared } from '../network.ts'
import { briefFields, commentEntity, commentFields, mediaEntity, messageEntity, messageFields, type MediaEntity } from './entities.ts'
import { isOwnComment, refTo, webUrl } from './items.ts'
import { readPrepared, type PreparedComment, type PreparedContainer, type PreparedMessage } from './prepared-call.ts'
import type { PublishTools } from './publish.ts'

export type FindTools = PublishTools & { readonly handle: string }
type Seen = Result<{ readonly posts: readonly SeenPost[]; readonly covers: boolean }, NetworkFailure>

const dayMs = 24 * 60 * 60_000
const settledMs = 60_000
const mostPages = 4

/** After a lost answer: is it there? Looks where it would stand; changes nothing. */
export async function find(prepared: Prepared, sinceUtc: number, tools: FindTools, known: Known = nothingElse(sinceUtc)): Promise<Result<Found, NetworkFailure>> {
  const call = readPrepared(prepared)
  switch (call.kind) {
    case 'container': return await findPublished({ id: call.id, sent: call.caption, sinceUtc, known, place: 'own-posts', look: () => ownSince(call, known.firstUtc, tools) }, tools)
    // Neither carries a key of ours: what is not seen may still come.
    case 'comment': return judged(await commentsOf(call, known.firstUtc, tools), call.message, sinceUtc, known, tools)
    case 'message': return judged(await messagesOf(call, tools), call.text, sinceUtc, known, tools)
    case 'act': return ok({ kind: 'no-proof', lookedAt: 'the network has no list in which this would stand', place: { kind: 'nowhere' } })
    default: return assertNever(call)
  }
}

function judged(seen: Seen, sent: string, sinceUtc: number, known: Known, { now }: FindTools): Result<Found, NetworkFailure> {
  if (!seen.ok) return seen.failure.kind === 'missing' || seen.failure.kind === 'refused' ? ok({ kind: 'no-proof', lookedAt: 'what it stood under is gone, or closed to us', place: { kind: 'nowhere' }, doubt: 'not-shown' }) : seen
  return ok(judgePosts(seen.value.posts, { sent, known, place: 'conversation', covers: seen.value.covers, isSettled: now() - sinceUtc >= settledMs, isKeyed: false }))
}

/** Own posts, or own stories, since a day before the sending. */
async function ownSince(call: PreparedContainer, firstUtc: number, { client, remoteId }: FindTools): Promise<Seen> {
  const path = `/${graphId(remoteId)}/${call.becomes === 'STORY' ? 'stories' : 'media'}`
  const posts: SeenPost[] = []
  let after: string | null = null
  let isWhole = true
  for (let page = 0; page < mostPages; page++) {
    const read: Awaited<ReturnType<typeof askPage<typeof mediaEntity>>> = await askPage(client, { path, query: { fields: briefFields, limit: 50 } }, mediaEntity, after)
    if (!read.ok) return read
    // One that cannot be read may be ours.
    isWhole &&= !read.value.hasUnreadable
    const fresh = read.value.rows.filter(media => (graphInstant(media.timestamp) ?? Infinity) >= firstUtc - dayMs)
    posts.push(...fresh.map(media => seenFrom(media, call)))
    after = read.value.after
    if (after === null || fresh.length < read.value.rows.length) return ok({ posts, covers: isWhole })
  }
  return ok({ posts, covers: false })
}

function seenFrom(media: MediaEntity, call: PreparedContainer): SeenPost {
  const kind = media.media_product_type === 'REELS' || media.media_product_type === 'STORY' ? media.media_product_type : media.media_type
  // A caption that is not shown is no proof that there is none: then only the owner can tell.
  const isShown = media.caption !== undefined || call.caption === ''
  return {
    remote: refTo(media.id, webUrl(media.permalink), { kind: call.becomes === 'STORY' ? 'story' : 'media' }), text: isShown ? media.caption ?? '' : call.caption,
    utc: graphInstant(media.timestamp), isYounger: false, evidence: isShown && kind === call.becomes ? 'words' : 'other',
  }
}

async function commentsOf(call: PreparedComment, firstUtc: number, { client, remoteId, handle }: FindTools): Promise<Seen> {
  const path = call.on === 'comment' ? `/${graphId(call.target)}/replies` : `/${graphId(call.target)}/comments`
  const posts: SeenPost[] = []
  let after: string | null = null
  let isWhole = true
  for (let page = 0; page < mostPages; page++) {
    const read: Awaited<ReturnType<typeof askPage<typeof commentEntity>>> = await askPage(client, { path, query: { fields: commentFields, limit: 50 } }, commentEntity, after)
    if (!read.ok) return read
    isWhole &&= !read.value.hasUnreadable
    for (const comment of read.value.rows.filter(one => isOwnComment(one, { remoteId, handle }))) {
      const utc = graphInstant(comment.timestamp)
      if (utc !== null && utc < firstUtc - dayMs) continue
      posts.push({ remote: refTo(comment.id, null, { kind: 'comment', media: call.media, top: call.on === 'comment' ? call.target : comment.id }), text: comment.text, utc, isYounger: false, evidence: 'words' })
    }
    after = read.value.after
    if (after === null) return ok({ posts, covers: isWhole })
  }
  return ok({ posts, covers: false })
}

/** The twenty youngest of a conversation are all that can be read. */
async function messagesOf(call: PreparedMessage, { client, remoteId, handle }: FindTools): Promise<Seen> {
  const read = await client.ask({ path: `/${graphId(call.conversation)}`, query: { fields: `messages{${messageFields}}` } }, z.object({ messages: z.unknown().optional() }))
  if (!read.ok) return read
  const page = pageWithin(read.value.messages, messageEntity)
  const own = page?.rows.filter(message => message.from.id === remoteId || message.from.username.toLowerCase() === handle.toLowerCase()) ?? []
  return ok({ posts: own.map(message => ({ remote: refTo(message.id, null, { kind: 'message', conversation: call.conversation }), text: message.message, utc: graphInstant(message.created_time), isYounger: false, evidence: 'words' })), covers: false })
}

import type { RemoteRef } from '../../../preload/contract/drafts.ts'
import type { NetworkFailure } from '../../../preload/contract/failures.ts'
import { assertNever, fail, ok, type Result } from '../../../preload/contract/result.ts'
import { graphId } from '../graph-api/client.ts'
import { askPage, pageWithin } from '../graph-api/paging.ts'
import { judgePosts, type SeenPost } from '../judge-posts.ts'
import { nothingElse, type Found, type Known, type Prepared } from '../network.ts'
import { z } from 'zod'
import { commentEntity, commentFields, messageEntity, messageFields, postEntity, videoEntity, videoFields, type Attachment, type PostEntity } from './entities.ts'
import { ownSince } from './own-since.ts'
import { readPrepared, type PostCall, type PreparedCall, type VideoCall } from './prepared-call.ts'
import type { PublishTools } from './publish.ts'
import { refTo, wholeId } from './refs.ts'
import { askStories } from './stories.ts'

/** We wait 30 s for an answer; the network may still be at it when we have given up, and its lists lag. Before this, not seeing something proves nothing. */
export const settledMs = 60_000
/** Public code that publishes reels waits minutes for the publishing phase to begin. */
const videoSettledMs = 5 * 60_000
const dayMs = 24 * 60 * 60_000

/** After a lost answer: is it there? Looks where it would stand; changes nothing. */
export async function find(prepared: Prepared, sinceUtc: number, tools: PublishTools, known: Known = nothingElse(sinceUtc)): Promise<Result<Found, NetworkFailure>> {
  const call = readPrepared(prepared)
  switch (call.kind) {
    case 'post': return await findPost(call, sinceUtc, tools, known)
    case 'video': return await findVideoByWords(call, sinceUtc, tools, known)
    case 'reel': return await findVideo(call, sinceUtc, tools)
    case 'photo-story': return await findStory(call.photo, sinceUtc, tools)
    case 'video-story': return await findStory(call.video, sinceUtc, tools)
    case 'comment': return await findComment(call, sinceUtc, tools, known)
    case 'message': return await findMessage(call, sinceUtc, tools, known)
    case 'edit': return await findEdit(call, sinceUtc, tools)
    case 'act': return ok({ kind: 'no-proof', lookedAt: 'the network has no list in which this would stand', place: { kind: 'nowhere' } })
    default: return assertNever(call)
  }
}

export async function findPost(call: PostCall, sinceUtc: number, { client, remoteId, now }: PublishTools, known: Known): Promise<Result<Found, NetworkFailure>> {
  const own = await ownSince(call.before, known.firstUtc, client, remoteId)
  if (!own.ok) return own
  const secret = await client.secret()
  const appId = secret.ok ? secret.value.appId : ''
  const { posts, covers, areYounger } = own.value
  const seen = posts.map((post): SeenPost => ({
    remote: refTo(post.id, post.permalink_url, { kind: 'post' }), text: post.message, utc: post.created_time, isYounger: areYounger, evidence: evidenceOf(post, call, appId),
  }))
  return ok(judgePosts(seen, { sent: call.message, known, place: 'own-posts', covers, isSettled: now() - sinceUtc >= settledMs, isKeyed: false }))
}

/** A photo we uploaded is in one post only. The same words by another program, or with other pictures, are another post. */
export function evidenceOf(post: PostEntity, call: Pick<PostCall, 'photos'>, appId: string): SeenPost['evidence'] {
  const photos = photosOf(post)
  if (call.photos.length > 0) return call.photos.length === photos.length && call.photos.every(id => photos.includes(id)) ? 'files' : 'other'
  const isByOther = appId !== '' && post.application !== null && post.application !== undefined && post.application.id !== appId
  return photos.length > 0 || isByOther ? 'other' : 'words'
}

function photosOf({ attachments }: PostEntity): readonly string[] {
  const isPhoto = ({ media_type: type, target }: Attachment): boolean => type === 'photo' && target?.id !== undefined
  return (attachments?.data ?? []).flatMap(one => (one.subattachments ? one.subattachments.data : [one])).filter(isPhoto).flatMap(one => one.target?.id ?? [])
}

const videosAsked = 50

/** The newest videos of the Page, published or kept for later. */
export const askVideos = (client: PublishTools['client'], remoteId: string) =>
  askPage(client, { path: `/${graphId(remoteId)}/videos`, query: { type: 'uploaded', fields: `${videoFields},created_time`, limit: videosAsked } }, videoEntity, null)

/** A video in a post has no number before; the words and the time must do, also while it is processed and stands in no list of posts. */
export async function findVideoByWords(call: VideoCall, sinceUtc: number, { client, remoteId, now }: PublishTools, known: Known): Promise<Result<Found, NetworkFailure>> {
  const read = await askVideos(client, remoteId)
  if (!read.ok) return read
  const { rows, hasUnreadable, after } = read.value
  const seen = rows.filter(row => row.scheduled_publish_time === null).map((row): SeenPost => ({
    remote: refTo(row.post_id ? wholeId(row.post_id, remoteId) : row.id, row.permalink_url, { kind: 'video', video: row.id }), text: row.description, utc: row.created_time, isYounger: false, evidence: 'words',
  }))
  const oldest = rows.at(-1)?.created_time
  const covers = !hasUnreadable && (after === null || (oldest !== null && oldest !== undefined && oldest < known.firstUtc - dayMs))
  return ok(judgePosts(seen, { sent: call.message, known, place: 'own-posts', covers, isSettled: now() - sinceUtc >= settledMs, isKeyed: false }))
}

/** By the number under which it was uploaded: publishing it again publishes the same one. */
async function findVideo({ video }: { readonly video: string }, sinceUtc: number, { client, remoteId, now }: PublishTools): Promise<Result<Found, NetworkFailure>> {
  const read = await client.ask({ path: `/${graphId(video)}`, query: { fields: videoFields } }, videoEntity)
  const place = { kind: 'own-place' } as const
  const isSettled = now() - sinceUtc >= videoSettledMs
  if (!read.ok) return read.failure.kind === 'missing' ? ok({ kind: 'no-proof', lookedAt: 'the upload is not there any more', place, doubt: 'not-shown' }) : read
  const { published, post_id: postId, permalink_url: url, status } = read.value
  const { publishing_phase: publishing } = status ?? {}
  if (published === true || publishing?.publish_status === 'published') return ok({ kind: 'found', remote: refTo(postId ? wholeId(postId, remoteId) : video, url, { kind: 'video', video }) })
  const lookedAt = `the video by its number: ${status?.video_status ?? ''} ${publishing?.status ?? ''}`.trim()
  // Once begun it goes on by itself.
  if (publishing?.status === 'in_progress') return ok({ kind: 'no-proof', lookedAt, place, doubt: 'too-soon' })
  return ok(isSettled ? { kind: 'absent', lookedAt, place } : { kind: 'no-proof', lookedAt, place, doubt: 'too-soon' })
}

/** A picture or video is in one story only; the network refuses it a second time. */
async function findStory(media: string, sinceUtc: number, { client, remoteId, now }: PublishTools): Promise<Result<Found, NetworkFailure>> {
  const read = await askStories(client, remoteId)
  if (!read.ok) return read
  const ours = read.value.rows.find(row => row.media_id === media)
  if (ours) return ok({ kind: 'found', remote: refTo(wholeId(ours.post_id, remoteId), ours.url, { kind: 'story' }) })
  const place = { kind: 'own-posts', count: read.value.rows.length } as const
  const lookedAt = `${read.value.rows.length} stories`
  if (read.value.hasUnreadable || read.value.after !== null) return ok({ kind: 'no-proof', lookedAt, place, doubt: 'not-all' })
  // Told as gone after a day, and it may take a while until it is shown.
  return ok({ kind: 'no-proof', lookedAt, place, doubt: now() - sinceUtc >= settledMs ? 'may-come' : 'too-soon' })
}

async function findComment(call: Extract<PreparedCall, { kind: 'comment' }>, sinceUtc: number, { client, remoteId, now }: PublishTools, known: Known): Promise<Result<Found, NetworkFailure>> {
  const read = await askPage(client, { path: `/${graphId(call.list)}/comments`, query: { fields: commentFields, filter: 'stream', order: 'reverse_chronological', limit: 100 } }, commentEntity, null)
  if (!read.ok) return read
  const own = read.value.rows.filter(row => row.from?.id === remoteId)
  const seen = own.map((row): SeenPost => ({
    remote: refTo(row.id, row.permalink_url, { kind: 'comment', post: call.post, ...(call.list === call.post ? {} : { parent: call.list }) }), text: row.message, utc: row.created_time, isYounger: false,
    evidence: (call.photo !== null) === (row.attachment?.type === 'photo') ? 'words' : 'other',
  }))
  return ok(judgePosts(seen, { sent: call.message, known, place: 'conversation', covers: !read.value.hasUnreadable && read.value.after === null, isSettled: now() - sinceUtc >= settledMs, isKeyed: false }))
}

async function findMessage(call: Extract<PreparedCall, { kind: 'message' }>, sinceUtc: number, { client, remoteId, now }: PublishTools, known: Known): Promise<Result<Found, NetworkFailure>> {
  const read = await client.ask({ path: `/${graphId(call.conversation)}`, query: { fields: `messages.limit(20){${messageFields}}` } }, z.object({ messages: z.unknown().optional() }))
  if (!read.ok) return read
  const page = pageWithin(read.value.messages, messageEntity)
  if (!page) return fail({ kind: 'server-trouble', detail: 'the conversation shows no messages' })
  const seen = page.rows.filter(row => row.from?.id === remoteId).map((row): SeenPost => ({
    remote: refTo(row.id, null, { kind: 'message', conversation: call.conversation, person: call.person }), text: row.message, utc: row.created_time, isYounger: false, evidence: 'words',
  }))
  return ok(judgePosts(seen, { sent: call.text, known, place: 'conversation', covers: !page.hasUnreadable, isSettled: now() - sinceUtc >= settledMs, isKeyed: false }))
}

async function findEdit(call: Extract<PreparedCall, { kind: 'edit' }>, sinceUtc: number, { client, now }: PublishTools): Promise<Result<Found, NetworkFailure>> {
  const text = call.isVideo
    ? await client.ask({ path: `/${graphId(call.target)}`, query: { fields: 'id,description,permalink_url' } }, videoEntity.pick({ description: true, permalink_url: true }).transform(({ description, permalink_url: url }) => ({ text: description, url })))
    : await client.ask({ path: `/${graphId(call.target)}`, query: { fields: 'id,message,permalink_url' } }, postEntity.pick({ message: true, permalink_url: true }).transform(({ message, permalink_url: url }) => ({ text: message, url })))
  if (!text.ok) return text
  const place = { kind: 'changed-post' } as const
  const lookedAt = 'the text as it stands on the network'
  if (text.value.text.trim() === call.text.trim()) return ok({ kind: 'found', remote: asRemote(call, text.value.url) })
  return ok(now() - sinceUtc >= settledMs ? { kind: 'absent', lookedAt, place } : { kind: 'no-proof', lookedAt, place, doubt: 'too-soon' })
}
const asRemote = ({ target, isVideo }: Extract<PreparedCall, { kind: 'edit' }>, url: string | null | undefined): RemoteRef => refTo(target, url, isVideo ? { kind: 'video', video: target } : { kind: 'post' })

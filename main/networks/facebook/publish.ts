import { z } from 'zod'
import type { RemoteRef } from '../../../preload/contract/drafts.ts'
import type { NetworkFailure } from '../../../preload/contract/failures.ts'
import type { ActKind } from '../../../preload/contract/publishing.ts'
import { assertNever, fail, ok, type Result } from '../../../preload/contract/result.ts'
import { graphId, type GraphCall } from '../graph-api/client.ts'
import { graphErrorOf, isDuplicate } from '../graph-api/graph-error.ts'
import type { HttpAnswer, HttpOutcome } from '../../http/http.ts'
import { described, isSuccess } from '../judge-answer.ts'
import { matchText } from '../match-text.ts'
import type { Prepared } from '../network.ts'
import type { Client } from './client.ts'
import { commentEntity, postEntity, videoEntity, videoFields, writtenEntity } from './entities.ts'
import { isBroken, readVideo } from './video.ts'
import { ownSince } from './own-since.ts'
import { readPrepared, type PostCall, type PreparedCall } from './prepared-call.ts'
import { readExtra, refTo, wholeId } from './refs.ts'
import { askStories } from './stories.ts'

export type PublishTools = { readonly client: Client; readonly remoteId: string; readonly now: () => number }

/** Sent twice, these leave the network as it was after the first time. Not an edit: it would undo a younger one. */
export const repeatable: readonly ActKind[] = ['delete', 'like', 'hide', 'mark-read']

/** The one step that makes it public. Only the network's own clear no is a refusal. */
export async function commit(prepared: Prepared, tools: PublishTools): Promise<Result<RemoteRef, NetworkFailure>> {
  const call = readPrepared(prepared)
  const { client } = tools
  const request = requestFor(call, tools.remoteId, client.hosts.video)
  const outcome = await client.send(request)
  if (call.kind === 'post' && outcome.kind === 'answered' && isDuplicate(outcome.json)) return fail(await whyDuplicate(call, outcome, tools))
  if (!isSuccess(outcome)) {
    const failure = await client.failureOfCommit(outcome, request)
    if (call.kind === 'act' && call.goneIsDone && failure.kind === 'missing') return ok({ id: call.subject, url: null, extra: null })
    if (failure.kind === 'refused' && call.kind === 'reel' && call.dueUtc === null) return await refusedReel(call, failure, tools)
    return failure.kind === 'refused' && (call.kind === 'photo-story' || call.kind === 'video-story') ? await refusedStory(call, failure, tools) : fail(staleIfUpload(call, outcome, failure))
  }
  const ref = refFrom(call, outcome.json, tools.remoteId)
  return ref ? ok(ref) : fail({ kind: 'unknown-outcome', detail: `${outcome.status} the answer shows nothing of what was asked` })
}

/** It equals the last post. One that came since this was prepared may be this very one, of which the answer was lost; an older one is another post. */
async function whyDuplicate(call: PostCall, outcome: HttpAnswer, { client, remoteId, now }: PublishTools): Promise<NetworkFailure> {
  const detail = described(outcome)
  const unsure = { kind: 'unknown-outcome', detail } as const
  if (call.before.kind !== 'id') return unsure
  const [own, last] = await Promise.all([
    ownSince(call.before, now(), client, remoteId),
    client.ask({ path: `/${graphId(call.before.id)}`, query: { fields: 'id,message' } }, postEntity.pick({ message: true })),
  ])
  if (!own.ok || !last.ok || !own.value.covers || !own.value.areYounger) return unsure
  const isOlder = matchText(call.message, last.value.message) === 'same' && own.value.posts.every(post => matchText(call.message, post.message) === 'different')
  return isOlder ? { kind: 'refused', reason: 'duplicate', detail } : unsure
}

/** An upload that is gone was never public: it is prepared again. */
function staleIfUpload(call: PreparedCall, outcome: HttpOutcome, failure: NetworkFailure): NetworkFailure {
  const wasUploaded = call.kind === 'reel' || call.kind === 'photo-story' || call.kind === 'video-story' || (call.kind === 'post' && call.photos.length > 0)
  const isHandleGone = call.kind === 'video' && outcome.kind === 'answered' && graphErrorOf(outcome.json)?.code === handleGone
  return isHandleGone || (wasUploaded && failure.kind === 'missing') ? { kind: 'stale-preparation', detail: failure.detail } : failure
}
/** "Unable to fetch video file": what the handle stood for is not kept any more. */
const handleGone = 389

/** A reel that was asked for already is refused a second time: its number tells whether it is out, or on its way by a sending whose answer was lost. */
async function refusedReel({ video }: Extract<PreparedCall, { kind: 'reel' }>, failure: NetworkFailure, { client, remoteId }: PublishTools): Promise<Result<RemoteRef, NetworkFailure>> {
  const read = await readVideo(video, { client })
  if (!read.ok) return fail(read.failure.kind === 'missing' ? failure : { kind: 'unknown-outcome', detail: failure.detail })
  const { post_id: postId, permalink_url: url, published, status } = read.value
  if (published === true || status?.publishing_phase?.publish_status === 'published') return ok(refTo(postId ? wholeId(postId, remoteId) : video, url, { kind: 'video', video }))
  const begun = status?.publishing_phase?.status || 'not_started'
  return fail(begun === 'not_started' || isBroken(read.value) ? failure : { kind: 'unknown-outcome', detail: `${failure.detail}; publishing ${begun}` })
}

/** What is in a story already is refused a second time: then it is out, by a sending whose answer was lost. */
async function refusedStory(call: Extract<PreparedCall, { kind: 'photo-story' | 'video-story' }>, failure: NetworkFailure, { client, remoteId }: PublishTools): Promise<Result<RemoteRef, NetworkFailure>> {
  const stories = await askStories(client, remoteId)
  if (!stories.ok) return fail({ kind: 'unknown-outcome', detail: failure.detail })
  const ours = stories.value.rows.find(row => row.media_id === (call.kind === 'photo-story' ? call.photo : call.video))
  return ours ? ok(refTo(wholeId(ours.post_id, remoteId), ours.url, { kind: 'story' })) : fail(failure)
}

const later = (dueUtc: number | null): Record<string, unknown> => (dueUtc === null ? {} : { published: false, scheduled_publish_time: Math.round(dueUtc / 1000) })

const postForm = ({ message, link, photos, dueUtc }: PostCall): Record<string, unknown> => ({
  ...(message === '' ? {} : { message }),
  ...(link === null ? {} : { link }),
  ...Object.fromEntries(photos.map((photo, index) => [`attached_media[${index}]`, { media_fbid: photo }])),
  ...later(dueUtc),
  ...(dueUtc !== null && photos.length > 0 ? { unpublished_content_type: 'SCHEDULED' } : {}),
})

export function requestFor(call: PreparedCall, remoteId: string, videoOrigin: string): GraphCall {
  const post = (path: string, form: Record<string, unknown>, suspect: GraphCall['suspect'] = 'not-valid'): GraphCall => ({ method: 'POST', path, form, suspect })
  const page = `/${graphId(remoteId)}`
  switch (call.kind) {
    case 'post': return post(`${page}/feed`, postForm(call), call.photos.length > 0 ? 'media' : 'text')
    case 'video': return { ...post(`${page}/videos`, { fbuploader_video_file_chunk: call.handle, ...(call.message === '' ? {} : { description: call.message }), ...later(call.dueUtc) }, 'media'), origin: videoOrigin }
    case 'reel': return post(`${page}/video_reels`, {
      upload_phase: 'finish', video_id: call.video, video_state: call.dueUtc === null ? 'PUBLISHED' : 'SCHEDULED', ...(call.message === '' ? {} : { description: call.message }),
      ...(call.title === null ? {} : { title: call.title }), ...(call.dueUtc === null ? {} : { scheduled_publish_time: Math.round(call.dueUtc / 1000) }),
    }, 'media')
    case 'photo-story': return post(`${page}/photo_stories`, { photo_id: call.photo }, 'media')
    case 'video-story': return post(`${page}/video_stories`, { upload_phase: 'finish', video_id: call.video }, 'media')
    case 'comment': return post(`/${graphId(call.target)}/comments`, { ...(call.message === '' ? {} : { message: call.message }), ...(call.photo === null ? {} : { attachment_id: call.photo }) }, 'text')
    case 'message': return { method: 'POST', path: `${page}/messages`, json: { recipient: { id: call.person }, messaging_type: 'RESPONSE', message: { text: call.text } }, suspect: 'text' }
    case 'edit': return post(`/${graphId(call.target)}`, call.isVideo ? { description: call.text } : { message: call.text }, 'text')
    case 'act': return { method: call.method, path: call.path, ...(call.method === 'POST' ? { form: call.form } : {}) }
    default: return assertNever(call)
  }
}

/** A success is one only when it says what was made. */
function refFrom(call: PreparedCall, json: unknown, remoteId: string): RemoteRef | null {
  const parsed = writtenEntity.safeParse(json)
  if (!parsed.success) return null
  const { id, post_id: postId, success, message_id: messageId } = parsed.data
  switch (call.kind) {
    // A post's number has its Page's, or its Page's other one, in front.
    case 'post': return id === undefined || !/^\d+_\d+$/u.test(id) ? null : refTo(id, null, { kind: 'post' })
    case 'comment': return id === undefined ? null : refTo(id, null, { kind: 'comment', post: call.post, ...(call.list === call.post ? {} : { parent: call.list }) })
    case 'message': return messageId === undefined ? null : refTo(messageId, null, { kind: 'message', conversation: call.conversation, person: call.person })
    case 'video': return id === undefined ? null : refTo(id, null, { kind: 'video', video: id })
    case 'reel': return success === true ? refTo(postId === undefined ? call.video : wholeId(postId, remoteId), null, { kind: 'video', video: call.video }) : null
    case 'photo-story': return success === true || postId !== undefined ? refTo(wholeId(postId ?? call.photo, remoteId), null, { kind: 'story' }) : null
    case 'video-story': return success === true ? refTo(postId === undefined ? call.video : wholeId(postId, remoteId), null, { kind: 'story', video: call.video }) : null
    case 'edit': return success === true ? refTo(call.target, null, call.isVideo ? { kind: 'video', video: call.target } : { kind: 'post' }) : null
    case 'act': return success === true || messageOnly.safeParse(json).success ? { id: call.subject, url: null, extra: null } : null
    default: return assertNever(call)
  }
}
const messageOnly = z.object({ recipient_id: z.string() })

/** Reads it back once: it is there for everybody, and this is its address. */
export async function readBack(remote: RemoteRef, { client, remoteId }: PublishTools): Promise<Result<RemoteRef, NetworkFailure>> {
  const extra = readExtra(remote)
  if (extra.kind === 'video' && extra.video !== undefined) {
    const video = await client.ask({ path: `/${graphId(extra.video)}`, query: { fields: videoFields } }, videoEntity)
    if (!video.ok) return video
    const { post_id: postId, permalink_url: url, published, status } = video.value
    if (isBroken(video.value)) return fail({ kind: 'refused', reason: 'media', detail: 'the network could not process the video' })
    if (published !== true && status?.publishing_phase?.publish_status !== 'published') return fail({ kind: 'server-trouble', detail: 'the network is still at the video' })
    return ok(refTo(postId ? wholeId(postId, remoteId) : remote.id, url, extra))
  }
  if (extra.kind === 'story') {
    const stories = await askStories(client, remoteId)
    if (!stories.ok) return stories
    const ours = stories.value.rows.find(row => wholeId(row.post_id, remoteId) === remote.id || (extra.video !== undefined && row.media_id === extra.video))
    return ours ? ok(refTo(wholeId(ours.post_id, remoteId), ours.url, extra)) : fail({ kind: 'missing', detail: 'it is not among the stories' })
  }
  if (extra.kind === 'comment') {
    const comment = await client.ask({ path: `/${graphId(remote.id)}`, query: { fields: 'id,permalink_url' } }, commentEntity.pick({ id: true, permalink_url: true }))
    return comment.ok ? ok(refTo(comment.value.id, comment.value.permalink_url, extra)) : comment
  }
  const post = await client.ask({ path: `/${graphId(remote.id)}`, query: { fields: 'id,permalink_url' } }, postEntity.pick({ id: true, permalink_url: true }))
  return post.ok ? ok(refTo(post.value.id, post.value.permalink_url, extra)) : post
}

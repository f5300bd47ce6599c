import type { RemoteRef } from '../../../preload/contract/drafts.ts'
import type { NetworkFailure } from '../../../preload/contract/failures.ts'
import type { ActKind } from '../../../preload/contract/publishing.ts'
import { assertNever, fail, ok, type Result } from '../../../preload/contract/result.ts'
import { isSuccess } from '../judge-answer.ts'
import type { Prepared } from '../network.ts'
import type { Call, Client } from './client.ts'
import { commentEntity, commentList, threadEntity, videoEntity, type VideoEntity } from './entities.ts'
import { partsOf, readPrepared, type PreparedCall, type VideoBody } from './prepared-call.ts'
import { commentRef, readExtra, videoRef } from './refs.ts'

export type PublishTools = { readonly client: Client; readonly remoteId: string; readonly now: () => number }

/** Sent twice, these leave the channel as it was after the first time. */
export const repeatable: readonly ActKind[] = ['delete', 'hide']

/** The one step that makes it public. Only the network's own clear no is a refusal. */
export async function commit(prepared: Prepared, { client, remoteId }: PublishTools): Promise<Result<RemoteRef, NetworkFailure>> {
  const call = readPrepared(prepared)
  switch (call.kind) {
    case 'new-video': return await publishVideo(call.body, client)
    case 'edited-video': {
      const updated = await updateVideo(call.body, client)
      return updated.ok ? ok(videoRef(call.body.id)) : updated
    }
    case 'new-comment': return await commitComment(call, remoteId, client)
    case 'edited-comment': {
      const request: Call = { method: 'PUT', path: 'comments', query: { part: 'snippet' }, json: { id: call.id, snippet: { textOriginal: call.text } }, suspect: 'text' }
      const outcome = await client.send(request)
      if (!isSuccess(outcome)) return fail(client.google.failureOfCommit(outcome, request))
      return commentEntity.safeParse(outcome.json).success ? ok(commentRef(call.id, call.thread, call.video)) : fail(notUnderstood(outcome.status))
    }
    case 'act': {
      const outcome = await client.send(call)
      const done = { id: call.subject, url: null, extra: null }
      if (isSuccess(outcome)) return outcome.status === 204 ? ok(done) : fail(notUnderstood(outcome.status))
      const failure = client.google.failureOfCommit(outcome, call)
      return failure.kind === 'missing' && call.goneIsDone ? ok(done) : fail(failure)
    }
    default: return assertNever(call)
  }
}

const notUnderstood = (status: number): NetworkFailure => ({ kind: 'unknown-outcome', detail: `${status} the answer is not understood` })

/** Changes a video, and gives it as the answer shows it. */
export async function updateVideo(body: VideoBody, client: Client): Promise<Result<VideoEntity, NetworkFailure>> {
  const request: Call = { method: 'PUT', path: 'videos', query: { part: partsOf(body) }, json: body }
  const outcome = await client.send(request)
  if (!isSuccess(outcome)) return fail(client.google.failureOfCommit(outcome, request))
  const shown = videoEntity.safeParse(outcome.json)
  return shown.success && shown.data.id === body.id ? ok(shown.data) : fail(notUnderstood(outcome.status))
}

async function publishVideo(body: VideoBody, client: Client): Promise<Result<RemoteRef, NetworkFailure>> {
  const updated = await updateVideo(body, client)
  // Deleted since it was prepared: nothing of it can have become public.
  if (!updated.ok) return updated.failure.kind === 'missing' ? fail({ kind: 'stale-preparation', detail: updated.failure.detail }) : updated
  const shown = updated.value.status?.privacyStatus
  if (shown === undefined) return fail({ kind: 'unknown-outcome', detail: 'the answer does not say who can see it' })
  // YouTube took the change and kept the video to itself all the same.
  return shown === 'private' ? fail({ kind: 'refused', reason: 'not-allowed', detail: 'YouTube keeps the video private' }) : ok(videoRef(body.id))
}

async function commitComment(call: Extract<PreparedCall, { kind: 'new-comment' }>, channelId: string, client: Client): Promise<Result<RemoteRef, NetworkFailure>> {
  const { thread, video, text } = call
  const snippet = thread === null ? { channelId, videoId: video, topLevelComment: { snippet: { textOriginal: text } } } : { parentId: thread, textOriginal: text }
  const request: Call = { method: 'POST', path: thread === null ? 'commentThreads' : 'comments', query: { part: 'snippet' }, json: { snippet }, suspect: 'text' }
  const outcome = await client.send(request)
  if (!isSuccess(outcome)) return fail(client.google.failureOfCommit(outcome, request))
  const made = (thread === null ? threadEntity : commentEntity).safeParse(outcome.json)
  return made.success ? ok(commentRef(made.data.id, thread ?? made.data.id, video)) : fail(notUnderstood(outcome.status))
}

/** Reads it back once: it is there, and others can see it. */
export async function readBack(remote: RemoteRef, { client }: PublishTools): Promise<Result<RemoteRef, NetworkFailure>> {
  const { kind, thread = remote.id, video = null } = readExtra(remote)
  if (kind === 'video') {
    const read = await client.video(remote.id, 'status')
    if (!read.ok) return read
    const { privacyStatus = 'private' } = read.value?.status ?? {}
    return privacyStatus === 'private' ? fail({ kind: 'missing', detail: `the video ${remote.id} is ${read.value === null ? 'not there' : 'private'}` }) : ok(videoRef(remote.id))
  }
  const read = await client.ask({ path: 'comments', query: { part: 'snippet', id: remote.id, textFormat: 'plainText' } }, commentList)
  if (!read.ok) return read
  return read.value.items.some(({ id }) => id === remote.id) ? ok(commentRef(remote.id, thread, video)) : fail({ kind: 'missing', detail: `the comment ${remote.id} is not there` })
}

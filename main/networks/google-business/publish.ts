import type { RemoteRef } from '../../../preload/contract/drafts.ts'
import type { NetworkFailure } from '../../../preload/contract/failures.ts'
import type { ActKind } from '../../../preload/contract/publishing.ts'
import { assertNever, fail, ok, type Result } from '../../../preload/contract/result.ts'
import { isJsonObject, isSuccess } from '../judge-answer.ts'
import type { Prepared } from '../network.ts'
import type { Call, Client } from './client.ts'
import { postEntity, replyEntity, reviewEntity, type PostEntity } from './entities.ts'
import { readPrepared, type PostBody } from './prepared-call.ts'
import { answerRef, namedBy, postRef } from './refs.ts'

/** `remoteId`: `accounts/a/locations/l`. */
export type PublishTools = { readonly client: Client; readonly remoteId: string; readonly now: () => number; readonly wait: (ms: number) => Promise<void> }

/** Sent twice, it leaves the place as it was after the first time. */
export const repeatable: readonly ActKind[] = ['delete']

/** The one step that makes it public. Only Google's own clear no is a refusal. */
export async function commit(prepared: Prepared, tools: PublishTools): Promise<Result<RemoteRef, NetworkFailure>> {
  const call = readPrepared(prepared)
  const { client } = tools
  switch (call.kind) {
    case 'new-post': {
      const made = await createPost(call.body, tools)
      if (!made.ok) return made
      const settled = await untilChecked(made.value, tools)
      return settled.state === 'REJECTED' ? fail({ kind: 'refused', reason: 'not-allowed', detail: `Google rejected the post ${settled.name}` }) : ok(postRef(settled))
    }
    case 'edited-post': {
      const request: Call = { method: 'PATCH', path: call.name, query: { updateMask: call.mask }, json: call.body, suspect: 'text' }
      const outcome = await client.send(request)
      if (!isSuccess(outcome)) return fail(client.google.failureOfCommit(outcome, request))
      const shown = postEntity.safeParse(outcome.json)
      return shown.success ? ok(postRef(shown.data)) : fail(notUnderstood(outcome.status))
    }
    case 'answer': {
      const request: Call = { method: 'PUT', path: `${call.review}/reply`, json: { comment: call.comment }, suspect: 'text' }
      const outcome = await client.send(request)
      if (!isSuccess(outcome)) return fail(client.google.failureOfCommit(outcome, request))
      return replyEntity.safeParse(outcome.json).success ? ok(answerRef({ name: call.review, reviewReplyUrl: null })) : fail(notUnderstood(outcome.status))
    }
    case 'delete': {
      const request: Call = { method: 'DELETE', path: call.name }
      const outcome = await client.send(request)
      const done = { id: call.name, url: null, extra: null }
      if (isSuccess(outcome)) return isJsonObject(outcome.json) ? ok(done) : fail(notUnderstood(outcome.status))
      const failure = client.google.failureOfCommit(outcome, request)
      return failure.kind === 'missing' ? ok(done) : fail(failure)
    }
    default: return assertNever(call)
  }
}

const notUnderstood = (status: number): NetworkFailure => ({ kind: 'unknown-outcome', detail: `${status} the answer is not understood` })

/** One request; the answer names the post, whatever becomes of it. */
export async function createPost(body: PostBody, { client, remoteId }: PublishTools): Promise<Result<PostEntity, NetworkFailure>> {
  const request: Call = { method: 'POST', path: `${remoteId}/localPosts`, json: body, suspect: body.media ? 'media' : 'not-valid' }
  const outcome = await client.send(request)
  if (isSuccess(outcome)) {
    const made = postEntity.safeParse(outcome.json)
    return made.success ? ok(made.data) : fail(notUnderstood(outcome.status))
  }
  const failure = client.google.failureOfCommit(outcome, request)
  // The place itself is gone, or not ours any more.
  return fail(failure.kind === 'missing' ? { kind: 'refused', reason: 'not-allowed', detail: failure.detail } : failure)
}

const looks = 6

/** Google checks a post for some seconds before it shows it. Longer than this it is found out by reading it back. */
async function untilChecked(made: PostEntity, { client, wait }: PublishTools): Promise<PostEntity> {
  let post = made
  let delayMs = 500
  for (let look = 0; look < looks && post.state !== 'LIVE' && post.state !== 'REJECTED'; look++) {
    await wait(delayMs)
    delayMs *= 2
    const read = await client.ask({ path: made.name }, postEntity)
    // It was made and has a name: what this look ends in does not change that.
    if (read.ok) post = read.value
  }
  return post
}

/** Reads it back once: it is there, and others can see it. */
export async function readBack(remote: RemoteRef, { client }: PublishTools): Promise<Result<RemoteRef, NetworkFailure>> {
  const { kind, review } = namedBy(remote.id)
  if (kind === 'post') {
    const read = await client.ask({ path: remote.id }, postEntity)
    if (!read.ok) return read
    return read.value.state === 'LIVE' ? ok(postRef(read.value)) : fail({ kind: 'missing', detail: `the post is ${read.value.state ?? 'in no state'}` })
  }
  if (kind === 'other') return fail({ kind: 'missing', detail: 'not a name of a post or an answer' })
  const read = await client.ask({ path: review }, reviewEntity)
  if (!read.ok) return read
  const state = read.value.reviewReply?.reviewReplyState ?? 'APPROVED'
  // Waiting to be looked through by Google, it stands there under the owner's name all the same.
  return read.value.reviewReply && state !== 'REJECTED' ? ok(answerRef(read.value)) : fail({ kind: 'missing', detail: read.value.reviewReply ? 'Google rejected the answer' : 'there is no answer' })
}

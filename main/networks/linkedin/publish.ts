import { z } from 'zod'
import type { RemoteRef } from '../../../preload/contract/drafts.ts'
import type { NetworkFailure } from '../../../preload/contract/failures.ts'
import type { ActKind } from '../../../preload/contract/publishing.ts'
import { assertNever, fail, ok, type Result } from '../../../preload/contract/result.ts'
import type { HttpOutcome } from '../../http/http.ts'
import { described, isSuccess } from '../judge-answer.ts'
import type { Prepared } from '../network.ts'
import type { Call, Client } from './client.ts'
import { commentEntity, postEntity } from './entities.ts'
import { commentPath } from './prepare.ts'
import { readPrepared, type CallOf } from './prepared-call.ts'
import { readExtra, refOf } from './refs.ts'
import { commentUrn, encoded, readComment } from './urn.ts'

export type PublishTools = { readonly client: Client; readonly author: string; readonly now: () => number; readonly showsPosts: boolean; readonly showsComments: boolean }

/** Sent twice, these leave LinkedIn as it was after the first time (deletions by its own documentation). */
export const repeatable: readonly ActKind[] = ['delete', 'like']

/** The one step that makes it public. Only LinkedIn's own clear no is a refusal. */
export async function commit(prepared: Prepared, tools: PublishTools): Promise<Result<RemoteRef, NetworkFailure>> {
  // Before anything is sent: a keychain that is shut, or an account that was disconnected.
  const held = await tools.client.secret()
  if (!held.ok) return held
  const call = readPrepared(prepared)
  switch (call.kind) {
    case 'new-post': return await commitPost(call, tools)
    case 'new-comment': return await commitComment(call, tools)
    case 'edit': return await commitEdit(call, tools)
    case 'act': return await commitAct(call, tools)
    default: return assertNever(call)
  }
}

async function commitPost({ fields }: CallOf<'new-post'>, { client }: PublishTools): Promise<Result<RemoteRef, NetworkFailure>> {
  const outcome = await client.send({ method: 'POST', path: '/rest/posts', json: fields })
  if (!isSuccess(outcome)) {
    const failure = client.failureOfCommit(outcome, suspectOf(fields))
    // A path that is not there, when nothing of ours could be missing.
    return fail(failure.kind === 'missing' ? { kind: 'refused', reason: 'not-valid', detail: failure.detail } : failure)
  }
  // The answer is empty; the new post's name stands in a header.
  const urn = outcome.headers.get('x-restli-id')
  return outcome.status === 201 && urn !== null && /^urn:li:(?:share|ugcPost):\d+$/u.test(urn) ? ok(refOf(urn)) : unknown(outcome)
}

async function commitComment({ fields, under, post }: CallOf<'new-comment'>, { client, showsPosts }: PublishTools): Promise<Result<RemoteRef, NetworkFailure>> {
  const outcome = await client.send({ method: 'POST', path: `/rest/socialActions/${encoded(under)}/comments`, json: fields })
  if (!isSuccess(outcome)) {
    const failure = client.failureOfCommit(outcome, 'text')
    if (failure.kind !== 'missing' || !showsPosts || under !== post) return fail(failure)
    // A post that has just come out can be unknown for a while where comments are kept: nothing was said, and it may be said again.
    const there = await client.ask({ path: `/rest/posts/${encoded(post)}` }, postEntity.pick({ id: true }))
    return fail(there.ok ? { kind: 'server-trouble', detail: failure.detail } : failure)
  }
  const told = commentEntity.pick({ commentUrn: true }).safeParse(outcome.json)
  const id = outcome.headers.get('x-restli-id')
  const named = told.success && told.data.commentUrn !== undefined ? told.data.commentUrn : id !== null && readComment(id) ? id : id !== null && /^\d+$/u.test(id) ? commentUrn({ entity: fields.object, id }) : null
  if (outcome.status !== 201 || named === null || !readComment(named)) return unknown(outcome)
  return ok(refOf(named, { ...(post === null ? {} : { post }), ...(fields.parentComment === undefined ? {} : { parent: fields.parentComment }) }))
}

async function commitEdit({ target, extra, text }: CallOf<'edit'>, { client, author }: PublishTools): Promise<Result<RemoteRef, NetworkFailure>> {
  const comment = readComment(target)
  const call: Call = comment
    ? { method: 'POST', restli: 'PARTIAL_UPDATE', path: `${commentPath(comment)}?actor=${encoded(author)}`, json: { patch: { message: { $set: { text } } } } }
    : { method: 'POST', restli: 'PARTIAL_UPDATE', path: `/rest/posts/${encoded(target)}`, json: { patch: { $set: { commentary: text } } } }
  const outcome = await client.send(call)
  // 204 for posts, 200 for comments; anything else, a hotel's page with 200 among it, proves nothing.
  if (outcome.kind === 'answered' && (outcome.status === 204 || (comment && outcome.status === 200 && outcome.headers.has('x-restli-protocol-version')))) return ok({ ...refOf(target), extra })
  return isSuccess(outcome) ? unknown(outcome) : fail(client.failureOfCommit(outcome, 'text'))
}

async function commitAct({ method, path, json, subject, goneIsDone }: CallOf<'act'>, { client }: PublishTools): Promise<Result<RemoteRef, NetworkFailure>> {
  const outcome = await client.send({ method, path, ...(json === null ? {} : { json }) })
  const done = { id: subject, url: null, extra: null }
  if (outcome.kind === 'answered' && (outcome.status === 204 || outcome.status === 201)) return ok(done)
  const failure = isSuccess(outcome) ? { kind: 'unknown-outcome' as const, detail: described(outcome) } : client.failureOfCommit(outcome)
  return failure.kind === 'missing' && goneIsDone ? ok(done) : fail(failure)
}

/** A yes that names nothing proves nothing. */
const unknown = (outcome: Extract<HttpOutcome, { kind: 'answered' }>): Result<never, NetworkFailure> => fail({ kind: 'unknown-outcome', detail: `the answer names no post: ${described(outcome)}` })

const suspectOf = ({ content }: CallOf<'new-post'>['fields']) => (content === undefined ? 'not-valid' : 'poll' in content ? 'poll' : 'article' in content && content.article.thumbnail === undefined ? 'not-valid' : 'media')

/** Reads it back once. What LinkedIn does not show to this account has its address by its name alone (see `answersAreProof`). */
export async function readBack(remote: RemoteRef, { client, showsPosts, showsComments }: PublishTools): Promise<Result<RemoteRef, NetworkFailure>> {
  const comment = readComment(remote.id)
  const ref = { ...refOf(remote.id, readExtra(remote)), extra: remote.extra }
  if (comment ? !showsComments : !showsPosts) return ok(ref)
  const read = comment
    ? await client.ask({ path: commentPath(comment) }, commentEntity)
    : await client.ask({ path: `/rest/posts/${encoded(remote.id)}` }, postEntity.pick({ id: true }).extend({ id: z.literal(remote.id) }))
  return read.ok ? ok(ref) : read
}

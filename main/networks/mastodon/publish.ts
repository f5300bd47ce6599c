import { z } from 'zod'
import type { RemoteRef } from '../../../preload/contract/drafts.ts'
import type { NetworkFailure, RefusalReason } from '../../../preload/contract/failures.ts'
import type { Limits } from '../../../preload/contract/networks.ts'
import { countGraphemes, countText } from '../../../preload/contract/count-text.ts'
import { assertNever, fail, ok, type Result } from '../../../preload/contract/result.ts'
import type { ActKind } from '../../../preload/contract/publishing.ts'
import { isSuccess, type Success } from '../judge-answer.ts'
import type { Prepared } from '../network.ts'
import { pathId, type Client } from './client.ts'
import { statusEntity } from './entities.ts'
import { findNewStatus, settledMs } from './find.ts'
import type { Newest } from './newest.ts'
import { readPrepared, statusCall, type PreparedCall, type StatusFields } from './prepared-call.ts'
import { refOf } from './refs.ts'
import { missingMedia } from './upload.ts'

export type PublishTools = { readonly client: Client; readonly remoteId: string; readonly ownHost: string; readonly limits: Limits; readonly now: () => number; readonly newest: Newest }

/** Sent twice, these leave the server as it was after the first time. Not an edit (it would undo a younger one) and not a report. */
export const repeatable: readonly ActKind[] = ['delete', 'like', 'boost', 'follow', 'mute', 'block', 'mark-read']

/** The one step that makes it public. Only the server's own clear no is a refusal. */
export async function commit(prepared: Prepared, tools: PublishTools): Promise<Result<RemoteRef, NetworkFailure>> {
  const call = readPrepared(prepared)
  switch (call.kind) {
    case 'new-status': return await commitNew(call, prepared.key, tools)
    case 'edited-status': return await commitEdit(call, tools)
    case 'act': return await commitAct(call, tools)
    default: return assertNever(call)
  }
}

async function commitNew(call: Extract<PreparedCall, { kind: 'new-status' }>, key: string, tools: PublishTools): Promise<Result<RemoteRef, NetworkFailure>> {
  const { client } = tools
  const { fields } = call
  const request = { ...statusCall('POST', '/api/v1/statuses', fields, key), suspect: suspectOf(fields, tools.limits) }
  tools.newest.saw(null)
  const outcome = await client.send(request)
  if (isSuccess(outcome)) {
    const posted = refFromAnswer(outcome)
    // A private message need not stand in the account's list.
    if (posted.ok && fields.visibility !== 'direct') tools.newest.saw(posted.value.id)
    return posted
  }
  const failure = await client.failureOfCommit(outcome, request)
  // A path that is not there, when nothing of ours could be missing.
  if (failure.kind === 'missing' && !fields.in_reply_to_id && !fields.quoted_status_id) return fail({ kind: 'refused', reason: 'not-supported', detail: failure.detail })
  if (failure.kind !== 'refused' || !fields.media_ids) return fail(failure)
  const missing = await missingMedia(fields.media_ids, client)
  if (missing === null || missing.length === 0) return fail(failure)
  // Files are gone because the server dropped them, or because a first sending, whose answer was lost, has used them. That one was long
  // ago: a repetition comes only after `find` has waited.
  const found = await findNewStatus(call, tools.now() - settledMs, tools)
  if (found.ok && found.value.kind === 'found') return ok(found.value.remote)
  return fail({ kind: found.ok && found.value.kind === 'absent' ? 'stale-preparation' : 'unknown-outcome', detail: failure.detail })
}

async function commitEdit(call: Extract<PreparedCall, { kind: 'edited-status' }>, tools: PublishTools): Promise<Result<RemoteRef, NetworkFailure>> {
  const request = { ...statusCall('PUT', `/api/v1/statuses/${pathId(call.target)}`, call.fields, null), suspect: suspectOf(call.fields, tools.limits) }
  const outcome = await tools.client.send(request)
  return isSuccess(outcome) ? refFromAnswer(outcome) : fail(await tools.client.failureOfCommit(outcome, request))
}

async function commitAct(call: Extract<PreparedCall, { kind: 'act' }>, { client }: PublishTools): Promise<Result<RemoteRef, NetworkFailure>> {
  const request = { method: call.method, path: call.path, scope: call.scope, ...(Object.keys(call.json).length > 0 ? { json: call.json } : {}) }
  let outcome = await client.send(request)
  // Two clients moved the read mark at once: the server asks to repeat (methods/markers, read 2 Jul 2026).
  if (outcome.kind === 'answered' && outcome.status === 409) outcome = await client.send(request)
  const done = { id: call.subject, url: null, extra: null }
  if (isSuccess(outcome) && outcome.json !== undefined) return ok(done)
  const failure = isSuccess(outcome) ? ({ kind: 'unknown-outcome', detail: `${outcome.status} the answer is not understood` } as const) : await client.failureOfCommit(outcome, request)
  return failure.kind === 'missing' && call.goneIsDone ? ok(done) : fail(failure)
}

const scheduledAnswer = z.object({ scheduled_at: z.string() })

/** A 200 is a post only when it shows one: a scheduled one, or a page of somebody else's, proves nothing. */
function refFromAnswer(answer: Success): Result<RemoteRef, NetworkFailure> {
  const status = statusEntity.safeParse(answer.json)
  if (!status.success || scheduledAnswer.safeParse(answer.json).success) return fail({ kind: 'unknown-outcome', detail: `${answer.status} the answer shows no post` })
  return ok(refOf(status.data))
}

/** What a 422 is most likely about. */
function suspectOf(fields: StatusFields, limits: Limits): RefusalReason {
  const length = countText(fields.status, limits.text).graphemes + countGraphemes(fields.spoiler_text ?? '')
  if (length > limits.text.maxGraphemes) return 'text'
  if (fields.poll) return 'poll'
  return fields.media_ids ? 'media' : 'not-valid'
}

/** Reads a post back once: it is there, and this is its address. */
export async function readBack(remote: RemoteRef, { client }: PublishTools): Promise<Result<RemoteRef, NetworkFailure>> {
  const read = await client.ask({ path: `/api/v1/statuses/${pathId(remote.id)}`, scope: 'read:statuses' }, statusEntity)
  return read.ok ? ok(refOf(read.value.value)) : read
}

import { z } from 'zod'
import { countText } from '../../../preload/contract/count-text.ts'
import type { RemoteRef } from '../../../preload/contract/drafts.ts'
import type { NetworkFailure, RefusalReason } from '../../../preload/contract/failures.ts'
import type { ActKind } from '../../../preload/contract/publishing.ts'
import { assertNever, fail, ok, type Result } from '../../../preload/contract/result.ts'
import type { Prepared } from '../network.ts'
import { pathId } from './client.ts'
import { created, messageSent, onePost, problemName } from './entities.ts'
import { findPost, type FindTools } from './find.ts'
import { refOf } from './format.ts'
import { xLimits } from './limits.ts'
import { messageRef, messagesPath } from './messages-place.ts'
import { readPrepared, type NewPost, type PreparedCall } from './prepared-call.ts'

/** Sent twice, these leave X as it was after the first time. */
export const repeatable: readonly ActKind[] = ['delete', 'boost', 'mute', 'hide']

/** The one step that makes it public. Only X's own clear no is a refusal. */
export async function commit(prepared: Prepared, tools: FindTools): Promise<Result<RemoteRef, NetworkFailure>> {
  const call = readPrepared(prepared)
  switch (call.kind) {
    case 'new-post': return await commitPost(call, tools)
    case 'message': {
      const json = { text: call.text }
      const sent = await tools.client.act({ method: 'POST', path: `${messagesPath(call)}/messages`, json, scope: 'dm.write', suspect: 'text' }, messageSent)
      return sent.ok ? ok(messageRef({ id: sent.value.data.dm_event_id, dm_conversation_id: sent.value.data.dm_conversation_id })) : fail(sent.failure.failure)
    }
    case 'act': return await commitAct(call, tools)
    default: return assertNever(call)
  }
}

async function commitPost(call: NewPost, tools: FindTools): Promise<Result<RemoteRef, NetworkFailure>> {
  const { fields } = call
  if (call.mediaUntilUtc !== null && call.mediaUntilUtc <= tools.now() + 60_000) return fail({ kind: 'stale-preparation', detail: 'X has let go of the uploaded files by now; nothing was sent' })
  const sent = await tools.client.act({ method: 'POST', path: '/2/tweets', json: fields, scope: 'tweet.write', suspect: suspectOf(fields) }, created)
  if (sent.ok) return ok(refOf(sent.value.data.id, tools.handle))
  const { failure, isDuplicate } = sent.failure
  // What this would answer is gone.
  if (failure.kind === 'missing' && !fields.reply) return fail({ kind: 'refused', reason: 'not-valid', detail: failure.detail })
  if (!isDuplicate) return fail(failure)
  // These words stand there already: from a sending of ours whose answer was lost, or from an older post. Only what is younger than our preparing can be ours.
  const found = await findPost(call, tools.now(), tools)
  if (!found.ok) return fail({ kind: 'unknown-outcome', detail: failure.detail })
  return found.value.kind === 'found' ? ok(found.value.remote) : fail(failure)
}

async function commitAct(call: Extract<PreparedCall, { kind: 'act' }>, { client }: FindTools): Promise<Result<RemoteRef, NetworkFailure>> {
  const done = await client.act({ method: call.method, path: call.path, scope: call.scope, ...(call.json ? { json: call.json } : {}) }, z.object({ data: z.record(z.string(), z.unknown()) }))
  const subject = { id: call.subject, url: null, extra: null }
  if (done.ok) return ok(subject)
  return done.failure.failure.kind === 'missing' && call.goneIsDone ? ok(subject) : fail(done.failure.failure)
}

/** What a 400 is most likely about. */
function suspectOf({ text, poll, media }: NewPost['fields']): RefusalReason {
  if (countText(text, xLimits.text).graphemes > xLimits.text.maxGraphemes) return 'text'
  return poll ? 'poll' : media ? 'media' : 'not-valid'
}

/** Reads a post back once: it is there, and this is its address. What is gone is told with status 200. */
export async function readBack(remote: RemoteRef, { client }: Pick<FindTools, 'client'>): Promise<Result<RemoteRef, NetworkFailure>> {
  const read = await client.ask({ path: `/2/tweets/${pathId(remote.id)}`, query: { expansions: 'author_id' }, scope: 'tweet.read' }, onePost)
  if (!read.ok) return read
  const { data, includes, errors } = read.value
  if (data) return ok(refOf(data.id, includes.users.find(user => user.id === data.author_id)?.username ?? null))
  const detail = errors.map(error => `${error.title}: ${error.detail}`).join('; ').slice(0, 1000)
  if (errors.some(error => problemName(error.type) === 'resource-not-found')) return fail({ kind: 'missing', detail })
  return fail(errors.length > 0 ? { kind: 'refused', reason: 'not-allowed', detail } : { kind: 'server-trouble', detail: 'the answer shows neither a post nor why' })
}

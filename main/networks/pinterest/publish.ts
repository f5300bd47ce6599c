import type { RemoteRef } from '../../../preload/contract/drafts.ts'
import type { NetworkFailure } from '../../../preload/contract/failures.ts'
import type { ActKind } from '../../../preload/contract/publishing.ts'
import { assertNever, fail, ok, type Result } from '../../../preload/contract/result.ts'
import { described, isSuccess } from '../judge-answer.ts'
import type { Prepared, Session } from '../network.ts'
import type { Client } from './client.ts'
import { pin } from './entities.ts'
import { readPrepared, type CallOf } from './prepared-call.ts'
import { site } from './servers.ts'
import { pictureOf } from './upload.ts'

export type PublishTools = { readonly client: Client; readonly session: Pick<Session, 'media' | 'limits' | 'now'> }

export const repeatable: readonly ActKind[] = ['delete']

export const refOf = (id: string): RemoteRef => ({ id, url: `${site}/pin/${id}/`, extra: null })
export const pinPath = (id: string): string => `/v5/pins/${encodeURIComponent(id)}`

/** The one step that makes it public. Only Pinterest's own clear no is a refusal. */
export async function commit(prepared: Prepared, tools: PublishTools): Promise<Result<RemoteRef, NetworkFailure>> {
  // Before anything is sent: a keychain that is shut, a sign-in that has ended.
  const held = await tools.client.secret()
  if (!held.ok) return held
  const call = readPrepared(prepared)
  switch (call.kind) {
    case 'new-pin': return await commitPin(call, tools)
    case 'edit': return await commitEdit(call, tools)
    case 'delete': return await commitDelete(call, tools)
    default: return assertNever(call)
  }
}

async function commitPin({ fields, media }: CallOf<'new-pin'>, { client, session }: PublishTools): Promise<Result<RemoteRef, NetworkFailure>> {
  const source = await sourceOf(media, session)
  // Nothing was sent: what has become of the file is told when it is prepared again.
  if (!source.ok) return fail({ kind: 'stale-preparation', detail: source.failure.detail })
  const json = { ...fields, media_source: source.value }
  // The pictures travel with it: a minute, and one second more for each 32 kB.
  const outcome = await client.send({ method: 'POST', path: '/v5/pins', json, timeoutMs: Math.round(60_000 + JSON.stringify(json).length / 32) })
  if (!isSuccess(outcome)) {
    const failure = client.failureOfCommit(outcome, 'media')
    // Its board is gone.
    return fail(failure.kind === 'missing' ? { kind: 'refused', reason: 'not-valid', detail: failure.detail } : failure)
  }
  const made = pin.pick({ id: true, created_at: true }).safeParse(outcome.json)
  return made.success && made.data.created_at !== '' ? ok(refOf(made.data.id)) : fail({ kind: 'unknown-outcome', detail: `the answer shows no pin: ${described(outcome)}` })
}

async function sourceOf(media: CallOf<'new-pin'>['media'], session: PublishTools['session']): Promise<Result<Readonly<Record<string, unknown>>, { readonly detail: string }>> {
  if (media.kind === 'video') return ok({ source_type: 'video_id', media_id: media.id, cover_image_key_frame_time: media.coverS })
  const items: { readonly content_type: string; readonly data: string }[] = []
  for (const use of media.uses) {
    const picture = await pictureOf(use, session)
    if (!picture.ok) return picture
    items.push(picture.value)
  }
  return ok(items.length === 1 ? { source_type: 'image_base64', ...items[0] } : { source_type: 'multiple_image_base64', items, index: 0 })
}

async function commitEdit({ target, fields }: CallOf<'edit'>, { client }: PublishTools): Promise<Result<RemoteRef, NetworkFailure>> {
  const outcome = await client.send({ method: 'PATCH', path: pinPath(target), json: fields })
  if (!isSuccess(outcome)) return fail(client.failureOfCommit(outcome, 'text'))
  const changed = pin.pick({ id: true }).safeParse(outcome.json)
  return changed.success && changed.data.id === target ? ok(refOf(target)) : fail({ kind: 'unknown-outcome', detail: `the answer shows no pin: ${described(outcome)}` })
}

async function commitDelete({ target }: CallOf<'delete'>, { client }: PublishTools): Promise<Result<RemoteRef, NetworkFailure>> {
  const outcome = await client.send({ method: 'DELETE', path: pinPath(target) })
  const done: RemoteRef = { id: target, url: null, extra: null }
  if (outcome.kind === 'answered' && outcome.status === 204) return ok(done)
  const failure = isSuccess(outcome) ? { kind: 'unknown-outcome' as const, detail: described(outcome) } : client.failureOfCommit(outcome)
  return failure.kind === 'missing' ? ok(done) : fail(failure)
}

/** Reads a pin back once: it is there, and this is its address. */
export async function readBack(remote: RemoteRef, { client }: Pick<PublishTools, 'client'>): Promise<Result<RemoteRef, NetworkFailure>> {
  const read = await client.ask({ path: pinPath(remote.id) }, pin)
  if (!read.ok) return read
  return read.value.id === remote.id ? ok(refOf(read.value.id)) : fail({ kind: 'server-trouble', detail: `asked for ${remote.id}, was shown ${read.value.id}` })
}

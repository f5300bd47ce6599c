import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { MediaUse } from '../../../preload/contract/drafts.ts'
import type { NetworkFailure } from '../../../preload/contract/failures.ts'
import type { MediaLimit } from '../../../preload/contract/networks.ts'
import { fail, ok, type Result } from '../../../preload/contract/result.ts'
import { graphId } from '../graph-api/client.ts'
import { isSuccess } from '../judge-answer.ts'
import type { Notes, Session } from '../network.ts'
import type { Client } from './client.ts'

export type PrepareFailure = NetworkFailure | { readonly kind: 'media-missing'; readonly detail: string }
export type UploadTools = { readonly client: Client; readonly session: Pick<Session, 'media' | 'remoteId' | 'now'>; readonly wait: (ms: number) => Promise<void> }

const uploaded = z.object({ id: z.string().min(1) })

/** A slow line upward: a minute, and one second more for each 32 kB. */
export const uploadTimeMs = (bytes: number): number => Math.round(60_000 + (bytes / 32_000) * 1000)

/** Uploads one picture with its words, unpublished, or finds it uploaded already. A scheduled post needs pictures kept for one. */
export async function uploadPhoto(use: MediaUse, limit: MediaLimit, isScheduled: boolean, notes: Notes, { client, session }: UploadTools): Promise<Result<string, PrepareFailure>> {
  const name = `photo:${use.hash}:${createHash('sha256').update(use.alt).digest('hex').slice(0, 16)}:${isScheduled}`
  const known = notes.get(name)
  if (known !== null) {
    const there = await client.ask({ path: `/${graphId(known)}`, query: { fields: 'id' } }, uploaded)
    if (there.ok) return ok(known)
    // Unused uploads go after a day: then once more.
    if (there.failure.kind !== 'missing') return there
  }
  const file = await session.media.rendition(use, { maxBytes: limit.maxBytes, maxPixels: limit.maxPixels, mimes: limit.mimes })
  if (!file.ok) return fail(file.failure.kind === 'media-missing' ? { kind: 'media-missing', detail: file.failure.detail } : { kind: 'refused', reason: 'media', detail: `${file.failure.kind}: ${file.failure.detail}` })
  const body = new FormData()
  // The owner's file name says more than the world should know.
  body.set('source', new Blob([file.value.bytes], { type: file.value.mime }), `photo.${file.value.mime.split('/')[1] ?? 'jpg'}`)
  body.set('published', 'false')
  if (use.alt.trim() !== '' && limit.altMaxGraphemes > 0) body.set('alt_text_custom', use.alt)
  if (isScheduled) {
    body.set('temporary', 'true')
    body.set('unpublished_content_type', 'SCHEDULED')
  }
  const call = { method: 'POST', path: `/${graphId(session.remoteId)}/photos`, body, timeoutMs: uploadTimeMs(file.value.bytes.byteLength), suspect: 'media' } as const
  const outcome = await client.send(call)
  if (!isSuccess(outcome)) return fail(await client.failureOfRead(outcome, call))
  const parsed = uploaded.safeParse(outcome.json)
  if (!parsed.success) return fail({ kind: 'server-trouble', detail: `${outcome.status} the answer to an upload is not understood` })
  notes.set(name, parsed.data.id)
  return ok(parsed.data.id)
}

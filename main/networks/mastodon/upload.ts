import { createHash } from 'node:crypto'
import type { MediaUse } from '../../../preload/contract/drafts.ts'
import type { NetworkFailure } from '../../../preload/contract/failures.ts'
import { fail, ok, type Result } from '../../../preload/contract/result.ts'
import type { HttpOutcome } from '../../http/http.ts'
import type { Notes, Session } from '../network.ts'
import { pathId, type Client } from './client.ts'
import { mediaEntity } from './entities.ts'

export type PrepareFailure = NetworkFailure | { readonly kind: 'media-missing'; readonly detail: string }
type Bytes = { readonly bytes: Uint8Array<ArrayBuffer>; readonly mime: string }

export type UploadTools = { readonly client: Client; readonly session: Pick<Session, 'media' | 'limits' | 'now'>; readonly wait: (ms: number) => Promise<void> }

/** Uploads one file with its alt text, or finds it uploaded already: the id of something the server holds ready. Changes nothing visible. */
export async function uploadMedia(use: MediaUse, notes: Notes, tools: UploadTools): Promise<Result<string, PrepareFailure>> {
  const name = `media:${use.hash}:${createHash('sha256').update(use.alt).digest('hex').slice(0, 16)}`
  const known = notes.get(name)
  if (known) {
    const state = await processingOf(known, tools)
    if (state.kind === 'ready') return ok(known)
    if (state.kind === 'processing') return await untilReady(known, use, tools)
    if (state.kind === 'failure') return fail(state.failure)
  }
  // A proxy in front may allow less than the server tells: then smaller, twice.
  const most = limitOf(use, tools).maxBytes
  const sizes = use.kind === 'image' ? [most, Math.min(most, 4_000_000) / 2, Math.min(most, 1_000_000) / 2] : [most]
  let last: PrepareFailure = { kind: 'refused', reason: 'media', detail: 'too large for the server' }
  for (const maxBytes of sizes) {
    const file = await bytesOf(use, Math.floor(maxBytes), tools)
    if (!file.ok) return file
    const sent = await send(use, file.value, tools)
    if (sent.outcome.kind === 'answered' && (sent.outcome.status === 200 || sent.outcome.status === 202)) {
      const parsed = mediaEntity.safeParse(sent.outcome.json)
      if (!parsed.success) return fail({ kind: 'server-trouble', detail: `${sent.outcome.status} the answer to an upload is not understood` })
      // Noted before it is ready: a second try waits for this one instead of uploading again.
      notes.set(name, parsed.data.id)
      return sent.outcome.status === 200 ? ok(parsed.data.id) : await untilReady(parsed.data.id, use, tools)
    }
    last = await tools.client.failureOfRead(sent.outcome, sent.call)
    if (!(sent.outcome.kind === 'answered' && sent.outcome.status === 413)) break
  }
  return fail(last.kind === 'missing' ? { kind: 'refused', reason: 'not-supported', detail: last.detail } : last)
}

/** Ids among these that the server no longer holds ready (purged, or used up by a post). Null: could not be looked at. */
export async function missingMedia(ids: readonly string[], client: Client): Promise<readonly string[] | null> {
  const missing: string[] = []
  for (const id of ids) {
    const outcome = await client.send({ path: `/api/v1/media/${pathId(id)}` })
    if (outcome.kind !== 'answered' || outcome.status >= 500 || outcome.status === 429) return null
    if (outcome.status !== 200) missing.push(id)
  }
  return missing
}

type Processing = { readonly kind: 'ready' } | { readonly kind: 'processing' } | { readonly kind: 'gone' } | { readonly kind: 'failure'; readonly failure: NetworkFailure }

async function processingOf(id: string, { client }: UploadTools): Promise<Processing> {
  const call = { path: `/api/v1/media/${pathId(id)}`, scope: 'write:media' }
  const outcome = await client.send(call)
  if (outcome.kind !== 'answered') return { kind: 'failure', failure: await client.failureOfRead(outcome, call) }
  if (outcome.status === 206) return { kind: 'processing' }
  if (outcome.status === 200) {
    // Some servers answer 200 before they are done: then there is no address yet.
    const parsed = mediaEntity.safeParse(outcome.json)
    return !parsed.success ? { kind: 'gone' } : parsed.data.url === null && parsed.data.preview_url === null ? { kind: 'processing' } : { kind: 'ready' }
  }
  if ([401, 403, 429].includes(outcome.status) || outcome.status >= 500) return { kind: 'failure', failure: await client.failureOfRead(outcome, call) }
  // 404: purged, or a server that cannot be asked; 422: its processing failed. Uploading again is harmless.
  return { kind: 'gone' }
}

async function untilReady(id: string, use: MediaUse, tools: UploadTools): Promise<Result<string, PrepareFailure>> {
  // Videos are transcoded in a queue; beyond this the delivery waits and comes back to the same id.
  const deadline = tools.session.now() + (use.kind === 'video' ? 10 * 60_000 : 2 * 60_000)
  let delayMs = 1000
  for (;;) {
    const state = await processingOf(id, tools)
    switch (state.kind) {
      case 'ready':
        return ok(id)
      case 'failure':
        return fail(state.failure)
      case 'gone':
        return fail({ kind: 'refused', reason: 'media', detail: 'the server could not process the file' })
      case 'processing':
        if (tools.session.now() >= deadline) return fail({ kind: 'server-trouble', detail: 'the server is still processing the file' })
        await tools.wait(delayMs)
        delayMs = Math.min(delayMs * 2, 10_000)
    }
  }
}

async function send(use: MediaUse, file: Bytes, { client }: UploadTools): Promise<{ readonly outcome: HttpOutcome; readonly call: Parameters<Client['send']>[0] }> {
  const body = new FormData()
  body.set('file', new Blob([file.bytes], { type: file.mime }), fileName(use, file.mime))
  if (use.alt.trim() !== '') body.set('description', use.alt)
  // A shop's line may be slow upward: a minute, and one second more for each 32 kB.
  const timeoutMs = 60_000 + (file.bytes.byteLength / 32_000) * 1000
  const call = { method: 'POST', path: '/api/v2/media', body, timeoutMs: Math.round(timeoutMs), scope: 'write:media', suspect: 'media' } as const
  const outcome = await client.send(call)
  // Servers before 3.1.3 and some others have the first version only.
  if (outcome.kind === 'answered' && (outcome.status === 404 || outcome.status === 405)) return { outcome: await client.send({ ...call, path: '/api/v1/media' }), call }
  return { outcome, call }
}

const limitOf = (use: MediaUse, { session }: UploadTools) => (use.kind === 'video' && session.limits.video ? session.limits.video : session.limits.images)

async function bytesOf(use: MediaUse, maxBytes: number, tools: UploadTools): Promise<Result<Bytes, PrepareFailure>> {
  const limit = limitOf(use, tools)
  const { media } = tools.session
  const fits = use.sizeBytes <= maxBytes && (limit.maxPixels === null || use.width * use.height <= limit.maxPixels) && limit.mimes.includes(use.mime)
  // Not every server of this network removes what cameras hide in pictures, so ours are re-encoded; not animations, which would stand still.
  const asItIs = use.kind === 'video' || (use.mime === 'image/gif' && fits)
  const read = asItIs ? await media.original(use) : await media.rendition(use, { maxBytes, maxPixels: limit.maxPixels, mimes: limit.mimes })
  if (read.ok) return read
  const { kind, detail } = read.failure
  return fail(kind === 'media-missing' ? { kind, detail } : { kind: 'refused', reason: 'media', detail: `${kind}: ${detail}` })
}

/** The owner's file name says more than the world should know; only its kind goes out. */
const fileName = (use: MediaUse, mime: string): string => `${use.kind}.${(mime.split('/')[1] ?? 'bin').replace('jpeg', 'jpg').replace('quicktime', 'mov').replace(/[^a-z0-9]/g, '')}`

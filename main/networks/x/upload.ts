import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { MediaUse } from '../../../preload/contract/drafts.ts'
import type { NetworkFailure } from '../../../preload/contract/failures.ts'
import { fail, ok, type Result } from '../../../preload/contract/result.ts'
import type { Notes, Session } from '../network.ts'
import type { Client } from './client.ts'
import { parseJson } from '../parse-json.ts'
import { uploaded, type Uploaded } from './entities.ts'
import { animation, chunkBytes, xLimits } from './limits.ts'

export type PrepareFailure = NetworkFailure | { readonly kind: 'media-missing'; readonly detail: string }
export type UploadTools = { readonly client: Client; readonly session: Pick<Session, 'media' | 'now'>; /** Passes the time while X processes. */ readonly wait: (ms: number) => Promise<void> }

/** A file that X holds for a post. `done` counts the chunks that have arrived while it is under way; null: all of it. */
const category = z.enum(['tweet_image', 'tweet_gif', 'tweet_video'])
const upload = z.object({ id: z.string(), key: z.string().nullable(), category, untilUtc: z.number(), done: z.number().int().nullable(), isReady: z.boolean() })
export type Upload = z.infer<typeof upload>
type Bytes = { readonly bytes: Uint8Array<ArrayBuffer>; readonly mime: string; readonly category: z.infer<typeof category> }

/** X says itself how long it keeps an upload; where it does not, a day less an hour. */
const usualLifeS = 23 * 3600
/** One that ends before the post has gone out is made anew. */
const leastLeftMs = 30 * 60_000

/** All files of one part, ready to be used. Changes nothing visible. */
export async function uploadAll(media: readonly MediaUse[], notes: Notes, tools: UploadTools): Promise<Result<readonly Upload[], PrepareFailure>> {
  const uploads: Upload[] = []
  for (const use of media) {
    const one = await uploadOne(use, notes, tools, media.length === 1)
    if (!one.ok) return one
    uploads.push(one.value)
  }
  return ok(uploads)
}

async function uploadOne(use: MediaUse, notes: Notes, tools: UploadTools, isAlone: boolean): Promise<Result<Upload, PrepareFailure>> {
  const name = `media:${use.hash}:${createHash('sha256').update(use.alt).digest('hex').slice(0, 16)}`
  const keep = (state: Upload): Upload => { notes.set(name, JSON.stringify(state)); return state }
  const noted = readNote(notes.get(name))
  const known = noted && noted.untilUtc > tools.session.now() + leastLeftMs ? noted : null
  if (known?.isReady) return ok(known)
  let held = known?.done === null ? known : null
  if (!held) {
    const file = await bytesOf(use, tools, isAlone)
    if (!file.ok) return file
    const sent = file.value.category === 'tweet_image' ? await inOne(file.value, tools) : await inChunks(file.value, known, keep, tools)
    if (!sent.ok) return sent
    held = keep({ ...sent.value, isReady: false })
  }
  const processed = await untilReady(held, tools)
  if (!processed.ok) return processed
  const told = await tellAlt(held.id, use, tools)
  return told.ok ? ok(keep({ ...held, isReady: true })) : told
}

function readNote(text: string | null): Upload | null {
  const parsed = upload.safeParse(parseJson(text ?? ''))
  return parsed.success ? parsed.data : null
}

const stateOf = ({ id, media_key: key, expires_after_secs: lifeS }: Uploaded, file: Bytes, now: number, done: number | null): Upload => ({ id, key, category: file.category, untilUtc: now + (lifeS ?? usualLifeS) * 1000, done, isReady: false })

/** A shop's line may be slow upward: a minute, and one second more for each 32 kB. */
const timeoutFor = (bytes: number): number => Math.round(60_000 + (bytes / 32_000) * 1000)

async function inOne(file: Bytes, { client, session }: UploadTools): Promise<Result<Upload, PrepareFailure>> {
  const body = new FormData()
  body.set('media_category', file.category)
  body.set('media', new Blob([file.bytes], { type: file.mime }), 'media')
  const sent = await client.ask({ method: 'POST', path: '/2/media/upload', body, timeoutMs: timeoutFor(file.bytes.byteLength), scope: 'media.write', suspect: 'media' }, uploaded)
  return sent.ok ? ok(stateOf(sent.value.data, file, session.now(), null)) : sent
}

/** Initialize, append, finalize. Goes on where an earlier try was cut off: a chunk sent twice takes the same place. */
async function inChunks(file: Bytes, known: Upload | null, keep: (state: Upload) => Upload, { client, session }: UploadTools): Promise<Result<Upload, PrepareFailure>> {
  const common = { method: 'POST', scope: 'media.write', suspect: 'media' } as const
  let state = known
  if (!state) {
    const json = { media_type: file.mime, total_bytes: file.bytes.byteLength, media_category: file.category }
    const begun = await client.ask({ ...common, path: '/2/media/upload/initialize', json }, uploaded)
    if (!begun.ok) return begun
    state = keep(stateOf(begun.value.data, file, session.now(), 0))
  }
  const chunks = Math.ceil(file.bytes.byteLength / chunkBytes)
  for (let index = state.done ?? 0; index < chunks; index++) {
    const body = new FormData()
    body.set('segment_index', String(index))
    const chunk = file.bytes.subarray(index * chunkBytes, (index + 1) * chunkBytes)
    body.set('media', new Blob([chunk], { type: 'application/octet-stream' }), 'chunk')
    const sent = await client.ask({ ...common, path: `/2/media/upload/${state.id}/append`, body, timeoutMs: timeoutFor(chunk.byteLength) }, z.unknown())
    if (!sent.ok) return isSpoilt(sent.failure, known) ? forgotten(state, keep, sent.failure.detail) : sent
    state = keep({ ...state, done: index + 1 })
  }
  const done = await client.ask({ ...common, path: `/2/media/upload/${state.id}/finalize` }, uploaded)
  if (done.ok) return ok({ ...state, key: done.value.data.media_key ?? state.key, done: null })
  if (!isSpoilt(done.failure, known)) return done
  // It may have been finished by a call whose answer was lost.
  const status = await client.ask({ path: '/2/media/upload', query: { command: 'STATUS', media_id: state.id }, scope: 'media.write' }, uploaded)
  const isFinished = status.ok && ['in_progress', 'succeeded'].includes(status.value.data.processing_info?.state ?? '')
  return isFinished ? ok({ ...state, done: null }) : forgotten(state, keep, done.failure.detail)
}

/** X has dropped a half-sent file, or says no to what an earlier try had begun: which piece it lacks, or has twice, cannot be known. */
const isSpoilt = (failure: NetworkFailure, known: Upload | null): boolean => failure.kind === 'missing' || (failure.kind === 'refused' && known !== null)

/** The next try begins anew. */
function forgotten(state: Upload, keep: (state: Upload) => Upload, detail: string): Result<never, PrepareFailure> {
  keep({ ...state, untilUtc: 0 })
  return fail({ kind: 'server-trouble', detail })
}

async function untilReady({ id, category: kind }: Upload, { client, session, wait }: UploadTools): Promise<Result<void, PrepareFailure>> {
  // Only what moves is processed; a picture is ready when it has arrived.
  if (kind === 'tweet_image') return ok(undefined)
  // Beyond this the delivery waits and comes back to the same upload.
  const deadline = session.now() + 10 * 60_000
  for (;;) {
    const read = await client.ask({ path: '/2/media/upload', query: { command: 'STATUS', media_id: id }, scope: 'media.write', suspect: 'media' }, uploaded)
    if (!read.ok) return read
    const processing = read.value.data.processing_info
    if (!processing || processing.state === 'succeeded') return ok(undefined)
    if (processing.state === 'failed') return fail({ kind: 'refused', reason: 'media', detail: 'X could not process the file' })
    if (session.now() >= deadline) return fail({ kind: 'server-trouble', detail: 'X is still processing the file' })
    await wait(Math.min(Math.max(processing.check_after_secs ?? 5, 1), 30) * 1000)
  }
}

async function tellAlt(id: string, { alt, kind }: MediaUse, { client }: UploadTools): Promise<Result<void, PrepareFailure>> {
  if (kind !== 'image' || alt.trim() === '') return ok(undefined)
  const json = { id, metadata: { alt_text: { text: alt } } }
  const sent = await client.ask({ method: 'POST', path: '/2/media/metadata', json, scope: 'media.write', suspect: 'media' }, z.object({ data: z.object({ id: z.string() }) }))
  return sent.ok ? ok(undefined) : sent
}

async function bytesOf(use: MediaUse, { session: { media } }: UploadTools, isAlone: boolean): Promise<Result<Bytes, PrepareFailure>> {
  const lost = ({ kind, detail }: { readonly kind: string; readonly detail: string }): Result<never, PrepareFailure> => fail(kind === 'media-missing' ? { kind, detail } : { kind: 'refused', reason: 'media', detail: `${kind}: ${detail}` })
  const isSmallAnimation = use.mime === 'image/gif' && use.sizeBytes <= animation.maxBytes && use.width <= animation.maxWidth && use.height <= animation.maxHeight
  if (use.kind === 'video' || isSmallAnimation) {
    const read = await media.original(use)
    if (!read.ok) return lost(read.failure)
    if (use.kind === 'video') return ok({ ...read.value, category: 'tweet_video' })
    if (moves(read.value.bytes)) {
      return isAlone ? ok({ ...read.value, category: 'tweet_gif' }) : fail({ kind: 'refused', reason: 'media', detail: 'X takes an animation alone, without other pictures' })
    }
  }
  const { maxBytes, maxPixels, mimes } = xLimits.images
  // A rendition has lost what cameras hide in pictures; a still GIF becomes one of the others.
  const read = await media.rendition(use, { maxBytes, maxPixels, mimes: mimes.filter(mime => mime !== 'image/gif') })
  return read.ok ? ok({ bytes: read.value.bytes, mime: read.value.mime, category: 'tweet_image' }) : lost(read.failure)
}

/** The block by which a GIF repeats itself; one picture alone has none. */
const moves = (bytes: Uint8Array): boolean => Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.byteLength, 65_536)).includes('NETSCAPE2.0')

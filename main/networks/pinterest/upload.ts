import type { MediaUse } from '../../../preload/contract/drafts.ts'
import type { NetworkFailure } from '../../../preload/contract/failures.ts'
import { fail, ok, type Result } from '../../../preload/contract/result.ts'
import { described, isSuccess } from '../judge-answer.ts'
import type { Notes, Session } from '../network.ts'
import type { Client } from './client.ts'
import { mediaState, mediaUpload } from './entities.ts'
import { mayUploadTo } from './servers.ts'

export type PrepareFailure = NetworkFailure | { readonly kind: 'media-missing'; readonly detail: string }
export type PrepareTools = { readonly client: Client; readonly session: Pick<Session, 'media' | 'limits' | 'now' | 'http'>; readonly wait: (ms: number) => Promise<void> }

const longestMs = 10 * 60_000

/** Registers a video, sends it to the place Pinterest names, waits until it is ready: its id. Nobody sees it until a pin shows it. */
export async function uploadVideo(use: MediaUse, notes: Notes, tools: PrepareTools): Promise<Result<string, PrepareFailure>> {
  const { client, session } = tools
  const name = `video:${use.hash}`
  const known = notes.get(name)
  if (known !== null) {
    const ready = await untilReady(known, tools)
    // One that failed there is sent anew.
    if (ready.ok || ready.failure.kind !== 'refused') return ready
  }
  const file = await session.media.original(use)
  if (!file.ok) return fail(unreadable(file.failure))
  const begun = await client.ask({ method: 'POST', path: '/v5/media', json: { media_type: 'video' }, suspect: 'media' }, mediaUpload)
  if (!begun.ok) return begun
  const { media_id: id, upload_url: url, upload_parameters: parameters } = begun.value
  if (!mayUploadTo(url, client.servers)) return fail({ kind: 'server-trouble', detail: 'Pinterest named a strange place for the video' })
  const body = new FormData()
  for (const [key, value] of Object.entries(parameters)) body.set(key, value)
  // Last of all, as the place wants it; without the token, which is not for it.
  body.set('file', new Blob([file.value.bytes], { type: file.value.mime }), 'video.mp4')
  const sent = await session.http.send({ method: 'POST', url, body, timeoutMs: Math.round(60_000 + file.value.bytes.byteLength / 32) })
  // The place speaks XML, with codes of its own; the rest of its noes pass with another registration.
  if (sent.kind === 'answered' && sent.status === 400 && sent.text.includes('<Code>EntityTooLarge</Code>')) return fail({ kind: 'refused', reason: 'media', detail: described(sent) })
  if (!isSuccess(sent)) return fail(client.failureOfRead(sent, 'media'))
  notes.set(name, id)
  return await untilReady(id, tools)
}

async function untilReady(id: string, { client, session, wait }: PrepareTools): Promise<Result<string, NetworkFailure>> {
  const deadline = session.now() + longestMs
  for (let delayMs = 1000; ; delayMs = Math.min(delayMs * 2, 15_000)) {
    const state = await client.ask({ path: `/v5/media/${encodeURIComponent(id)}` }, mediaState)
    if (!state.ok) return fail(state.failure.kind === 'missing' ? { kind: 'refused', reason: 'media', detail: state.failure.detail } : state.failure)
    if (state.value.status === 'succeeded') return ok(id)
    if (state.value.status === 'failed') return fail({ kind: 'refused', reason: 'media', detail: 'Pinterest could not process the video' })
    // Beyond this the delivery waits and comes back to the same id.
    if (session.now() >= deadline) return fail({ kind: 'server-trouble', detail: 'Pinterest is still processing the video' })
    await wait(delayMs)
  }
}

/** A picture as Pinterest takes it, without what cameras hide in it. */
export async function pictureOf(use: MediaUse, { media, limits }: Pick<Session, 'media' | 'limits'>): Promise<Result<{ readonly content_type: string; readonly data: string }, PrepareFailure>> {
  const { maxBytes, maxPixels, mimes } = limits.images
  const file = await media.rendition(use, { maxBytes, maxPixels, mimes })
  return file.ok ? ok({ content_type: file.value.mime, data: Buffer.from(file.value.bytes).toString('base64') }) : fail(unreadable(file.failure))
}

const unreadable = ({ kind, detail }: { readonly kind: string; readonly detail: string }): PrepareFailure =>
  kind === 'media-missing' ? { kind, detail } : { kind: 'refused', reason: 'media', detail: `${kind}: ${detail}` }

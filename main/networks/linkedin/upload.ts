import type { MediaUse } from '../../../preload/contract/drafts.ts'
import type { NetworkFailure } from '../../../preload/contract/failures.ts'
import { fail, ok, type Result } from '../../../preload/contract/result.ts'
import { described, isSuccess } from '../judge-answer.ts'
import type { Notes, Session } from '../network.ts'
import type { Call, Client } from './client.ts'
import { documentUpload, imageUpload, mediaState } from './entities.ts'
import { mayUploadTo } from './servers.ts'
import { encoded } from './urn.ts'

export type PrepareFailure = NetworkFailure | { readonly kind: 'media-missing'; readonly detail: string }
export type UploadTools = {
  readonly client: Client
  readonly session: Pick<Session, 'media' | 'limits' | 'now'>
  readonly author: string
  readonly wait: (ms: number) => Promise<void>
}

/** Uploads a picture, or finds it uploaded already: the URN of something LinkedIn holds ready. https://learn.microsoft.com/en-us/linkedin/marketing/community-management/shares/images-api */
export async function uploadImage(use: MediaUse, notes: Notes, tools: UploadTools): Promise<Result<string, PrepareFailure>> {
  const { client, session, author } = tools
  const name = `image:${use.hash}`
  const known = await uploadedBefore('images', name, notes, tools)
  if (known) return known
  const { maxBytes, maxPixels, mimes } = session.limits.images
  const fits = use.sizeBytes <= maxBytes && (maxPixels === null || use.width * use.height <= maxPixels)
  // A picture is re-encoded without what cameras hide in it; an animation would stand still.
  const file = use.mime === 'image/gif' && fits ? await session.media.original(use) : await session.media.rendition(use, { maxBytes, maxPixels, mimes })
  if (!file.ok) return fail(unreadable(file.failure))
  const begun = await client.ask(initialize('images', { owner: author }), imageUpload)
  if (!begun.ok) return begun
  const { uploadUrl, image } = begun.value.value
  return await sendWhole('images', { name, urn: image, uploadUrl, ...file.value }, notes, tools)
}

/** Uploads a document as it is, or finds it uploaded already. https://learn.microsoft.com/en-us/linkedin/marketing/community-management/shares/documents-api */
export async function uploadDocument(use: MediaUse, notes: Notes, tools: UploadTools): Promise<Result<string, PrepareFailure>> {
  const { client, session, author } = tools
  const name = `document:${use.hash}`
  const known = await uploadedBefore('documents', name, notes, tools)
  if (known) return known
  const file = await session.media.original(use)
  if (!file.ok) return fail(unreadable(file.failure))
  const begun = await client.ask(initialize('documents', { owner: author }), documentUpload)
  if (!begun.ok) return begun
  const { uploadUrl, document } = begun.value.value
  return await sendWhole('documents', { name, urn: document, uploadUrl, ...file.value }, notes, tools)
}

/** Null: it is to be uploaded. One that went wrong there is sent anew; an upload that nothing uses is seen by nobody. */
async function uploadedBefore(kind: Uploaded, name: string, notes: Notes, tools: UploadTools): Promise<Result<string, PrepareFailure> | null> {
  const known = notes.get(name)
  const ready = known === null ? null : await untilReady(kind, known, tools)
  return ready && (ready.ok || ready.failure.kind !== 'refused') ? ready : null
}

type Whole = { readonly name: string; readonly urn: string; readonly uploadUrl: string; readonly bytes: Uint8Array<ArrayBuffer>; readonly mime: string }

async function sendWhole(kind: 'images' | 'documents', { name, urn, uploadUrl, bytes, mime }: Whole, notes: Notes, tools: UploadTools): Promise<Result<string, PrepareFailure>> {
  const { client } = tools
  if (!mayUploadTo(uploadUrl, client.servers)) return fail({ kind: 'server-trouble', detail: 'LinkedIn named a strange place for the file' })
  const put = await client.put({ url: uploadUrl, bytes, mime })
  if (!isSuccess(put)) return fail(client.failureOfRead(put, 'media'))
  notes.set(name, urn)
  return await untilReady(kind, urn, tools)
}

type Uploaded = 'images' | 'videos' | 'documents'

export const initialize = (kind: Uploaded, request: Readonly<Record<string, unknown>>): Call =>
  ({ method: 'POST', path: `/rest/${kind}?action=initializeUpload`, json: { initializeUploadRequest: request }, suspect: 'media' })

export const unreadable = ({ kind, detail }: { readonly kind: string; readonly detail: string }): PrepareFailure =>
  kind === 'media-missing' ? { kind, detail } : { kind: 'refused', reason: 'media', detail: `${kind}: ${detail}` }

const longest = { images: 60_000, videos: 10 * 60_000, documents: 5 * 60_000 }
/** With the right to post only, nobody says when a file is ready: integrators wait some seconds (seen 23 Nov 2026), for documents eight to ten. */
const blindWaitMs = { images: 8000, videos: 60_000, documents: 20_000 }

/** Until the file can stand in a post. Beyond the longest wait the delivery comes back to the same file. */
export async function untilReady(kind: Uploaded, urn: string, { client, session, wait }: UploadTools): Promise<Result<string, NetworkFailure>> {
  const deadline = session.now() + longest[kind]
  for (let delayMs = 1000; ; delayMs = Math.min(delayMs * 2, 10_000)) {
    const outcome = await client.send({ path: `/rest/${kind}/${encoded(urn)}` })
    if (outcome.kind === 'answered' && outcome.status === 403) {
      await wait(blindWaitMs[kind])
      return ok(urn)
    }
    if (!isSuccess(outcome)) {
      const failure = client.failureOfRead(outcome, 'media')
      return fail(failure.kind === 'missing' ? { kind: 'refused', reason: 'media', detail: failure.detail } : failure)
    }
    const state = mediaState.safeParse(outcome.json)
    if (!state.success) return fail({ kind: 'server-trouble', detail: described(outcome) })
    if (state.data.status === 'AVAILABLE') return ok(urn)
    if (state.data.status === 'PROCESSING_FAILED' || state.data.status === 'WAITING_UPLOAD') return fail({ kind: 'refused', reason: 'media', detail: `LinkedIn could not process the file: ${state.data.status}` })
    if (session.now() >= deadline) return fail({ kind: 'server-trouble', detail: 'LinkedIn is still processing the file' })
    await wait(delayMs)
  }
}

import { z } from 'zod'
import type { MediaUse } from '../../../preload/contract/drafts.ts'
import type { NetworkFailure } from '../../../preload/contract/failures.ts'
import { fail, ok, type Result } from '../../../preload/contract/result.ts'
import { graphId } from '../graph-api/client.ts'
import { isSuccess } from '../judge-answer.ts'
import type { Notes } from '../network.ts'
import { videoEntity, videoFields, type VideoEntity } from './entities.ts'
import { uploadTimeMs, type PrepareFailure, type UploadTools } from './upload.ts'

type Bytes = Uint8Array<ArrayBuffer>

/** Network's words for a video that will never be ready. */
export const isBroken = (video: VideoEntity): boolean => ['error', 'expired', 'upload_failed'].includes(video.status?.video_status ?? '') || video.status?.processing_phase?.status === 'error'
const isDone = (status: string | undefined): boolean => status === 'complete' || status === 'completed'
const isUploaded = (video: VideoEntity): boolean => isDone(video.status?.uploading_phase?.status) || ['upload_complete', 'processing', 'ready'].includes(video.status?.video_status ?? '')

export const readVideo = (id: string, { client }: Pick<UploadTools, 'client'>): Promise<Result<VideoEntity, NetworkFailure>> =>
  client.ask({ path: `/${graphId(id)}`, query: { fields: videoFields } }, videoEntity)

const started = z.object({ video_id: z.string().min(1) })

/** Uploads a reel's or a story's file under a number that is known before anything is published; goes on where an upload broke off. */
export async function uploadReel(use: MediaUse, edge: 'video_reels' | 'video_stories', notes: Notes, tools: UploadTools): Promise<Result<string, PrepareFailure>> {
  const { client, session } = tools
  const name = `${edge}:${use.hash}`
  let id = notes.get(name)
  let offset = 0
  if (id !== null) {
    const video = await readVideo(id, tools)
    if (!video.ok && video.failure.kind !== 'missing') return video
    if (video.ok && !isBroken(video.value)) {
      if (isUploaded(video.value)) return ok(id)
      offset = video.value.status?.uploading_phase?.bytes_transfered ?? 0
    } else id = null
  }
  const file = await originalOf(use, tools)
  if (!file.ok) return file
  if (id === null) {
    const start = await client.ask({ method: 'POST', path: `/${graphId(session.remoteId)}/${edge}`, form: { upload_phase: 'start' } }, started)
    if (!start.ok) return start
    id = start.value.video_id
    offset = 0
    notes.set(name, id)
  }
  const sent = await sendRest(id, file.value, offset, tools)
  return sent.ok ? ok(id) : sent
}

/** The address of the upload is made here and not taken from an answer: the token goes there. */
async function sendRest(id: string, bytes: Bytes, offset: number, { client }: UploadTools): Promise<Result<void, NetworkFailure>> {
  const call = {
    method: 'POST', origin: client.hosts.upload, path: `/video-upload/${client.version}/${graphId(id)}`, isWholePath: true, scheme: 'OAuth', suspect: 'media',
    headers: { offset: String(offset), file_size: String(bytes.byteLength), 'content-type': 'application/octet-stream' }, body: bytes.slice(offset), timeoutMs: uploadTimeMs(bytes.byteLength - offset),
  } as const
  const outcome = await client.send(call)
  if (isSuccess(outcome) && z.object({ success: z.literal(true) }).safeParse(outcome.json).success) return ok(undefined)
  // A broken upload is taken up again by the next preparing, from where the network says it ended.
  if (outcome.kind === 'answered' && z.object({ debug_info: z.object({ retriable: z.literal(true) }) }).safeParse(outcome.json).success) return fail({ kind: 'server-trouble', detail: `${outcome.status} the upload broke off` })
  if (outcome.kind === 'answered' && z.object({ debug_info: z.object({ type: z.string() }) }).safeParse(outcome.json).success) return fail({ kind: 'refused', reason: 'media', detail: `${outcome.status} ${outcome.text.slice(0, 500)}` })
  return fail(isSuccess(outcome) ? { kind: 'server-trouble', detail: 'the answer to an upload is not understood' } : await client.failureOfRead(outcome, call))
}

const session = z.object({ id: z.string().regex(/^upload:[^/#\s]+$/u) })
const handle = z.object({ h: z.string().min(1) })

/** How long a handle is kept for another try: the network does not say how long it is good for. */
const handleMs = 60 * 60_000
const keptHandle = z.object({ handle: z.string(), utc: z.number() })

/** Uploads a video; the handle is what is published. */
export async function uploadVideo(use: MediaUse, notes: Notes, tools: UploadTools): Promise<Result<string, PrepareFailure>> {
  const name = `video:${use.hash}`
  const known = keptHandle.safeParse(JSON.parse(notes.get(name) ?? 'null'))
  if (known.success && known.data.utc > tools.session.now() - handleMs) return ok(known.data.handle)
  const handle = await handleOf(use, notes, tools)
  if (handle.ok) notes.set(name, JSON.stringify({ handle: handle.value, utc: tools.session.now() } satisfies z.infer<typeof keptHandle>))
  return handle
}

/** https://developers.facebook.com/docs/graph-api/guides/upload: a session, the bytes with their offset, a handle. */
async function handleOf(use: MediaUse, notes: Notes, tools: UploadTools): Promise<Result<string, PrepareFailure>> {
  const { client } = tools
  const secret = await client.secret()
  if (!secret.ok) return secret
  if (secret.value.appId === '') return fail({ kind: 'refused', reason: 'not-supported', detail: 'the token does not say which app it belongs to, and videos are uploaded under an app' })
  const file = await originalOf(use, tools)
  if (!file.ok) return file
  const name = `upload:${use.hash}`
  let upload = notes.get(name)
  let offset = 0
  if (upload !== null) {
    const there = await client.ask({ path: `/${upload}`, scheme: 'OAuth' }, z.object({ file_offset: z.number().int().nonnegative() }))
    if (there.ok && there.value.file_offset < file.value.byteLength) offset = there.value.file_offset
    else if (there.ok || there.failure.kind === 'missing' || there.failure.kind === 'refused') upload = null
    else return there
  }
  if (upload === null) {
    const start = await client.ask({ method: 'POST', path: `/${graphId(secret.value.appId)}/uploads`, query: { file_name: 'video.mp4', file_length: file.value.byteLength, file_type: use.mime === 'video/quicktime' ? 'video/mp4' : use.mime } }, session)
    if (!start.ok) return start
    upload = start.value.id
    notes.set(name, upload)
  }
  const sent = await client.ask({ method: 'POST', path: `/${upload}`, scheme: 'OAuth', headers: { file_offset: String(offset), 'content-type': 'application/octet-stream' }, body: file.value.slice(offset), timeoutMs: uploadTimeMs(file.value.byteLength - offset), suspect: 'media' }, handle)
  return sent.ok ? ok(sent.value.h) : sent
}

async function originalOf(use: MediaUse, tools: UploadTools): Promise<Result<Bytes, PrepareFailure>> {
  const file = await tools.session.media.original(use)
  if (file.ok) return ok(file.value.bytes)
  return fail(file.failure.kind === 'media-missing' ? { kind: 'media-missing', detail: file.failure.detail } : { kind: 'refused', reason: 'media', detail: `${file.failure.kind}: ${file.failure.detail}` })
}

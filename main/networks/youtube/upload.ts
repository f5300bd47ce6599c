import { z } from 'zod'
import type { MediaUse } from '../../../preload/contract/drafts.ts'
import type { NetworkFailure } from '../../../preload/contract/failures.ts'
import { fail, ok, type Result } from '../../../preload/contract/result.ts'
import type { GoogleOutcome } from '../google-api/client.ts'
import { isSuccess } from '../judge-answer.ts'
import type { Notes, Session } from '../network.ts'
import type { Client } from './client.ts'
import { namedEntity } from './entities.ts'
import { untilProcessed } from './processing.ts'
import { partsOf, type VideoBody } from './prepared-call.ts'

export type PrepareFailure = NetworkFailure | { readonly kind: 'media-missing'; readonly detail: string }
export type UploadTools = { readonly client: Client; readonly session: Pick<Session, 'media' | 'now'>; readonly wait: (ms: number) => Promise<void> }

/**
 * Google's resumable upload (https://developers.google.com/youtube/v3/guides/using_resumable_upload_protocol, its opening read 27 Nov 2026). The address
 * of the session is noted before any byte is sent: asked again, it tells how far it came, or which video it has become.
 */
const note = z.object({ session: z.string(), video: z.string().nullable() })
type Note = z.infer<typeof note>
/** Multiples of 256 KiB, but for the last. */
const chunkBytes = 16 * 262_144
const triesWithoutProgress = 4

type Position = { readonly kind: 'at'; readonly offset: number } | { readonly kind: 'done'; readonly video: string } | { readonly kind: 'gone' } | { readonly kind: 'failure'; readonly failure: NetworkFailure; readonly isPassing: boolean }

/** The id of a private video that YouTube has processed. A second run goes on from where the first one came to. */
export async function uploadVideo(use: MediaUse, body: Omit<VideoBody, 'id'>, notes: Notes, tools: UploadTools): Promise<Result<string, PrepareFailure>> {
  const name = `upload:${use.hash}`
  const known = readNote(notes.get(name))
  if (known?.video) {
    const ready = await untilProcessed(known.video, tools)
    if (ready.ok) return ok(known.video)
    // Deleted by its owner, or given up by YouTube: another try is another upload.
    if (ready.failure.kind === 'missing' || ready.failure.kind === 'refused') notes.set(name, '')
    if (ready.failure.kind !== 'missing') return ready
  }
  const file = await tools.session.media.original(use)
  if (!file.ok) return fail(failureOfFile(file.failure))
  const { bytes, mime } = file.value
  const open = known && !known.video ? known.session : null
  let sent = open === null ? null : await sendFrom(open, bytes, await position(open, bytes.byteLength, tools), tools)
  if (sent === null || sent.kind === 'gone') {
    const session = await startSession(body, mime, bytes.byteLength, tools.client)
    if (!session.ok) return session
    notes.set(name, JSON.stringify({ session: session.value, video: null } satisfies Note))
    sent = await sendFrom(session.value, bytes, { kind: 'at', offset: 0 }, tools)
  }
  if (sent.kind === 'failure') return fail(sent.failure)
  if (sent.kind !== 'done') return fail({ kind: 'server-trouble', detail: 'the upload session has ended before its time' })
  notes.set(name, JSON.stringify({ session: '', video: sent.video } satisfies Note))
  const ready = await untilProcessed(sent.video, tools)
  if (ready.ok) return ok(sent.video)
  if (ready.failure.kind === 'refused') notes.set(name, '')
  return ready
}

/** Private whatever its owner wants: what is uploaded must not be seen yet. */
async function startSession(body: Omit<VideoBody, 'id'>, mime: string, sizeBytes: number, client: Client): Promise<Result<string, NetworkFailure>> {
  const { status, ...others } = body
  const json = { ...others, ...(status ? { status: { ...status, privacyStatus: 'private' } } : {}) }
  const call = {
    method: 'POST', url: `${client.hosts.api}/upload/youtube/v3/videos`, query: { uploadType: 'resumable', part: partsOf(body) }, json,
    headers: { 'x-upload-content-length': String(sizeBytes), 'x-upload-content-type': mime.startsWith('video/') ? mime : 'application/octet-stream' }, suspect: 'not-valid',
  } as const
  const outcome = await client.google.send(call)
  if (!isSuccess(outcome)) return fail(client.google.failureOfRead(outcome, call))
  const session = outcome.headers.get('location')
  return session !== null && isGoogles(session, client) ? ok(session) : fail({ kind: 'server-trouble', detail: 'the upload got no address' })
}

/** The token goes along with the bytes: only to where it was given. */
function isGoogles(address: string, { hosts }: Client): boolean {
  const url = URL.parse(address)
  return url !== null && (url.origin === new URL(hosts.api).origin || (url.protocol === 'https:' && url.hostname.endsWith('.googleapis.com')))
}

async function sendFrom(session: string, bytes: Uint8Array<ArrayBuffer>, from: Position, tools: UploadTools): Promise<Position> {
  let at = from
  let tries = triesWithoutProgress
  let furthest = from.kind === 'at' ? from.offset : 0
  let delayMs = 1000
  while (at.kind === 'at' || (at.kind === 'failure' && at.isPassing && tries > 0)) {
    if (at.kind === 'failure') {
      tries--
      await tools.wait(delayMs)
      delayMs *= 2
      const looked = await position(session, bytes.byteLength, tools)
      at = looked
      continue
    }
    const { offset } = at
    const end = Math.min(offset + chunkBytes, bytes.byteLength)
    const next = await putRange(session, `bytes ${offset}-${end - 1}/${bytes.byteLength}`, bytes.subarray(offset, end), tools)
    // A server that keeps nothing of what it is sent would be sent it for ever.
    if (next.kind === 'at' && next.offset <= furthest && --tries <= 0) return { kind: 'failure', isPassing: false, failure: { kind: 'server-trouble', detail: 'the upload does not get on' } }
    if (next.kind === 'at' && next.offset > furthest) {
      furthest = next.offset
      tries = triesWithoutProgress
      delayMs = 1000
    }
    at = next
  }
  return at
}

/** How far it came: a range without bytes. */
const position = (session: string, total: number, tools: UploadTools): Promise<Position> => putRange(session, `bytes */${total}`, new Uint8Array(), tools)

async function putRange(session: string, range: string, bytes: Uint8Array<ArrayBuffer>, { client }: UploadTools): Promise<Position> {
  // A shop's line may be slow upward: a minute, and one second more for each 32 kB.
  const timeoutMs = Math.round(60_000 + (bytes.byteLength / 32_000) * 1000)
  const call = { method: 'PUT', url: session, headers: { 'content-range': range }, body: bytes, timeoutMs, suspect: 'media' } as const
  return judge(await client.google.send(call), call, client)
}

function judge(outcome: GoogleOutcome, call: { readonly suspect: 'media' }, client: Client): Position {
  if (outcome.kind === 'answered') {
    if (outcome.status === 308) return { kind: 'at', offset: Number(/^bytes=0-(\d+)$/u.exec(outcome.headers.get('range') ?? '')?.[1] ?? -1) + 1 }
    const made = isSuccess(outcome) ? namedEntity.safeParse(outcome.json) : null
    if (made?.success) return { kind: 'done', video: made.data.id }
    if (outcome.status === 404 || outcome.status === 410) return { kind: 'gone' }
  }
  const failure = client.google.failureOfRead(outcome, call)
  return { kind: 'failure', failure, isPassing: failure.kind === 'server-trouble' || failure.kind === 'unreachable' }
}

/** Sets the picture that is shown before the video plays; once for each picture and video. */
export async function setThumbnail(use: MediaUse, video: string, notes: Notes, fit: { readonly maxBytes: number; readonly mimes: readonly string[] }, { client, session }: UploadTools): Promise<Result<void, PrepareFailure>> {
  const name = `thumbnail:${video}`
  if (notes.get(name) === use.hash) return ok(undefined)
  const file = await session.media.rendition(use, { ...fit, maxPixels: null })
  if (!file.ok) return fail(failureOfFile(file.failure))
  const call = {
    method: 'POST', url: `${client.hosts.api}/upload/youtube/v3/thumbnails/set`, query: { videoId: video, uploadType: 'media' }, headers: { 'content-type': file.value.mime }, body: file.value.bytes,
    timeoutMs: Math.round(60_000 + (file.value.bytes.byteLength / 32_000) * 1000), suspect: 'media',
  } as const
  const outcome = await client.google.send(call)
  if (!isSuccess(outcome)) return fail(client.google.failureOfRead(outcome, call))
  notes.set(name, use.hash)
  return ok(undefined)
}

const failureOfFile = ({ kind, detail }: { readonly kind: string; readonly detail: string }): PrepareFailure =>
  (kind === 'media-missing' ? { kind, detail } : { kind: 'refused', reason: 'media', detail: `${kind}: ${detail}` })

function readNote(text: string | null): Note | null {
  if (text === null || text === '') return null
  try {
    const parsed = note.safeParse(JSON.parse(text))
    return parsed.success ? parsed.data : null
  } catch {
    // Not of this version: uploaded anew, and nobody sees the other.
    return null
  }
}

import { setTimeout as pause } from 'node:timers/promises'
import { z } from 'zod'
import type { MediaUse } from '../../../preload/contract/drafts.ts'
import { fail, ok, type Result } from '../../../preload/contract/result.ts'
import type { Notes } from '../network.ts'
import { blob, type Blob } from './entities.ts'
import { failureOf } from './failures.ts'
import type { MediaEmbed } from './format.ts'
import { isBlueskyHosted, type Places } from './places.ts'
import { timeoutFor } from './speaker.ts'
import { mediaFailure, readNote, type PrepareFailure, type UploadTools } from './upload.ts'

export type VideoTools = UploadTools & { readonly places: Places; readonly pauseMs?: number }

const serviceToken = z.object({ token: z.string() })
const job = z.object({ jobId: z.string(), state: z.string().default(''), blob: blob.optional(), error: z.string().optional(), message: z.string().optional() })
const jobAnswer = z.union([z.object({ jobStatus: job }).transform(one => one.jobStatus), job])

/**
 * Bluesky-hosted accounts send videos to the video service, which makes the formats it plays and gives back a blob; any other server keeps
 * the file as it is, and the network's view makes the formats when it first sees it (docs.bsky.app, Video, 21 Apr 2026).
 */
export async function uploadVideo(use: MediaUse, notes: Notes, tools: VideoTools): Promise<Result<MediaEmbed, PrepareFailure>> {
  const name = `blob:${use.hash}`
  let done = readNote(notes, name, blob)
  if (!done) {
    const answer = isBlueskyHosted(tools.session.serverUrl) ? await throughService(use, notes, tools) : await toOwnServer(use, tools)
    if (!answer.ok) return answer
    done = answer.value
    notes.set(name, JSON.stringify(done))
  }
  const aspect = use.width > 0 && use.height > 0 ? { aspectRatio: { width: use.width, height: use.height } } : {}
  return ok({ $type: 'app.bsky.embed.video', video: done, ...(use.alt.trim() ? { alt: use.alt } : {}), ...aspect })
}

async function toOwnServer(use: MediaUse, { client, session }: VideoTools): Promise<Result<Blob, PrepareFailure>> {
  const original = await session.media.original(use)
  if (!original.ok) return fail(mediaFailure(original.failure))
  const answer = await client.upload(original.value.bytes, original.value.mime, z.object({ blob }))
  return answer.ok ? ok(answer.value.blob) : answer
}

async function throughService(use: MediaUse, notes: Notes, tools: VideoTools): Promise<Result<Blob, PrepareFailure>> {
  const name = `job:${use.hash}`
  let jobId = notes.get(name)
  if (!jobId) {
    const sent = await sendToService(use, tools)
    if (!sent.ok) return sent
    if (sent.value.blob) return ok(sent.value.blob)
    jobId = sent.value.jobId
    notes.set(name, jobId)
  }
  const done = await waitForService(jobId, tools)
  // A failed job never gets better: another attempt sends the file anew.
  if (!done.ok && done.failure.kind === 'refused') notes.set(name, '')
  return done
}

async function sendToService(use: MediaUse, { client, session, places }: VideoTools): Promise<Result<z.infer<typeof job>, PrepareFailure>> {
  const original = await session.media.original(use)
  if (!original.ok) return fail(mediaFailure(original.failure))
  const token = await client.query('com.atproto.server.getServiceAuth', {
    aud: `did:web:${new URL(session.serverUrl).host}`, lxm: 'com.atproto.repo.uploadBlob', exp: Math.floor(session.now() / 1000) + 30 * 60,
  }, serviceToken)
  if (!token.ok) return token
  const query = new URLSearchParams({ did: session.remoteId, name: `${use.hash.slice(0, 24)}.mp4` })
  const outcome = await session.http.send({
    method: 'POST', url: `${places.video}/xrpc/app.bsky.video.uploadVideo?${query}`, body: original.value.bytes, timeoutMs: timeoutFor(original.value.bytes.byteLength),
    headers: { authorization: `Bearer ${token.value.token}`, 'content-type': original.value.mime },
  })
  // `already_exists` is an error that carries the finished job: the same file was sent before.
  const status = jobAnswer.safeParse(outcome.kind === 'answered' ? outcome.json : null)
  if (status.success) return ok(status.data)
  const failure = failureOf(outcome, false, session.now())
  return fail(failure.kind === 'refused' ? { ...failure, reason: 'media' } : failure)
}

const mostLooks = 40
async function waitForService(jobId: string, { session, places, pauseMs = 1500 }: VideoTools): Promise<Result<Blob, PrepareFailure>> {
  for (let look = 0; look < mostLooks; look++) {
    const outcome = await session.http.send({ method: 'GET', url: `${places.video}/xrpc/app.bsky.video.getJobStatus?${new URLSearchParams({ jobId })}` })
    const status = jobAnswer.safeParse(outcome.kind === 'answered' ? outcome.json : null)
    if (!status.success) return fail(failureOf(outcome, false, session.now()))
    if (status.data.blob) return ok(status.data.blob)
    if (status.data.state === 'JOB_STATE_FAILED') return fail({ kind: 'refused', reason: 'media', detail: `${status.data.error ?? ''} ${status.data.message ?? ''}`.trim() })
    await pause(pauseMs)
  }
  // The job is in the notes: the next attempt goes on looking instead of sending the file again.
  return fail({ kind: 'server-trouble', detail: 'the video is still being worked on' })
}

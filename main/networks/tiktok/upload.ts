import { z } from 'zod'
import type { MediaUse } from '../../../preload/contract/drafts.ts'
import type { NetworkFailure } from '../../../preload/contract/failures.ts'
import { fail, ok, type Result } from '../../../preload/contract/result.ts'
import { failureOfRead } from '../judge-answer.ts'
import type { Notes, Session } from '../network.ts'
import { chunkAt, planChunks, type ChunkPlan } from './chunks.ts'
import type { Client } from './client.ts'
import { videoTaskAnswer } from './entities.ts'
import { refusal } from './failures.ts'
import { seal, unseal } from './seal.ts'
import { isUploadAddress } from './servers.ts'
import { askTask } from './task.ts'

export type UploadTools = { readonly client: Client; readonly session: Pick<Session, 'media' | 'now'> }
export type PrepareFailure = NetworkFailure | { readonly kind: 'media-missing'; readonly detail: string }

/** A post that was announced, as the notes keep it. `asked` is the announcement: another one needs another task. */
const taskNote = z.object({ publishId: z.string(), address: z.string(), asked: z.string(), sinceUtc: z.number(), sent: z.number().int() })
type Task = z.infer<typeof taskNote>

/** The address lives for an hour; what is begun with less left is begun anew. */
const usableMs = 45 * 60_000
/** Announcements are counted (6 a minute) and cannot be taken back, so one is made once and gone on with. */
const noteName = 'task'

export type Announcement = { readonly path: string; readonly postInfo: Readonly<Record<string, unknown>> | null }
export type Uploaded = { readonly publishId: string; readonly address: string; readonly mime: string; readonly first: number; readonly size: number }

/** Announces the video and sends all of it but the last part: until that is there, nothing is published. */
export async function uploadVideo(use: MediaUse, { path, postInfo }: Announcement, notes: Notes, tools: UploadTools): Promise<Result<Uploaded, PrepareFailure>> {
  const original = await tools.session.media.original(use)
  if (!original.ok) return fail(original.failure.kind === 'media-missing' ? { kind: 'media-missing', detail: original.failure.detail } : { kind: 'server-trouble', detail: `the file could not be read: ${original.failure.kind}` })
  const { bytes, mime } = original.value
  const plan = planChunks(bytes.byteLength)
  const json = {
    ...(postInfo === null ? {} : { post_info: postInfo }),
    source_info: { source: 'FILE_UPLOAD', video_size: plan.size, chunk_size: plan.chunkSize, total_chunk_count: plan.count },
  }
  const task = await taskFor({ path, json }, plan, use, notes, tools)
  if (!task.ok) return task
  const { publishId, address } = task.value
  const secret = await tools.client.secret()
  if (!secret.ok) return secret
  const url = unseal(address, secret.value.app.secret)
  if (url === null) return forgotten(notes)
  for (let index = task.value.sent; index < plan.count - 1; index++) {
    const { first, end } = chunkAt(plan, index)
    const outcome = await tools.client.put({ url, bytes: bytes.slice(first, end), mime, first, total: plan.size })
    if (outcome.kind === 'answered' && [400, 403, 404, 416].includes(outcome.status)) return forgotten(notes, outcome.status)
    if (outcome.kind !== 'answered' || outcome.status !== 206) return fail(failureOfRead(outcome, refusal(tools.session.now)))
    notes.set(noteName, JSON.stringify({ ...task.value, sent: index + 1 } satisfies Task))
  }
  return ok({ publishId, address, mime, first: chunkAt(plan, plan.count - 1).first, size: plan.size })
}

/** TikTok knows no such task any more, or we are not at one in how far it is: nothing is out, and the next run announces it anew. */
function forgotten(notes: Notes, status?: number): Result<never, PrepareFailure> {
  notes.set(noteName, '')
  return fail({ kind: 'server-trouble', detail: `the upload has to begin anew${status === undefined ? '' : ` (${status})`}` })
}

/** The announcement of an earlier run, if TikTok still waits for its bytes, or a new one. */
async function taskFor(call: { readonly path: string; readonly json: unknown }, plan: ChunkPlan, use: MediaUse, notes: Notes, { client, session }: UploadTools): Promise<Result<Task, PrepareFailure>> {
  const asked = JSON.stringify([call.path, call.json, use.hash])
  const noted = readNote(notes.get(noteName))
  if (noted !== null && noted.asked === asked && noted.sinceUtc > session.now() - usableMs) {
    const state = await askTask(noted.publishId, plan.size, client)
    if (!state.ok && state.failure.kind !== 'missing') return state
    // A part whose answer was lost may have arrived: TikTok's count says where to go on.
    if (state.ok && state.value.kind === 'uploading') return ok({ ...noted, sent: Math.min(Math.floor(state.value.uploaded / plan.chunkSize), plan.count - 1) })
  }
  const given = await client.ask(call, videoTaskAnswer)
  if (!given.ok) return given
  const { publish_id: publishId, upload_url: url } = given.value.data
  if (!isUploadAddress(url)) return fail({ kind: 'server-trouble', detail: 'the answer sends the file to a stranger' })
  const secret = await client.secret()
  if (!secret.ok) return secret
  const task: Task = { publishId, address: seal(url, secret.value.app.secret), asked, sinceUtc: session.now(), sent: 0 }
  notes.set(noteName, JSON.stringify(task))
  return ok(task)
}

function readNote(text: string | null): Task | null {
  if (text === null || text === '') return null
  const task = taskNote.safeParse(JSON.parse(text))
  return task.success ? task.data : null
}

import { z } from 'zod'
import type { RemoteRef } from '../../../preload/contract/drafts.ts'
import type { NetworkFailure } from '../../../preload/contract/failures.ts'
import { assertNever, fail, ok, type Result } from '../../../preload/contract/result.ts'
import type { HttpOutcome } from '../../http/http.ts'
import { described, failureOfCommit } from '../judge-answer.ts'
import type { Prepared, Session } from '../network.ts'
import { isYes, type Client } from './client.ts'
import { photoTaskAnswer, videoFields, videoQuery } from './entities.ts'
import { failureOfTask, refusal } from './failures.ts'
import { httpsOnly, postUrl } from './format.ts'
import { destination, readPrepared, type PhotoCall, type PreparedCall, type VideoCall } from './prepared-call.ts'
import { unseal } from './seal.ts'
import { askTask, asPublished, refOf } from './task.ts'

export type PublishTools = { readonly client: Client; readonly session: Pick<Session, 'media' | 'handle' | 'now'>; readonly wait: (ms: number) => Promise<void> }

/**
 * The step that publishes: a video's last part, after which TikTok starts by itself; the whole call for photos. A "taken" is no publication:
 * TikTok works on it and moderates it, and may say no yet, so its word is waited for a while.
 */
export async function commit(prepared: Prepared, tools: PublishTools): Promise<Result<RemoteRef, NetworkFailure>> {
  const call = readPrepared(prepared)
  switch (call.kind) {
    case 'video': return await commitVideo(call, tools)
    case 'photos': return await commitPhotos(call, tools)
    default: return assertNever(call)
  }
}

async function commitVideo(call: VideoCall, tools: PublishTools): Promise<Result<RemoteRef, NetworkFailure>> {
  const { client, session } = tools
  const stale = (detail: string) => fail({ kind: 'stale-preparation' as const, detail })
  const secret = await client.secret()
  if (!secret.ok) return secret
  const url = unseal(call.address, secret.value.app.secret)
  if (url === null) return stale('the address of the upload cannot be opened')
  const original = await session.media.original(call.use)
  // Nothing was sent; preparing anew says what is missing.
  if (!original.ok || original.value.bytes.byteLength !== call.size) return stale('the file is not as it was')
  const outcome = await client.put({ url, bytes: original.value.bytes.slice(call.first), mime: call.mime, first: call.first, total: call.size })
  if (outcome.kind === 'answered' && outcome.status === 201) return await awaitPublication(call.publishId, call, tools)
  if (outcome.kind === 'answered' && [206, 400, 403, 404, 416].includes(outcome.status)) return await whyNotTaken(call, outcome, tools)
  // Bare statuses: only "later" is said in so many words.
  return fail(failureOfCommit(outcome, answer => (answer.status === 429 ? refusal(session.now)(answer) : null)))
}

/** The upload's own answer is a bare status; what it means for the post, the task tells. */
async function whyNotTaken(call: VideoCall, outcome: Extract<HttpOutcome, { kind: 'answered' }>, { client, session }: PublishTools): Promise<Result<RemoteRef, NetworkFailure>> {
  const state = await askTask(call.publishId, call.size, client)
  const detail = described(outcome)
  if (!state.ok) return fail({ kind: 'unknown-outcome', detail: `${detail}; ${state.failure.kind}` })
  const published = asPublished(state.value, call.to)
  if (published) return ok(refOf(call.publishId, published.postId, call, session.handle))
  switch (state.value.kind) {
    case 'failed': return fail(failureOfTask(state.value.reason))
    // A malformed request will not do better the next time.
    case 'uploading': return fail(outcome.status === 400 ? { kind: 'refused', reason: 'media', detail } : { kind: 'stale-preparation', detail })
    case 'working': case 'in-inbox': case 'out': return fail({ kind: 'unknown-outcome', detail: `${detail}; ${state.value.kind}` })
    default: return assertNever(state.value)
  }
}

async function commitPhotos(call: PhotoCall, tools: PublishTools): Promise<Result<RemoteRef, NetworkFailure>> {
  const sent = await tools.client.send({ path: '/v2/post/publish/content/init/', json: call.request })
  if (!sent.ok) return sent
  if (!isYes(sent.value)) return fail(tools.client.failureOfCommit(sent.value))
  const taken = z.object({ data: photoTaskAnswer }).safeParse(sent.value.json)
  return taken.success ? await awaitPublication(taken.data.data.publish_id, call, tools) : fail({ kind: 'unknown-outcome', detail: `${sent.value.status} the answer names no task` })
}

/** A minute in all: TikTok asks for no more than 30 questions in one, and moderation usually ends within it (…-get-video-status). */
const pausesMs = [0, 2000, 3000, 5000, 10_000, 10_000, 10_000, 20_000]

async function awaitPublication(publishId: string, call: PreparedCall, { client, session, wait }: PublishTools): Promise<Result<RemoteRef, NetworkFailure>> {
  let last = 'not asked'
  for (const pause of pausesMs) {
    if (pause > 0) await wait(pause)
    const state = await askTask(publishId, null, client)
    const published = state.ok ? asPublished(state.value, call.to) : null
    if (published) return ok(refOf(publishId, published.postId, call, session.handle))
    if (state.ok && state.value.kind === 'failed') return fail(failureOfTask(state.value.reason))
    // The owner has the last word there, and may take days.
    if (state.ok && state.value.kind === 'in-inbox') return fail({ kind: 'unknown-outcome', detail: 'it lies in the inbox of the TikTok app as a draft: not published before it is finished there' })
    last = state.ok ? state.value.kind : state.failure.kind
  }
  return fail({ kind: 'unknown-outcome', detail: `taken as ${publishId}; TikTok has not said yet that it is out (${last})` })
}

const extraShape = z.object({ task: z.string(), to: destination, kind: z.enum(['video', 'photos']) })
const readExtra = (extra: string | null): z.infer<typeof extraShape> | null => {
  const parsed = extra === null ? null : extraShape.safeParse(JSON.parse(extra))
  return parsed?.success ? parsed.data : null
}

/**
 * Reads a post back once. The task that made it is asked first: it needs no further right, and what not everybody sees, and perhaps photos,
 * stand in no list. How long TikTok remembers a task is not told; a post of everybody's is looked for by its number then.
 */
export async function readBack(remote: RemoteRef, { client, session }: PublishTools): Promise<Result<RemoteRef, NetworkFailure>> {
  const known = readExtra(remote.extra)
  if (known) {
    const state = await askTask(known.task, null, client)
    const published = state.ok ? asPublished(state.value, known.to) : null
    if (published) return ok(refOf(known.task, published.postId, known, session.handle))
    if (state.ok) return fail({ kind: 'server-trouble', detail: `not out yet: ${state.value.kind}` })
    if (state.failure.kind !== 'missing' || remote.id === known.task) return state
  }
  const read = await client.ask({ path: '/v2/video/query/', query: { fields: videoFields }, json: { filters: { video_ids: [remote.id] } } }, videoQuery)
  if (!read.ok) return read
  const video = read.value.data.videos.find(one => one.id === remote.id)
  return video ? ok({ ...remote, url: httpsOnly(video.share_url) ?? postUrl(session.handle, video.id) }) : fail({ kind: 'missing', detail: 'no such post' })
}

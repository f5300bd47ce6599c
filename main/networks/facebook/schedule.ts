import type { RemoteRef } from '../../../preload/contract/drafts.ts'
import type { NetworkFailure } from '../../../preload/contract/failures.ts'
import { fail, ok, type Result } from '../../../preload/contract/result.ts'
import { graphId, type GraphCall } from '../graph-api/client.ts'
import { askPage } from '../graph-api/paging.ts'
import { isSuccess } from '../judge-answer.ts'
import { matchText } from '../match-text.ts'
import { nothingElse, type HeldThere, type Nowhere, type Prepared, type Scheduler, type There } from '../network.ts'
import { postEntity, postFields, writtenEntity, type PostEntity, type VideoEntity } from './entities.ts'
import { askVideos, evidenceOf, findPost, findVideoByWords } from './find.ts'
import { composePost, type PrepareTools } from './prepare.ts'
import { readPrepared, writePrepared, type PostCall, type PreparedCall, type VideoCall } from './prepared-call.ts'
import { requestFor, type PublishTools } from './publish.ts'
import { refTo, wholeId } from './refs.ts'
import { readVideo } from './video.ts'
import { randomUUID } from 'node:crypto'

type HeldCall = PostCall | VideoCall | Extract<PreparedCall, { kind: 'reel' }>
type Published = Extract<There, { kind: 'published' }>

/** A change of time this close may come too late. */
const fixedBeforeMs = 5 * 60_000
/** After this long a sending whose answer was lost does not arrive any more, and the list has caught up. */
const settledMs = 4 * 60_000
const pageSize = 50
const maxPages = 10

const unclear = { lookedAt: 'under its number, neither waiting nor out', place: { kind: 'own-place' } } as const

/** The network's own scheduler: posts with text, link, pictures or a video, and reels. */
export function createScheduler(tools: PublishTools, preparing: PrepareTools): Scheduler {
  const { client, remoteId, now } = tools

  const askScheduled = (after: string | null) => askPage(client, { path: `/${graphId(remoteId)}/scheduled_posts`, query: { fields: postFields, limit: pageSize } }, postEntity, after)
  const kept = async (): Promise<Result<{ readonly rows: readonly PostEntity[]; readonly isWhole: boolean }, NetworkFailure>> => {
    const rows: PostEntity[] = []
    let after: string | null = null
    let isWhole = true
    for (let page = 0; page < maxPages; page++) {
      const read: Awaited<ReturnType<typeof askScheduled>> = await askScheduled(after)
      if (!read.ok) return read
      // One that cannot be read may be ours.
      isWhole &&= !read.value.hasUnreadable
      rows.push(...read.value.rows)
      after = read.value.after
      if (after === null) return ok({ rows, isWhole })
    }
    return ok({ rows, isWhole: false })
  }

  /** By its number, which stays the same when it comes out. Null: it is not there. `unclear`: there, and neither out nor waiting: it may be coming out just now. */
  const placeOf = async (id: string, call: HeldCall | null): Promise<Result<There | 'unclear' | null, NetworkFailure>> => {
    if (call?.kind === 'reel' || call?.kind === 'video') {
      const video = await readVideo(call.kind === 'reel' ? call.video : id, { client })
      return video.ok ? ok(whereIsVideo(video.value, remoteId)) : video.failure.kind === 'missing' ? ok(null) : video
    }
    const read = await client.ask({ path: `/${graphId(id)}`, query: { fields: postFields } }, postEntity)
    if (!read.ok) return read.failure.kind === 'missing' ? ok(null) : read
    return ok(whereIs(read.value))
  }

  const put: Scheduler['put'] = async (_act, prepared) => {
    const call = heldCall(prepared)
    const request = requestFor(call, remoteId, client.hosts.video)
    const outcome = await client.send(request)
    if (!isSuccess(outcome)) {
      const failure = await client.failureOfCommit(outcome, request)
      return fail(failure.kind === 'missing' ? { kind: 'stale-preparation', detail: failure.detail } : failure)
    }
    const written = writtenEntity.safeParse(outcome.json)
    const id = call.kind === 'reel' ? (written.data?.success === true ? call.video : undefined) : written.data?.id
    if (id === undefined) return fail({ kind: 'unknown-outcome', detail: `${outcome.status} the answer names nothing` })
    const there = await placeOf(id, call)
    return there.ok && there.value && there.value !== 'unclear' ? ok(there.value) : fail({ kind: 'unknown-outcome', detail: 'taken, and not readable yet' })
  }

  /** Not among what is kept: out meanwhile, or never there. Without a number nothing keeps it from coming late. */
  const published = async (call: PostCall | VideoCall, held: HeldThere): Promise<Result<Published | Nowhere, NetworkFailure>> => {
    const isSettled = now() - held.beganUtc >= settledMs && (now() < held.dueUtc || now() - held.dueUtc >= settledMs)
    const since = isSettled ? 0 : now()
    const known = { ...nothingElse(held.beganUtc), isClaimed: held.isClaimed }
    const found = call.kind === 'video' ? await findVideoByWords(call, since, tools, known) : await findPost({ ...call, before: { kind: 'unknown' } }, since, tools, known)
    if (!found.ok) return found
    return ok(found.value.kind === 'found' ? { kind: 'published', remote: found.value.remote } : found.value)
  }

  /** A video whose answer was lost has no number yet: by its words and its time. */
  const findKeptVideo = async (call: VideoCall, held: HeldThere): ReturnType<Scheduler['find']> => {
    const listed = await askVideos(client, remoteId)
    if (!listed.ok) return listed
    const ours = listed.value.rows.filter(row => Math.abs((row.scheduled_publish_time ?? 0) - held.dueUtc) < 60_000 && matchText(call.message, row.description) === 'same' && !held.isClaimed(videoRef(row, remoteId)))
    const [first] = ours
    const place = first && whereIsVideo(first, remoteId)
    if (place && place !== 'unclear' && ours.length === 1) return ok(place)
    return ours.length > 1 ? ok({ kind: 'no-proof', lookedAt: `${ours.length} scheduled videos alike`, doubt: 'alike' }) : await published(call, held)
  }

  return {
    prepare: async (act, dueUtc, notes) => {
      if (act.kind !== 'publish') return fail({ kind: 'refused', reason: 'not-supported', detail: 'only a new post is scheduled' })
      const call = await composePost(act.content, dueUtc, notes, preparing)
      if (!call.ok) return call
      return isHeldCall(call.value) ? ok(writePrepared(call.value, randomUUID())) : fail({ kind: 'refused', reason: 'not-supported', detail: 'the network does not schedule this' })
    },
    put,
    move: async (held, dueUtc) => {
      const call = held.body === '' ? null : heldCall(held)
      if (!held.schedule || (call && call.kind !== 'post') || held.dueUtc - now() < fixedBeforeMs) return ok({ kind: 'not-moved', detail: 'it may be on its way already, or cannot be moved' })
      const request: GraphCall = { method: 'POST', path: `/${graphId(held.schedule.id)}`, form: { scheduled_publish_time: Math.round(dueUtc / 1000) } }
      const moved = await client.ask(request, writtenEntity)
      if (!moved.ok) return moved.failure.kind === 'missing' || moved.failure.kind === 'refused' ? ok({ kind: 'not-moved', detail: moved.failure.detail }) : moved
      const there = await placeOf(held.schedule.id, call)
      return !there.ok ? there : ok(there.value && there.value !== 'unclear' ? there.value : { kind: 'not-moved', detail: 'it is not kept there any more' })
    },
    recall: async held => {
      const call = held.body === '' ? null : heldCall(held)
      const there = await placeOf(held.schedule.id, call)
      if (!there.ok) return there
      if (there.value === 'unclear') return ok({ ...unclear, kind: 'no-proof', doubt: 'too-soon' })
      // What is out would be deleted by the same call.
      if (there.value?.kind === 'published') return ok(there.value)
      // Its number stays its own: what is not under it is nowhere, before its time and after.
      if (there.value === null) return ok({ kind: 'recalled' })
      const outcome = await client.send({ method: 'DELETE', path: `/${graphId(held.schedule.id)}` })
      if (isSuccess(outcome) && writtenEntity.safeParse(outcome.json).data?.success === true) return ok({ kind: 'recalled' })
      const failure = isSuccess(outcome) ? ({ kind: 'server-trouble', detail: 'the answer is not understood' } as const) : await client.failureOfRead(outcome, { path: '' })
      return failure.kind === 'missing' ? ok({ kind: 'recalled' }) : fail(failure)
    },
    find: async (_act, held) => {
      const call = heldCall(held)
      if (held.schedule || call.kind === 'reel') {
        const there = await placeOf(held.schedule?.id ?? '', call)
        if (!there.ok) return there
        // A reel whose handing over got lost lies there as it was uploaded: under its number it can be handed over again.
        if (there.value === 'unclear' && held.schedule) return ok({ ...unclear, kind: 'no-proof', doubt: 'too-soon' })
        if (there.value && there.value !== 'unclear') return ok(there.value)
        // Its number is its own before its time and after: what is not under it is nowhere. A reel's is known before it is handed over.
        const isSure = held.schedule !== null || now() - held.beganUtc >= settledMs
        return ok({ kind: isSure ? 'absent' : 'no-proof', lookedAt: 'under its number', place: { kind: 'own-place' }, ...(isSure ? {} : { doubt: 'too-soon' }) })
      }
      if (call.kind === 'video') return await findKeptVideo(call, held)
      const listed = await kept()
      if (!listed.ok) return listed
      const secret = await client.secret()
      const ours = listed.value.rows.filter(row => isOurs(row, call, held, secret.ok ? secret.value.appId : ''))
      const [first] = ours
      const place = first && whereIs(first)
      if (place && place !== 'unclear' && ours.length === 1) return ok(place)
      const lookedAt = `${listed.value.rows.length} scheduled posts`
      if (ours.length > 1) return ok({ kind: 'no-proof', lookedAt: `${lookedAt}, ${ours.length} alike`, doubt: 'alike' })
      if (!listed.value.isWhole) return ok({ kind: 'no-proof', lookedAt, doubt: 'not-all' })
      return await published(call, held)
    },
  }
}

function heldCall(prepared: Prepared): HeldCall {
  const call = readPrepared(prepared)
  if (!isHeldCall(call)) throw new Error(`only a new post or a reel is scheduled, not ${call.kind}`)
  return call
}
const isHeldCall = (call: PreparedCall): call is HeldCall => call.kind === 'post' || call.kind === 'video' || call.kind === 'reel'

const videoRef = ({ id, post_id: postId, permalink_url: url }: VideoEntity, remoteId: string): RemoteRef => refTo(postId ? wholeId(postId, remoteId) : id, url, { kind: 'video', video: id })
function whereIsVideo(video: VideoEntity, remoteId: string): There | 'unclear' {
  if (video.published === true || video.status?.publishing_phase?.publish_status === 'published') return { kind: 'published', remote: videoRef(video, remoteId) }
  return video.scheduled_publish_time === null ? 'unclear' : { kind: 'scheduled', schedule: refTo(video.id, null, { kind: 'video', video: video.id }), dueUtc: video.scheduled_publish_time }
}

function whereIs(post: PostEntity): There | 'unclear' {
  if (post.is_published === true) return { kind: 'published', remote: postRef(post) }
  return post.scheduled_publish_time === null ? 'unclear' : { kind: 'scheduled', schedule: postRef(post), dueUtc: post.scheduled_publish_time }
}
const postRef = (post: PostEntity): RemoteRef => refTo(post.id, post.permalink_url, { kind: 'post' })

/** The words, the pictures, the time and the program. */
const isOurs = (row: PostEntity, call: PostCall, held: HeldThere, appId: string): boolean =>
  Math.abs((row.scheduled_publish_time ?? 0) - held.dueUtc) < 60_000 && evidenceOf(row, call, appId) !== 'other' && matchText(call.message, row.message) === 'same' && !held.isClaimed(postRef(row))

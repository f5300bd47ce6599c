import { z } from 'zod'
import type { RemoteRef } from '../../../preload/contract/drafts.ts'
import type { NetworkFailure } from '../../../preload/contract/failures.ts'
import { fail, ok, type Result } from '../../../preload/contract/result.ts'
import { isSuccess } from '../judge-answer.ts'
import { matchText } from '../match-text.ts'
import { nothingElse, type Found, type HeldThere, type Nowhere, type Prepared, type Scheduler, type There } from '../network.ts'
import { pathId, type Call } from './client.ts'
import { scheduledEntity, statusEntity, type ScheduledEntity } from './entities.ts'
import { findNewStatus, settledMs } from './find.ts'
import { prepare, type PrepareTools } from './prepare.ts'
import { readPrepared, statusCall, writePrepared, type PreparedCall } from './prepared-call.ts'
import type { PublishTools } from './publish.ts'
import { refOf } from './refs.ts'
import { missingMedia } from './upload.ts'

type NewStatus = Extract<PreparedCall, { kind: 'new-status' }>

/** The server puts a post on its way up to five minutes ahead (ScheduledStatusesScheduler) and then no longer minds a change of its time. */
const fixedBeforeMs = 10 * 60_000
/** Close to its time a worker may hold it already: taking it back then does not stop it. */
const raceMs = 60_000
/** Clocks of servers are minutes off at most; what came earlier than this is another post. */
const clockMs = 5 * 60_000
const pageSize = 40
const maxPages = 10

export function createScheduler(tools: PublishTools, preparing: PrepareTools): Scheduler {
  const { client, now, limits } = tools
  const path = (schedule: RemoteRef): string => `/api/v1/scheduled_statuses/${pathId(schedule.id)}`

  const askPage = (maxId: string | null) => client.ask({ path: '/api/v1/scheduled_statuses', query: { limit: pageSize, max_id: maxId }, scope: 'read:statuses' }, z.array(z.unknown()))

  /** All that the server keeps for this account, and whether the list was read to its end. */
  const kept = async (): Promise<Result<{ readonly rows: readonly ScheduledEntity[]; readonly isWhole: boolean }, NetworkFailure>> => {
    const rows = new Map<string, ScheduledEntity>()
    let maxId: string | null = null
    for (let page = 0; page < maxPages; page++) {
      const read: Awaited<ReturnType<typeof askPage>> = await askPage(maxId)
      if (!read.ok) return read
      const before = rows.size
      for (const row of read.value.value) {
        const parsed = scheduledEntity.safeParse(row)
        // One that cannot be read may be ours.
        if (!parsed.success) return ok({ rows: [...rows.values()], isWhole: false })
        rows.set(parsed.data.id, parsed.data)
        maxId = parsed.data.id
      }
      if (rows.size === before) return ok({ rows: [...rows.values()], isWhole: true })
    }
    return ok({ rows: [...rows.values()], isWhole: false })
  }

  /** Our own posts from around the time it was to come out. `sinceUtc`: from when on not seeing it proves something. */
  const amongOwn = (held: HeldThere, firstUtc: number, sinceUtc: number): Promise<Result<Found, NetworkFailure>> =>
    findNewStatus({ ...newStatus(held), after: { kind: 'unknown' } }, sinceUtc, tools, { ...nothingElse(firstUtc), isClaimed: held.isClaimed })

  const publishedOr = (found: Result<Found, NetworkFailure>): Result<Extract<There, { kind: 'published' }> | Nowhere, NetworkFailure> =>
    found.ok && found.value.kind === 'found' ? ok({ kind: 'published', remote: found.value.remote }) : found as Result<Nowhere, NetworkFailure> // the cast: found is taken out

  const whyRefused = async (call: NewStatus, failure: NetworkFailure, dueUtc: number): ReturnType<Scheduler['put']> => {
    if (failure.kind === 'missing') return fail({ kind: 'refused', reason: 'not-supported', detail: failure.detail })
    if (failure.kind !== 'refused') return fail(failure)
    const missing = call.fields.media_ids ? await missingMedia(call.fields.media_ids, client) : []
    if (missing === null || missing.length > 0) return fail({ kind: 'stale-preparation', detail: failure.detail })
    const listed = await kept()
    const { schedule } = limits
    if (!listed.ok || !schedule) return fail(failure)
    const day = (utc: number): number => Math.floor(utc / 86_400_000)
    const thatDay = listed.value.rows.filter(row => day(Date.parse(row.scheduled_at)) === day(dueUtc)).length
    const isFull = listed.value.rows.length >= (schedule.maxHeld ?? Infinity) || thatDay >= (schedule.maxPerDay ?? Infinity)
    return isFull ? ok({ kind: 'full', detail: failure.detail }) : fail(failure)
  }

  return {
    prepare: async (act, dueUtc, notes) => {
      const prepared = await prepare(act, 0, [], notes, preparing)
      if (!prepared.ok) return prepared
      const call = newStatus(prepared.value)
      return ok(writePrepared({ ...call, fields: { ...call.fields, scheduled_at: new Date(dueUtc).toISOString() } }, prepared.value.key))
    },
    put: async (_act, prepared) => {
      const call = newStatus(prepared)
      const request = statusCall('POST', '/api/v1/statuses', call.fields, prepared.key)
      const outcome = await client.send(request)
      if (outcome.kind !== 'answered' || outcome.status < 200 || outcome.status > 299) return whyRefused(call, await client.failureOfCommit(outcome, request), Date.parse(call.fields.scheduled_at ?? ''))
      const scheduled = scheduledEntity.safeParse(outcome.json)
      if (scheduled.success) return ok(placed(scheduled.data))
      const status = statusEntity.safeParse(outcome.json)
      // Posted at once: it is out, whatever was asked.
      return status.success ? ok({ kind: 'published', remote: refOf(status.data) }) : fail({ kind: 'unknown-outcome', detail: `${outcome.status} the answer shows neither a scheduled post nor a post` })
    },
    move: async (held, dueUtc) => {
      if (!held.schedule || held.dueUtc - now() < fixedBeforeMs) return ok({ kind: 'not-moved', detail: 'it may be on its way already' })
      const call: Call = { method: 'PUT', path: path(held.schedule), json: { scheduled_at: new Date(dueUtc).toISOString() }, scope: 'write:statuses' }
      const moved = await client.ask(call, scheduledEntity)
      if (moved.ok) return ok(placed(moved.value.value))
      return moved.failure.kind === 'missing' || moved.failure.kind === 'refused' ? ok({ kind: 'not-moved', detail: moved.failure.detail }) : moved
    },
    recall: async held => {
      const call: Call = { method: 'DELETE', path: path(held.schedule), scope: 'write:statuses' }
      const outcome = await client.send(call)
      const isTaken = isSuccess(outcome) && outcome.json !== undefined
      const isEarly = now() < held.dueUtc - raceMs
      if (isTaken && isEarly) return ok({ kind: 'recalled' })
      if (!isTaken) {
        const failure = await client.failureOfRead(outcome, call)
        if (failure.kind !== 'missing') return fail(failure)
      }
      // Known by its name alone, from a journal that was lost: it cannot be told from others among our posts.
      if (held.body === '') return ok({ kind: 'no-proof', lookedAt: 'it is not kept there any more; whether it came out cannot be told' })
      // Not kept any more: taken back before, or out meanwhile.
      const found = publishedOr(await amongOwn(held, Math.min(held.dueUtc, now()) - clockMs, isEarly ? held.beganUtc : held.dueUtc))
      return found.ok && found.value.kind === 'absent' ? ok({ kind: 'recalled' }) : found
    },
    find: async (_act, held) => {
      const call = newStatus(held)
      let isWhole = true
      if (held.schedule) {
        const read = await client.ask({ path: path(held.schedule), scope: 'read:statuses' }, scheduledEntity)
        if (read.ok) return ok(placed(read.value.value))
        if (read.failure.kind !== 'missing') return read
      } else {
        const listed = await kept()
        if (!listed.ok) return listed
        const ours = listed.value.rows.find(row => isOurs(row, call, held))
        if (ours) return ok(placed(ours))
        isWhole = listed.value.isWhole
      }
      // Named by the server, it can only have come out at its time; a lost answer may also have been a post at once.
      const found = await amongOwn(held, held.schedule ? held.dueUtc - clockMs : held.beganUtc, held.schedule || now() > held.dueUtc - settledMs ? held.dueUtc : held.beganUtc)
      if (!isWhole && found.ok && found.value.kind === 'absent') return ok({ kind: 'no-proof', lookedAt: `${found.value.lookedAt}; not all that is scheduled could be read` })
      return publishedOr(found)
    },
  }
}

function newStatus(prepared: Prepared): NewStatus {
  const call = readPrepared(prepared)
  if (call.kind !== 'new-status') throw new Error(`only a new post is scheduled, not ${call.kind}`)
  return call
}

const placed = (row: ScheduledEntity): There => ({ kind: 'scheduled', schedule: { id: row.id, url: null, extra: null }, dueUtc: Date.parse(row.scheduled_at) })

/** The key it was sent under, where the server shows it; else the words, the pictures and the time. */
function isOurs({ params, scheduled_at: at, media_attachments: media }: ScheduledEntity, { fields }: NewStatus, held: HeldThere): boolean {
  if (params.idempotency) return params.idempotency === held.key
  const wanted = fields.media_ids ?? []
  return Math.abs(Date.parse(at) - held.dueUtc) < 60_000 && matchText(fields.status, params.text) === 'same' && wanted.length === media.length && media.every(one => wanted.includes(one.id))
}

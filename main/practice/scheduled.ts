import * as z from 'zod'
import { forUser, invalid, json, notFound, readInput, type Checked, type Route, type UserCall } from './call.ts'
import { createStatus } from './create-status.ts'
import { draftShape, judgeDraft, type JudgedDraft } from './draft.ts'
import { limits } from './limits.ts'
import { answerPage, askedPage } from './paging.ts'
import { mediaEntity } from './render-media.ts'
import type { AccountRow, MediaRow, ScheduledRow } from './rows.ts'
import { accountById, isoTime, type World } from './world.ts'

export const scheduledRoutes: readonly Route[] = [
  forUser('GET', '/api/v1/scheduled_statuses', ['read:statuses'], (call) => {
    const asked = askedPage(call, 'id', 'counter', 20, 40)
    if (!asked.ok) return asked.answer
    const { where, values, order, limit } = asked.value
    const rows = call.world.store.all<ScheduledRow>(
      `select * from scheduled where account_id = ? and ${where} order by id ${order} limit ?`, call.viewer.id, ...values, limit,
    )
    return answerPage(call, asked.value, rows, (row) => String(row.id), (row) => scheduledEntity(call.world, row))
  }),
  forUser('GET', '/api/v1/scheduled_statuses/:id', ['read:statuses'], (call) => {
    const row = ownScheduled(call)
    return row ? json(scheduledEntity(call.world, row)) : notFound()
  }),
  forUser('PUT', '/api/v1/scheduled_statuses/:id', ['write:statuses'], (call) => {
    const row = ownScheduled(call)
    if (!row) return notFound()
    const read = readInput(call, z.object({ scheduled_at: z.string() }))
    if (!read.ok) return read.answer
    const at = Date.parse(read.value.scheduled_at)
    if (Number.isNaN(at) || at < call.world.now() + limits.scheduleAheadMs) return tooSoon()
    call.world.store.change('update scheduled set at = ? where id = ?', at, row.id)
    return json(scheduledEntity(call.world, { ...row, at }))
  }),
  forUser('DELETE', '/api/v1/scheduled_statuses/:id', ['write:statuses'], (call) => {
    const row = ownScheduled(call)
    if (!row) return notFound()
    call.world.store.change('delete from scheduled where id = ?', row.id)
    return json({})
  }),
]

const tooSoon = () => invalid('Scheduled at the scheduled date must be in the future')

function ownScheduled(call: UserCall): ScheduledRow | undefined {
  return call.world.store.get<ScheduledRow>('select * from scheduled where id = ? and account_id = ?', Number(call.params['id']), call.viewer.id)
}

/** Keeps a draft for later; answers its id. */
export function scheduleDraft(world: World, author: AccountRow, appId: number, judged: JudgedDraft, at: number): Checked<number> {
  const { store } = world
  if (at < world.now() + limits.scheduleAheadMs) return { ok: false, answer: tooSoon() }
  const total = store.get<{ n: number }>('select count(*) as n from scheduled where account_id = ?', author.id)?.n ?? 0
  if (total >= limits.scheduledTotal) {
    return { ok: false, answer: invalid(`You have exceeded the limit of ${limits.scheduledTotal} scheduled posts`) }
  }
  const day = Math.floor(at / 86_400_000) * 86_400_000
  const thatDay = store.get<{ n: number }>('select count(*) as n from scheduled where account_id = ? and at >= ? and at < ?', author.id, day, day + 86_400_000)?.n ?? 0
  if (thatDay >= limits.scheduledPerDay) return { ok: false, answer: invalid(`You have exceeded the limit of ${limits.scheduledPerDay} scheduled posts for today`) }
  const id = store.insert('insert into scheduled (account_id, app_id, draft, at) values (?, ?, ?, ?)', author.id, appId, JSON.stringify(judged.draft), at)
  for (const media of judged.media) store.change('update media set scheduled_id = ? where id = ?', id, media.id)
  return { ok: true, value: id }
}

/** Publishes what is due. A draft that has become impossible meanwhile (the post it answers is gone) is dropped, as on a real server. */
export function publishDueScheduled(world: World): void {
  const { store } = world
  for (const row of store.all<ScheduledRow>('select * from scheduled where at <= ? order by at, id', world.now())) {
    store.atomically(() => {
      store.change('delete from scheduled where id = ?', row.id)
      const author = accountById(world, row.account_id)
      if (!author) return
      const judged = judgeDraft(world, author, draftShape.parse(JSON.parse(row.draft)))
      if (judged.ok) createStatus(world, author, judged.value)
    })
  }
}

export function scheduledEntityById(world: World, id: number): Record<string, unknown> | undefined {
  const row = world.store.get<ScheduledRow>('select * from scheduled where id = ?', id)
  return row && scheduledEntity(world, row)
}

function scheduledEntity(world: World, row: ScheduledRow): Record<string, unknown> {
  const draft = draftShape.parse(JSON.parse(row.draft))
  const media = draft.mediaIds.flatMap((id) => world.store.get<MediaRow>('select * from media where id = ?', id) ?? [])
  return {
    id: String(row.id),
    scheduled_at: isoTime(row.at),
    params: {
      text: draft.text,
      poll: draft.poll
        ? { options: draft.poll.options, expires_in: draft.poll.expiresInS, multiple: draft.poll.multiple, hide_totals: draft.poll.hideTotals }
        : null,
      media_ids: draft.mediaIds.length > 0 ? draft.mediaIds : null,
      sensitive: draft.sensitive,
      spoiler_text: draft.spoiler,
      visibility: draft.visibility,
      language: draft.language,
      scheduled_at: null,
      // A number here and text everywhere else: that is how Mastodon answers.
      in_reply_to_id: draft.inReplyToId === null ? null : Number(draft.inReplyToId),
      quoted_status_id: draft.quotedId,
      quote_approval_policy: draft.quotePolicy,
      application_id: row.app_id,
      idempotency: draft.idempotencyKey,
      with_rate_limit: false,
    },
    media_attachments: media.map((each) => mediaEntity(world, each)),
  }
}

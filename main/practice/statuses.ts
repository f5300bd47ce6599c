import * as z from 'zod'
import { field, forUser, invalid, json, notFound, open, readInput, type Answer, type Call, type Route, type UserCall } from './call.ts'
import { createStatus } from './create-status.ts'
import { judgeDraft, pollInput, type Draft } from './draft.ts'
import { limits } from './limits.ts'
import { statusEntity } from './render-status.ts'
import type { AppRow, StatusRow } from './rows.ts'
import { scheduledEntityById, scheduleDraft } from './scheduled.ts'
import { canSee, visibleStatus } from './visible.ts'

const createInput = z.object({
  status: field.text,
  media_ids: field.ids,
  poll: pollInput.nullish(),
  in_reply_to_id: field.id,
  sensitive: field.truth,
  spoiler_text: field.text,
  visibility: z.enum(['public', 'unlisted', 'private', 'direct']).nullish(),
  language: z.string().regex(/^([a-z]{2,3}(-[A-Za-z0-9]+)?)?$/).nullish(),
  scheduled_at: field.text,
  quoted_status_id: field.id,
  quote_approval_policy: z.enum(['public', 'followers', 'nobody']).nullish(),
})

export const statusRoutes: readonly Route[] = [
  forUser('POST', '/api/v1/statuses', ['write:statuses'], create),
  open('GET', '/api/v1/statuses', ['read:statuses'], (call) => {
    const read = readInput(call, z.object({ id: field.oneOrMore }))
    if (!read.ok) return read.answer
    const rows = (read.value.id ?? []).slice(0, 20).flatMap((id) => visibleStatus(call.world, id, call.bearer?.account) ?? [])
    return json(rows.map((row) => statusEntity(call.world, row, call.bearer?.account)))
  }),
  open('GET', '/api/v1/statuses/:id', ['read:statuses'], (call) => {
    const row = visibleStatus(call.world, call.params['id'], call.bearer?.account)
    return row ? json(statusEntity(call.world, row, call.bearer?.account)) : notFound()
  }),
  forUser('DELETE', '/api/v1/statuses/:id', ['write:statuses'], (call) => {
    const { world, viewer } = call
    const row = world.store.get<StatusRow>('select * from statuses where id = ? and account_id = ?', call.params['id'] ?? '', viewer.id)
    if (!row) return notFound()
    const entity = { ...statusEntity(world, row, viewer), text: row.text }
    world.store.atomically(() => {
      // Without `delete_media` the files stay for a redraft, as on a real server.
      world.store.change('update media set status_id = null where status_id = ?', row.id)
      world.store.change('delete from statuses where id = ?', row.id)
    })
    return json(entity)
  }),
  open('GET', '/api/v1/statuses/:id/context', ['read:statuses'], (call) => {
    const { world, bearer } = call
    const row = visibleStatus(world, call.params['id'], bearer?.account)
    if (!row) return notFound()
    const seen = (rows: readonly StatusRow[]): unknown[] =>
      rows.filter((each) => canSee(world, each, bearer?.account)).map((each) => statusEntity(world, each, bearer?.account))
    return json({ ancestors: seen(ancestorsOf(call, row)), descendants: seen(descendantsOf(call, row)) })
  }),
]

function create(call: UserCall): Answer {
  const read = readInput(call, createInput)
  if (!read.ok) return read.answer
  const { world, viewer } = call
  const deviations = world.faults.deviations()
  if (deviations.pollNeedsForm && read.value.poll && call.bodyKind === 'json') return invalid('Poll is invalid')
  const key = call.headers['idempotency-key']?.toString()
  return world.store.atomically(() => {
    const before = key && !deviations.ignoreIdempotencyKey ? answeredBefore(call, key) : undefined
    if (before) return before
    const judged = judgeDraft(world, viewer, draftOf(call, read.value, key))
    if (!judged.ok) return judged.answer
    const at = whenScheduled(call, read.value.scheduled_at)
    if (at === 'invalid') return invalid('Scheduled at is invalid')
    if (at !== undefined) {
      const scheduled = scheduleDraft(world, viewer, call.bearer.appId, judged.value, at)
      if (!scheduled.ok) return scheduled.answer
      if (key) rememberKey(call, key, 'scheduled', String(scheduled.value))
      return json(scheduledEntityById(world, scheduled.value))
    }
    const row = createStatus(world, viewer, judged.value)
    if (key) rememberKey(call, key, 'status', row.id)
    return json(statusEntity(world, row, viewer))
  })
}

/** The first answer again, if this account used this key within the hour; only a success was remembered. */
function answeredBefore(call: UserCall, key: string): Answer | undefined {
  const { world, viewer } = call
  const known = world.store.get<{ kind: string; result_id: string }>(
    'select kind, result_id from idempotency where account_id = ? and key = ? and at > ?',
    viewer.id, key, world.now() - limits.idempotencyMs,
  )
  if (!known) return undefined
  if (known.kind === 'scheduled') {
    const entity = scheduledEntityById(world, Number(known.result_id))
    return entity ? json(entity) : notFound()
  }
  const row = visibleStatus(world, known.result_id, viewer)
  return row ? json(statusEntity(world, row, viewer)) : notFound()
}

function rememberKey(call: UserCall, key: string, kind: 'status' | 'scheduled', id: string): void {
  const { store, now } = call.world
  store.change('delete from idempotency where at <= ?', now() - limits.idempotencyMs)
  store.insert('insert or replace into idempotency (account_id, key, kind, result_id, at) values (?, ?, ?, ?, ?)', call.viewer.id, key, kind, id, now())
}

function draftOf(call: UserCall, given: z.infer<typeof createInput>, key: string | undefined): Draft {
  const app = call.world.store.get<AppRow>('select * from apps where id = ?', call.bearer.appId)
  return {
    text: given.status ?? '',
    spoiler: given.spoiler_text ?? '',
    sensitive: given.sensitive ?? false,
    visibility: given.visibility ?? 'public',
    language: given.language || call.world.language,
    inReplyToId: given.in_reply_to_id ?? null,
    quotedId: given.quoted_status_id ?? null,
    quotePolicy: given.quote_approval_policy ?? 'public',
    mediaIds: given.media_ids ?? [],
    poll: given.poll
      ? {
          options: given.poll.options,
          expiresInS: given.poll.expires_in ?? 0,
          multiple: given.poll.multiple ?? false,
          hideTotals: given.poll.hide_totals ?? false,
        }
      : null,
    appName: app?.name ?? null,
    appWebsite: app?.website ?? null,
    idempotencyKey: key ?? null,
  }
}

/** A time in the past means now, as Mastodon takes it (PostStatusService). */
function whenScheduled(call: Call, text: string | undefined): number | 'invalid' | undefined {
  if (text === undefined || text === '' || call.world.faults.deviations().postScheduledAtOnce) return undefined
  const at = Date.parse(text)
  if (Number.isNaN(at)) return 'invalid'
  return at <= call.world.now() ? undefined : at
}

function ancestorsOf(call: Call, row: StatusRow): StatusRow[] {
  return call.world.store.all<StatusRow>(
    `with recursive above (id, depth) as (select ?, 0 union all
       select statuses.in_reply_to_id, depth + 1 from statuses join above on statuses.id = above.id where statuses.in_reply_to_id is not null and depth < 4096)
     select statuses.* from statuses join above on statuses.id = above.id where depth > 0 order by depth desc`,
    row.id,
  )
}

function descendantsOf(call: Call, row: StatusRow): StatusRow[] {
  const below = (id: string): StatusRow[] =>
    call.world.store
      .all<StatusRow>('select * from statuses where in_reply_to_id = ? order by id', id)
      .flatMap((child) => [child, ...below(child.id)])
  return below(row.id).slice(0, 4096)
}


import * as z from 'zod'
import { field, forUser, json, notFound, readInput, type Route, type UserCall } from './call.ts'
import { answerPage, askedPage } from './paging.ts'
import { accountEntity } from './render-account.ts'
import { statusEntity } from './render-status.ts'
import type { NotificationRow, StatusRow } from './rows.ts'
import { accountById, isoTime } from './world.ts'

const listInput = z.object({ types: field.texts, exclude_types: field.texts, account_id: field.id, include_filtered: field.truth })

export const notificationRoutes: readonly Route[] = [
  forUser('GET', '/api/v1/notifications', ['read:notifications'], (call) => {
    const read = readInput(call, listInput)
    if (!read.ok) return read.answer
    const asked = askedPage(call, 'id', 'counter', 40, 80)
    if (!asked.ok) return asked.answer
    const { types, exclude_types: excluded, account_id: from } = read.value
    const { where, values, order, limit } = asked.value
    const rows = call.world.store.all<NotificationRow>(
      `select * from notifications where account_id = ? and created_at <= ? and ${where}
         and (? is null or type in (select value from json_each(?))) and type not in (select value from json_each(?)) and (? is null or from_id = ?)
       order by id ${order} limit ?`,
      call.viewer.id, shownUntil(call), ...values, types ? 1 : null, JSON.stringify(types ?? []), JSON.stringify(excluded ?? []), from ?? null, from ?? null, limit,
    )
    return answerPage(call, asked.value, rows, (row) => String(row.id), (row) => notificationEntity(call, row))
  }),
  forUser('GET', '/api/v1/notifications/unread_count', ['read:notifications'], (call) => {
    const read = readInput(call, z.object({ limit: field.whole }))
    if (!read.ok) return read.answer
    const { store } = call.world
    const marker = store.get<{ last_read_id: string }>("select last_read_id from markers where account_id = ? and timeline = 'notifications'", call.viewer.id)
    const count = store.get<{ n: number }>(
      'select count(*) as n from (select 1 from notifications where account_id = ? and created_at <= ? and id > ? limit ?)',
      call.viewer.id, shownUntil(call), Number(marker?.last_read_id ?? 0), Math.min(read.value.limit ?? 100, 1000),
    )
    return json({ count: count?.n ?? 0 })
  }),
  forUser('GET', '/api/v1/notifications/:id', ['read:notifications'], (call) => {
    const row = ownNotification(call)
    return row ? json(notificationEntity(call, row)) : notFound()
  }),
  forUser('POST', '/api/v1/notifications/:id/dismiss', ['write:notifications'], (call) => {
    const row = ownNotification(call)
    if (!row) return notFound()
    call.world.store.change('delete from notifications where id = ?', row.id)
    return json({})
  }),
  forUser('POST', '/api/v1/notifications/clear', ['write:notifications'], (call) => {
    call.world.store.change('delete from notifications where account_id = ?', call.viewer.id)
    return json({})
  }),
  // Nobody is held back here: every policy accepts, and no request waits.
  forUser('GET', '/api/v2/notifications/policy', ['read:notifications'], () =>
    json({
      for_not_following: 'accept',
      for_not_followers: 'accept',
      for_new_accounts: 'accept',
      for_private_mentions: 'accept',
      for_limited_accounts: 'accept',
      summary: { pending_requests_count: 0, pending_notifications_count: 0 },
    }),
  ),
  forUser('GET', '/api/v1/notifications/requests', ['read:notifications'], () => json([])),
]

const shownUntil = (call: UserCall): number => call.world.now() - call.world.faults.deviations().notificationsLagMs

function ownNotification(call: UserCall): NotificationRow | undefined {
  return call.world.store.get<NotificationRow>('select * from notifications where id = ? and account_id = ?', Number(call.params['id']), call.viewer.id)
}

function notificationEntity(call: UserCall, row: NotificationRow): Record<string, unknown> {
  const { world, viewer } = call
  const from = accountById(world, row.from_id)
  if (!from) throw new Error('a notification from nobody')
  const status = row.status_id === null ? undefined : world.store.get<StatusRow>('select * from statuses where id = ?', row.status_id)
  const isGrouped = row.type === 'favourite' || row.type === 'reblog' || row.type === 'follow'
  return {
    id: String(row.id),
    type: row.type,
    created_at: isoTime(row.created_at),
    group_key: isGrouped ? `${row.type}-${row.status_id ?? row.account_id}-${Math.floor(row.created_at / 3_600_000)}` : `ungrouped-${row.id}`,
    account: accountEntity(world, from),
    ...(status ? { status: statusEntity(world, status, viewer) } : {}),
  }
}

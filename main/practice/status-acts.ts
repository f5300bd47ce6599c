import * as z from 'zod'
import { forUser, invalid, json, notFound, open, readInput, type Call, type Route, type UserCall } from './call.ts'
import { readStatus } from './create-status.ts'
import { ownStatus } from './edit-status.ts'
import { limits } from './limits.ts'
import { notify } from './notify.ts'
import { answerPage, askedPage } from './paging.ts'
import { accountEntity } from './render-account.ts'
import { statusEntity } from './render-status.ts'
import type { AccountRow, AppRow, StatusRow, Visibility } from './rows.ts'
import { canSee, visibleStatus } from './visible.ts'
import type { World } from './world.ts'

type Act = (call: UserCall, row: StatusRow) => void

/** What one may do with a post of anybody's: like, boost, mute its thread; who did; and pinning one's own. */
export const statusActRoutes: readonly Route[] = [
  act('favourite', 'write:favourites', (call, row) => favourite(call.world, call.viewer, row)),
  act('unfavourite', 'write:favourites', (call, row) => {
    call.world.store.change('delete from favourites where status_id = ? and account_id = ?', row.id, call.viewer.id)
  }),
  act('mute', 'write:mutes', (call, row) => {
    call.world.store.insert('insert or ignore into muted_threads (account_id, thread_id) values (?, ?)', call.viewer.id, row.thread_id)
  }),
  act('unmute', 'write:mutes', (call, row) => {
    call.world.store.change('delete from muted_threads where account_id = ? and thread_id = ?', call.viewer.id, row.thread_id)
  }),
  forUser('POST', '/api/v1/statuses/:id/reblog', ['write:statuses'], (call) => {
    const read = readInput(call, z.object({ visibility: z.enum(['public', 'unlisted', 'private']).nullish() }))
    if (!read.ok) return read.answer
    const target = targetOf(call)
    // One's own followers-only post may be boosted, nobody else's; a direct message never.
    const isBoostable = target && (['public', 'unlisted'].includes(target.visibility) || (target.visibility === 'private' && target.account_id === call.viewer.id))
    if (!isBoostable) return notFound()
    const app = call.world.store.get<AppRow>('select * from apps where id = ?', call.bearer.appId)
    return json(statusEntity(call.world, reblog(call.world, call.viewer, target, read.value.visibility ?? 'public', app), call.viewer))
  }),
  forUser('POST', '/api/v1/statuses/:id/unreblog', ['write:statuses'], (call) => {
    const target = targetOf(call)
    if (!target) return notFound()
    call.world.store.change('delete from statuses where reblog_of_id = ? and account_id = ?', target.id, call.viewer.id)
    return json(statusEntity(call.world, target, call.viewer))
  }),
  forUser('POST', '/api/v1/statuses/:id/pin', ['write:accounts', 'write:statuses'], (call) => {
    const row = ownStatus(call)
    if (!row) return notFound()
    const pinned = call.world.store.get<{ n: number }>('select count(*) as n from statuses where account_id = ? and pinned = 1', call.viewer.id)?.n ?? 0
    if (pinned >= limits.pins) return invalid('You have already pinned the maximum number of posts')
    call.world.store.change('update statuses set pinned = 1 where id = ?', row.id)
    return json(statusEntity(call.world, readStatus(call.world, row.id), call.viewer))
  }),
  forUser('POST', '/api/v1/statuses/:id/unpin', ['write:accounts', 'write:statuses'], (call) => {
    const row = ownStatus(call)
    if (!row) return notFound()
    call.world.store.change('update statuses set pinned = 0 where id = ?', row.id)
    return json(statusEntity(call.world, readStatus(call.world, row.id), call.viewer))
  }),
  listOfWho('favourited_by', 'select favourites.id as row_id, accounts.* from favourites join accounts on accounts.id = account_id where status_id = ?', 'favourites.id', 'counter'),
  listOfWho('reblogged_by', 'select statuses.id as row_id, accounts.* from statuses join accounts on accounts.id = account_id where reblog_of_id = ?', 'statuses.id', 'public id'),
  open('GET', '/api/v1/statuses/:id/quotes', ['read:statuses'], (call) => {
    const row = visibleStatus(call.world, call.params['id'], call.bearer?.account)
    const asked = askedPage(call, 'id', 'public id', 20, 40)
    if (!row) return notFound()
    if (!asked.ok) return asked.answer
    const { where, values, order, limit } = asked.value
    const rows = call.world.store.all<StatusRow>(`select * from statuses where quoted_id = ? and ${where} order by id ${order} limit ?`, row.id, ...values, limit)
    const viewer = call.bearer?.account
    return answerPage(call, asked.value, rows, (each) => each.id, (each) => (canSee(call.world, each, viewer) ? statusEntity(call.world, each, viewer) : undefined))
  }),
]

function act(name: string, scope: string, perform: Act): Route {
  return forUser('POST', `/api/v1/statuses/:id/${name}`, [scope], (call) => {
    const target = targetOf(call)
    if (!target) return notFound()
    perform(call, target)
    return json(statusEntity(call.world, target, call.viewer))
  })
}

function listOfWho(name: string, sql: string, column: string, kind: 'counter' | 'public id'): Route {
  return open('GET', `/api/v1/statuses/:id/${name}`, ['read:statuses', 'read:accounts'], (call) => {
    const row = visibleStatus(call.world, call.params['id'], call.bearer?.account)
    if (!row) return notFound()
    const asked = askedPage(call, column, kind, 40, 80)
    if (!asked.ok) return asked.answer
    const { where, values, order, limit } = asked.value
    const rows = call.world.store.all<AccountRow & { row_id: string | number }>(`${sql} and ${where} order by ${column} ${order} limit ?`, row.id, ...values, limit)
    return answerPage(call, asked.value, rows, (each) => String(each.row_id), (each) => accountEntity(call.world, each))
  })
}

/** An act on a boost is an act on the boosted post. */
function targetOf(call: Call): StatusRow | undefined {
  const row = visibleStatus(call.world, call.params['id'], call.bearer?.account)
  return row?.reblog_of_id ? visibleStatus(call.world, row.reblog_of_id, call.bearer?.account) : row
}

export function favourite(world: World, who: AccountRow, row: StatusRow): void {
  const isNew = world.store.change('insert or ignore into favourites (status_id, account_id, at) values (?, ?, ?)', row.id, who.id, world.now()) > 0
  if (isNew) notify(world, row.account_id, 'favourite', who, row.id)
}

export function reblog(world: World, who: AccountRow, row: StatusRow, visibility: Visibility, app: AppRow | undefined): StatusRow {
  const { store, now } = world
  const before = store.get<StatusRow>('select * from statuses where reblog_of_id = ? and account_id = ?', row.id, who.id)
  if (before) return before
  return store.atomically(() => {
    const id = store.nextId(now())
    store.insert(
      `insert into statuses (id, account_id, text, spoiler, sensitive, visibility, language, reblog_of_id, quote_policy, app_name, app_website,
        created_at, uri, thread_id) values (?, ?, '', '', 0, ?, ?, ?, 'nobody', ?, ?, ?, ?, ?)`,
      id, who.id, row.visibility === 'private' ? 'private' : visibility, row.language, row.id, app?.name ?? null, app?.website ?? null, now(),
      `${world.baseUrl()}/users/${who.username}/statuses/${id}/activity`, id,
    )
    notify(world, row.account_id, 'reblog', who, row.id)
    return readStatus(world, id)
  })
}

export function vote(world: World, who: AccountRow, pollId: number, choices: readonly number[]): void {
  for (const choice of choices) world.store.insert('insert or ignore into votes (poll_id, account_id, choice) values (?, ?, ?)', pollId, who.id, choice)
}


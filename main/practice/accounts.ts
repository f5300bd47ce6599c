import * as z from 'zod'
import { field, forUser, json, notFound, open, readInput, type Answer, type Call, type Route } from './call.ts'
import { answerPage, askedPage } from './paging.ts'
import { accountEntity, credentialEntity } from './render-account.ts'
import { statusEntity } from './render-status.ts'
import type { AccountRow, StatusRow } from './rows.ts'
import { canSee } from './visible.ts'
import { accountByAcct, accountById } from './world.ts'

const statusesInput = z.object({
  exclude_reblogs: field.truth,
  exclude_replies: field.truth,
  only_media: field.truth,
  pinned: field.truth,
  tagged: field.text,
})

export const accountRoutes: readonly Route[] = [
  forUser('GET', '/api/v1/accounts/verify_credentials', ['profile', 'read:accounts'], ({ world, viewer }) => json(credentialEntity(world, viewer))),
  open('GET', '/api/v1/accounts/lookup', ['read:accounts'], (call) => {
    const read = readInput(call, z.object({ acct: z.string() }))
    const account = read.ok ? accountByAcct(call.world, read.value.acct) : undefined
    return account ? json(accountEntity(call.world, account)) : notFound()
  }),
  forUser('GET', '/api/v1/accounts/search', ['read:accounts'], (call) => {
    const read = readInput(call, z.object({ q: z.string(), limit: field.whole }))
    if (!read.ok) return read.answer
    const like = `%${read.value.q.replace(/^@/, '').replaceAll(/[%_\\]/g, '\\$&')}%`
    const rows = call.world.store.all<AccountRow>(
      "select * from accounts where username like ?1 escape '\\' or display_name like ?1 escape '\\' order by id limit ?2", like, Math.min(read.value.limit ?? 40, 80),
    )
    return json(rows.map((row) => accountEntity(call.world, row)))
  }),
  open('GET', '/api/v1/accounts/:id', ['read:accounts'], (call) => {
    const account = accountById(call.world, call.params['id'] ?? '')
    return account ? json(accountEntity(call.world, account)) : notFound()
  }),
  open('GET', '/api/v1/accounts/:id/statuses', ['read:statuses'], accountStatuses),
  people('followers', 'relations.source_id', 'relations.target_id'),
  people('following', 'relations.target_id', 'relations.source_id'),
]

function accountStatuses(call: Call): Answer {
  const { world, bearer } = call
  const account = accountById(world, call.params['id'] ?? '')
  if (!account) return notFound()
  const read = readInput(call, statusesInput)
  if (!read.ok) return read.answer
  const asked = askedPage(call, 'id', 'public id', 20, 40)
  if (!asked.ok) return asked.answer
  const wanted = read.value
  const conditions = [asked.value.where]
  if (wanted.exclude_reblogs) conditions.push('reblog_of_id is null')
  if (wanted.exclude_replies) conditions.push('(in_reply_to_account_id is null or in_reply_to_account_id = account_id)')
  if (wanted.only_media) conditions.push('exists (select 1 from media where status_id = statuses.id)')
  if (wanted.pinned) conditions.push('pinned = 1')
  if (wanted.tagged !== undefined) conditions.push('exists (select 1 from status_tags where status_id = statuses.id and name = ?)')
  // Direct messages are not part of a profile, not even of one's own.
  const rows = world.store.all<StatusRow>(
    `select * from statuses where account_id = ? and visibility <> 'direct' and ${conditions.join(' and ')} order by id ${asked.value.order} limit ?`,
    account.id, ...asked.value.values, ...(wanted.tagged === undefined ? [] : [wanted.tagged.toLowerCase()]), asked.value.limit,
  )
  return answerPage(call, asked.value, rows, (row) => row.id, (row) =>
    canSee(world, row, bearer?.account) ? statusEntity(world, row, bearer?.account) : undefined,
  )
}

/** Pages by the relation's own id, which only the `Link` header shows. */
function people(name: string, who: string, whose: string): Route {
  return open('GET', `/api/v1/accounts/:id/${name}`, ['read:accounts'], (call) => {
    if (!accountById(call.world, call.params['id'] ?? '')) return notFound()
    const asked = askedPage(call, 'relations.id', 'counter', 40, 80)
    if (!asked.ok) return asked.answer
    const { where, values, order, limit } = asked.value
    const rows = call.world.store.all<AccountRow & { relation_id: number }>(
      `select accounts.*, relations.id as relation_id from relations join accounts on accounts.id = ${who}
       where relations.kind = 'follow' and ${whose} = ? and ${where} order by relations.id ${order} limit ?`,
      call.params['id'] ?? '', ...values, limit,
    )
    return answerPage(call, asked.value, rows, (row) => String(row.relation_id), (row) => accountEntity(call.world, row))
  })
}

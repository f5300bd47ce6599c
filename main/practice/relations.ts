import * as z from 'zod'
import { field, forUser, invalid, json, notFound, open, readInput, refuse, type Answer, type Route, type UserCall } from './call.ts'
import { notify } from './notify.ts'
import { countCharacters } from './read-text.ts'
import { accountEntity } from './render-account.ts'
import type { AccountRow } from './rows.ts'
import { isRelated } from './visible.ts'
import { accountById, isoTime, type World } from './world.ts'

type Change = (call: UserCall, target: AccountRow) => Answer | undefined

/** Follow, mute, block and their reverses; what stands between two accounts; reports. */
export const relationRoutes: readonly Route[] = [
  change('follow', ['write:follows'], (call, target) => {
    if (isRelated(call.world, 'block', target.id, call.viewer.id)) return refuse(403, 'This action is not allowed')
    follow(call.world, call.viewer, target)
    return undefined
  }),
  change('unfollow', ['write:follows'], (call, target) => unrelate(call.world, 'follow', call.viewer, target)),
  change('remove_from_followers', ['write:follows'], (call, target) => unrelate(call.world, 'follow', target, call.viewer)),
  change('mute', ['write:mutes'], (call, target) => {
    const read = readInput(call, z.object({ notifications: field.truth, duration: field.whole }))
    if (!read.ok) return read.answer
    const { notifications = true, duration } = read.value
    call.world.store.insert(
      `insert or replace into relations (kind, source_id, target_id, at, until, notifications) values ('mute', ?, ?, ?, ?, ?)`,
      call.viewer.id, target.id, call.world.now(), duration ? call.world.now() + duration * 1000 : null, notifications,
    )
    return undefined
  }),
  change('unmute', ['write:mutes'], (call, target) => unrelate(call.world, 'mute', call.viewer, target)),
  change('block', ['write:blocks'], (call, target) => {
    unrelate(call.world, 'follow', call.viewer, target)
    unrelate(call.world, 'follow', target, call.viewer)
    relate(call.world, 'block', call.viewer, target)
    return undefined
  }),
  change('unblock', ['write:blocks'], (call, target) => unrelate(call.world, 'block', call.viewer, target)),
  forUser('GET', '/api/v1/accounts/relationships', ['read:follows'], (call) => {
    const read = readInput(call, z.object({ id: field.oneOrMore }))
    if (!read.ok) return read.answer
    const targets = (read.value.id ?? []).flatMap((id) => accountById(call.world, id) ?? [])
    return json(targets.map((target) => relationshipEntity(call.world, call.viewer, target)))
  }),
  related('/api/v1/blocks', 'read:blocks', 'block'),
  related('/api/v1/mutes', 'read:mutes', 'mute'),
  forUser('POST', '/api/v1/reports', ['write:reports'], report),
  open('GET', '/api/v1/custom_emojis', [], () => json([])),
]

function change(name: string, scopes: readonly string[], perform: Change): Route {
  return forUser('POST', `/api/v1/accounts/:id/${name}`, scopes, (call) => {
    const target = accountById(call.world, call.params['id'] ?? '')
    if (!target) return notFound()
    if (target.id === call.viewer.id) return refuse(403, 'This action is not allowed')
    return perform(call, target) ?? json(relationshipEntity(call.world, call.viewer, target))
  })
}

export function follow(world: World, who: AccountRow, target: AccountRow): void {
  if (isRelated(world, 'follow', who.id, target.id)) return
  relate(world, 'follow', who, target)
  notify(world, target.id, 'follow', who, null)
}

function relate(world: World, kind: 'follow' | 'block', who: AccountRow, target: AccountRow): void {
  world.store.insert('insert or ignore into relations (kind, source_id, target_id, at) values (?, ?, ?, ?)', kind, who.id, target.id, world.now())
}

function unrelate(world: World, kind: 'follow' | 'mute' | 'block', who: AccountRow, target: AccountRow): undefined {
  world.store.change('delete from relations where kind = ? and source_id = ? and target_id = ?', kind, who.id, target.id)
}

function related(path: string, scope: string, kind: 'mute' | 'block'): Route {
  return forUser('GET', path, [scope], ({ world, viewer }) => {
    const rows = world.store.all<AccountRow>(
      'select accounts.* from relations join accounts on accounts.id = target_id where relations.kind = ? and source_id = ? order by relations.id desc limit 80',
      kind, viewer.id,
    )
    return json(rows.map((row) => accountEntity(world, row)))
  })
}

function relationshipEntity(world: World, viewer: AccountRow, target: AccountRow): Record<string, unknown> {
  const mute = world.store.get<{ until: number | null; notifications: number }>(
    "select until, notifications from relations where kind = 'mute' and source_id = ? and target_id = ? and (until is null or until > ?)",
    viewer.id, target.id, world.now(),
  )
  const isFollowing = isRelated(world, 'follow', viewer.id, target.id)
  return {
    id: target.id,
    following: isFollowing,
    showing_reblogs: isFollowing,
    notifying: false,
    languages: null,
    followed_by: isRelated(world, 'follow', target.id, viewer.id),
    blocking: isRelated(world, 'block', viewer.id, target.id),
    blocked_by: isRelated(world, 'block', target.id, viewer.id),
    muting: mute !== undefined,
    muting_notifications: mute?.notifications === 1,
    muting_expires_at: mute?.until ? isoTime(mute.until) : null,
    requested: false,
    requested_by: false,
    domain_blocking: false,
    endorsed: false,
    note: '',
  }
}

const reportInput = z.object({
  account_id: field.id,
  status_ids: field.ids,
  comment: field.text,
  forward: field.truth,
  category: z.enum(['spam', 'legal', 'violation', 'other']).nullish(),
  rule_ids: field.ids,
})

function report(call: UserCall): Answer {
  const read = readInput(call, reportInput)
  if (!read.ok) return read.answer
  const { world, viewer } = call
  const target = accountById(world, read.value.account_id ?? '')
  if (!target) return notFound()
  const comment = read.value.comment ?? ''
  if (countCharacters(comment) > 1000) return invalid('Comment is too long (maximum is 1000 characters)')
  const statusIds = read.value.status_ids ?? []
  const ruleIds = read.value.rule_ids ?? []
  const category = read.value.category ?? (ruleIds.length > 0 ? 'violation' : 'other')
  const id = world.store.insert(
    'insert into reports (account_id, target_id, status_ids, rule_ids, category, comment, forwarded, created_at) values (?, ?, ?, ?, ?, ?, ?, ?)',
    viewer.id, target.id, JSON.stringify(statusIds), JSON.stringify(ruleIds), category, comment, read.value.forward ?? false, world.now(),
  )
  return json({
    id: String(id),
    action_taken: false,
    action_taken_at: null,
    category,
    comment,
    forwarded: read.value.forward ?? false,
    created_at: isoTime(world.now()),
    status_ids: statusIds,
    rule_ids: ruleIds,
    target_account: accountEntity(world, target),
  })
}

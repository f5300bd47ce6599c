import { forUser, json, notFound, type Route, type UserCall } from './call.ts'
import { mentionedBy } from './create-status.ts'
import { answerPage, askedPage } from './paging.ts'
import { accountEntity } from './render-account.ts'
import { statusEntity } from './render-status.ts'
import type { ConversationRow, StatusRow } from './rows.ts'
import { accountById } from './world.ts'

/** Direct messages, one conversation a thread; they page by the id of their last message, which only the `Link` header shows. */
export const conversationRoutes: readonly Route[] = [
  forUser('GET', '/api/v1/conversations', ['read:statuses'], (call) => {
    const asked = askedPage(call, 'last_status_id', 'public id', 20, 40)
    if (!asked.ok) return asked.answer
    const { where, values, order, limit } = asked.value
    const rows = call.world.store.all<ConversationRow>(
      `select * from conversations where account_id = ? and hidden = 0 and last_status_id is not null and ${where} order by last_status_id ${order} limit ?`,
      call.viewer.id, ...values, limit,
    )
    return answerPage(call, asked.value, rows, (row) => row.last_status_id ?? '', (row) => conversationEntity(call, row))
  }),
  forUser('POST', '/api/v1/conversations/:id/read', ['write:conversations'], (call) => {
    const row = ownConversation(call)
    if (!row) return notFound()
    call.world.store.change('update conversations set unread = 0 where id = ?', row.id)
    return json(conversationEntity(call, { ...row, unread: 0 }))
  }),
  forUser('POST', '/api/v1/conversations/:id/unread', ['write:conversations'], (call) => {
    const row = ownConversation(call)
    if (!row) return notFound()
    call.world.store.change('update conversations set unread = 1 where id = ?', row.id)
    return json(conversationEntity(call, { ...row, unread: 1 }))
  }),
  forUser('DELETE', '/api/v1/conversations/:id', ['write:conversations'], (call) => {
    const row = ownConversation(call)
    if (!row) return notFound()
    // Hidden, not forgotten: a new message brings it back.
    call.world.store.change('update conversations set hidden = 1, unread = 0 where id = ?', row.id)
    return json({})
  }),
]

function ownConversation(call: UserCall): ConversationRow | undefined {
  return call.world.store.get<ConversationRow>(
    'select * from conversations where id = ? and account_id = ? and hidden = 0', Number(call.params['id']), call.viewer.id,
  )
}

function conversationEntity(call: UserCall, row: ConversationRow): Record<string, unknown> {
  const { world, viewer } = call
  const last = row.last_status_id === null ? undefined : world.store.get<StatusRow>('select * from statuses where id = ?', row.last_status_id)
  const author = last && accountById(world, last.account_id)
  const people = last ? [...(author ? [author] : []), ...mentionedBy(world, last.id)] : []
  const others = people.filter((person, index) => person.id !== viewer.id && people.findIndex(({ id }) => id === person.id) === index)
  return {
    id: String(row.id),
    unread: row.unread === 1,
    accounts: others.map((person) => accountEntity(world, person)),
    last_status: last ? statusEntity(world, last, viewer) : null,
  }
}

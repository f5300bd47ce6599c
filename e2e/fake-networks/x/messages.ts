import { z } from 'zod'
import { enter, idShape, readBody, type Api, type Ask } from './api.ts'
import { pageToken, readCount, readPageToken, readQuery } from './asked.ts'
import { Problem, invalidRequest } from './problems.ts'
import { renderUser, type Wanted } from './render.ts'
import { costs, type Message, type World } from './world.ts'

const sendShape = z.strictObject({ text: z.string().min(1).optional(), attachments: z.array(z.strictObject({ media_id: idShape })).max(1).optional() })

export const conversationOf = (a: string, b: string): string => (BigInt(a) < BigInt(b) ? `${a}-${b}` : `${b}-${a}`)

/** Classic private messages: thirty days, newest first, no "since". */
export function addMessages(api: Api, world: World): void {
  const list = (c: Ask, conversation: string | null): Response => {
    enter(c, world, { scopes: ['dm.read', 'tweet.read', 'users.read'], route: 'GET dm_events', limit: 15 })
    const { text, wanted } = readQuery(c, ['max_results', 'pagination_token', 'event_types'], true)
    const fields = new Set((text('dm_event.fields') ?? '').split(','))
    const most = readCount(text('max_results'), 1, 100, 100)
    const place = readPageToken(text('pagination_token'))
    const fits = (message: Message): boolean => message.createdUtc > world.now() - 30 * 24 * 60 * 60_000 && (conversation === null || message.conversation === conversation) && (place === null || BigInt(message.id) < BigInt(place))
    const all = world.messages.filter(fits).toSorted((a, b) => (BigInt(b.id) > BigInt(a.id) ? 1 : -1))
    const page = all.slice(0, most)
    world.pay(page.length * costs.messageRead)
    return c.json(render(page, all.length > page.length, fields, wanted, world))
  }
  const send = async (c: Ask, conversation: string): Promise<Response> => {
    enter(c, world, { scopes: ['dm.write', 'tweet.read', 'users.read'], route: 'POST messages', limit: 15 })
    const asked = await readBody(c, sendShape)
    if (asked.text === undefined && !asked.attachments) throw invalidRequest('$.text: is missing but it is required')
    if ((asked.text ?? '').length > 10_000) throw invalidRequest('$.text: is too long')
    world.pay(costs.message)
    const message: Message = { id: world.nextId(), conversation, senderId: world.owner.id, text: asked.text ?? '', createdUtc: world.now() }
    world.messages.push(message)
    return c.json({ data: { dm_conversation_id: conversation, dm_event_id: message.id } }, 201)
  }
  const withPerson = (c: Ask): string => {
    const person = c.req.param('id') ?? ''
    if (!world.users.has(person)) throw new Problem(404, { title: 'Not Found', type: 'about:blank', status: 404, detail: 'no such participant' })
    return conversationOf(world.owner.id, person)
  }
  const known = (c: Ask): string => {
    const conversation = c.req.param('id') ?? ''
    if (!/^\d{1,19}(?:-\d{1,19})?$/u.test(conversation)) throw invalidRequest('The `dm_conversation_id` path parameter is not valid', { dm_conversation_id: [conversation] })
    return conversation
  }
  api.get('/2/dm_events', c => list(c, null))
  api.get('/2/dm_conversations/with/:id/dm_events', c => list(c, withPerson(c)))
  api.get('/2/dm_conversations/:id/dm_events', c => list(c, known(c)))
  api.post('/2/dm_conversations/with/:id/messages', c => send(c, withPerson(c)))
  api.post('/2/dm_conversations/:id/messages', c => send(c, known(c)))
}

function render(page: readonly Message[], isMore: boolean, fields: ReadonlySet<string>, wanted: Wanted, world: World): Record<string, unknown> {
  const oldest = page.at(-1)
  const users = wanted.expansions.has('sender_id') ? [...new Set(page.map(message => message.senderId))].flatMap(id => world.users.get(id) ?? []).map(user => renderUser(user, wanted.userFields, world)) : []
  return {
    ...(page.length > 0 ? { data: page.map(message => ({
      id: message.id, event_type: 'MessageCreate', text: message.text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;'),
      ...(fields.has('created_at') ? { created_at: new Date(message.createdUtc).toISOString() } : {}), ...(fields.has('dm_conversation_id') ? { dm_conversation_id: message.conversation } : {}),
      ...(wanted.expansions.has('sender_id') || fields.has('sender_id') ? { sender_id: message.senderId } : {}),
    })) } : {}),
    ...(users.length > 0 ? { includes: { users } } : {}),
    meta: { result_count: page.length, ...(isMore && oldest ? { next_token: pageToken(oldest.id) } : {}) },
  }
}

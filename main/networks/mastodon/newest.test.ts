import { expect, it } from 'vitest'
import { emptyContent, type Content } from '../../../preload/contract/drafts.ts'
import type { Act } from '../../../preload/contract/publishing.ts'
import { createNotes } from '../double-harness.ts'
import { scripted, type Reply } from './scripted.ts'

const status = (id: string) => ({
  id, uri: `https://s.example/${id}`, url: `https://s.example/@boutique/${id}`, created_at: '2026-11-24T09:00:01Z', content: '<p>Ouvert</p>', spoiler_text: '', visibility: 'public',
  account: { id: '1', username: 'boutique', acct: 'boutique', url: 'https://s.example/@boutique' }, media_attachments: [], mentions: [],
})
const post = (text: string, change: Partial<Content> = {}): Act => ({ kind: 'publish', content: { ...emptyContent(), ...change, parts: [{ text, media: [], poll: null }] } })

/** A server on which '10' stands, and which answers the next sendings in turn. */
function server(...answers: readonly Reply[]) {
  const left = [...answers]
  const world = scripted(({ method }) => method === 'POST' ? left.shift() ?? { status: 500 } : { status: 200, json: [status('10')] })
  const send = async (act: Act): Promise<string> => {
    const prepared = await world.connection.prepare(act, 0, [], createNotes())
    if (!prepared.ok) throw new Error(JSON.stringify(prepared.failure))
    await world.connection.commit(act, prepared.value)
    return prepared.value.body
  }
  return { ...world, send, lists: () => world.asked.filter(asked => asked.endsWith('/accounts/1/statuses')).length }
}
const posted = (id: string): Reply => ({ status: 200, json: status(id) })

it('what stands before a post is asked for once, and known from then on from our own posts', async () => {
  const world = server(posted('11'), posted('12'))
  expect(await world.send(post('one'))).toContain('"after":{"kind":"id","id":"10"}')
  expect(await world.send(post('two'))).toContain('"after":{"kind":"id","id":"11"}')
  expect(world.lists()).toBe(1)
})

it.each([
  ['after a while: the owner may have posted from elsewhere', [posted('11')], post('one'), 10_001],
  ['after a lost answer: ours may stand there', [{ kind: 'no-answer', detail: 'cut' }], post('one'), 0],
  ['after a private message: it need not be in the list', [posted('11')], post('one', { visibility: 'direct' }), 0],
] as const)('asks for it again %s', async (_why, answers, first, pauseMs) => {
  const world = server(...answers)
  await world.send(first)
  world.clock.now += pauseMs
  await world.send(post('two'))
  expect(world.lists()).toBe(2)
})

import { expect, it } from 'vitest'
import { emptyContent } from '../../../preload/contract/drafts.ts'
import type { Act } from '../../../preload/contract/publishing.ts'
import { createNotes } from '../double-harness.ts'
import { scripted, type Reply } from './scripted.ts'

const boutique = { id: '1', username: 'boutique', acct: 'boutique', url: 'https://s.example/@boutique' }
const status = (id: string, content: string, change: object = {}): Record<string, unknown> => ({
  id, uri: `https://s.example/${id}`, url: `https://s.example/@boutique/${id}`, created_at: '2026-11-24T09:00:01Z', content, spoiler_text: '', visibility: 'public',
  account: boutique, media_attachments: [], mentions: [], ...change,
})
const act: Act = { kind: 'publish', content: { ...emptyContent(), parts: [{ text: 'Ouvert samedi', media: [], poll: null }] } }

/** A post was sent and its answer lost; `list` is what stands on the account afterwards, over the mark that stood there before. */
async function lookAfter(list: readonly unknown[], { after = 61_000, more = () => null }: { readonly after?: number; readonly more?: (path: string) => Reply | null } = {}) {
  let isSent = false
  const mark = status('10', '<p>Hier</p>', { created_at: '2026-11-23T09:00:00Z' })
  const world = scripted(({ path, query }) => more(path) ?? (path.endsWith('/accounts/1/statuses')
    ? { status: 200, json: query.has('max_id') ? [] : isSent ? list : [mark] }
    : path.endsWith('/statuses/10') ? { status: 200, json: mark } : { status: 404, json: { error: 'Record not found' } }))
  const prepared = await world.connection.prepare(act, 0, [], createNotes())
  if (!prepared.ok) throw new Error(JSON.stringify(prepared.failure))
  isSent = true
  const began = world.clock.now
  world.clock.now += after
  const found = await world.connection.find(act, prepared.value, began)
  if (!found.ok) throw new Error(JSON.stringify(found.failure))
  return { found: found.value, mark }
}
const mark = status('10', '<p>Hier</p>', { created_at: '2026-11-23T09:00:00Z' })
const ours = '<p>Ouvert samedi</p>'

it('is there once it is there, and absent only when the server has had its time', async () => {
  expect((await lookAfter([status('11', ours), mark])).found).toMatchObject({ kind: 'found', remote: { id: '11' } })
  expect((await lookAfter([mark], { after: 45_000 })).found).toMatchObject({ kind: 'no-proof', doubt: 'too-soon' })
  expect((await lookAfter([mark])).found).toMatchObject({ kind: 'absent', place: { kind: 'own-posts', count: 0 } })
})

it('pain 1: a post that cannot be read may be ours', async () => {
  expect((await lookAfter([{ id: '11', account: 'somebody' }, mark])).found).toMatchObject({ kind: 'no-proof', doubt: 'not-all' })
})

it('pain 1: a list that leaves out a post which is still there proves nothing', async () => {
  expect((await lookAfter([])).found).toMatchObject({ kind: 'no-proof', doubt: 'not-all' })
  expect((await lookAfter([], { more: path => (path.endsWith('/statuses/10') ? { status: 404, json: { error: 'Record not found' } } : null) })).found.kind).toBe('absent')
})

it('the owner has changed its words on the network meanwhile: what was sent is its first version', async () => {
  const edited = status('11', '<p>Ouvert samedi et dimanche</p>', { edited_at: '2026-11-24T09:00:40Z' })
  const more = (path: string): Reply | null => (path.endsWith('/statuses/11/history') ? { status: 200, json: [{ content: ours }, { content: '<p>Ouvert samedi et dimanche</p>' }] } : null)
  expect((await lookAfter([edited, mark], { more })).found).toMatchObject({ kind: 'found', remote: { id: '11' } })
})

it('the same words with other pictures, or from another program, are for the owner to judge', async () => {
  expect((await lookAfter([status('11', ours, { media_attachments: [{ id: '7', type: 'image' }] }), mark])).found).toMatchObject({ kind: 'no-proof', doubt: 'alike' })
  expect((await lookAfter([status('11', ours, { application: { name: 'Ivory' } }), mark])).found).toMatchObject({ kind: 'no-proof', doubt: 'alike' })
})

it('another post of the owner’s meanwhile is no question', async () => {
  expect((await lookAfter([status('11', '<p>Ouvert dimanche</p>'), mark])).found.kind).toBe('absent')
})

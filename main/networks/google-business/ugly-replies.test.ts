import { afterEach, beforeEach, expect, it } from 'vitest'
import { emptyContent } from '../../../preload/contract/drafts.ts'
import type { Act } from '../../../preload/contract/publishing.ts'
import type { HttpAnswer, HttpRequest } from '../../http/http.ts'
import { createNotes } from '../double-harness.ts'
import type { Connection } from '../network.ts'
import { startWorld, type BusinessWorld } from './conformance-harness.ts'
import { refusals, uglyReviews } from './fixtures/replies.ts'
import { googleBusiness } from './index.ts'

let world: BusinessWorld
beforeEach(async () => { world = await startWorld() })
afterEach(async () => { await world.stop() })

function answering(meets: (request: HttpRequest) => boolean, status: number, body: unknown): Connection {
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  const answer: HttpAnswer = { kind: 'answered', status, headers: new Headers(), text, bytes: new TextEncoder().encode(text), json: typeof body === 'string' ? undefined : body, retryAtUtc: null }
  const inner = world.session.http
  return googleBusiness.open({ ...world.session, http: { ...inner, send: request => (meets(request) ? Promise.resolve(answer) : inner.send(request)) } })
}

it('knows Google’s refusals by their status and reason, and believes nobody else’s', async () => {
  const act: Act = { kind: 'publish', content: { ...emptyContent(), parts: [{ text: 'Bonjour', media: [], poll: null }] } }
  const prepared = await googleBusiness.open(world.session).prepare(act, 0, [], createNotes())
  if (!prepared.ok) throw new Error(JSON.stringify(prepared.failure))
  for (const [status, body, failure] of refusals) expect(await answering(world.isCommit, status, body).commit(act, prepared.value), JSON.stringify(body)).toMatchObject({ ok: false, failure })
  expect(await world.postsOnServer()).toEqual([])
})

it('reads what can be read among reviews that cannot, and nothing harmful', async () => {
  const page = await answering(({ url }) => url.includes('/reviews'), 200, uglyReviews).read('notifications', null)
  if (!page.ok) throw new Error(JSON.stringify(page.failure))
  const items = page.value.entries.flatMap(entry => (entry.kind === 'item' ? [entry.item] : []))
  expect(items.map(({ ref, rating }) => [ref?.id.split('/').at(-1), rating]).toSorted()).toEqual([['answered', 2], ['harmful', 1], ['nobody', undefined], ['stars', 5]])
  expect(items.find(({ ref }) => ref?.id.endsWith('harmful'))).toMatchObject({ person: { avatarUrl: null }, media: [{ kind: 'video', url: 'https://video.example/v.mp4' }] })
})

it('takes a list that is none for no list, and an empty one for an empty one', async () => {
  for (const body of [[], 'x', { records: [] }, { localPosts: {} }]) expect(await answering(({ url }) => url.includes('/localPosts'), 200, body).read('own-posts', null), JSON.stringify(body)).toMatchObject({ ok: false, failure: { kind: 'server-trouble' } })
  expect(await answering(({ url }) => url.includes('/localPosts'), 200, {}).read('own-posts', null)).toMatchObject({ ok: true, value: { entries: [] } })
})

it('takes nothing for taken back or deleted on the word of a page that is not Google’s', async () => {
  const act: Act = { kind: 'publish', content: { ...emptyContent(), parts: [{ text: 'Demain', media: [], poll: null }] } }
  const { schedule } = answering(({ method }) => method === 'DELETE', 200, '<html>Bienvenue</html>')
  if (!schedule) throw new Error('no scheduler')
  const dueUtc = world.session.now() + 86_400_000
  const prepared = await schedule.prepare(act, dueUtc, createNotes())
  if (!prepared.ok) throw new Error(JSON.stringify(prepared.failure))
  const there = await schedule.put(act, prepared.value)
  if (!there.ok || there.value.kind !== 'scheduled') throw new Error(JSON.stringify(there))
  expect(await schedule.recall({ ...prepared.value, dueUtc, beganUtc: world.session.now(), schedule: there.value.schedule, isClaimed: () => false })).toMatchObject({ ok: false, failure: { kind: 'server-trouble' } })
  const gone: Act = { kind: 'delete', target: there.value.schedule }
  const deleting = answering(({ method }) => method === 'DELETE', 200, '<html>Bienvenue</html>')
  const asked = await deleting.prepare(gone, 0, [], createNotes())
  if (!asked.ok) throw new Error(JSON.stringify(asked.failure))
  expect(await deleting.commit(gone, asked.value)).toMatchObject({ ok: false, failure: { kind: 'unknown-outcome' } })
})

import { afterEach, beforeEach, expect, it } from 'vitest'
import type { HttpAnswer, HttpRequest } from '../../http/http.ts'
import { createNotes } from '../double-harness.ts'
import type { Connection } from '../network.ts'
import { startWorld, type YoutubeWorld } from './conformance-harness.ts'
import { refusals, uglyThreads } from './fixtures/replies.ts'
import { youtube } from './index.ts'

let world: YoutubeWorld
beforeEach(async () => { world = await startWorld() })
afterEach(async () => { await world.stop() })

function answered(status: number, body: unknown): HttpAnswer {
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  return { kind: 'answered', status, headers: new Headers(), text, bytes: new TextEncoder().encode(text), json: typeof body === 'string' ? undefined : body, retryAtUtc: null }
}
/** A connection that gets this answer where `meets` says so. */
function answering(meets: (request: HttpRequest) => boolean, status: number, body: unknown): Connection {
  const inner = world.session.http
  return youtube.open({ ...world.session, http: { ...inner, send: request => (meets(request) ? Promise.resolve(answered(status, body)) : inner.send(request)) } })
}

it('knows each of YouTube’s refusals by its reason, and believes nobody else’s', async () => {
  const act = { kind: 'publish', content: world.contentOf('Bonjour') } as const
  const prepared = await youtube.open(world.session).prepare(act, 0, [], createNotes())
  if (!prepared.ok) throw new Error(JSON.stringify(prepared.failure))
  for (const [status, body, failure] of refusals) expect(await answering(world.isCommit, status, body).commit(act, prepared.value), JSON.stringify(body)).toMatchObject({ ok: false, failure })
  expect(await world.postsOnServer()).toEqual([])
})

it('takes a video for public only where the answer shows it so', async () => {
  const act = { kind: 'publish', content: world.contentOf('Bonjour') } as const
  const prepared = await youtube.open(world.session).prepare(act, 0, [], createNotes())
  if (!prepared.ok) throw new Error(JSON.stringify(prepared.failure))
  const { key: id } = prepared.value
  const shown = (body: unknown) => answering(world.isCommit, 200, body).commit(act, prepared.value)
  expect(await shown({ id, status: { privacyStatus: 'private' } })).toMatchObject({ ok: false, failure: { kind: 'refused', reason: 'not-allowed' } })
  for (const body of [{ id }, { id, status: {} }, { id: 'another', status: { privacyStatus: 'public' } }, { status: { privacyStatus: 'public' } }]) expect(await shown(body), JSON.stringify(body)).toMatchObject({ ok: false, failure: { kind: 'unknown-outcome' } })
})

it('reads what can be read among threads that cannot, and nothing harmful', async () => {
  const page = await answering(({ url }) => url.includes('/commentThreads'), 200, uglyThreads).read('notifications', null)
  if (!page.ok) throw new Error(JSON.stringify(page.failure))
  const items = page.value.entries.flatMap(entry => (entry.kind === 'item' ? [entry.item] : []))
  expect(items.map(({ ref }) => ref?.id).toSorted()).toEqual(['closed-account', 'good', 'harmful', 'numbers', 'with-answers', 'with-answers.1'])
  const harmful = items.find(({ ref }) => ref?.id === 'harmful')
  expect(harmful).toMatchObject({ media: [], person: { avatarUrl: null, profileUrl: 'https://www.youtube.com/channel/UCjulie' } })
})

it('keeps a film that YouTube cannot use from being published, and says why', async () => {
  const act = { kind: 'publish', content: world.contentOf('Bonjour') } as const
  const states: readonly (readonly [object, object])[] = [
    [{ status: { privacyStatus: 'private', uploadStatus: 'failed', failureReason: 'codec' } }, { kind: 'refused', reason: 'media' }],
    [{ status: { privacyStatus: 'private', uploadStatus: 'rejected', rejectionReason: 'duplicate' } }, { kind: 'refused', reason: 'duplicate' }],
    [{ status: { privacyStatus: 'private', uploadStatus: 'rejected', rejectionReason: 'uploaderAccountSuspended' } }, { kind: 'refused', reason: 'account-suspended' }],
    [{ status: { privacyStatus: 'private', uploadStatus: 'uploaded' }, processingDetails: { processingStatus: 'failed', processingFailureReason: 'transcodeFailed' } }, { kind: 'refused', reason: 'media' }],
  ]
  for (const [state, failure] of states) {
    const inner = world.session.http
    const connection = youtube.open({ ...world.session, http: { ...inner, send: async request => {
      const url = new URL(request.url)
      return url.pathname === '/youtube/v3/videos' && request.method === 'GET' ? answered(200, { items: [{ id: url.searchParams.get('id'), ...state }] }) : await inner.send(request)
    } } })
    expect(await connection.prepare(act, 0, [], createNotes())).toMatchObject({ ok: false, failure })
  }
})

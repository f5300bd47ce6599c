import { afterEach, describe, expect, it } from 'vitest'
import { emptyContent, type Content, type MediaUse, type RemoteRef } from '../../../preload/contract/drafts.ts'
import { checkDraft } from '../../../preload/contract/check-draft.ts'
import type { Act } from '../../../preload/contract/publishing.ts'
import { fail, ok, type Result } from '../../../preload/contract/result.ts'
import { troubleHttp } from '../conformance-harness.ts'
import { createNotes, videoBytes } from '../double-harness.ts'
import type { Connection, Notes } from '../network.ts'
import { startPinterest, type PinterestWorld } from './conformance-harness.ts'
import { pins } from './fixtures/rows.ts'
import { openConnection } from './index.ts'
import { signIn } from './sign-in.ts'

const worlds: PinterestWorld[] = []
afterEach(async () => { for (const world of worlds.splice(0)) await world.stop() })
async function start(processingMs = 0): Promise<{ world: PinterestWorld; connection: Connection }> {
  const world = await startPinterest(processingMs)
  worlds.push(world)
  return { world, connection: openConnection(world.session, async ms => { world.advance(ms) }) }
}
function value<T, F>(result: Result<T, F>): T {
  if (!result.ok) throw new Error(JSON.stringify(result.failure))
  return result.value
}
const board = '549755885175'
const pinning = (text: string, media: readonly MediaUse[], options: Content['options'] = { board }): Act => ({ kind: 'publish', content: { ...emptyContent(), parts: [{ text, media: [...media], poll: null }], options } })
async function does(connection: Connection, act: Act, notes: Notes = createNotes()): Promise<RemoteRef> {
  return value(await connection.commit(act, value(await connection.prepare(act, 0, [], notes))))
}
const dayMs = 24 * 3_600_000

describe('signing in', () => {
  it('brings the boards one may pin to, and no other', async () => {
    const { world } = await start()
    const { profile, limits, expiresUtc } = world.signedIn
    expect(profile).toMatchObject({ handle: 'boulangerieduport', displayName: 'Boulangerie du Port', profileUrl: 'https://www.pinterest.com/boulangerieduport/' })
    expect(limits.options?.[0]).toMatchObject({ name: 'board', required: true, initial: null, values: [{ value: board, label: 'Pains du jour' }, { value: '549755885176', label: 'Viennoiseries' }] })
    expect(expiresUtc).toBe(world.session.now() + 60 * dayMs)
  })

  it('asks for a board before anything is sent, and chooses the only one by itself', async () => {
    const { world, connection } = await start()
    const without = pinning('Pain', [world.picture], {})
    expect(without.kind === 'publish' && checkDraft(without.content, world.signedIn.limits, world.signedIn.abilities).map(one => one.kind)).toEqual(['option-missing'])
    expect(await connection.prepare(without, 0, [], createNotes())).toMatchObject({ ok: false, failure: { kind: 'refused', reason: 'not-valid' } })
    world.double.world.boards.splice(1, 1)
    const alone = openConnection({ ...world.session, limits: value(await connection.whoAmI()).limits }, () => Promise.resolve())
    await does(alone, without)
    expect(world.double.world.pins.map(pin => pin.board)).toEqual([board])
  })

  it('tells a wrong secret and a no of the owner’s apart', async () => {
    const { world } = await start()
    const { signInTools: tools, order, double } = world
    expect(await signIn({ ...order, clientSecret: 'wrong' }, tools)).toMatchObject({ ok: false, failure: { kind: 'wrong-password' } })
    const saysNo: typeof tools.throughBrowser = async address => {
      const page = await address('http://localhost:28432/callback')
      return page.ok ? ok({ params: new URL(double.authorize(page.value, 'no')).searchParams, redirectUri: 'http://localhost:28432/callback' }) : page
    }
    expect(await signIn(order, { ...tools, throughBrowser: saysNo })).toMatchObject({ ok: false, failure: { kind: 'consent-refused' } })
    const elsewhere: typeof tools.throughBrowser = async address => {
      const page = await address('http://127.0.0.1:28432/callback')
      if (!page.ok) return page
      expect(() => double.authorize(page.value)).toThrow('redirect')
      return fail({ kind: 'sign-in-abandoned', detail: 'an error page' })
    }
    expect((await signIn(order, { ...tools, throughBrowser: elsewhere })).ok).toBe(false)
  })

  it('renews itself as often as need be, each time for two more months, and ends after two without', async () => {
    const { world, connection } = await start()
    for (let month = 1; month <= 4; month++) {
      world.advance(31 * dayMs)
      expect(value(await connection.whoAmI()).expiresUtc).toBe(world.session.now() + 60 * dayMs)
    }
    expect(world.double.world.grants).toHaveLength(5)
    world.advance(61 * dayMs)
    expect(await connection.whoAmI()).toMatchObject({ ok: false, failure: { kind: 'needs-sign-in' } })
  })

  it('keeps the old sign-in when a hotel answers the renewal', async () => {
    const { world } = await start()
    const http = troubleHttp(world.session.http, ({ url }) => (url.endsWith('/oauth/token') ? { kind: 'answers', status: 401, body: '<html>Wi-Fi</html>' } : null))
    world.advance(31 * dayMs)
    expect((await openConnection({ ...world.session, http }, () => Promise.resolve()).whoAmI())).toMatchObject({ ok: false, failure: { kind: 'server-trouble' } })
    expect(await openConnection(world.session, () => Promise.resolve()).whoAmI()).toMatchObject({ ok: true })
  })
})

describe('a pin', () => {
  it('has a title, a link and words for those who cannot see it', async () => {
    const { world, connection } = await start()
    const remote = await does(connection, pinning('Au levain', [world.picture], { board, title: 'Le pain', link: 'https://port.example/pain' }))
    expect(world.double.world.pins).toMatchObject([{ title: 'Le pain', description: 'Au levain', link: 'https://port.example/pain', alt: world.picture.alt, kind: 'image' }])
    expect(remote.url).toBe(`https://www.pinterest.com/pin/${remote.id}/`)
  })

  it('of several pictures is a carousel', async () => {
    const { world, connection } = await start()
    await does(connection, pinning('Deux', [world.picture, { ...world.picture, alt: 'La même' }]))
    expect(world.double.world.pins).toMatchObject([{ kind: 'multiple_images', images: 2, alt: `${world.picture.alt} · La même` }])
  })

  it('has a video, uploaded once however often it is prepared, with its cover', async () => {
    const { world, connection } = await start(20_000)
    const video = world.keep(videoBytes(200_000), { kind: 'video', mime: 'video/mp4', name: 'four.mp4', width: 1080, height: 1920, durationMs: 9000, alt: 'Le four' })
    const act = pinning('Au four', [video], { board, 'cover-ms': '2500' })
    const notes = createNotes()
    value(await connection.prepare(act, 0, [], notes))
    await does(connection, act, notes)
    expect(world.double.world.pins).toMatchObject([{ kind: 'video', coverS: 2, alt: 'Le four' }])
    expect(world.double.world.media.map(media => media.bytes)).toEqual([200_000])
  })

  it('does not put its pictures into the journal', async () => {
    const { world, connection } = await start()
    const { body } = value(await connection.prepare(pinning('Léger', [world.picture]), 0, [], createNotes()))
    expect(body.length).toBeLessThan(2000)
  })

  it('whose picture is gone is said before anything is sent', async () => {
    const { world, connection } = await start()
    const gone = { ...world.picture, hash: 'f'.repeat(64) as MediaUse['hash'] } // the cast: a file nobody has
    expect(await connection.prepare(pinning('Parti', [gone]), 0, [], createNotes())).toMatchObject({ ok: false, failure: { kind: 'media-missing' } })
    const act = pinning('Parti après', [world.picture])
    const prepared = value(await connection.prepare(act, 0, [], createNotes()))
    const without = openConnection({ ...world.session, media: { ...world.session.media, rendition: use => Promise.resolve(fail({ kind: 'media-missing', detail: use.name })) } }, () => Promise.resolve())
    expect(await without.commit(act, prepared)).toMatchObject({ ok: false, failure: { kind: 'stale-preparation' } })
    expect(world.double.posts()).toEqual([])
  })

  it('whose line broke under Pinterest’s answer is found, and is there once', async () => {
    const { world, connection } = await start()
    const act = pinning('La ligne casse', [world.picture], { board, title: 'Pain', link: 'https://port.example/' })
    const prepared = value(await connection.prepare(act, 0, [], createNotes()))
    const began = world.session.now()
    world.double.loseNextAnswer()
    expect(await connection.commit(act, prepared)).toMatchObject({ ok: false, failure: { kind: 'unknown-outcome' } })
    expect([value(await connection.find(act, prepared, began)).kind, world.double.posts().length]).toEqual(['found', 1])
  })

  it('without any word is not taken for another one after a lost answer', async () => {
    const { world, connection } = await start()
    const act = pinning('', [world.picture])
    const prepared = value(await connection.prepare(act, 0, [], createNotes()))
    const began = world.session.now()
    await does(connection, pinning('', [world.picture]))
    world.advance(120_000)
    expect(value(await connection.find(act, prepared, began))).toMatchObject({ kind: 'no-proof', doubt: 'alike' })
  })

  it('of the same words with another title is not ours', async () => {
    const { world, connection } = await start()
    const act = pinning('Au levain', [world.picture], { board, title: 'Lundi' })
    const prepared = value(await connection.prepare(act, 0, [], createNotes()))
    const began = world.session.now()
    await does(connection, pinning('Au levain', [world.picture], { board, title: 'Mardi' }))
    world.advance(120_000)
    expect(value(await connection.find(act, prepared, began)).kind).toBe('no-proof')
  })

  it('is changed, where the app may, and deleted', async () => {
    const { world, connection } = await start()
    const target = await does(connection, pinning('Ouvert à 8 h', [world.picture], { board, title: 'Horaires' }))
    const edit: Act = { kind: 'edit', target, content: { ...emptyContent(), parts: [{ text: 'Ouvert à 9 h', media: [], poll: null }] } }
    const changed = value(await connection.prepare(edit, 0, [], createNotes()))
    value(await connection.commit(edit, changed))
    expect([world.double.world.pins[0]?.description, world.double.world.pins[0]?.title, value(await connection.find(edit, changed, world.session.now())).kind]).toEqual(['Ouvert à 9 h', 'Horaires', 'found'])
    world.double.world.mayEdit = false
    expect(await connection.commit(edit, changed)).toMatchObject({ ok: false, failure: { kind: 'refused', reason: 'permission-missing' } })
    for (let twice = 0; twice < 2; twice++) await does(connection, { kind: 'delete', target })
    expect(await connection.readBack(target)).toMatchObject({ ok: false, failure: { kind: 'missing' } })
  })

  it('waits as long as a throttling Pinterest says', async () => {
    const { world, connection } = await start()
    const act = pinning('Trop', [world.picture])
    const prepared = value(await connection.prepare(act, 0, [], createNotes()))
    world.double.world.writes.perMinute = 0
    expect(await connection.commit(act, prepared)).toMatchObject({ ok: false, failure: { kind: 'rate-limited', untilUtc: world.session.now() + 60_000 } })
  })

  it('is never without a picture, never with a poll, and nothing else is done with it', async () => {
    const { connection } = await start()
    expect(await connection.prepare(pinning('Rien', []), 0, [], createNotes())).toMatchObject({ ok: false, failure: { kind: 'refused', reason: 'media' } })
    expect(await connection.prepare({ kind: 'like', target: { id: '1', url: null, extra: null }, on: true }, 0, [], createNotes())).toMatchObject({ ok: false, failure: { kind: 'refused', reason: 'not-supported' } })
    expect(await connection.search('pain')).toMatchObject({ ok: false, failure: { kind: 'refused' } })
  })
})

it('tells each pin’s figures and the account’s by their names of today; a deleted pin is missed', async () => {
  const { world, connection } = await start()
  const pin = await does(connection, pinning('Au levain', [world.picture]))
  await does(connection, pinning('Au seigle', [world.picture]))
  const first = value(await connection.read('own-posts', null))
  expect(first.entries.flatMap(entry => (entry.kind === 'post-figures' ? [entry.sample.figures] : []))[0]).toEqual({ views: 240, clicks: 3, likes: 10, replies: 2, saves: 5 })
  expect(value(await connection.read('account-figures', null)).entries).toMatchObject([{ sample: { figures: { followers: 41, following: 12, posts: 2 } } }])
  await does(connection, { kind: 'delete', target: pin })
  expect(value(await connection.read('own-posts', first.cursor)).entries.filter(entry => entry.kind === 'own-post-gone')).toHaveLength(1)
})

it('walks back through all its pins at first, page by page', async () => {
  const { world, connection } = await start()
  for (let n = 0; n < 120; n++) world.double.world.pins.push({ id: String(1000 + n), board, kind: 'image', title: null, description: `Pain ${n}`, link: null, alt: null, images: 1, coverS: null, createdAt: world.session.now() - (200 - n) * dayMs, isDeleted: false })
  const keys = new Set<string>()
  let page = value(await connection.read('own-posts', null))
  for (let turn = 0; turn < 10; turn++) {
    for (const entry of page.entries) if (entry.kind === 'own-post') keys.add(entry.post.key)
    if (!page.more) break
    page = value(await connection.read('own-posts', page.cursor))
  }
  expect(keys.size).toBe(120)
})

it('tells its pins one by one, whatever stands between them', async () => {
  const { world } = await start()
  const http = troubleHttp(world.session.http, ({ url }) => (url.includes('/v5/pins?') ? { kind: 'answers', status: 200, body: JSON.stringify(pins) } : null))
  const page = value(await openConnection({ ...world.session, http }, () => Promise.resolve()).read('own-posts', null))
  expect(page.entries.flatMap(entry => (entry.kind === 'own-post' ? [[entry.post.text, entry.post.createdUtc, entry.post.media[0]?.url]] : []))).toEqual([
    ['', Date.UTC(2026, 10, 26, 1, 40, 29), undefined], ['Pain', world.session.now(), 'https://i.pinimg.com/600x/a.jpg'],
  ])
  expect(page.entries.flatMap(entry => (entry.kind === 'post-figures' ? [entry.sample.figures] : []))).toEqual([{}, { likes: 3 }])
  expect(page.more).toBe(false)
})

import { afterEach, describe, expect, it } from 'vitest'
import { emptyContent, type Content, type MediaUse, type Part, type RemoteRef } from '../../../preload/contract/drafts.ts'
import type { Act } from '../../../preload/contract/publishing.ts'
import type { Result } from '../../../preload/contract/result.ts'
import { samplePdf } from '../../media/sample-media.ts'
import { troubleHttp } from '../conformance-harness.ts'
import type { Connection, Notes } from '../network.ts'
import { createNotes } from '../double-harness.ts'
import { startLinkedIn, type LinkedInWorld } from './conformance-harness.ts'
import { openConnection } from './index.ts'

const worlds: LinkedInWorld[] = []
afterEach(async () => { for (const world of worlds.splice(0)) await world.stop() })
async function start(who: 'page' | 'member', processingMs = 0): Promise<{ world: LinkedInWorld; connection: Connection }> {
  const world = await startLinkedIn(who, undefined, processingMs)
  worlds.push(world)
  return { world, connection: openConnection(world.session, async ms => { world.advance(ms) }) }
}
function value<T, F>(result: Result<T, F>): T {
  if (!result.ok) throw new Error(JSON.stringify(result.failure))
  return result.value
}
const saying = (text: string, media: readonly MediaUse[] = [], more: Partial<Content> = {}, part: Partial<Part> = {}): Act =>
  ({ kind: 'publish', content: { ...emptyContent(), parts: [{ text, media: [...media], poll: null, ...part }], ...more } })
async function publish(connection: Connection, act: Act, part = 0, before: readonly RemoteRef[] = [], notes: Notes = createNotes()): Promise<RemoteRef> {
  return value(await connection.commit(act, value(await connection.prepare(act, part, before, notes))))
}

describe('a post', () => {
  it('carries words with reserved signs whole, to a page and to a profile', async () => {
    for (const who of ['page', 'member'] as const) {
      const { world, connection } = await start(who)
      const remote = await publish(connection, saying('Ouvert (dès 7 h) #pain *** à -50% | <3'))
      expect(world.double.posts().map(post => [post.text, post.url])).toEqual([['Ouvert (dès 7 h) #pain *** à -50% | <3', remote.url]])
    }
  })

  it('has one picture or several, each with its words', async () => {
    const { world, connection } = await start('page', 2000)
    await publish(connection, saying('Une', [world.pictureAt(0)]))
    await publish(connection, saying('Trois', [world.pictureAt(1), world.pictureAt(2), world.pictureAt(3)]))
    expect(world.double.posts().map(post => [post.kind, post.alts.length, post.alts[0]])).toEqual([['multi-image', 3, 'Une vitrine, vue 2'], ['image', 1, 'Une vitrine, vue 1']])
  })

  it('of a member has its picture although LinkedIn does not say when it is ready', async () => {
    const { world, connection } = await start('member', 2000)
    await publish(connection, saying('Une', [world.pictureAt(0)]))
    expect(world.double.posts()).toHaveLength(1)
    expect(world.double.requests().filter(request => request.path.startsWith('/rest/images/')).map(request => request.status)).toEqual([403])
  })

  it('has a link with its card: title, picture, and the host for want of a title', async () => {
    const { world, connection } = await start('page')
    await publish(connection, saying('À lire', [world.picture], { options: { link: 'https://www.port.example/brioche', title: 'La brioche' } }))
    await publish(connection, saying('À lire aussi', [], { options: { link: 'https://www.port.example/pain' } }))
    const [second, first] = world.double.world.posts.toReversed().map(post => post.content?.['article'])
    expect(first).toMatchObject({ source: 'https://www.port.example/brioche', title: 'La brioche', thumbnail: expect.stringMatching(/^urn:li:image:/u), thumbnailAltText: world.picture.alt })
    expect(second).toEqual({ source: 'https://www.port.example/pain', title: 'port.example' })
    // Beside several pictures there is no card: the link stands in the text, unless it does already.
    for (const text of ['Deux vues', 'Deux vues https://a.example/x_1']) await publish(connection, saying(text, [world.pictureAt(0), world.pictureAt(1)], { options: { link: 'https://a.example/x_1' } }))
    expect(world.double.posts().slice(0, 2).map(post => [post.kind, post.text])).toEqual([['multi-image', 'Deux vues https://a.example/x_1'], ['multi-image', 'Deux vues\n\nhttps://a.example/x_1']])
  })

  it('has a video, in parts, waited for; a broken line goes on with the missing part', async () => {
    const { world } = await start('page', 3000)
    const video = world.videoOf(9_000_000)
    let puts = 0
    const http = troubleHttp(world.session.http, ({ method }) => (method === 'PUT' && ++puts === 2 ? { kind: 'not-sent' } : null))
    const connection = openConnection({ ...world.session, http }, async ms => { world.advance(ms) })
    const notes = createNotes()
    const act = saying('Au fournil', [video], { options: { title: 'Quatre heures du matin' } })
    expect(await connection.prepare(act, 0, [], notes)).toMatchObject({ ok: false, failure: { kind: 'unreachable' } })
    await publish(connection, act, 0, [], notes)
    expect([puts, world.double.posts().map(post => post.kind)]).toEqual([4, ['video']])
    expect(world.double.world.posts[0]?.content).toMatchObject({ media: { title: 'Quatre heures du matin' } })
    expect(world.double.requests().filter(request => request.method === 'POST' && request.path === '/rest/videos')).toHaveLength(2)
  })

  it('has a document with its title, of a page and of a member, uploaded once however often it is prepared', async () => {
    for (const who of ['page', 'member'] as const) {
      const { world, connection } = await start(who, 1000)
      const document = world.documentOf(samplePdf())
      const notes = createNotes()
      const act = saying('La carte d’hiver', [document], { options: { title: 'Carte d’hiver', link: 'https://port.example/carte' } })
      value(await connection.prepare(act, 0, [], notes))
      await publish(connection, act, 0, [], notes)
      expect(world.double.posts().map(post => [post.kind, post.text])).toEqual([['document', 'La carte d’hiver\n\nhttps://port.example/carte']])
      expect(world.double.world.posts[0]?.content).toEqual({ media: { id: expect.stringMatching(/^urn:li:document:/u), title: 'Carte d’hiver' } })
      expect(world.double.requests().filter(request => request.method === 'POST' && request.path === '/rest/documents')).toHaveLength(1)
    }
  })

  it('with a document that has no title, stands beside something, or cannot be read there is refused before it is out', async () => {
    const { world, connection } = await start('page')
    const refused = { ok: false, failure: { kind: 'refused' } }
    const title = { options: { title: 'La carte' } }
    expect(await connection.prepare(saying('Sans titre', [world.documentOf(samplePdf())]), 0, [], createNotes())).toMatchObject(refused)
    expect(await connection.prepare(saying('Deux', [world.documentOf(samplePdf()), world.picture], title), 0, [], createNotes())).toMatchObject(refused)
    expect(await connection.prepare(saying('Une image ?', [world.documentOf(new Uint8Array(Buffer.from('not a document')))], title), 0, [], createNotes())).toMatchObject({ ok: false, failure: { kind: 'refused', reason: 'media' } })
    expect(world.double.posts()).toEqual([])
  })

  it('has a poll: its question is the title or else the text, its end the next one LinkedIn knows', async () => {
    const { world, connection } = await start('member')
    const poll = { options: ['Seigle', 'Épeautre'], durationS: 2 * 24 * 3600, multiple: false }
    await publish(connection, saying('Quel pain pour dimanche ?', [], {}, { poll }))
    expect(world.double.world.posts[0]?.content).toMatchObject({ poll: { question: 'Quel pain pour dimanche ?', options: [{ text: 'Seigle' }, { text: 'Épeautre' }], settings: { duration: 'THREE_DAYS' } } })
    await publish(connection, saying(`${'Une très longue question '.repeat(8)}\nVos avis ?`, [], {}, { poll }))
    expect(world.double.world.posts[1]?.content).toMatchObject({ poll: { question: expect.stringMatching(/^(?:Une très longue question )+(?:Une|Une très|Une très longue)…$/u) } })
    expect(world.double.posts()[0]?.text).toContain('Vos avis ?')
  })

  it('of a member goes to their contacts only, where so chosen', async () => {
    const { world, connection } = await start('member')
    await publish(connection, saying('Entre nous', [], { options: { audience: 'connections' } }))
    expect(world.double.world.posts[0]?.visibility).toBe('CONNECTIONS')
  })

  it('has its first comment, found again when that answer was lost', async () => {
    const { world, connection } = await start('page')
    const act: Act = { kind: 'publish', content: { ...emptyContent(), parts: [{ text: 'Le post', media: [], poll: null }, { text: 'Le lien (ici)', media: [], poll: null }] } }
    const post = await publish(connection, act)
    const prepared = value(await connection.prepare(act, 1, [post], createNotes()))
    const broken = openConnection({ ...world.session, http: troubleHttp(world.session.http, ({ url }) => (url.endsWith('/comments') ? { kind: 'answer-lost' } : null)) }, () => Promise.resolve())
    const began = world.session.now()
    expect(await broken.commit(act, prepared)).toMatchObject({ ok: false, failure: { kind: 'unknown-outcome' } })
    world.advance(60_000)
    const found = value(await connection.find(act, prepared, began))
    if (found.kind !== 'found') throw new Error(JSON.stringify(found))
    expect(value(await connection.readBack(found.remote)).url).toContain(`${post.id}/?commentUrn=`)
    expect(world.double.firstComments?.().map(one => one.text)).toEqual(['Le lien (ici)'])
  })

  it('has its first comment a little later where LinkedIn does not know the post yet, and none where it is gone', async () => {
    const { world, connection } = await start('page')
    const act: Act = { kind: 'publish', content: { ...emptyContent(), parts: [{ text: 'Le post', media: [], poll: null }, { text: 'Le lien', media: [], poll: null }] } }
    const post = await publish(connection, act)
    const prepared = value(await connection.prepare(act, 1, [post], createNotes()))
    const unknown = { kind: 'answers', status: 404, body: '{"status":404,"code":"NOT_FOUND","message":"Could not find entity"}' } as const
    const early = openConnection({ ...world.session, http: troubleHttp(world.session.http, ({ url }) => (url.endsWith('/comments') ? unknown : null)) }, () => Promise.resolve())
    expect(await early.commit(act, prepared)).toMatchObject({ ok: false, failure: { kind: 'server-trouble' } })
    value(await connection.commit(act, prepared))
    await publish(connection, { kind: 'delete', target: post })
    expect(await connection.commit(act, prepared)).toMatchObject({ ok: false, failure: { kind: 'missing' } })
    expect(world.double.world.comments).toHaveLength(1)
  })

  it('whose answer was lost is asked of the owner on a profile, where LinkedIn shows nothing; a repeat is refused as one', async () => {
    const { world, connection } = await start('member')
    const act = saying('Une seule fois')
    const prepared = value(await connection.prepare(act, 0, [], createNotes()))
    const broken = openConnection({ ...world.session, http: troubleHttp(world.session.http, ({ url }) => (url.endsWith('/rest/posts') ? { kind: 'answer-lost' } : null)) }, () => Promise.resolve())
    expect(await broken.commit(act, prepared)).toMatchObject({ ok: false, failure: { kind: 'unknown-outcome' } })
    world.advance(3_600_000)
    expect(await connection.find(act, prepared, world.session.now() - 3_600_000)).toMatchObject({ ok: true, value: { kind: 'no-proof', doubt: 'not-shown' } })
    expect(await connection.commit(act, prepared)).toMatchObject({ ok: false, failure: { kind: 'refused', reason: 'duplicate', detail: expect.stringContaining(world.double.posts()[0]?.id ?? 'no post') } })
    expect(world.double.posts()).toHaveLength(1)
  })

  it('whose line broke under LinkedIn’s answer is found, and is there once', async () => {
    const { world, connection } = await start('page')
    const act = saying('La ligne casse')
    const prepared = value(await connection.prepare(act, 0, [], createNotes()))
    const began = world.session.now()
    world.double.loseNextAnswer()
    expect(await connection.commit(act, prepared)).toMatchObject({ ok: false, failure: { kind: 'unknown-outcome' } })
    expect([value(await connection.find(act, prepared, began)).kind, world.double.posts().length]).toEqual(['found', 1])
  })

  it('is changed and deleted, on a page with proof, on a profile by LinkedIn’s word', async () => {
    for (const who of ['page', 'member'] as const) {
      const { world, connection } = await start(who)
      const target = await publish(connection, saying('Ouvert à 8 h'))
      const edit: Act = { kind: 'edit', target, content: { ...emptyContent(), parts: [{ text: 'Ouvert à 9 h (exceptionnellement)', media: [], poll: null }] } }
      const changed = value(await connection.prepare(edit, 0, [], createNotes()))
      expect(value(await connection.commit(edit, changed)).id).toBe(target.id)
      expect(world.double.posts().map(post => post.text)).toEqual(['Ouvert à 9 h (exceptionnellement)'])
      expect(value(await connection.find(edit, changed, world.session.now())).kind).toBe(who === 'page' ? 'found' : 'no-proof')
      const remove: Act = { kind: 'delete', target }
      await publish(connection, remove)
      await publish(connection, remove)
      expect([world.double.posts(), connection.answersAreProof]).toEqual([[], who === 'member'])
      if (who === 'page') expect(await connection.readBack(target)).toMatchObject({ ok: false, failure: { kind: 'missing' } })
    }
  })

  it('is refused before it is sent where its first comment would not fit', async () => {
    const { connection } = await start('page')
    const act: Act = { kind: 'publish', content: { ...emptyContent(), parts: [{ text: 'Court', media: [], poll: null }, { text: 'x'.repeat(1251), media: [], poll: null }] } }
    expect(await connection.prepare(act, 0, [], createNotes())).toMatchObject({ ok: false, failure: { kind: 'refused', reason: 'text' } })
  })

  it('waits when the day’s calls are used up, and its token stays out of what is told', async () => {
    const { world, connection } = await start('page', 0)
    const act = saying('Trop')
    const prepared = value(await connection.prepare(act, 0, [], createNotes()))
    world.double.world.allowance.perDay = 0
    const refused = await connection.commit(act, prepared)
    expect(refused).toMatchObject({ ok: false, failure: { kind: 'rate-limited', untilUtc: world.session.now() + 15 * 60_000 } })
    expect(JSON.stringify(refused)).not.toContain('AQV')
  })
})

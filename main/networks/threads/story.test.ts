import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { emptyContent, type Content, type MediaUse, type RemoteRef } from '../../../preload/contract/drafts.ts'
import type { Item } from '../../../preload/contract/items.ts'
import type { Act, Person } from '../../../preload/contract/publishing.ts'
import { ok, type Result } from '../../../preload/contract/result.ts'
import { troubleHttp } from '../conformance-harness.ts'
import { createNotes } from '../double-harness.ts'
import type { Connection, Notes } from '../network.ts'
import { startThreadsWorld, type ThreadsWorld } from './conformance-harness.ts'
import { openConnection, threads } from './index.ts'
import { quotas } from './quotas.ts'

let world: ThreadsWorld
let connection: Connection
const quickly = (): Promise<void> => new Promise(resolve => setTimeout(resolve, 20))
beforeEach(async () => {
  world = await startThreadsWorld()
  connection = openConnection(world.session, quickly)
})
afterEach(() => world.stop())

function value<T, F>(result: Result<T, F>): T {
  if (!result.ok) throw new Error(JSON.stringify(result.failure))
  return result.value
}
const saying = (text: string, media: readonly MediaUse[] = [], more: Partial<Content> = {}): Content => ({ ...emptyContent(), parts: [{ text, media: [...media], poll: null }], ...more })
const publishing = (content: Content): Act => ({ kind: 'publish', content })
async function put(act: Act, part = 0, before: readonly RemoteRef[] = [], notes: Notes = createNotes()): Promise<RemoteRef> {
  return value(await connection.commit(act, value(await connection.prepare(act, part, before, notes))))
}
const newest = () => world.double.media().at(-1)
const inbox = async (cursor: string | null) => {
  const page = value(await connection.read('notifications', cursor))
  return { items: page.entries.flatMap((entry): Item[] => (entry.kind === 'item' ? [entry.item] : [])), cursor: page.cursor }
}
const julie: Person = { remoteId: 'julie_m', handle: 'julie_m', displayName: 'julie_m', profileUrl: null, avatarUrl: null }

describe('publishes', () => {
  it('a text with its link card, topic and who may answer', async () => {
    await put(publishing(saying('Ouvert dimanche', [], { options: { link: 'https://fournil.example/', topic: '#Pain. & levain', 'who-can-reply': 'mentioned' } })))
    expect(newest()?.fields).toMatchObject({ type: 'TEXT', link: 'https://fournil.example/', topic: 'Pain  levain', replyControl: 'mentioned_only' })
  })

  it('a poll, and none that the network does not have', async () => {
    const poll = { options: ['Campagne', 'Seigle'], durationS: 86_400, multiple: false }
    await put(publishing({ ...emptyContent(), parts: [{ text: 'Lequel ?', media: [], poll }] }))
    expect(newest()?.fields?.poll).toEqual(['Campagne', 'Seigle'])
    const many = publishing({ ...emptyContent(), parts: [{ text: 'Lesquels ?', media: [], poll: { ...poll, multiple: true } }] })
    expect(await connection.prepare(many, 0, [], createNotes())).toMatchObject({ ok: false, failure: { kind: 'refused', reason: 'poll' } })
  })

  it('a video, and pictures with a video in one post, each with its words', async () => {
    await put(publishing(saying('Le four', [world.video])))
    expect(newest()).toMatchObject({ type: 'VIDEO', fields: { alt: world.video.alt } })
    await put(publishing(saying('La journée', [world.pictureAt(0), world.video, world.pictureAt(1)])))
    expect(newest()).toMatchObject({ type: 'CAROUSEL_ALBUM', text: 'La journée' })
    expect(newest()?.children.map(child => [child.type, child.alt])).toEqual([['IMAGE', world.pictureAt(0).alt], ['VIDEO', world.video.alt], ['IMAGE', world.pictureAt(1).alt]])
  })

  it('a thread, each post under the one before', async () => {
    const act = publishing({ ...emptyContent(), parts: ['Un', 'Deux', 'Trois'].map(text => ({ text, media: [], poll: null })) })
    const done: RemoteRef[] = []
    for (const part of [0, 1, 2]) done.push(await put(act, part, done))
    expect(world.double.posts().map(post => post.text)).toEqual(['Trois', 'Deux', 'Un'])
    expect(world.double.media().map(one => one.replyTo)).toEqual([null, done[0]?.id, done[1]?.id])
  })
})

describe('a picture must be on the web', () => {
  it('and without a web space nothing is tried', async () => {
    const { original, rendition } = world.session.media
    const offline = openConnection({ ...world.session, media: { original, rendition } }, quickly)
    const before = world.double.requests().filter(request => request.method === 'POST').length
    expect(await offline.prepare(publishing(saying('Vitrine', [world.picture])), 0, [], createNotes())).toMatchObject({ ok: false, failure: { kind: 'refused', reason: 'no-web-space' } })
    expect(world.double.requests().filter(request => request.method === 'POST')).toHaveLength(before)
  })

  it('and one that the network could not fetch may be tried again', async () => {
    world.breakWebSpace()
    expect(await connection.prepare(publishing(saying('Vitrine', [world.picture])), 0, [], createNotes())).toMatchObject({ ok: false, failure: { kind: 'server-trouble' } })
  })
})

describe('never twice', () => {
  it('prepares once for one delivery, however often it is asked', async () => {
    const notes = createNotes()
    const act = publishing(saying('Bonjour', [world.picture]))
    const first = value(await connection.prepare(act, 0, [], notes))
    expect(value(await connection.prepare(act, 0, [], notes))).toEqual(first)
    expect(world.double.requests().filter(({ method, path }) => method === 'POST' && path.endsWith('/threads'))).toHaveLength(1)
  })

  it('believes no "no" to a post that is out already', async () => {
    const notes = createNotes()
    const act = publishing(saying('Une seule fois'))
    const sent = value(await connection.prepare(act, 0, [], notes))
    const broken = openConnection({ ...world.session, http: troubleHttp(world.session.http, request => (world.isCommit(request) ? { kind: 'answer-lost' } : null)) }, quickly)
    const began = world.now()
    expect(await broken.commit(act, sent)).toMatchObject({ ok: false, failure: { kind: 'unknown-outcome' } })
    // Whoever sends it all the same, prepared anew: the network says no, and that is no refusal.
    expect(await connection.commit(act, value(await connection.prepare(act, 0, [], notes)))).toMatchObject({ ok: false, failure: { kind: 'unknown-outcome' } })
    expect(value(await connection.find(act, sent, began))).toMatchObject({ kind: 'found' })
    expect(world.double.posts()).toHaveLength(1)
  })

  it('finds an answer of ours among the answers, not among the posts', async () => {
    const post = await put(publishing(saying('Pain du jour')))
    const act: Act = { kind: 'reply', to: { id: world.double.hears('Sans gluten ?', post.id), url: null, extra: null }, toPerson: julie, content: saying('Oui, le vendredi') }
    const sent = value(await connection.prepare(act, 0, [], createNotes()))
    world.double.loseNextAnswer()
    const began = world.now()
    expect(await connection.commit(act, sent)).toMatchObject({ ok: false, failure: { kind: 'unknown-outcome' } })
    expect(value(await connection.find(act, sent, began))).toMatchObject({ kind: 'found' })
    expect(world.double.answers()).toEqual(['Oui, le vendredi'])
  })

  it('makes a new container when the old one has expired', async () => {
    const notes = createNotes()
    const act = publishing(saying('Hier'))
    const old = value(await connection.prepare(act, 0, [], notes))
    world.advance(25 * 3_600_000)
    expect(await connection.commit(act, old)).toMatchObject({ ok: false, failure: { kind: 'stale-preparation' } })
    await put(act, 0, [], notes)
    expect(world.double.posts()).toHaveLength(1)
  })

  it('concludes nothing from a post of the same words while its container is lost', async () => {
    const act = publishing(saying('Formule du midi'))
    const sent = value(await connection.prepare(act, 0, [], createNotes()))
    await put(publishing(saying('Formule du midi')))
    const deaf = openConnection({ ...world.session, http: troubleHttp(world.session.http, ({ url }) => (url.includes(`/${sent.key}?`) ? { kind: 'answers', status: 400, body: '{"error":{"message":"","type":"GraphMethodException","code":100,"error_subcode":33}}' } : null)) }, quickly)
    world.advance(120_000)
    const found = value(await deaf.find(act, sent, world.now() - 120_000, { firstUtc: world.now() - 130_000, rivals: 0, isClaimed: () => true }))
    expect(found.kind).toBe('no-proof')
  })
})

it('searches where the token may', async () => {
  await put(publishing(saying('Pain au levain')))
  expect(await connection.search('levain')).toMatchObject({ ok: false, failure: { kind: 'refused', reason: 'permission-missing' } })
  const token = world.double.issue({ scopes: ['threads_basic', 'threads_keyword_search'] })
  const able = openConnection({ ...world.session, secret: { ...world.session.secret, read: () => Promise.resolve(ok(JSON.stringify({ access: token, refresh: token, expiresUtc: null, scopes: [] }))) } }, quickly)
  expect(value(await able.search('levain')).posts).toMatchObject([{ text: 'Pain au levain', isOwn: true }])
})

it('waits when the day’s allowance is used up, and says so before anything is made', async () => {
  const used = { data: [{ quota_usage: 250, config: { quota_total: 250, quota_duration: 86_400 } }] }
  const full = openConnection({ ...world.session, http: troubleHttp(world.session.http, ({ url }) => (url.includes('threads_publishing_limit') ? { kind: 'answers', status: 200, body: JSON.stringify(used) } : null)) }, quickly)
  expect(await full.prepare(publishing(saying('Encore')), 0, [], createNotes())).toMatchObject({ ok: false, failure: { kind: 'rate-limited' } })
})

it('counts answers apart from posts, as the network does', async () => {
  const post = await put(publishing(saying('Pain du jour')))
  await put({ kind: 'reply', to: post, toPerson: julie, content: saying('Et demain aussi') })
  const charges = world.double.requests().flatMap(({ method, path }) => quotas.chargesOf({ method, url: `https://graph.threads.net${path}`, body: null }))
  expect(charges).toEqual([{ name: 'posts', cost: 1 }])
  expect(world.double.answers()).toEqual([])
  expect(world.double.posts().map(({ text }) => text)).toEqual(['Et demain aussi', 'Pain du jour'])
})

describe('the inbox', () => {
  it('brings answers of every depth and mentions, once, and none of our own', async () => {
    const post = await put(publishing(saying('Pain du jour')))
    const { cursor } = await inbox(null)
    const asked = world.double.hears('Ouvert ce soir ?', post.id)
    const act: Act = { kind: 'reply', to: { id: asked, url: null, extra: null }, toPerson: julie, content: saying('Jusqu’à 19 h') }
    await put(act)
    const answer = newest()
    world.double.hears('@fournil.des.halles merci !', answer?.id ?? null)
    const next = await inbox(cursor)
    expect(next.items.map(item => [item.kind, item.text, item.conversation])).toEqual([['reply', 'Ouvert ce soir ?', post.id], ['reply', '@fournil.des.halles merci !', post.id]])
    expect((await inbox(next.cursor)).items).toEqual([])
    expect(value(await connection.thread({ id: asked, url: null, extra: null })).map(one => [one.text, one.isOwn])).toEqual([['Pain du jour', true], ['Ouvert ce soir ?', false], ['Jusqu’à 19 h', true], ['@fournil.des.halles merci !', false]])
  })

  it('comes round to answers under older posts, and to all of them after a long absence', async () => {
    const posts: RemoteRef[] = []
    for (let at = 0; at < 28; at++) posts.push(await put(publishing(saying(`Post ${at}`))))
    for (const post of posts) world.double.hears('Joli', post.id)
    let { cursor, items } = await inbox(null)
    expect(items).toHaveLength(28)
    world.double.hears('Encore là ?', posts[0]?.id ?? null)
    const heard: string[] = []
    for (let turn = 0; turn < 2; turn++) {
      ({ cursor, items } = await inbox(cursor))
      heard.push(...items.map(item => item.text))
    }
    expect(heard).toEqual(['Encore là ?'])
    world.double.hears('Et demain ?', posts[0]?.id ?? null)
    world.advance(3 * 86_400_000)
    world.double.hears('Merci', posts[27]?.id ?? null)
    expect((await inbox(cursor)).items.map(item => item.text)).toEqual(['Et demain ?', 'Merci'])
  })

  it('hides an answer and shows it again', async () => {
    const post = await put(publishing(saying('Pain du jour')))
    const rude = { id: world.double.hears('Nul', post.id), url: null, extra: null }
    await put({ kind: 'hide', target: rude, on: true })
    expect(newest()?.isHidden).toBe(true)
    await put({ kind: 'hide', target: rude, on: false })
    expect(newest()?.isHidden).toBe(false)
  })
})

it('deletes a post, twice if need be, and tells that it is gone', async () => {
  const kept = await put(publishing(saying('Reste')))
  const target = await put(publishing(saying('Part')))
  const first = value(await connection.read('own-posts', null))
  expect(first.entries.filter(entry => entry.kind === 'own-post')).toHaveLength(2)
  await put({ kind: 'delete', target })
  await put({ kind: 'delete', target })
  const second = value(await connection.read('own-posts', first.cursor))
  expect(second.entries.filter(entry => entry.kind === 'own-post-gone')).toMatchObject([{ key: `threads:account-1:${target.id}` }])
  expect(world.double.posts().map(post => post.id)).toEqual([kept.id])
})

it('reads figures by today’s names', async () => {
  const post = await put(publishing(saying('Mesuré')))
  const own = value(await connection.read('own-posts', null))
  expect(own.entries.find(entry => entry.kind === 'post-figures')).toMatchObject({ sample: { key: `threads:account-1:${post.id}`, figures: { views: 40, likes: 39, replies: 0, boosts: 37, quotes: 36, shares: 35 } } })
  expect(value(await connection.read('account-figures', null)).entries).toMatchObject([{ sample: { figures: { followers: 312 } } }])
})

describe('the sign-in', () => {
  const day = 86_400_000
  const signIn = (token: string, clientSecret = '') => threads.signIn({ way: 'token', server: '', handle: '', appPassword: '', token, clientSecret }, world.signInTools)

  it('renews itself from its tenth day on, and keeps the new token first', async () => {
    const before = world.kept()
    value(await connection.whoAmI())
    expect(world.kept()).toBe(before)
    world.advance(12 * day)
    const { expiresUtc } = value(await connection.whoAmI())
    expect(world.kept()).not.toBe(before)
    expect(expiresUtc).toBeGreaterThan(world.now() + 59 * day)
  })

  it('is over when nobody renewed it in time', async () => {
    world.advance(70 * day)
    expect(await connection.whoAmI()).toMatchObject({ ok: false, failure: { kind: 'needs-sign-in' } })
  })

  it('goes on with the old token while renewing fails, without asking each time', async () => {
    world.advance(12 * day)
    const deaf = openConnection({ ...world.session, http: troubleHttp(world.session.http, ({ url }) => (url.includes('refresh_access_token') ? { kind: 'answers', status: 500, body: '' } : null)) }, quickly)
    value(await deaf.whoAmI())
    value(await deaf.whoAmI())
  })

  it('makes a long token of a short one, for whoever has the app’s secret', async () => {
    const short = world.double.issue({ forMs: 3_600_000 })
    expect(value(await signIn(short, world.double.appSecret))).toMatchObject([{ expiresUtc: expect.any(Number), profile: { handle: 'fournil.des.halles' } }])
    const [long] = value(await signIn(short, world.double.appSecret))
    expect(long?.expiresUtc).toBeGreaterThan(world.now() + 59 * day)
    expect(long?.secret).not.toContain(short)
    const [alone] = value(await signIn(short))
    expect(alone?.expiresUtc).toBeLessThan(world.now() + 2 * 3_600_000)
    expect(await signIn(short, 'wrong')).toMatchObject({ ok: false, failure: { kind: 'bad-input' } })
  })

  it('says what the token’s rights do not allow', async () => {
    const [signed] = value(await signIn(world.double.issue({ scopes: ['threads_basic', 'threads_content_publish'] })))
    expect(signed?.abilities).toMatchObject({ text: { kind: 'works' }, reply: { kind: 'lacking', why: 'permission' }, delete: { kind: 'lacking', why: 'permission' }, like: { kind: 'lacking', why: 'network' } })
    expect(await signIn(world.double.issue({ scopes: [] }))).toMatchObject({ ok: false, failure: { kind: 'refused', reason: 'permission-missing' } })
  })

  it('does without what the network tells testers only', async () => {
    const http = troubleHttp(world.session.http, ({ url }) => (url.includes('/debug_token') ? { kind: 'answers', status: 400, body: '{"error":{"message":"(#100) Not a tester","type":"OAuthException","code":100}}' } : null))
    const [signed] = value(await threads.signIn({ way: 'token', server: '', handle: '', appPassword: '', token: world.double.issue({ issuedUtc: world.now() - 3 * day }) }, { ...world.signInTools, http }))
    expect(signed?.expiresUtc).toBeGreaterThan(world.now() + 59 * day)
    expect(signed?.abilities).toMatchObject({ text: { kind: 'works' }, search: { kind: 'lacking', why: 'permission' } })
    const blind = openConnection({ ...world.session, http }, quickly)
    expect(value(await blind.whoAmI()).expiresUtc).toBeGreaterThan(world.now())
  })

  it('takes nonsense for nonsense', async () => {
    for (const token of ['', 'abc', 'THAA x']) expect(await signIn(token), token).toMatchObject({ ok: false, failure: { kind: 'bad-input' } })
  })
})

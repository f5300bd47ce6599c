import { createHash } from 'node:crypto'
import { afterEach, describe, expect, it } from 'vitest'
import { emptyContent, type Content, type MediaUse, type RemoteRef } from '../../../preload/contract/drafts.ts'
import { mediaHash } from '../../../preload/contract/ids.ts'
import type { Act } from '../../../preload/contract/publishing.ts'
import { ok, type Result } from '../../../preload/contract/result.ts'
import { troubleHttp, type Trouble } from '../conformance-harness.ts'
import type { Connection, Notes } from '../network.ts'
import { startX, type XWorld } from './conformance-harness.ts'
import { openConnection } from './index.ts'
import { prices } from './limits.ts'

const opened: XWorld[] = []
afterEach(async () => { for (const world of opened.splice(0)) await world.stop() })

type Shop = XWorld & { readonly connection: Connection; trouble(path: RegExp | null, what?: Trouble): void; send(act: Act, part?: number, before?: readonly RemoteRef[], notes?: Notes): ReturnType<Connection['commit']> }
async function start(files: readonly { readonly use: MediaUse; readonly bytes: Uint8Array<ArrayBuffer> }[] = [], spelling: 'tweet' | 'post' = 'tweet'): Promise<Shop> {
  const world = await startX({ spelling })
  opened.push(world)
  let at: RegExp | null = null
  let what: Trouble = { kind: 'answer-lost' }
  const http = troubleHttp(world.session.http, ({ url }) => (at?.test(url) ? what : null))
  const file = (use: MediaUse) => files.find(each => each.use.hash === use.hash)
  const media: typeof world.session.media = {
    original: async use => { const found = file(use); return found ? ok({ bytes: found.bytes, mime: found.use.mime }) : await world.session.media.original(use) },
    rendition: (use, fit) => world.session.media.rendition(use, fit),
  }
  const connection = openConnection({ ...world.session, http, media }, ms => Promise.resolve(world.advance(ms)))
  return {
    ...world, connection,
    trouble: (path, which = { kind: 'answer-lost' }) => { at = path; what = which },
    async send(act, part = 0, before = [], notes = world.notes()) {
      const prepared = await connection.prepare(act, part, before, notes)
      if (!prepared.ok) return prepared.failure.kind === 'media-missing' ? { ok: false, failure: { kind: 'refused', reason: 'media', detail: 'missing' } } : { ok: false, failure: prepared.failure }
      return await connection.commit(act, prepared.value)
    },
  }
}
function value<T, F>(result: Result<T, F>): T {
  if (!result.ok) throw new Error(JSON.stringify(result.failure))
  return result.value
}
const saying = (text: string, more: Partial<Content> = {}): Act => ({ kind: 'publish', content: { ...emptyContent(), ...more, parts: [{ text, media: [], poll: null }] } })
const fileOf = (bytes: Uint8Array<ArrayBuffer>, mime: string, kind: 'image' | 'video', alt = ''): { readonly use: MediaUse; readonly bytes: Uint8Array<ArrayBuffer> } => ({
  bytes, use: { hash: mediaHash.parse(createHash('sha256').update(bytes).digest('hex')), kind, mime, name: 'fichier', sizeBytes: bytes.byteLength, width: 640, height: 480, durationMs: kind === 'video' ? 9000 : null, alt },
})
const julie = { remoteId: '1460000000000000002', handle: 'julie_m', displayName: 'Julie M.', profileUrl: null, avatarUrl: null }
const costOf = async (shop: Shop, work: () => Promise<unknown>): Promise<number> => {
  const before = shop.double.world.credit
  await work()
  return Math.round(before - shop.double.world.credit) / 1000
}

describe('publishing', () => {
  it('hangs the posts of a thread under each other, with the audience at its head only', async () => {
    const shop = await start()
    const part = (text: string) => ({ text, media: [], poll: null })
    const act: Act = { kind: 'publish', content: { ...emptyContent(), parts: [part('Un'), part('Deux'), part('Trois')], options: { 'who-can-reply': 'mentioned', 'made-by-ai': 'yes' } } }
    const out: RemoteRef[] = []
    for (const index of [0, 1, 2]) out.push(value(await shop.send(act, index, out)))
    const posts = out.map(ref => shop.double.world.posts.get(ref.id))
    expect(posts.map(post => post?.replyTo)).toEqual([null, out[0]?.id, out[1]?.id])
    expect(posts.map(post => [post?.replySettings, post?.disclosed])).toEqual([['mentionedUsers', ['made_with_ai']], [null, ['made_with_ai']], [null, ['made_with_ai']]])
  })

  it('asks a question, and finds it again by its answers', async () => {
    const shop = await start()
    const poll = { options: ['Croissant', 'Chausson'], durationS: 86_400, multiple: false }
    const act: Act = { kind: 'publish', content: { ...emptyContent(), parts: [{ text: 'Ce matin ?', media: [], poll }] } }
    const prepared = value(await shop.connection.prepare(act, 0, [], shop.notes()))
    const began = shop.session.now()
    shop.trouble(/\/2\/tweets$/u)
    expect(await shop.connection.commit(act, prepared)).toMatchObject({ failure: { kind: 'unknown-outcome' } })
    shop.trouble(null)
    expect(value(await shop.connection.find(act, prepared, began))).toMatchObject({ kind: 'found' })
    // The same words without the question are another post.
    shop.double.world.addPost({ authorId: shop.session.remoteId, text: 'Ce matin ?', replyTo: null })
    expect(value(await shop.connection.find(act, prepared, began))).toMatchObject({ kind: 'found' })
    expect([...shop.double.world.posts.values()][0]?.poll?.options).toEqual(poll.options)
  })

  it('sends a video in pieces, waits until it is ready, and goes on where an upload was cut off', async () => {
    const film = fileOf(new Uint8Array(9 * 1024 * 1024).fill(7), 'video/mp4', 'video')
    const shop = await start([film])
    const act: Act = { kind: 'publish', content: { ...emptyContent(), parts: [{ text: 'Le four', media: [film.use], poll: null }] } }
    const notes = shop.notes()
    shop.trouble(/append$/u, { kind: 'not-sent' })
    expect(await shop.connection.prepare(act, 0, [], notes)).toMatchObject({ failure: { kind: 'unreachable' } })
    shop.trouble(null)
    const prepared = value(await shop.connection.prepare(act, 0, [], notes))
    value(await shop.connection.prepare(act, 0, [], notes))
    const appended = shop.double.requests().filter(request => request.path.endsWith('/append')).length
    expect([appended, shop.double.requests().filter(request => request.path.endsWith('/initialize')).length]).toEqual([3, 1])
    value(await shop.connection.commit(act, prepared))
    expect([...shop.double.world.media.values()].map(media => [media.category, media.totalBytes])).toEqual([['tweet_video', film.bytes.byteLength]])
  })

  it('says so when X cannot make use of a video', async () => {
    const film = fileOf(new Uint8Array(1000).fill(7), 'video/mp4', 'video')
    const shop = await start([film])
    shop.double.world.failsNextVideo = true
    expect(await shop.send({ kind: 'publish', content: { ...emptyContent(), parts: [{ text: '', media: [film.use], poll: null }] } })).toMatchObject({ failure: { kind: 'refused', reason: 'media' } })
  })

  it('sends an animation as it moves, alone', async () => {
    const gif = fileOf(new Uint8Array(Buffer.from('GIF89a….NETSCAPE2.0….')), 'image/gif', 'image', 'Un four qui tourne')
    const shop = await start([gif])
    const withMedia = (media: readonly MediaUse[]): Act => ({ kind: 'publish', content: { ...emptyContent(), parts: [{ text: 'Ça tourne', media: [...media], poll: null }] } })
    expect(await shop.send(withMedia([gif.use, shop.picture]))).toMatchObject({ failure: { kind: 'refused', reason: 'media' } })
    value(await shop.send(withMedia([gif.use])))
    expect([...shop.double.world.media.values()].at(-1)).toMatchObject({ category: 'tweet_gif', alt: 'Un four qui tourne' })
  })

  it('does not send a post whose pictures X has let go of meanwhile', async () => {
    const shop = await start()
    const act: Act = { kind: 'publish', content: { ...emptyContent(), parts: [{ text: 'Tarte', media: [shop.picture], poll: null }] } }
    const notes = shop.notes()
    const prepared = value(await shop.connection.prepare(act, 0, [], notes))
    shop.advance(25 * 3_600_000)
    expect(await shop.connection.commit(act, prepared)).toMatchObject({ failure: { kind: 'stale-preparation' } })
    value(await shop.connection.commit(act, value(await shop.connection.prepare(act, 0, [], notes))))
  })
})

describe('the same words again', () => {
  it('after a lost answer are the post that stands there', async () => {
    const shop = await start()
    const act = saying('Ouvert demain : https://exemple.fr/horaires & exemple.fr')
    const prepared = value(await shop.connection.prepare(act, 0, [], shop.notes()))
    shop.trouble(/\/2\/tweets$/u)
    expect(await shop.connection.commit(act, prepared)).toMatchObject({ failure: { kind: 'unknown-outcome' } })
    shop.trouble(null)
    const again = value(await shop.connection.commit(act, prepared))
    expect(await shop.postsOnServer()).toHaveLength(1)
    expect(again.id).toBe(shop.double.posts()[0]?.id)
  })

  it('of an older post are refused, and the older one is not taken for ours', async () => {
    const shop = await start()
    value(await shop.send(saying('Ouvert demain')))
    shop.advance(3_600_000)
    expect(await shop.send(saying('Ouvert demain'))).toMatchObject({ failure: { kind: 'refused', reason: 'duplicate' } })
  })

  it('prove nothing while there is no line to look', async () => {
    const shop = await start()
    const act = saying('Ouvert demain')
    const prepared = value(await shop.connection.prepare(act, 0, [], shop.notes()))
    value(await shop.connection.commit(act, prepared))
    shop.trouble(/\/tweets\?/u, { kind: 'not-sent' })
    expect(await shop.connection.commit(act, prepared)).toMatchObject({ failure: { kind: 'unknown-outcome' } })
  })
})

describe('what it costs', () => {
  it('is what the guide says: a post, one with a link, the words for a picture', async () => {
    const shop = await start()
    const cost = async (act: Act): Promise<number> => {
      const prepared = value(await shop.connection.prepare(act, 0, [], shop.notes()))
      return await costOf(shop, async () => value(await shop.connection.commit(act, prepared)))
    }
    expect([await cost(saying('Pain')), await cost(saying('Pain sur exemple.fr'))]).toEqual([prices.post, prices.postWithLink])
    const withPicture: Act = { kind: 'publish', content: { ...emptyContent(), parts: [{ text: '', media: [shop.picture], poll: null }] } }
    // The words, and the two own posts that were looked at beforehand.
    expect(await costOf(shop, () => shop.connection.prepare(withPicture, 0, [], shop.notes()))).toBe(prices.altText + 2 * prices.ownRead)
  })

  it('is refused when the credit is used up, and nothing is out', async () => {
    const shop = await start()
    const act = saying('Pain')
    const prepared = value(await shop.connection.prepare(act, 0, [], shop.notes()))
    shop.double.world.credit = 0
    expect(await shop.connection.commit(act, prepared)).toMatchObject({ failure: { kind: 'refused', reason: 'no-credit' } })
    expect(await shop.connection.read('notifications', null)).toMatchObject({ failure: { kind: 'refused', reason: 'no-credit' } })
    expect((await shop.connection.whoAmI()).ok).toBe(true)
    expect(await shop.postsOnServer()).toEqual([])
  })
})

describe('throttling', () => {
  it('waits for the allowance that ends last', async () => {
    const shop = await start()
    const prepared = value(await shop.connection.prepare(saying('Pain'), 0, [], shop.notes()))
    const seconds = Math.ceil(shop.session.now() / 1000)
    shop.trouble(/\/2\/tweets$/u, { kind: 'answers', status: 429, body: '{"title":"Too Many Requests"}', headers: {
      'x-rate-limit-remaining': '12', 'x-rate-limit-reset': String(seconds + 60), 'x-user-limit-24hour-remaining': '0', 'x-user-limit-24hour-reset': String(seconds + 7200),
    } })
    expect(await shop.connection.commit(saying('Pain'), prepared)).toMatchObject({ failure: { kind: 'rate-limited', untilUtc: (seconds + 7200) * 1000 } })
  })

  it('is told by the double in headers of X’s own', async () => {
    const shop = await start()
    for (let call = 0; call < 14; call++) value(await shop.connection.read('messages', null))
    value(await shop.connection.read('messages', null))
    expect(await shop.connection.read('messages', null)).toMatchObject({ failure: { kind: 'rate-limited', untilUtc: shop.session.now() + 15 * 60_000 } })
  })
})

describe('with others', () => {
  it('answers whoever mentioned us, and is refused elsewhere', async () => {
    const shop = await start()
    await shop.somebodyMentionsUs?.('Du pain sans gluten ? <3')
    const [entry] = value(await shop.connection.read('notifications', null)).entries
    if (entry?.kind !== 'item' || !entry.item.ref) throw new Error('no item')
    expect(entry.item).toMatchObject({ kind: 'mention', text: '@boulangerie_x Du pain sans gluten ? <3', person: { handle: 'julie_m' } })
    const act: Act = { kind: 'reply', to: entry.item.ref, toPerson: entry.item.person, content: { ...emptyContent(), parts: [{ text: 'Oui, le mardi', media: [], poll: null }] } }
    const prepared = value(await shop.connection.prepare(act, 0, [], shop.notes()))
    shop.trouble(/\/2\/tweets$/u)
    await shop.connection.commit(act, prepared)
    shop.trouble(null)
    expect(value(await shop.connection.find(act, prepared, shop.session.now()))).toMatchObject({ kind: 'found' })
    expect(shop.double.answers()).toEqual(['Oui, le mardi'])
    const other = shop.double.world.addPost({ authorId: julie.remoteId, text: 'Belle journée', replyTo: null })
    expect(await shop.send({ ...act, to: { id: other.id, url: null, extra: null } })).toMatchObject({ failure: { kind: 'refused', reason: 'not-allowed' } })
  })

  it('tells an answer to a post of ours from a mere mention, hides it, and shows it again', async () => {
    const shop = await start()
    const own = value(await shop.send(saying('Fermé lundi')))
    const reply = shop.double.world.addPost({ authorId: julie.remoteId, text: '@boulangerie_x Et mardi ?', replyTo: own.id })
    const [entry] = value(await shop.connection.read('notifications', null)).entries
    expect(entry).toMatchObject({ kind: 'item', item: { kind: 'reply', about: { id: own.id }, conversation: own.id } })
    const target = { id: reply.id, url: null, extra: null }
    value(await shop.send({ kind: 'hide', target, on: true }))
    expect(reply.isHidden).toBe(true)
    value(await shop.send({ kind: 'hide', target, on: false }))
    expect(reply.isHidden).toBe(false)
    expect(value(await shop.connection.thread(target)).map(post => [post.text, post.isOwn])).toEqual([['Fermé lundi', true], ['@boulangerie_x Et mardi ?', false]])
  })

  it('loses no mention of a busy night, tells none twice, and hears of one that shows up late', async () => {
    const shop = await start()
    await shop.somebodyMentionsUs?.('Avant')
    let { cursor } = value(await shop.connection.read('notifications', null))
    const late = shop.double.world.addPost({ authorId: julie.remoteId, text: '@boulangerie_x En retard', replyTo: null, isDeleted: true })
    shop.advance(10_000)
    for (let index = 0; index < 250; index++) await shop.somebodyMentionsUs?.(`Bonsoir ${index}`)
    const told: string[] = []
    const readOn = async (): Promise<void> => {
      for (let more = true; more;) {
        const page = value(await shop.connection.read('notifications', cursor))
        told.push(...page.entries.flatMap(entry => (entry.kind === 'item' ? [entry.item.text] : [])))
        more = page.more
        cursor = page.cursor
      }
    }
    await readOn()
    expect([told.length, new Set(told).size]).toEqual([250, 250])
    late.isDeleted = false
    await readOn()
    expect(told.slice(250)).toEqual(['@boulangerie_x En retard'])
  })

  it('mutes and passes on, and takes both back', async () => {
    const shop = await start()
    const post = shop.double.world.addPost({ authorId: julie.remoteId, text: 'Belle journée', replyTo: null })
    const target = { id: post.id, url: null, extra: null }
    for (const on of [true, false]) {
      value(await shop.send({ kind: 'mute', person: julie, on }))
      value(await shop.send({ kind: 'boost', target, on }))
      expect([shop.double.world.muted.has(julie.remoteId), shop.double.world.reposts.has(post.id)]).toEqual([on, on])
    }
    expect(await shop.send({ kind: 'like', target, on: true })).toMatchObject({ failure: { kind: 'refused', reason: 'not-supported' } })
  })

  it('reads private messages once, answers them, and finds an answer whose receipt was lost', async () => {
    const shop = await start()
    shop.double.write('Avant')
    const first = value(await shop.connection.read('messages', null))
    expect(first).toMatchObject({ isHistory: true, more: false })
    shop.advance(60_000)
    for (let index = 0; index < 12; index++) shop.double.write(`Message ${index}`)
    const texts: string[] = []
    let page = first
    do {
      page = value(await shop.connection.read('messages', page.cursor))
      texts.push(...page.entries.flatMap(entry => (entry.kind === 'item' ? [entry.item.text] : [])))
    } while (page.more)
    expect([texts.length, new Set(texts).size, page.isHistory]).toEqual([12, 12, false])
    const entry = page.entries.concat(first.entries).find(each => each.kind === 'item')
    if (entry?.kind !== 'item' || !entry.item.ref) throw new Error('no message')
    const act: Act = { kind: 'message', conversation: entry.item.ref, toPerson: julie, text: 'À demain & merci' }
    const prepared = value(await shop.connection.prepare(act, 0, [], shop.notes()))
    const began = shop.session.now()
    shop.trouble(/messages$/u)
    expect(await shop.connection.commit(act, prepared)).toMatchObject({ failure: { kind: 'unknown-outcome' } })
    shop.trouble(null)
    expect(value(await shop.connection.find(act, prepared, began))).toMatchObject({ kind: 'found' })
    expect(value(await shop.connection.thread(entry.item.ref)).at(-1)).toMatchObject({ text: 'À demain & merci', isOwn: true })
  })
})

describe('own posts', () => {
  it('come with public figures, and with clicks for a month', async () => {
    const shop = await start()
    const old = shop.double.world.addPost({ authorId: shop.session.remoteId, text: 'Vieux', replyTo: null })
    shop.advance(40 * 24 * 3_600_000)
    const young = shop.double.world.addPost({ authorId: shop.session.remoteId, text: 'Neuf https://exemple.fr/a', replyTo: null })
    const { entries } = value(await shop.connection.read('own-posts', null))
    const figures = new Map(entries.flatMap(entry => (entry.kind === 'post-figures' ? [[entry.sample.key.split(':').at(-1), entry.sample.figures] as const] : [])))
    expect([figures.get(young.id), figures.get(old.id)]).toEqual([
      { likes: 3, boosts: 0, replies: 0, quotes: 0, saves: 1, views: 120, clicks: 4 }, { likes: 3, boosts: 0, replies: 0, quotes: 0, saves: 1, views: 120 },
    ])
    expect(entries.flatMap(entry => (entry.kind === 'own-post' ? [entry.post.text] : []))).toEqual(['Neuf https://exemple.fr/a', 'Vieux'])
  })

  it('are gone when X says so, and can be taken back twice', async () => {
    const shop = await start()
    const post = value(await shop.send(saying('Fermé')))
    value(await shop.send(saying('Ouvert')))
    let page = value(await shop.connection.read('own-posts', null))
    for (let turn = 0; turn < 2; turn++) value(await shop.send({ kind: 'delete', target: post }))
    expect(await shop.connection.readBack(post)).toMatchObject({ failure: { kind: 'missing' } })
    page = value(await shop.connection.read('own-posts', page.cursor))
    expect(page.entries.filter(entry => entry.kind === 'own-post-gone')).toHaveLength(1)
  })
})

it('reads X’s answers in its new words as in its old ones', async () => {
  const shop = await start([], 'post')
  const part = (text: string) => ({ text, media: [], poll: null })
  const act: Act = { kind: 'publish', content: { ...emptyContent(), parts: [part('Un'), part('Deux')] } }
  const first = value(await shop.send(act))
  const prepared = value(await shop.connection.prepare(act, 1, [first], shop.notes()))
  shop.trouble(/\/2\/tweets$/u)
  await shop.connection.commit(act, prepared)
  shop.trouble(null)
  expect(value(await shop.connection.find(act, prepared, shop.session.now()))).toMatchObject({ kind: 'found' })
  const { entries } = value(await shop.connection.read('own-posts', null))
  expect(entries.flatMap((entry): unknown[] => (entry.kind === 'post-figures' ? [entry.sample.figures.boosts] : entry.kind === 'own-post' ? [entry.post.isReply] : []))).toEqual([false, 0, false, 0])
  expect(value(await shop.connection.read('account-figures', null)).entries).toMatchObject([{ sample: { figures: { posts: 2 } } }])
})

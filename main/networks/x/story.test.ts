import { afterEach, describe, expect, it } from 'vitest'
import { emptyContent, type MediaUse, type RemoteRef } from '../../../preload/contract/drafts.ts'
import type { Act } from '../../../preload/contract/publishing.ts'
import { createNotes } from '../double-harness.ts'
import { prices } from './limits.ts'
import { closeShops, costOf, fileOf, openShop, saying, value } from './test-shop.ts'

afterEach(closeShops)

describe('publishing', () => {
  it('hangs the posts of a thread under each other, with the audience at its head only', async () => {
    const shop = await openShop()
    const part = (text: string) => ({ text, media: [], poll: null })
    const act: Act = { kind: 'publish', content: { ...emptyContent(), parts: [part('Un'), part('Deux'), part('Trois')], options: { 'who-can-reply': 'mentioned', 'made-by-ai': 'yes' } } }
    const out: RemoteRef[] = []
    for (const index of [0, 1, 2]) out.push(value(await shop.send(act, index, out)))
    const posts = out.map(ref => shop.double.world.posts.get(ref.id))
    expect(posts.map(post => post?.replyTo)).toEqual([null, out[0]?.id, out[1]?.id])
    expect(posts.map(post => [post?.replySettings, post?.disclosed])).toEqual([['mentionedUsers', ['made_with_ai']], [null, ['made_with_ai']], [null, ['made_with_ai']]])
  })

  it('asks a question, and finds it again by its answers', async () => {
    const shop = await openShop()
    const poll = { options: ['Croissant', 'Chausson'], durationS: 86_400, multiple: false }
    const act: Act = { kind: 'publish', content: { ...emptyContent(), parts: [{ text: 'Ce matin ?', media: [], poll }] } }
    const prepared = value(await shop.connection.prepare(act, 0, [], createNotes()))
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
    const shop = await openShop([film])
    const act: Act = { kind: 'publish', content: { ...emptyContent(), parts: [{ text: 'Le four', media: [film.use], poll: null }] } }
    const notes = createNotes()
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

  it('uses an upload whose last answer was lost, and begins anew what X says no to', async () => {
    const film = fileOf(new Uint8Array(5 * 1024 * 1024).fill(7), 'video/mp4', 'video')
    const shop = await openShop([film])
    const act: Act = { kind: 'publish', content: { ...emptyContent(), parts: [{ text: 'Le four', media: [film.use], poll: null }] } }
    const notes = createNotes()
    shop.trouble(/finalize$/u)
    expect(await shop.connection.prepare(act, 0, [], notes)).toMatchObject({ failure: { kind: 'server-trouble' } })
    shop.trouble(null)
    value(await shop.connection.commit(act, value(await shop.connection.prepare(act, 0, [], notes))))
    expect(shop.double.world.media.size).toBe(1)

    const others = createNotes()
    shop.trouble(/append$/u, { kind: 'not-sent' })
    await shop.connection.prepare(act, 0, [], others)
    shop.trouble(/append$/u, { kind: 'answers', status: 400, body: '{"title":"Invalid Request"}' })
    expect(await shop.connection.prepare(act, 0, [], others)).toMatchObject({ failure: { kind: 'server-trouble' } })
    shop.trouble(null)
    value(await shop.connection.prepare(act, 0, [], others))
    expect(shop.double.world.media.size).toBe(3)
  })

  it('says so when X cannot make use of a video', async () => {
    const film = fileOf(new Uint8Array(1000).fill(7), 'video/mp4', 'video')
    const shop = await openShop([film])
    shop.double.world.failsNextVideo = true
    expect(await shop.send({ kind: 'publish', content: { ...emptyContent(), parts: [{ text: '', media: [film.use], poll: null }] } })).toMatchObject({ failure: { kind: 'refused', reason: 'media' } })
  })

  it('sends an animation as it moves, alone', async () => {
    const gif = fileOf(new Uint8Array(Buffer.from('GIF89a….NETSCAPE2.0….')), 'image/gif', 'image', 'Un four qui tourne')
    const shop = await openShop([gif])
    const withMedia = (media: readonly MediaUse[]): Act => ({ kind: 'publish', content: { ...emptyContent(), parts: [{ text: 'Ça tourne', media: [...media], poll: null }] } })
    expect(await shop.send(withMedia([gif.use, shop.picture]))).toMatchObject({ failure: { kind: 'refused', reason: 'media' } })
    value(await shop.send(withMedia([gif.use])))
    expect([...shop.double.world.media.values()].at(-1)).toMatchObject({ category: 'tweet_gif', alt: 'Un four qui tourne' })
  })

  it('does not send a post whose pictures X has let go of meanwhile', async () => {
    const shop = await openShop()
    const act: Act = { kind: 'publish', content: { ...emptyContent(), parts: [{ text: 'Tarte', media: [shop.picture], poll: null }] } }
    const notes = createNotes()
    const prepared = value(await shop.connection.prepare(act, 0, [], notes))
    shop.advance(25 * 3_600_000)
    expect(await shop.connection.commit(act, prepared)).toMatchObject({ failure: { kind: 'stale-preparation' } })
    value(await shop.connection.commit(act, value(await shop.connection.prepare(act, 0, [], notes))))
  })
})

describe('the same words again', () => {
  it('are not sent when the line broke after X had them: the post is found by its short links', async () => {
    const shop = await openShop()
    const act = saying('Fermé le 1er — détails sur exemple.fr/agenda et https://exemple.fr/?a=1&b=2 <3 @julie_m #pain')
    const prepared = value(await shop.connection.prepare(act, 0, [], createNotes()))
    const began = shop.session.now()
    shop.double.loseNextAnswer()
    expect(await shop.connection.commit(act, prepared)).toMatchObject({ failure: { kind: 'unknown-outcome' } })
    shop.advance(60_000)
    // A post like it, by hand and from before, is another one.
    shop.double.world.addPost({ authorId: shop.session.remoteId, text: 'Fermé le 2 — détails sur exemple.fr/agenda', replyTo: null })
    const found = value(await shop.connection.find(act, prepared, began))
    expect(found).toMatchObject({ kind: 'found', remote: { id: shop.double.posts()[1]?.id, url: shop.double.posts()[1]?.url } })
    // What proves another delivery does not prove this one.
    expect(value(await shop.connection.find(act, prepared, began, { firstUtc: began, isClaimed: () => true, rivals: 0 }))).toMatchObject({ kind: 'no-proof' })
  })

  it('after a lost answer are the post that stands there', async () => {
    const shop = await openShop()
    const act = saying('Ouvert demain : https://exemple.fr/horaires & exemple.fr')
    const prepared = value(await shop.connection.prepare(act, 0, [], createNotes()))
    shop.trouble(/\/2\/tweets$/u)
    expect(await shop.connection.commit(act, prepared)).toMatchObject({ failure: { kind: 'unknown-outcome' } })
    shop.trouble(null)
    const again = value(await shop.connection.commit(act, prepared))
    expect(await shop.postsOnServer()).toHaveLength(1)
    expect(again.id).toBe(shop.double.posts()[0]?.id)
  })

  it('of an older post are refused, and the older one is not taken for ours', async () => {
    const shop = await openShop()
    value(await shop.send(saying('Ouvert demain')))
    shop.advance(3_600_000)
    expect(await shop.send(saying('Ouvert demain'))).toMatchObject({ failure: { kind: 'refused', reason: 'duplicate' } })
  })

  it('prove nothing while there is no line to look', async () => {
    const shop = await openShop()
    const act = saying('Ouvert demain')
    const prepared = value(await shop.connection.prepare(act, 0, [], createNotes()))
    value(await shop.connection.commit(act, prepared))
    shop.trouble(/\/tweets\?/u, { kind: 'not-sent' })
    expect(await shop.connection.commit(act, prepared)).toMatchObject({ failure: { kind: 'unknown-outcome' } })
  })
})

describe('what it costs', () => {
  it('is what the guide says: a post, one with a link, the words for a picture', async () => {
    const shop = await openShop()
    const cost = async (act: Act): Promise<number> => {
      const prepared = value(await shop.connection.prepare(act, 0, [], createNotes()))
      return await costOf(shop, async () => value(await shop.connection.commit(act, prepared)))
    }
    expect([await cost(saying('Pain')), await cost(saying('Pain sur exemple.fr'))]).toEqual([prices.post, prices.postWithLink])
    const withPicture: Act = { kind: 'publish', content: { ...emptyContent(), parts: [{ text: '', media: [shop.picture], poll: null }] } }
    // The words, and the two own posts that were looked at beforehand.
    expect(await costOf(shop, () => shop.connection.prepare(withPicture, 0, [], createNotes()))).toBe(prices.altText + 2 * prices.ownRead)
  })

  it('is refused when the credit is used up, and nothing is out', async () => {
    const shop = await openShop()
    const act = saying('Pain')
    const prepared = value(await shop.connection.prepare(act, 0, [], createNotes()))
    shop.double.world.credit = 0
    expect(await shop.connection.commit(act, prepared)).toMatchObject({ failure: { kind: 'refused', reason: 'no-credit' } })
    expect(await shop.connection.read('notifications', null)).toMatchObject({ failure: { kind: 'refused', reason: 'no-credit' } })
    expect((await shop.connection.whoAmI()).ok).toBe(true)
    expect(await shop.postsOnServer()).toEqual([])
  })
})

describe('throttling', () => {
  it('waits for the allowance that ends last', async () => {
    const shop = await openShop()
    const prepared = value(await shop.connection.prepare(saying('Pain'), 0, [], createNotes()))
    const seconds = Math.ceil(shop.session.now() / 1000)
    shop.trouble(/\/2\/tweets$/u, { kind: 'answers', status: 429, body: '{"title":"Too Many Requests"}', headers: {
      'x-rate-limit-remaining': '12', 'x-rate-limit-reset': String(seconds + 60), 'x-user-limit-24hour-remaining': '0', 'x-user-limit-24hour-reset': String(seconds + 7200),
    } })
    expect(await shop.connection.commit(saying('Pain'), prepared)).toMatchObject({ failure: { kind: 'rate-limited', untilUtc: (seconds + 7200) * 1000 } })
  })

  it('is told by the double in headers of X’s own', async () => {
    const shop = await openShop()
    for (let call = 0; call < 14; call++) value(await shop.connection.read('messages', null))
    value(await shop.connection.read('messages', null))
    expect(await shop.connection.read('messages', null)).toMatchObject({ failure: { kind: 'rate-limited', untilUtc: shop.session.now() + 15 * 60_000 } })
  })
})

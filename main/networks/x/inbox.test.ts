import { afterEach, describe, expect, it } from 'vitest'
import { emptyContent } from '../../../preload/contract/drafts.ts'
import type { Act } from '../../../preload/contract/publishing.ts'
import { createNotes } from '../double-harness.ts'
import { closeShops, julie, openShop, saying, value } from './test-shop.ts'

afterEach(closeShops)

describe('with others', () => {
  it('answers whoever mentioned us, and is refused elsewhere', async () => {
    const shop = await openShop()
    await shop.somebodyMentionsUs?.('Du pain sans gluten ? <3')
    const [entry] = value(await shop.connection.read('notifications', null)).entries
    if (entry?.kind !== 'item' || !entry.item.ref) throw new Error('no item')
    expect(entry.item).toMatchObject({ kind: 'mention', text: '@boulangerie_x Du pain sans gluten ? <3', person: { handle: 'julie_m' } })
    const act: Act = { kind: 'reply', to: entry.item.ref, toPerson: entry.item.person, content: { ...emptyContent(), parts: [{ text: 'Oui, le mardi', media: [], poll: null }] } }
    const prepared = value(await shop.connection.prepare(act, 0, [], createNotes()))
    shop.trouble(/\/2\/tweets$/u)
    await shop.connection.commit(act, prepared)
    shop.trouble(null)
    expect(value(await shop.connection.find(act, prepared, shop.session.now()))).toMatchObject({ kind: 'found' })
    expect(shop.double.answers()).toEqual(['Oui, le mardi'])
    const other = shop.double.world.addPost({ authorId: julie.remoteId, text: 'Belle journée', replyTo: null })
    expect(await shop.send({ ...act, to: { id: other.id, url: null, extra: null } })).toMatchObject({ failure: { kind: 'refused', reason: 'not-allowed' } })
  })

  it('tells an answer to a post of ours from a mere mention, hides it, and shows it again', async () => {
    const shop = await openShop()
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
    const shop = await openShop()
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
    const shop = await openShop()
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
    const shop = await openShop()
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
    const prepared = value(await shop.connection.prepare(act, 0, [], createNotes()))
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
    const shop = await openShop()
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
    const shop = await openShop()
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
  const shop = await openShop([], 'post')
  const part = (text: string) => ({ text, media: [], poll: null })
  const act: Act = { kind: 'publish', content: { ...emptyContent(), parts: [part('Un'), part('Deux')] } }
  const first = value(await shop.send(act))
  const prepared = value(await shop.connection.prepare(act, 1, [first], createNotes()))
  shop.trouble(/\/2\/tweets$/u)
  await shop.connection.commit(act, prepared)
  shop.trouble(null)
  expect(value(await shop.connection.find(act, prepared, shop.session.now()))).toMatchObject({ kind: 'found' })
  const { entries } = value(await shop.connection.read('own-posts', null))
  expect(entries.flatMap((entry): unknown[] => (entry.kind === 'post-figures' ? [entry.sample.figures.boosts] : entry.kind === 'own-post' ? [entry.post.isReply] : []))).toEqual([false, 0, false, 0])
  expect(value(await shop.connection.read('account-figures', null)).entries).toMatchObject([{ sample: { figures: { posts: 2 } } }])
})

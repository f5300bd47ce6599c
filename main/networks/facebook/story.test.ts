import { afterEach, describe, expect, it } from 'vitest'
import { emptyContent, type Content, type MediaUse, type RemoteRef } from '../../../preload/contract/drafts.ts'
import type { LogEntry } from '../../../preload/contract/events.ts'
import type { Item } from '../../../preload/contract/items.ts'
import type { Act } from '../../../preload/contract/publishing.ts'
import type { Result } from '../../../preload/contract/result.ts'
import { answersInstead, createNotes } from '../double-harness.ts'
import { startWorld, type FacebookWorld } from './conformance-harness.ts'
import { openConnection } from './index.ts'
import type { Connection } from '../network.ts'

const worlds: FacebookWorld[] = []
afterEach(async () => { for (const world of worlds.splice(0)) await world.stop() })

async function shop(): Promise<{ world: FacebookWorld; connection: Connection }> {
  const world = await startWorld()
  worlds.push(world)
  return { world, connection: openConnection(world.session, world.wait) }
}
function value<T, F>(result: Result<T, F>): T {
  if (!result.ok) throw new Error(JSON.stringify(result.failure))
  return result.value
}
const post = (text: string, media: readonly MediaUse[] = [], more: Partial<Content> = {}): Content => ({ ...emptyContent(), parts: [{ text, media: [...media], poll: null }], ...more })
const publish = (content: Content): Act => ({ kind: 'publish', content })
const reply = (to: RemoteRef, person: Item['person'], text: string): Act => ({ kind: 'reply', to, toPerson: person, content: post(text) })

async function send(connection: Connection, act: Act, part = 0, before: readonly RemoteRef[] = []): Promise<RemoteRef> {
  return value(await connection.commit(act, value(await connection.prepare(act, part, before, createNotes()))))
}
const itemsOf = (entries: readonly LogEntry[]): Item[] => entries.flatMap(entry => (entry.kind === 'item' ? [entry.item] : []))
async function inbox(connection: Connection, stream: 'notifications' | 'messages' = 'notifications'): Promise<Item[]> {
  return itemsOf(value(await connection.read(stream, null)).entries)
}

describe('posts', () => {
  it('posts several pictures, each with its words', async () => {
    const { world, connection } = await shop()
    await send(connection, publish(post('La vitrine', [world.pictureAt(0), world.pictureAt(1), world.pictureAt(2)])))
    expect(world.fake.posts()).toMatchObject([{ text: 'La vitrine', alts: ['Une vitrine, vue 1', 'Une vitrine, vue 2', 'Une vitrine, vue 3'] }])
  })

  it('gives the first address in the text its card, or the one that was asked for', async () => {
    const { world, connection } = await shop()
    await send(connection, publish(post('Notre carte : https://exemple.example/carte. À demain')))
    await send(connection, publish(post('Aussi ici https://exemple.example/a', [], { options: { link: 'https://exemple.example/b' } })))
    expect(world.fake.state.posts.map(one => one.link)).toEqual(['https://exemple.example/b', 'https://exemple.example/carte'])
  })

  it('says that a link to Facebook itself is what was refused', async () => {
    const { connection } = await shop()
    const act = publish(post('Voir https://www.facebook.com/autre'))
    expect(await connection.commit(act, value(await connection.prepare(act, 0, [], createNotes())))).toMatchObject({ ok: false, failure: { kind: 'refused', reason: 'text' } })
  })

  it('finds the pictures’ own post among others of the same words after a lost answer', async () => {
    const { world, connection } = await shop()
    await send(connection, publish(post('Bonjour', [world.pictureAt(0)])))
    world.advance(60_000)
    const act = publish(post('Bonjour', [world.pictureAt(1)]))
    const sent = value(await connection.prepare(act, 0, [], createNotes()))
    world.fake.loseNextAnswer()
    expect(await connection.commit(act, sent)).toMatchObject({ ok: false, failure: { kind: 'unknown-outcome' } })
    world.advance(60_000)
    expect(value(await connection.find(act, sent, world.now() - 60_000))).toMatchObject({ kind: 'found', remote: { id: world.fake.posts()[0]?.id } })
    expect(world.fake.posts()).toHaveLength(2)
  })

  it('sends pictures once, though the first answer is lost and they are sent again', async () => {
    const { world, connection } = await shop()
    for (const act of [publish(post('La vitrine', [world.pictureAt(0)])), publish(post('', [world.pictureAt(1)], { format: 'story' }))]) {
      const sent = value(await connection.prepare(act, 0, [], createNotes()))
      world.fake.loseNextAnswer()
      expect((await connection.commit(act, sent)).ok).toBe(false)
      const again = await connection.commit(act, sent)
      if (!again.ok) expect(again.failure.kind).toBe('unknown-outcome')
      expect(value(await connection.find(act, sent, world.now())).kind).toBe('found')
    }
    expect(world.fake.posts().map(one => one.kind)).toEqual(['photo', 'story'])
  })

  it('uploads pictures again that the network has dropped meanwhile', async () => {
    const { world, connection } = await shop()
    const act = publish(post('La vitrine', [world.pictureAt(0)]))
    const notes = createNotes()
    const sent = value(await connection.prepare(act, 0, [], notes))
    world.fake.state.photos.clear()
    expect(await connection.commit(act, sent)).toMatchObject({ ok: false, failure: { kind: 'stale-preparation' } })
    value(await connection.commit(act, value(await connection.prepare(act, 0, [], notes))))
    expect(world.fake.posts()).toHaveLength(1)
  })

  it('says so when the last post was the same, and not when that may be this very one', async () => {
    const { world, connection } = await shop()
    const act = publish(post('Fermé lundi'))
    const first = value(await connection.prepare(act, 0, [], createNotes()))
    world.fake.loseNextAnswer()
    expect(await connection.commit(act, first)).toMatchObject({ ok: false, failure: { kind: 'unknown-outcome' } })
    expect(await connection.commit(act, first)).toMatchObject({ ok: false, failure: { kind: 'unknown-outcome' } })
    expect(await connection.commit(act, value(await connection.prepare(act, 0, [], createNotes())))).toMatchObject({ ok: false, failure: { kind: 'refused', reason: 'duplicate' } })
    expect(world.fake.posts()).toHaveLength(1)
  })

  it('puts the first comment under the post', async () => {
    const { world, connection } = await shop()
    const act = publish({ ...post('Un post'), parts: [{ text: 'Un post', media: [], poll: null }, { text: 'Le lien en commentaire', media: [world.pictureAt(0)], poll: null }] })
    const first = await send(connection, act)
    const comment = await send(connection, act, 1, [first])
    expect(world.fake.state.comments).toMatchObject([{ post: first.id, message: 'Le lien en commentaire', photo: expect.any(String) }])
    expect(value(await connection.readBack(comment)).url).toMatch(/comment_id=/)
  })

  it('finds a comment whose answer was lost', async () => {
    const { world, connection } = await shop()
    const act = publish({ ...post('Un post'), parts: [{ text: 'Un post', media: [], poll: null }, { text: 'Le lien', media: [], poll: null }] })
    const first = await send(connection, act)
    const sent = value(await connection.prepare(act, 1, [first], createNotes()))
    world.fake.loseNextAnswer()
    expect((await connection.commit(act, sent)).ok).toBe(false)
    expect(value(await connection.find(act, sent, world.now()))).toMatchObject({ kind: 'found' })
    expect(world.fake.state.comments).toHaveLength(1)
  })

  it('changes the words and takes a post away', async () => {
    const { world, connection } = await shop()
    const remote = await send(connection, publish(post('Ouvert a 7 h')))
    const edit: Act = { kind: 'edit', target: remote, content: post('Ouvert à 7 h') }
    const sent = value(await connection.prepare(edit, 0, [], createNotes()))
    value(await connection.commit(edit, sent))
    expect([world.fake.posts()[0]?.text, value(await connection.find(edit, sent, world.now())).kind]).toEqual(['Ouvert à 7 h', 'found'])
    await send(connection, { kind: 'delete', target: remote })
    expect(world.fake.posts()).toEqual([])
    expect(await connection.readBack(remote)).toMatchObject({ ok: false, failure: { kind: 'missing' } })
    // Deleted twice is deleted.
    await send(connection, { kind: 'delete', target: remote })
  })

  it('waits as long as the network says', async () => {
    const { world, connection } = await shop()
    const act = publish(post('Bonjour'))
    const sent = value(await connection.prepare(act, 0, [], createNotes()))
    world.fake.throttle(1, 12)
    expect(await connection.commit(act, sent)).toMatchObject({ ok: false, failure: { kind: 'rate-limited', untilUtc: world.now() + 12 * 60_000 } })
    expect(world.fake.posts()).toEqual([])
  })
})

describe('videos, reels, stories', () => {
  const reel = (world: FacebookWorld): Act => publish(post('Le four', [world.video], { format: 'reel', options: { title: 'Au petit matin' } }))
  /** A reel that the network keeps for an hour from now. */
  async function reelForLater(world: FacebookWorld, { schedule }: Connection) {
    if (!schedule) throw new Error('no scheduler')
    const dueUtc = world.now() + 3_600_000
    const sent = value(await schedule.prepare(reel(world), dueUtc, createNotes()))
    const there = value(await schedule.put(reel(world), sent))
    if (there.kind !== 'scheduled') throw new Error(there.kind)
    return { schedule, sent, there, dueUtc }
  }

  it('posts a video, which is out when it is processed', async () => {
    const { world, connection } = await shop()
    const act = publish(post('Le four s’allume', [world.video]))
    const sent = value(await connection.prepare(act, 0, [], createNotes()))
    expect([world.fake.posts(), world.fake.state.videos.size]).toEqual([[], 0])
    const remote = value(await connection.commit(act, sent))
    expect(await connection.readBack(remote)).toMatchObject({ ok: false, failure: { kind: 'server-trouble' } })
    world.advance(30_000)
    const there = value(await connection.readBack(remote))
    expect(world.fake.posts()).toMatchObject([{ id: there.id, kind: 'video', text: 'Le four s’allume' }])
  })

  it('finds a video whose answer was lost while it is still processed', async () => {
    const { world, connection } = await shop()
    const act = publish(post('Le four s’allume', [world.video]))
    const sent = value(await connection.prepare(act, 0, [], createNotes()))
    world.fake.loseNextAnswer()
    expect(await connection.commit(act, sent)).toMatchObject({ ok: false, failure: { kind: 'unknown-outcome' } })
    expect(value(await connection.find(act, sent, world.now())).kind).toBe('found')
    expect(world.fake.state.videos.size).toBe(1)
  })

  it('posts a reel, which is out when the network is done with it', async () => {
    const { world, connection } = await shop()
    const remote = await send(connection, reel(world))
    expect(await connection.readBack(remote)).toMatchObject({ ok: false, failure: { kind: 'server-trouble' } })
    world.advance(30_000)
    const there = value(await connection.readBack(remote))
    expect([there.url, world.fake.posts()[0]?.id]).toEqual([expect.stringContaining('/reel/'), there.id])
  })

  it('puts the first comment under a reel when it is out', async () => {
    const { world, connection } = await shop()
    const act = publish({ ...post('', [], { format: 'reel' }), parts: [{ text: 'Le four', media: [world.video], poll: null }, { text: 'Le lien', media: [], poll: null }] })
    const first = await send(connection, act)
    expect(await connection.prepare(act, 1, [first], createNotes())).toMatchObject({ ok: false, failure: { kind: 'server-trouble' } })
    world.advance(30_000)
    await send(connection, act, 1, [first])
    expect(world.fake.state.comments).toMatchObject([{ post: world.fake.posts()[0]?.id, message: 'Le lien' }])
  })

  it('goes on with a broken upload from where it ended', async () => {
    const { world, connection } = await shop()
    const notes = createNotes()
    const whole = world.session.http
    let isCut = true
    const cutting = openConnection({ ...world.session, http: { ...whole, send: request => {
      if (!isCut || !(request.body instanceof Uint8Array)) return whole.send(request)
      isCut = false
      return whole.send({ ...request, body: request.body.slice(0, 10_000) })
    } } }, world.wait)
    expect(await cutting.prepare(reel(world), 0, [], notes)).toMatchObject({ ok: false, failure: { kind: 'server-trouble' } })
    value(await connection.commit(reel(world), value(await connection.prepare(reel(world), 0, [], notes))))
    const videos = [...world.fake.state.videos.values()]
    expect(videos).toMatchObject([{ upload: { received: 40_000, size: 40_000 }, state: 'finished' }])
  })

  it('finds a reel by its number after a lost answer, and never makes two of it', async () => {
    const { world, connection } = await shop()
    const act = reel(world)
    const sent = value(await connection.prepare(act, 0, [], createNotes()))
    world.fake.loseNextAnswer()
    expect(await connection.commit(act, sent)).toMatchObject({ ok: false, failure: { kind: 'unknown-outcome' } })
    expect(value(await connection.find(act, sent, world.now()))).toMatchObject({ kind: 'no-proof' })
    world.advance(60_000)
    expect(value(await connection.find(act, sent, world.now() - 60_000)).kind).toBe('found')
    value(await connection.commit(act, sent))
    expect(world.fake.posts()).toHaveLength(1)
  })

  it('knows that a reel whose sending never left is not out, and can send it then', async () => {
    const { world, connection } = await shop()
    const act = reel(world)
    const sent = value(await connection.prepare(act, 0, [], createNotes()))
    world.advance(10 * 60_000)
    expect(value(await connection.find(act, sent, world.now() - 10 * 60_000)).kind).toBe('absent')
  })

  it('posts a picture and a video as stories, and finds a story whose answer was lost', async () => {
    const { world, connection } = await shop()
    const picture = publish(post('', [world.pictureAt(0)], { format: 'story' }))
    const sent = value(await connection.prepare(picture, 0, [], createNotes()))
    world.fake.loseNextAnswer()
    expect((await connection.commit(picture, sent)).ok).toBe(false)
    const found = value(await connection.find(picture, sent, world.now()))
    if (found.kind !== 'found') throw new Error(found.kind)
    expect(value(await connection.readBack(found.remote)).url).toContain('/stories/')
    // Its words would be lost without a sign.
    expect(await connection.prepare(publish(post('À demain', [world.pictureAt(1)], { format: 'story' })), 0, [], createNotes())).toMatchObject({ ok: false, failure: { kind: 'refused', reason: 'text' } })
    const video = await send(connection, publish(post('', [world.video], { format: 'story' })))
    world.advance(30_000)
    expect(value(await connection.readBack(video)).url).toContain('/stories/')
    expect(world.fake.posts().map(one => one.kind)).toEqual(['story', 'story'])
  })

  it('keeps a reel for later with the network, and takes it back', async () => {
    const { world, connection } = await shop()
    const { schedule, sent, there, dueUtc } = await reelForLater(world, connection)
    expect(there.dueUtc).toBe(dueUtc)
    const held = { ...sent, dueUtc, beganUtc: world.now(), schedule: there.schedule, isClaimed: () => false }
    expect(value(await schedule.recall(held)).kind).toBe('recalled')
    world.advance(2 * 3_600_000)
    expect(world.fake.posts()).toEqual([])
  })

  it('does not say that a reel is taken back, or not there, while it is coming out', async () => {
    const { world, connection } = await shop()
    const { schedule, sent, there, dueUtc } = await reelForLater(world, connection)
    for (const video of world.fake.state.videos.values()) video.state = 'finished'
    const held = { ...sent, dueUtc, beganUtc: world.now() - 3_600_000, schedule: there.schedule, isClaimed: () => false }
    expect([value(await schedule.recall(held)).kind, value(await schedule.find(reel(world), held)).kind]).toEqual(['no-proof', 'no-proof'])
  })

  it('believes no refusal of a reel that is out, or on its way, by a sending whose answer was lost', async () => {
    const { world, connection } = await shop()
    const sent = value(await connection.prepare(reel(world), 0, [], createNotes()))
    const refusing = openConnection({ ...world.session, http: answersInstead(world.session.http, ({ url }) => url.endsWith('/video_reels') || url.includes('/video_reels?'), 400, '{"error":{"message":"x","code":100,"error_subcode":1363130}}') }, world.wait)
    expect(await refusing.commit(reel(world), sent)).toMatchObject({ ok: false, failure: { kind: 'refused' } })
    world.fake.loseNextAnswer()
    expect(await connection.commit(reel(world), sent)).toMatchObject({ ok: false, failure: { kind: 'unknown-outcome' } })
    expect(await refusing.commit(reel(world), sent)).toMatchObject({ ok: false, failure: { kind: 'unknown-outcome' } })
    world.advance(600_000)
    expect(await refusing.commit(reel(world), sent)).toMatchObject({ ok: true })
    expect(world.fake.posts()).toHaveLength(1)
  })

  it('keeps a video for later, finds it without its answer, and publishes it at its time', async () => {
    const { world, connection } = await shop()
    const { schedule } = connection
    if (!schedule) throw new Error('no scheduler')
    const act = publish(post('Vidéo', [world.video]))
    const dueUtc = world.now() + 3_600_000
    const sent = value(await schedule.prepare(act, dueUtc, createNotes()))
    world.fake.loseNextAnswer()
    expect((await schedule.put(act, sent)).ok).toBe(false)
    const held = { ...sent, dueUtc, beganUtc: world.now(), schedule: null, isClaimed: () => false }
    const there = value(await schedule.find(act, held))
    expect([there, world.fake.posts()]).toMatchObject([{ kind: 'scheduled', dueUtc }, []])
    world.advance(3_700_000)
    expect(world.fake.posts()).toHaveLength(1)
    if (there.kind === 'scheduled') expect(value(await schedule.recall({ ...held, schedule: there.schedule })).kind).toBe('published')
  })

  it('keeps a post with pictures for later, and publishes it with their words', async () => {
    const { world, connection } = await shop()
    const { schedule } = connection
    const act = publish(post('Demain', [world.pictureAt(0), world.pictureAt(1)]))
    const sent = value(await schedule!.prepare(act, world.now() + 3_600_000, createNotes()))
    expect(value(await schedule!.put(act, sent)).kind).toBe('scheduled')
    world.advance(3_700_000)
    expect(world.fake.posts()).toMatchObject([{ text: 'Demain', alts: ['Une vitrine, vue 1', 'Une vitrine, vue 2'] }])
  })
})

describe('people', () => {
  it('brings comments and visitors’ posts, each once, and not its own', async () => {
    const { world, connection } = await shop()
    const remote = await send(connection, publish(post('Du pain chaud')))
    world.fake.customer.comments(remote.id, 'J’arrive')
    world.fake.customer.visits('Ouvert dimanche ?')
    const first = value(await connection.read('notifications', null))
    expect(itemsOf(first.entries).map(item => [item.kind, item.text]).toSorted()).toEqual([['mention', 'Ouvert dimanche ?'], ['reply', 'J’arrive']])
    world.advance(60_000)
    await send(connection, reply({ ...remote, extra: null }, { remoteId: '1', handle: 'x', displayName: '', profileUrl: null, avatarUrl: null }, 'À tout de suite'))
    world.fake.customer.comments(remote.id, 'Merci !')
    const second = value(await connection.read('notifications', first.cursor))
    expect(itemsOf(second.entries).map(item => item.text)).toEqual(['Merci !'])
    expect(itemsOf(value(await connection.read('notifications', second.cursor)).entries)).toEqual([])
  })

  it('tells every comment of a busy post', async () => {
    const { world, connection } = await shop()
    const remote = await send(connection, publish(post('Concours')))
    const { cursor } = value(await connection.read('notifications', null))
    for (let count = 0; count < 240; count++) {
      world.advance(1000)
      world.fake.customer.comments(remote.id, `Moi ${count}`)
    }
    expect(itemsOf(value(await connection.read('notifications', cursor)).entries)).toHaveLength(240)
  })

  it('answers, likes, hides and deletes a comment', async () => {
    const { world, connection } = await shop()
    const remote = await send(connection, publish(post('Du pain chaud')))
    world.fake.customer.comments(remote.id, 'C’est où ?')
    const [item] = await inbox(connection)
    if (!item?.ref) throw new Error('no comment')
    const answer = await send(connection, reply(item.ref, item.person, 'Au port'))
    expect(value(await connection.readBack(answer)).url).toMatch(/^https/)
    for (const on of [true, false]) {
      await send(connection, { kind: 'like', target: item.ref, on })
      await send(connection, { kind: 'hide', target: item.ref, on })
      const [comment] = world.fake.state.comments.filter(one => one.id === item.ref?.id)
      expect([comment?.isHidden, comment?.likes.size]).toEqual([on, on ? 1 : 0])
    }
    expect(value(await connection.thread(item.ref)).map(one => [one.text, one.isOwn])).toEqual([['Du pain chaud', true], ['C’est où ?', false], ['Au port', true]])
    expect(world.fake.answers()).toEqual(['Au port'])
    await send(connection, { kind: 'delete', target: item.ref })
    expect(world.fake.state.comments).toEqual([])
  })

  it('answers what a visitor wrote on the Page', async () => {
    const { world, connection } = await shop()
    world.fake.customer.visits('Ouvert dimanche ?')
    const [item] = await inbox(connection)
    if (!item?.ref) throw new Error('no post')
    await send(connection, reply(item.ref, item.person, 'Oui, jusqu’à midi'))
    expect(world.fake.answers()).toEqual(['Oui, jusqu’à midi'])
    expect(value(await connection.thread(item.ref)).map(one => one.isOwn)).toEqual([false, true])
  })

  it('brings private messages, answers them within a day, and says when it is too late', async () => {
    const { world, connection } = await shop()
    world.fake.customer.writes('Vous faites des gâteaux ?')
    const first = value(await connection.read('messages', null))
    expect(first.isHistory).toBe(true)
    const [item] = itemsOf(first.entries)
    if (!item?.ref) throw new Error('no message')
    expect([item.isPublic, item.person.displayName]).toEqual([false, 'Julie Martin'])
    const act: Act = { kind: 'message', conversation: item.ref, toPerson: item.person, text: 'Oui, sur commande' }
    const sent = value(await connection.prepare(act, 0, [], createNotes()))
    world.fake.loseNextAnswer()
    expect((await connection.commit(act, sent)).ok).toBe(false)
    expect(value(await connection.find(act, sent, world.now()))).toMatchObject({ kind: 'found' })
    await send(connection, { kind: 'mark-read', target: item.ref })
    expect(world.fake.state.conversations[0]?.seenUtc).toBe(world.now())
    world.advance(60_000)
    world.fake.customer.writes('Super')
    const second = value(await connection.read('messages', first.cursor))
    expect([second.isHistory, itemsOf(second.entries).map(one => one.text)]).toEqual([false, ['Super']])
    expect(itemsOf(value(await connection.read('messages', second.cursor)).entries)).toEqual([])
    expect(value(await connection.thread(item.ref)).map(one => one.text)).toEqual(['Vous faites des gâteaux ?', 'Oui, sur commande', 'Super'])
    world.advance(25 * 3_600_000)
    const late: Act = { ...act, text: 'Trop tard' }
    expect(await connection.commit(late, value(await connection.prepare(late, 0, [], createNotes())))).toMatchObject({ ok: false, failure: { kind: 'refused', reason: 'not-allowed' } })
  })
})

describe('figures', () => {
  it('reads those of posts and of the Page by the names of today', async () => {
    const { connection } = await shop()
    await send(connection, publish(post('Du pain chaud')))
    const { entries } = value(await connection.read('own-posts', null))
    expect(entries).toMatchObject([{ kind: 'own-post', post: { text: 'Du pain chaud' } }, { kind: 'post-figures', sample: { figures: { likes: 0, replies: 0, views: 40, reach: 41, clicks: 42 } } }])
    expect(value(await connection.read('account-figures', null)).entries).toMatchObject([{ sample: { figures: { followers: 1284, views: 120 } } }])
  })

  it('tells the counters where the network gives no insights', async () => {
    const { world, connection } = await shop()
    await send(connection, publish(post('Du pain chaud')))
    const { http } = world.session
    const without = openConnection({ ...world.session, http: { ...http, send: request => (request.url.includes('insights') ? http.send({ ...request, url: request.url.replace('post_media_view', 'post_impressions') }) : http.send(request)) } }, world.wait)
    expect(value(await without.read('own-posts', null)).entries).toMatchObject([{}, { sample: { figures: { likes: 0, replies: 0 } } }])
  })

  it('notices a post that was deleted on the network itself', async () => {
    const { world, connection } = await shop()
    await send(connection, publish(post('Un')))
    await send(connection, publish(post('Deux')))
    const { cursor } = value(await connection.read('own-posts', null))
    world.fake.state.posts.shift()
    expect(value(await connection.read('own-posts', cursor)).entries.filter(entry => entry.kind === 'own-post-gone')).toHaveLength(1)
  })
})

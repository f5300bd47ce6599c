import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { emptyContent, type Content, type MediaUse, type RemoteRef } from '../../../preload/contract/drafts.ts'
import type { Item } from '../../../preload/contract/items.ts'
import type { Act } from '../../../preload/contract/publishing.ts'
import { checkDraft } from '../../../preload/contract/check-draft.ts'
import type { Result } from '../../../preload/contract/result.ts'
import { troubleHttp, type Trouble } from '../conformance-harness.ts'
import { createNotes } from '../double-harness.ts'
import type { Connection, Notes } from '../network.ts'
import { startInstagramWorld, type InstagramWorld } from './conformance-harness.ts'
import { instagram, openConnection } from './index.ts'

let world: InstagramWorld
let connection: Connection
const quickly = (): Promise<void> => new Promise(resolve => setTimeout(resolve, 20))
async function begin(way: 'token' | 'own-app'): Promise<void> {
  world = await startInstagramWorld(way)
  connection = openConnection(world.session, quickly)
}
afterEach(() => world.stop())

function value<T, F>(result: Result<T, F>): T {
  if (!result.ok) throw new Error(JSON.stringify(result.failure))
  return result.value
}
const showing = (media: readonly MediaUse[], text = '', more: Partial<Content> = {}): Act => ({ kind: 'publish', content: { ...emptyContent(), parts: [{ text, media: [...media], poll: null }], ...more } })
async function put(act: Act, part = 0, before: readonly RemoteRef[] = [], notes: Notes = createNotes()): Promise<RemoteRef> {
  return value(await connection.commit(act, value(await connection.prepare(act, part, before, notes))))
}
const newest = () => world.double.media().at(-1)
const refusal = async (act: Act) => await connection.prepare(act, 0, [], createNotes())
/** A connection whose line meets trouble where `at` says. */
const troubled = (at: (url: string) => Trouble | null): Connection => openConnection({ ...world.session, http: troubleHttp(world.session.http, ({ url }) => at(url)) }, quickly)
const inbox = async (stream: 'notifications' | 'messages', cursor: string | null) => {
  const page = value(await connection.read(stream, cursor))
  return { items: page.entries.flatMap((entry): Item[] => (entry.kind === 'item' ? [entry.item] : [])), cursor: page.cursor }
}
const answering = (item: Item, text: string): Act => ({ kind: 'reply', to: item.ref ?? { id: '', url: null, extra: null }, toPerson: item.person, content: { ...emptyContent(), parts: [{ text, media: [], poll: null }] } })

describe('with the network’s own sign-in', () => {
  beforeEach(() => begin('token'))

  it('publishes a photo with its labels, and a carousel of pictures and a video', async () => {
    await put(showing([world.picture], 'Brioche', { options: { 'made-by-ai': 'yes', 'paid-partnership': 'yes' } }))
    expect(newest()).toMatchObject({ type: 'IMAGE', product: 'FEED', caption: 'Brioche', fields: { isMadeByAi: true, isPaid: true, alt: world.picture.alt } })
    await put(showing([world.pictureAt(0), world.video, world.pictureAt(1)], 'La journée'))
    expect(newest()?.children.map(child => [child.type, child.alt])).toEqual([['IMAGE', world.pictureAt(0).alt], ['VIDEO', ''], ['IMAGE', world.pictureAt(1).alt]])
  })

  it('publishes a single video as the reel that it is there, and a reel as it was asked for', async () => {
    await put(showing([world.video], 'Le four'))
    expect(newest()).toMatchObject({ product: 'REELS', fields: { sharesToFeed: true } })
    await put(showing([world.video], 'Le four', { format: 'reel', options: { 'share-to-feed': 'no', 'cover-ms': '1500' } }))
    expect(newest()).toMatchObject({ product: 'REELS', fields: { sharesToFeed: false, thumbOffset: 1500 } })
  })

  it('publishes a story, and none with words that nobody would read', async () => {
    const remote = await put(showing([world.picture], '', { format: 'story' }))
    expect(newest()).toMatchObject({ product: 'STORY' })
    expect(value(await connection.readBack(remote)).url).toMatch(/^https:\/\/www\.instagram\.com\/stories\//)
    expect(await refusal(showing([world.picture], 'À', { format: 'story' }))).toMatchObject({ ok: false, failure: { kind: 'refused', reason: 'text' } })
    const written = showing([world.picture], 'À demain', { format: 'story' })
    const { limits, abilities } = value(await connection.whoAmI())
    if (written.kind === 'publish') expect(checkDraft(written.content, limits, abilities)).toMatchObject([{ kind: 'text-too-long', blocks: true }])
  })

  it('finds a story whose answer was lost by its container, and not when two could be it', async () => {
    const act = showing([world.picture], '', { format: 'story' })
    const sent = value(await connection.prepare(act, 0, [], createNotes()))
    const began = world.now()
    world.double.loseNextAnswer()
    expect(await connection.commit(act, sent)).toMatchObject({ ok: false, failure: { kind: 'unknown-outcome' } })
    expect(value(await connection.find(act, sent, began)).kind).toBe('found')
    await put(act)
    expect(value(await connection.find(act, sent, began)).kind).toBe('no-proof')
  })

  it('takes a caption that is not shown for no proof', async () => {
    const act = showing([world.picture], 'Tarte aux pommes')
    const sent = value(await connection.prepare(act, 0, [], createNotes()))
    const began = world.now()
    const remote = value(await connection.commit(act, sent))
    const rows = { data: [{ id: remote.id, media_type: 'IMAGE', media_product_type: 'FEED', timestamp: new Date(world.now()).toISOString() }] }
    const blind = troubled(url => (new URL(url).pathname.endsWith('/media') ? { kind: 'answers', status: 200, body: JSON.stringify(rows) } : null))
    expect(value(await blind.find(act, sent, began))).toMatchObject({ kind: 'no-proof', doubt: 'alike' })
  })

  it('says what a post needs before anything is tried', async () => {
    expect(await refusal(showing([], 'Sans image'))).toMatchObject({ ok: false, failure: { kind: 'refused', reason: 'media' } })
    expect(await refusal(showing([world.picture], Array.from({ length: 31 }, (_, at) => `#t${at}`).join(' ')))).toMatchObject({ ok: false, failure: { kind: 'refused', reason: 'text' } })
    const { original, rendition } = world.session.media
    const offline = openConnection({ ...world.session, media: { original, rendition } }, quickly)
    for (const use of [world.picture, world.video]) expect(await offline.prepare(showing([use]), 0, [], createNotes())).toMatchObject({ ok: false, failure: { kind: 'refused', reason: 'no-web-space' } })
    world.breakWebSpace()
    expect(await refusal(showing([world.picture]))).toMatchObject({ ok: false, failure: { kind: 'server-trouble' } })
  })

  it('puts a first comment under the post, and finds it when its answer was lost', async () => {
    const act: Act = { kind: 'publish', content: { ...emptyContent(), parts: [{ text: 'Brioche', media: [world.picture], poll: null }, { text: '#brioche #levain', media: [], poll: null }] } }
    const post = await put(act)
    const sent = value(await connection.prepare(act, 1, [post], createNotes()))
    const began = world.now()
    world.double.loseNextAnswer()
    expect(await connection.commit(act, sent)).toMatchObject({ ok: false, failure: { kind: 'unknown-outcome' } })
    const found = value(await connection.find(act, sent, began))
    if (found.kind !== 'found') throw new Error(JSON.stringify(found))
    expect(value(await connection.readBack(found.remote)).url).toMatch(/^https:/)
    expect(world.double.allComments().map(comment => [comment.media, comment.text])).toEqual([[post.id, '#brioche #levain']])
  })

  it('never says of a comment that it will not come', async () => {
    const post = await put(showing([world.picture], 'Brioche'))
    const act: Act = { kind: 'publish', content: { ...emptyContent(), parts: ['Brioche', 'Premier'].map(text => ({ text, media: [], poll: null })) } }
    const sent = value(await connection.prepare(act, 1, [post], createNotes()))
    world.advance(600_000)
    expect(value(await connection.find(act, sent, world.now() - 600_000)).kind).toBe('no-proof')
  })

  it('brings comments and marks, once; answers, hides, and shows the row they stand in', async () => {
    const post = await put(showing([world.picture], 'Brioche'))
    const { cursor } = await inbox('notifications', null)
    const asked = world.double.comments('Sans beurre ?', post.id)
    world.double.comments('Oui, dites-nous', post.id, asked)
    world.double.marks('Vu chez @fournil.des.halles')
    const next = await inbox('notifications', cursor)
    expect(next.items.map(item => [item.kind, item.text, item.conversation === post.id]).sort()).toEqual([['mention', 'Vu chez @fournil.des.halles', false], ['reply', 'Oui, dites-nous', true], ['reply', 'Sans beurre ?', true]])
    const reply = next.items.find(item => item.text === 'Oui, dites-nous')
    const mark = next.items.find(item => item.kind === 'mention')
    if (!reply?.ref || !mark) throw new Error('both are there')
    // An answer to an answer stands in the same row.
    await put(answering(reply, 'À l’huile d’olive'))
    expect(world.double.allComments().at(-1)).toMatchObject({ parent: asked, text: 'À l’huile d’olive' })
    await put(answering(mark, 'Merci !'))
    expect(world.double.answers()).toEqual(['Merci !', 'À l’huile d’olive'])
    await put({ kind: 'hide', target: reply.ref, on: true })
    expect(world.double.allComments().find(comment => comment.id === reply.ref?.id)?.isHidden).toBe(true)
    expect((await inbox('notifications', next.cursor)).items).toEqual([])
    expect(value(await connection.thread(reply.ref)).map(one => [one.text, one.isOwn])).toEqual([['Brioche', true], ['Sans beurre ?', false], ['Oui, dites-nous', false], ['À l’huile d’olive', true]])
  })

  it('hears of a comment under an old post, without asking for all of them each time', async () => {
    const posts: RemoteRef[] = []
    for (let at = 0; at < 14; at++) posts.push(await put(showing([world.picture], `Photo ${at}`)))
    for (const post of posts) world.double.comments('Joli', post.id)
    const first = await inbox('notifications', null)
    expect(first.items).toHaveLength(14)
    const asked = () => world.double.requests().filter(({ method, path }) => method === 'GET' && path.endsWith('/comments')).length
    const before = asked()
    world.double.comments('Encore là ?', posts[0]?.id ?? '')
    const next = await inbox('notifications', first.cursor)
    expect(next.items.map(item => item.text)).toEqual(['Encore là ?'])
    expect(asked() - before).toBe(11)
  })

  it('brings private messages and answers them, as long as the network lets it', async () => {
    world.double.writes('Avez-vous du seigle ?')
    const first = await inbox('messages', null)
    expect(first.items).toMatchObject([{ kind: 'message', text: 'Avez-vous du seigle ?', isPublic: false, person: { handle: 'julie_m' } }])
    const [item] = first.items
    if (!item?.ref) throw new Error('it can be answered')
    const act: Act = { kind: 'message', conversation: item.ref, toPerson: item.person, text: 'Oui, samedi' }
    const sent = value(await connection.prepare(act, 0, [], createNotes()))
    const began = world.now()
    world.double.loseNextAnswer()
    expect(await connection.commit(act, sent)).toMatchObject({ ok: false, failure: { kind: 'unknown-outcome' } })
    expect(value(await connection.find(act, sent, began)).kind).toBe('found')
    expect(world.double.answers()).toEqual(['Oui, samedi'])
    expect((await inbox('messages', first.cursor)).items).toEqual([])
    world.advance(25 * 3_600_000)
    expect(await connection.commit(act, sent)).toMatchObject({ ok: false, failure: { kind: 'refused' } })
    expect(await refusal({ ...act, text: '🥐'.repeat(251) })).toMatchObject({ ok: false, failure: { kind: 'refused', reason: 'text' } })
  })

  it('asks each kind of post for the figures it has', async () => {
    const photo = await put(showing([world.picture], 'Brioche'))
    const story = await put(showing([world.picture], '', { format: 'story' }))
    const page = value(await connection.read('own-posts', null))
    const figures = new Map(page.entries.flatMap(entry => (entry.kind === 'post-figures' ? [[entry.sample.key.split(':').at(-1), entry.sample.figures]] : [])))
    expect(figures.get(photo.id)).toEqual({ likes: 12, replies: 0, views: 90, reach: 89, saves: 88, shares: 87 })
    expect(figures.get(story.id)).toMatchObject({ views: 90, reach: 89 })
    // A story is over after a day; that is no deletion.
    world.advance(25 * 3_600_000)
    expect(value(await connection.read('own-posts', page.cursor)).entries.filter(entry => entry.kind === 'own-post-gone')).toEqual([])
    expect(value(await connection.read('account-figures', null)).entries).toMatchObject([{ sample: { figures: { followers: 1250, following: 80, posts: 1 } } }])
  })

  it('does not offer what this sign-in cannot do', async () => {
    expect(value(await connection.whoAmI()).abilities).toMatchObject({ delete: { kind: 'lacking', why: 'network' }, like: { kind: 'lacking', why: 'network' }, story: { kind: 'works' }, messages: { kind: 'works' } })
    const target = await put(showing([world.picture], 'Reste'))
    const act: Act = { kind: 'delete', target }
    expect(await connection.commit(act, value(await connection.prepare(act, 0, [], createNotes())))).toMatchObject({ ok: false, failure: { kind: 'refused' } })
  })

  it('renews its token, takes a young one as it is, and nonsense for nonsense', async () => {
    const day = 86_400_000
    const signIn = (token: string) => instagram.signIn({ way: 'token', server: '', handle: '', appPassword: '', token }, world.signInTools)
    const young = world.double.issue()
    const [signed] = value(await signIn(young))
    expect(signed?.secret).toContain(young)
    expect(signed?.expiresUtc).toBeGreaterThan(world.now() + 58 * day)
    const before = world.kept()
    world.advance(12 * day)
    expect(value(await connection.whoAmI()).expiresUtc).toBeGreaterThan(world.now() + 59 * day)
    expect(world.kept()).not.toBe(before)
    for (const token of ['', 'abc', 'IG x']) expect(await signIn(token), token).toMatchObject({ ok: false, failure: { kind: 'bad-input' } })
  })

  it('waits when the day’s allowance is used up', async () => {
    const used = { data: [{ quota_usage: 50, config: { quota_total: 50, quota_duration: 86_400 } }] }
    const full = troubled(url => (url.includes('content_publishing_limit') ? { kind: 'answers', status: 200, body: JSON.stringify(used) } : null))
    expect(await full.prepare(showing([world.picture]), 0, [], createNotes())).toMatchObject({ ok: false, failure: { kind: 'rate-limited' } })
  })
})

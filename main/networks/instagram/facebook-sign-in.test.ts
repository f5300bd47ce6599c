import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { emptyContent, type Content, type MediaUse, type RemoteRef } from '../../../preload/contract/drafts.ts'
import type { Item } from '../../../preload/contract/items.ts'
import type { Act } from '../../../preload/contract/publishing.ts'
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
/** A connection whose line meets trouble where `at` says. */
const troubled = (at: (url: string) => Trouble | null): Connection => openConnection({ ...world.session, http: troubleHttp(world.session.http, ({ url }) => at(url)) }, quickly)
const inbox = async (stream: 'notifications' | 'messages', cursor: string | null) => {
  const page = value(await connection.read(stream, cursor))
  return { items: page.entries.flatMap((entry): Item[] => (entry.kind === 'item' ? [entry.item] : [])), cursor: page.cursor }
}
const answering = (item: Item, text: string): Act => ({ kind: 'reply', to: item.ref ?? { id: '', url: null, extra: null }, toPerson: item.person, content: { ...emptyContent(), parts: [{ text, media: [], poll: null }] } })

describe('with Facebook’s sign-in', () => {
  beforeEach(() => begin('own-app'))

  it('finds the account that is linked to a Page, with all that it can do there', async () => {
    expect(world.signedIn).toMatchObject({ profile: { remoteId: world.session.remoteId, handle: 'fournil.des.halles' } })
    expect(world.signedIn.expiresUtc).toBeGreaterThan(world.now() + 59 * 86_400_000)
    expect(value(await connection.whoAmI()).abilities).toMatchObject({ delete: { kind: 'works' }, like: { kind: 'works' }, search: { kind: 'lacking' } })
  })

  it('sends a video without a web space, and goes on where the line broke', async () => {
    const { original, rendition } = world.session.media
    let breaks = 1
    const http = troubleHttp(world.session.http, ({ url }) => (url.includes('/ig-api-upload/') && breaks-- > 0 ? { kind: 'answers', status: 502, body: '' } : null))
    const offline = openConnection({ ...world.session, http, media: { original, rendition } }, quickly)
    const act = showing([world.video], 'Le four', { format: 'reel' })
    value(await offline.commit(act, value(await offline.prepare(act, 0, [], createNotes()))))
    expect(newest()).toMatchObject({ product: 'REELS', caption: 'Le four', fields: { isResumable: true } })
    expect(await offline.prepare(showing([world.picture]), 0, [], createNotes())).toMatchObject({ ok: false, failure: { reason: 'no-web-space' } })
    expect(world.double.requests().filter(({ path }) => path.includes('/ig-api-upload/'))).toHaveLength(1)
  })

  it('publishes, answers, likes and deletes', async () => {
    const post = await put(showing([world.picture], 'Brioche'))
    const asked = world.double.comments('Miam', post.id)
    const { items } = await inbox('notifications', null)
    const [item] = items
    if (!item?.ref) throw new Error('it can be answered')
    await put({ kind: 'like', target: item.ref, on: true })
    await put({ kind: 'like', target: post, on: true })
    expect(world.double.media().find(one => one.id === post.id)?.isLiked).toBe(true)
    await put({ kind: 'like', target: post, on: false })
    expect(world.double.media().find(one => one.id === post.id)?.isLiked).toBe(false)
    await put(answering(item, 'Merci'))
    expect(world.double.allComments().at(-1)?.parent).toBe(asked)
    world.double.writes('Bonjour')
    const [message] = (await inbox('messages', null)).items
    if (!message?.ref) throw new Error('it can be answered')
    await put({ kind: 'message', conversation: message.ref, toPerson: message.person, text: 'Bonjour !' })
    expect(world.double.answers()).toEqual(['Bonjour !', 'Merci'])
    await put({ kind: 'delete', target: post })
    await put({ kind: 'delete', target: post })
    expect(world.double.posts()).toEqual([])
  })

  it('lets the person read what the Page is told does not exist, and loses no post by it', async () => {
    const post = await put(showing([world.picture], 'Brioche'))
    const before = value(await connection.read('own-posts', null))
    world.double.blindPages()
    const act = showing([world.picture], 'Tarte')
    const sent = value(await connection.prepare(act, 0, [], createNotes()))
    const began = world.now()
    world.double.loseNextAnswer()
    expect(await connection.commit(act, sent)).toMatchObject({ ok: false, failure: { kind: 'unknown-outcome' } })
    expect(value(await connection.find(act, sent, began)).kind).toBe('found')
    expect(value(await connection.readBack(post)).url).toMatch(/^https:/)
    const hidesThePost = troubled(url => (new URL(url).pathname.endsWith('/media') ? { kind: 'answers', status: 200, body: '{"data":[]}' } : null))
    expect(value(await hidesThePost.read('own-posts', before.cursor)).entries.filter(entry => entry.kind === 'own-post-gone')).toEqual([])
  })

  it('asks for a new sign-in once the person, who alone is told what is there, is signed out: it does not ask for ever', async () => {
    const post = await put(showing([world.picture], 'Brioche'))
    await put({ kind: 'delete', target: post })
    expect(await connection.readBack(post)).toMatchObject({ ok: false, failure: { kind: 'missing' } })
    world.advance(61 * 86_400_000)
    expect(await connection.whoAmI()).toMatchObject({ ok: true })
    expect(await connection.readBack(post)).toMatchObject({ ok: false, failure: { kind: 'needs-sign-in' } })
  })

  it('goes on with an upload where it broke off, byte by byte', async () => {
    const places: string[] = []
    let isFirst = true
    const http: typeof world.session.http = {
      ...world.session.http,
      async send(request) {
        if (!request.url.includes('/ig-api-upload/')) return await world.session.http.send(request)
        places.push(request.headers?.['offset'] ?? '')
        if (!isFirst || !(request.body instanceof Uint8Array)) return await world.session.http.send(request)
        isFirst = false
        await world.session.http.send({ ...request, body: request.body.slice(0, 700) })
        return { kind: 'no-answer', detail: 'the line broke' }
      },
    }
    const broken = openConnection({ ...world.session, http }, quickly)
    const act = showing([world.video], 'Le four')
    value(await broken.commit(act, value(await broken.prepare(act, 0, [], createNotes()))))
    expect(places).toEqual(['0', '700'])
    expect(newest()).toMatchObject({ caption: 'Le four', product: 'REELS' })
  })

  it('tells a wrong secret from trouble, and does not repeat it', async () => {
    const order = { way: 'own-app' as const, server: '', handle: '', appPassword: '', clientId: world.double.app.id, clientSecret: 'f00f00f00' }
    const failed = await instagram.signIn(order, world.signInTools)
    expect(failed).toMatchObject({ ok: false, failure: { kind: 'bad-input' } })
    expect(JSON.stringify(failed)).not.toContain('f00f00f00')
  })
})

import { afterEach, describe, expect, it } from 'vitest'
import { emptyContent, type Content, type RemoteRef } from '../../../preload/contract/drafts.ts'
import type { Act, Person } from '../../../preload/contract/publishing.ts'
import type { Result } from '../../../preload/contract/result.ts'
import { startDroppingProxy } from '../../../e2e/servers/dropping-proxy.ts'
import type { Http } from '../../http/http.ts'
import type { Connection } from '../network.ts'
import { createNotes } from '../double-harness.ts'
import { serversForStories, startPds, type PdsWorld } from './conformance-harness.ts'

const servers = await serversForStories()

function value<T, F>(result: Result<T, F>): T {
  if (!result.ok) throw new Error(JSON.stringify(result.failure))
  return result.value
}
const saying = (...texts: string[]): Content => ({ ...emptyContent(), parts: texts.map(text => ({ text, media: [], poll: null })) })
const publishing = (content: Content): Act => ({ kind: 'publish', content })

describe.skipIf(servers === null)('on a real PDS', () => {
  let world: PdsWorld
  const closing: (() => Promise<void>)[] = []
  const open = async (http?: Http): Promise<Connection> => {
    world = await startPds('app-password')
    return world.network.open(http ? { ...world.session, http } : world.session)
  }
  afterEach(async () => { for (const close of closing.splice(0)) await close() })

  async function send(connection: Connection, act: Act, part = 0, before: readonly RemoteRef[] = []): Promise<RemoteRef> {
    return value(await connection.commit(act, value(await connection.prepare(act, part, before, createNotes()))))
  }
  const recordAt = async (ref: RemoteRef): Promise<{ value: Record<string, unknown> }> => await (await fetch(ref.url ?? '')).json() as { value: Record<string, unknown> }
  const customer = (): Person => ({ remoteId: world.customer.did, handle: world.customer.handle, displayName: 'Julie', profileUrl: null, avatarUrl: null })

  it('posts two pictures with their words, in the language given, and the permalink opens', async () => {
    const connection = await open()
    const content: Content = { ...saying('Deux miches'), language: 'fr' }
    const act = publishing({ ...content, parts: [{ text: 'Deux miches', media: [world.pictureAt(0), world.pictureAt(1)], poll: null }] })
    const remote = value(await connection.readBack(await send(connection, act)))
    expect(await world.postsOnServer()).toEqual([{ text: 'Deux miches', alts: ['Une vitrine, vue 1', 'Une vitrine, vue 2'] }])
    expect((await recordAt(remote)).value).toMatchObject({ langs: ['fr'], embed: { images: [{ aspectRatio: { width: 64, height: 48 } }, {}] } })
  })

  it('does not upload a picture again that a former attempt has brought', async () => {
    const connection = await open()
    const act = publishing({ ...emptyContent(), parts: [{ text: 'Miche', media: [world.picture], poll: null }] })
    const notes = createNotes()
    value(await connection.prepare(act, 0, [], notes))
    const withoutOriginals = world.network.open({ ...world.session, media: { original: async () => { throw new Error('asked for') }, rendition: async () => { throw new Error('asked for') } } })
    value(await withoutOriginals.commit(act, value(await withoutOriginals.prepare(act, 0, [], notes))))
    expect(await world.postsOnServer()).toHaveLength(1)
  })

  it('makes links, mentions and tags of a text, and leaves a handle that nobody has alone', async () => {
    const connection = await open()
    const text = `Été ! https://exemple.example/a @${world.customer.handle} #pain @personne-du-tout.test`
    const { facets } = (await recordAt(await send(connection, publishing(saying(text))))).value as { facets: { index: { byteStart: number; byteEnd: number }; features: unknown[] }[] }
    const bytes = Buffer.from(text)
    expect(facets.map(({ index, features }) => [bytes.subarray(index.byteStart, index.byteEnd).toString(), features[0]]).toSorted()).toEqual([
      ['#pain', { $type: 'app.bsky.richtext.facet#tag', tag: 'pain' }],
      [`@${world.customer.handle}`, { $type: 'app.bsky.richtext.facet#mention', did: world.customer.did }],
      ['https://exemple.example/a', { $type: 'app.bsky.richtext.facet#link', uri: 'https://exemple.example/a' }],
    ])
  })

  it('does not post twice when the answer is lost on the line', async () => {
    const connection = await open()
    const proxy = await startDroppingProxy(world.servers.pdsUrl, ({ path }) => path.startsWith('/xrpc/com.atproto.repo.putRecord'))
    closing.push(proxy.close)
    const through: Http = { ...world.session.http, send: request => world.session.http.send({ ...request, url: request.url.replace(world.servers.pdsUrl, proxy.url) }) }
    const broken = world.network.open({ ...world.session, http: through })
    const act = publishing(saying('Une seule fois'))
    const prepared = value(await broken.prepare(act, 0, [], createNotes()))
    expect(await broken.commit(act, prepared)).toMatchObject({ ok: false, failure: { kind: 'unknown-outcome' } })
    expect(proxy.passed.filter(line => line.includes('putRecord'))).toHaveLength(1)
    const found = value(await connection.find(act, prepared, world.session.now()))
    expect(found.kind).toBe('found')
    // Sent again by mistake, it is still one post, and the same one.
    const again = value(await connection.commit(act, prepared))
    expect(found.kind === 'found' && found.remote).toEqual(again)
    expect(await world.postsOnServer()).toHaveLength(1)
  })

  it('sends a thread whose parts answer each other, and a quote with a picture', async () => {
    const connection = await open()
    const theirs = await world.customerPosts({ text: 'Quel pain !' })
    const act = publishing({ ...saying('Un', 'Deux', 'Trois'), quote: { id: theirs.uri, url: null, extra: null }, parts: saying('Un', 'Deux', 'Trois').parts.map((part, at) => at === 0 ? { ...part, media: [world.picture] } : part) })
    const out: RemoteRef[] = []
    for (const part of [0, 1, 2]) out.push(await send(connection, act, part, out))
    const [first, second, third] = await Promise.all(out.map(async ref => (await recordAt(ref)).value))
    expect(first).toMatchObject({ embed: { $type: 'app.bsky.embed.recordWithMedia', record: { record: theirs }, media: { images: [{ alt: world.picture.alt }] } } })
    expect(second).toMatchObject({ reply: { root: { uri: out[0]?.id }, parent: { uri: out[0]?.id } } })
    expect(third).toMatchObject({ reply: { root: { uri: out[0]?.id }, parent: { uri: out[1]?.id } } })
    expect(value(await connection.thread(out[1] ?? { id: '', url: null, extra: null })).map(post => post.text)).toEqual(['Un', 'Deux', 'Trois'])
  })

  it('likes, passes on, follows and takes it back, once each', async () => {
    const connection = await open()
    const theirs = await world.customerPosts({ text: 'Bonjour' })
    const target: RemoteRef = { id: theirs.uri, url: null, extra: null }
    const count = async (collection: string): Promise<number> => (await world.servers.call(world.owner.handle, world.password, 'com.atproto.repo.listRecords', { repo: world.owner.did, collection }) as { records: unknown[] }).records.length
    const acts: [string, (on: boolean) => Act][] = [
      ['app.bsky.feed.like', on => ({ kind: 'like', target, on })],
      ['app.bsky.feed.repost', on => ({ kind: 'boost', target, on })],
      ['app.bsky.graph.follow', on => ({ kind: 'follow', person: customer(), on })],
      ['app.bsky.graph.block', on => ({ kind: 'block', person: customer(), on })],
    ]
    for (const [collection, act] of acts) {
      const prepared = value(await connection.prepare(act(true), 0, [], createNotes()))
      value(await connection.commit(act(true), prepared))
      value(await connection.commit(act(true), prepared))
      expect(await count(collection), collection).toBe(1)
      await send(connection, act(false))
      await send(connection, act(false))
      expect(await count(collection), collection).toBe(0)
    }
    for (const on of [true, false]) await send(connection, { kind: 'mute', person: customer(), on })
    await send(connection, { kind: 'report', person: customer(), target, comment: 'Publicité' })
  })

  it('deletes a post, also twice, and nobody else’s', async () => {
    const connection = await open()
    const remote = await send(connection, publishing(saying('À effacer')))
    await send(connection, { kind: 'delete', target: remote })
    await send(connection, { kind: 'delete', target: remote })
    expect(await world.postsOnServer()).toEqual([])
    expect(await connection.readBack(remote)).toMatchObject({ ok: false, failure: { kind: 'missing' } })
    const theirs = await world.customerPosts({ text: 'Pas à vous' })
    expect(await connection.prepare({ kind: 'delete', target: { id: theirs.uri, url: null, extra: null } }, 0, [], createNotes())).toMatchObject({ ok: false, failure: { kind: 'refused' } })
  })

  it('prepares again when the server has forgotten an upload', async () => {
    const connection = await open()
    const act = publishing({ ...emptyContent(), parts: [{ text: 'Miche', media: [world.picture], poll: null }] })
    const prepared = value(await connection.prepare(act, 0, [], createNotes()))
    const forgotten = { ...prepared, body: prepared.body.replace(/baf[a-z2-7]{56}/, 'bafkreibjfgx2gprinfvicegelk5kosd6y2frmqpqzwqkg7usac74l3t2v4') }
    expect(await connection.commit(act, forgotten)).toMatchObject({ ok: false, failure: { kind: 'stale-preparation' } })
  })

  it('answers a customer, in their thread', async () => {
    const connection = await open()
    const theirs = await world.customerPosts({ text: 'Ouverts dimanche ?' })
    const answer = await send(connection, { kind: 'reply', to: { id: theirs.uri, url: null, extra: null }, toPerson: customer(), content: saying('Oui, de 8 h à 13 h') })
    expect((await recordAt(answer)).value).toMatchObject({ reply: { root: theirs, parent: theirs } })
  })

  it('draws a card for a link from what the page says of itself', async () => {
    const connection = await open()
    const page = '<html><head><meta property="og:title" content="Le fournil"><meta property="og:description" content="Pain au levain"></head></html>'
    const http: Http = { ...world.session.http, send: async request => request.url === 'https://fournil.example/' ? { kind: 'answered', status: 200, headers: new Headers({ 'content-type': 'text/html' }), text: page, bytes: new Uint8Array(), json: undefined, retryAtUtc: null } : await world.session.http.send(request) }
    const carded = world.network.open({ ...world.session, http })
    expect((await recordAt(await send(carded, publishing(saying('Voir https://fournil.example/'))))).value).toMatchObject({ embed: { external: { uri: 'https://fournil.example/', title: 'Le fournil', description: 'Pain au levain' } } })
    // A page that cannot be read is no reason to hold up the post.
    expect((await recordAt(await send(connection, publishing(saying('Voir http://localhost:9/'))))).value['embed']).toBeUndefined()
  })
})

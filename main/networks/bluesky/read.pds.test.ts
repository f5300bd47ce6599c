import { describe, expect, it } from 'vitest'
import { emptyContent, type RemoteRef } from '../../../preload/contract/drafts.ts'
import type { LogEntry } from '../../../preload/contract/events.ts'
import type { Item } from '../../../preload/contract/items.ts'
import type { Act, Person } from '../../../preload/contract/publishing.ts'
import type { Result } from '../../../preload/contract/result.ts'
import { startBlueskyServers } from '../../../e2e/servers/bluesky/start.ts'
import type { Connection, StreamPage } from '../network.ts'
import { createNotes } from '../double-harness.ts'
import { serversForStories, startPds } from './conformance-harness.ts'

const servers = await serversForStories()

function value<T, F>(result: Result<T, F>): T {
  if (!result.ok) throw new Error(JSON.stringify(result.failure))
  return result.value
}
const itemsIn = (entries: readonly LogEntry[]): Item[] => entries.flatMap(entry => entry.kind === 'item' ? [entry.item] : [])

async function post(connection: Connection, text: string): Promise<RemoteRef> {
  return await send(connection, { kind: 'publish', content: { ...emptyContent(), parts: [{ text, media: [], poll: null }] } })
}
async function send(connection: Connection, act: Act): Promise<RemoteRef> {
  return value(await connection.commit(act, value(await connection.prepare(act, 0, [], createNotes()))))
}
const strong = ({ id, extra }: RemoteRef): { uri: string; cid: string } => ({ uri: id, cid: (JSON.parse(extra ?? '{}') as { cid: string }).cid })
async function readAll(connection: Connection, stream: 'notifications' | 'messages' | 'own-posts' | 'account-figures', cursor: string | null): Promise<StreamPage & { all: LogEntry[] }> {
  let page = value(await connection.read(stream, cursor))
  const all = [...page.entries]
  while (page.more) {
    page = value(await connection.read(stream, page.cursor))
    all.push(...page.entries)
  }
  return { ...page, all }
}

describe.skipIf(servers === null)('on a real PDS with a network view behind it', () => {
  it('tells of an answer, a like, a repost, a quote and a follower, each once and in order', async () => {
    const world = await startPds('app-password')
    const connection = world.network.open(world.session)
    const ours = await post(connection, 'Fournée du soir')
    const first = await readAll(connection, 'notifications', null)
    expect(first).toMatchObject({ all: [], isHistory: true })
    const now = new Date().toISOString()
    const answer = await world.customerPosts({ text: 'Bravo !', reply: { root: strong(ours), parent: strong(ours) } })
    for (const [collection, subject] of [['app.bsky.feed.like', strong(ours)], ['app.bsky.feed.repost', strong(ours)], ['app.bsky.graph.follow', world.owner.did]] as const) {
      await world.customerDoes('com.atproto.repo.createRecord', {}, { repo: world.customer.did, collection, record: { $type: collection, subject, createdAt: now } })
    }
    await world.customerPosts({ text: 'À voir', embed: { $type: 'app.bsky.embed.record', record: strong(ours) } })
    const second = await readAll(connection, 'notifications', first.cursor)
    expect(second.isHistory).toBe(false)
    const items = itemsIn(second.all)
    expect(items.map(item => item.kind).toSorted()).toEqual(['boost', 'follow', 'like', 'quote', 'reply'])
    expect(items.find(item => item.kind === 'reply')).toMatchObject({ text: 'Bravo !', person: { handle: world.customer.handle }, about: { id: ours.id }, conversation: ours.id, ref: { id: answer.uri } })
    expect((await readAll(connection, 'notifications', second.cursor)).all).toEqual([])
    // The answer to the answer stays in the thread, and is not told to ourselves.
    const to = items.find(item => item.kind === 'reply')?.ref
    if (!to) throw new Error('no answer')
    const toPerson: Person = { remoteId: world.customer.did, handle: world.customer.handle, displayName: '', profileUrl: null, avatarUrl: null }
    await send(connection, { kind: 'reply', to, toPerson, content: { ...emptyContent(), parts: [{ text: 'Merci', media: [], poll: null }] } })
    expect(value(await connection.thread(ours)).map(one => [one.text, one.isOwn])).toEqual([['Fournée du soir', true], ['Bravo !', false], ['Merci', true]])
    await send(connection, { kind: 'mark-read', target: to })
    expect(await world.servers.call(world.owner.handle, world.password, 'app.bsky.notification.getUnreadCount')).not.toMatchObject({ count: 5 })
  })

  it('shows the figures of a post and of the account, and only when they have changed', async () => {
    const world = await startPds('app-password')
    const connection = world.network.open(world.session)
    const ours = await post(connection, 'Tarte aux pommes')
    const first = await readAll(connection, 'own-posts', null)
    expect(first.all).toMatchObject([{ kind: 'own-post', post: { text: 'Tarte aux pommes', isReply: false } }, { kind: 'post-figures', sample: { figures: { likes: 0, replies: 0 } } }])
    expect((await readAll(connection, 'own-posts', first.cursor)).all).toEqual([])
    await world.customerDoes('com.atproto.repo.createRecord', {}, { repo: world.customer.did, collection: 'app.bsky.feed.like', record: { $type: 'app.bsky.feed.like', subject: strong(ours), createdAt: new Date().toISOString() } })
    const second = await readAll(connection, 'own-posts', first.cursor)
    expect(second.all.at(-1)).toMatchObject({ kind: 'post-figures', sample: { figures: { likes: 1 } } })
    await send(connection, { kind: 'delete', target: ours })
    expect((await readAll(connection, 'own-posts', second.cursor)).all).toMatchObject([{ kind: 'own-post-gone' }])
    expect((await readAll(connection, 'account-figures', null)).all).toMatchObject([{ kind: 'account-figures', sample: { figures: { followers: 0, following: 0, posts: 0 } } }])
  })

  it('brings messages, answers them once, and finds the answer when the word of it is lost', async () => {
    const world = await startPds('app-password')
    const connection = world.network.open(world.session)
    const { convo } = await world.customerDoes('chat.bsky.convo.getConvoForMembers', { members: world.owner.did }) as { convo: { id: string } }
    const write = (text: string): Promise<unknown> => world.customerDoes('chat.bsky.convo.sendMessage', {}, { convoId: convo.id, message: { text } })
    await write('Bonjour')
    const first = await readAll(connection, 'messages', null)
    expect(first.isHistory).toBe(true)
    expect(itemsIn(first.all)).toMatchObject([{ kind: 'message', text: 'Bonjour', isPublic: false, ref: { id: convo.id } }])
    await write('Une commande ?')
    const second = await readAll(connection, 'messages', first.cursor)
    expect([second.isHistory, itemsIn(second.all).map(item => item.text)]).toEqual([false, ['Une commande ?']])
    const [item] = itemsIn(second.all)
    if (!item?.ref) throw new Error('no message')
    const act: Act = { kind: 'message', conversation: item.ref, toPerson: item.person, text: 'Avec plaisir' }
    const prepared = value(await connection.prepare(act, 0, [], createNotes()))
    expect(value(await connection.find(act, prepared, world.session.now())).kind).toBe('no-proof')
    value(await connection.commit(act, prepared))
    expect(value(await connection.find(act, prepared, world.session.now())).kind).toBe('found')
    expect(value(await connection.thread(item.ref)).map(one => [one.text, one.isOwn])).toEqual([['Bonjour', false], ['Une commande ?', false], ['Avec plaisir', true]])
    await send(connection, { kind: 'mark-read', target: item.ref })
  })

  it('says which right is missing for messages, and reads all else', async () => {
    const world = await startPds('app-password', { messages: false })
    const connection = world.network.open(world.session)
    expect(world.signedIn.abilities.messages).toEqual({ kind: 'lacking', why: 'permission' })
    expect(value(await connection.read('messages', null)).entries).toEqual([])
    expect((await connection.read('notifications', null)).ok).toBe(true)
  })

  it('finds posts and people', async () => {
    const world = await startPds('app-password')
    const connection = world.network.open(world.session)
    const word = `levain-${world.customer.handle.slice(6, 14)}`
    await world.customerPosts({ text: `J’aime le ${word}` })
    expect(value(await connection.search(word)).posts).toMatchObject([{ text: `J’aime le ${word}`, isOwn: false }])
    expect(value(await connection.search(`@${world.customer.handle}`)).people).toMatchObject([{ remoteId: world.customer.did }])
    expect(value(await connection.findPerson?.(`@${world.customer.handle}`) ?? { ok: true, value: null })).toMatchObject({ remoteId: world.customer.did })
    expect(value(await connection.findPerson?.('personne-du-tout.test') ?? { ok: true, value: null })).toBeNull()
  })
})

describe.skipIf(servers === null)('on a lone PDS without network view', () => {
  it('posts and lists its posts without figures, and shows as lacking what it lacks', async () => {
    const alone = await startBlueskyServers({ hasView: false })
    try {
      const world = await startPds('app-password', { servers: alone })
      const connection = world.network.open(world.session)
      const { abilities } = value(await connection.whoAmI())
      expect([abilities.search, abilities['post-figures'], abilities.images]).toEqual([{ kind: 'lacking', why: 'server' }, { kind: 'lacking', why: 'server' }, { kind: 'works' }])
      const ours = await post(connection, 'Seul au monde')
      expect(value(await connection.read('own-posts', null)).entries).toMatchObject([{ kind: 'own-post', post: { text: 'Seul au monde' } }])
      expect(value(await connection.thread(ours)).map(one => one.text)).toEqual(['Seul au monde'])
      for (const { id } of connection.streams) expect((await connection.read(id, null)).ok, id).toBe(true)
      expect(value(await connection.read('account-figures', null)).entries).toEqual([])
    } finally {
      await alone.close()
    }
  }, 60_000)
})

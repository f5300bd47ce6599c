import { afterEach, describe, expect, it } from 'vitest'
import { emptyContent, type RemoteRef } from '../../../preload/contract/drafts.ts'
import type { Item } from '../../../preload/contract/items.ts'
import type { Act } from '../../../preload/contract/publishing.ts'
import type { Result } from '../../../preload/contract/result.ts'
import { troubleHttp } from '../conformance-harness.ts'
import type { Connection } from '../network.ts'
import { addComment } from '../../../e2e/fake-networks/linkedin/social.ts'
import { createNotes } from '../double-harness.ts'
import { startLinkedIn, type LinkedInWorld } from './conformance-harness.ts'
import { notifications, posts } from './fixtures/rows.ts'
import { linkedin } from './index.ts'
import { quotas } from './quotas.ts'

const worlds: LinkedInWorld[] = []
afterEach(async () => { for (const world of worlds.splice(0)) await world.stop() })
async function start(who: 'page' | 'member' = 'page'): Promise<{ world: LinkedInWorld; connection: Connection }> {
  const world = await startLinkedIn(who)
  worlds.push(world)
  return { world, connection: linkedin.open(world.session) }
}
function value<T, F>(result: Result<T, F>): T {
  if (!result.ok) throw new Error(JSON.stringify(result.failure))
  return result.value
}
const contentOf = (text: string) => ({ ...emptyContent(), parts: [{ text, media: [], poll: null }] })
const does = async (connection: Connection, act: Act): Promise<RemoteRef> => value(await connection.commit(act, value(await connection.prepare(act, 0, [], createNotes()))))
async function itemsOf(connection: Connection, cursor: string | null = null): Promise<{ items: Item[]; cursor: string }> {
  const page = value(await connection.read('notifications', cursor))
  return { items: page.entries.flatMap(entry => (entry.kind === 'item' ? [entry.item] : [])), cursor: page.cursor }
}

describe('a page’s comments', () => {
  it('come in, are answered where they stand, liked and unliked', async () => {
    const { world, connection } = await start()
    const post = await does(connection, { kind: 'publish', content: contentOf('Ouvert dimanche') })
    world.advance(1000)
    world.double.say?.('À quelle heure ?')
    const { items: [item], cursor } = await itemsOf(connection)
    expect(item).toMatchObject({ kind: 'reply', text: 'À quelle heure ?', about: { id: post.id }, conversation: post.id, person: { remoteId: 'urn:li:person:jUl1e-42', handle: 'julie-martin', displayName: 'Julie Martin' } })
    if (!item?.ref) throw new Error('nothing to answer')
    const answer = await does(connection, { kind: 'reply', to: item.ref, toPerson: item.person, content: contentOf('Dès 7 h') })
    expect(value(await connection.readBack(answer)).url).toContain(post.id)
    // An answer of ours answered once more stands beside it: answers go one level deep.
    await does(connection, { kind: 'reply', to: answer, toPerson: item.person, content: contentOf('Et lundi aussi') })
    expect(world.double.answers()).toEqual(['Dès 7 h', 'Et lundi aussi'])
    for (const on of [true, true, false, false]) await does(connection, { kind: 'like', target: item.ref, on })
    expect([...world.double.world.reactions]).toEqual([])
    // What we say ourselves does not come back as news.
    world.advance(60_000)
    expect((await itemsOf(connection, cursor)).items).toEqual([])
    const thread = value(await connection.thread(item.ref))
    expect(thread.map(one => [one.text, one.isOwn])).toEqual([['Ouvert dimanche', true], ['À quelle heure ?', false], ['Dès 7 h', true], ['Et lundi aussi', true]])
  })

  it('come in without a name where LinkedIn keeps it back, and each name is asked for once', async () => {
    const { world, connection } = await start()
    await does(connection, { kind: 'publish', content: contentOf('Ouvert dimanche') })
    const [post] = world.double.world.posts
    if (!post) throw new Error('no post')
    world.advance(1000)
    for (const text of ['Un', 'Deux']) {
      addComment(world.double.world, { post, actor: 'urn:li:person:h1dd3n', text, parent: null })
      world.advance(1000)
    }
    const { items } = await itemsOf(connection)
    expect(items.map(item => [item.text, item.person.handle, item.person.displayName])).toEqual([['Un', 'h1dd3n', ''], ['Deux', 'h1dd3n', '']])
    expect(world.double.requests().filter(request => request.path.startsWith('/rest/people/'))).toHaveLength(1)
  })

  it('are told one by one, whatever stands between them', async () => {
    const { world } = await start()
    const answers = (what: object) => ({ kind: 'answers', status: 200, body: JSON.stringify(what) }) as const
    const http = troubleHttp(world.session.http, ({ url }) => (url.includes('EntityNotifications') ? answers(notifications) : url.includes('/rest/posts?') ? answers(posts) : null))
    const connection = linkedin.open({ ...world.session, http })
    const { items } = await itemsOf(connection)
    expect(items.map(item => [item.kind, item.text, item.person.displayName, item.about?.id])).toEqual([
      ['reply', 'Et dimanche ? <b>Merci</b>', 'Julie Martin', 'urn:li:share:7094637247487995904'],
      ['mention', 'Merci à la Boulangerie du Port', '', 'urn:li:share:7094637247487995999'],
    ])
    const own = value(await connection.read('own-posts', null))
    expect(own.entries.flatMap(entry => (entry.kind === 'own-post' ? [[entry.post.text, entry.post.createdUtc]] : []))).toEqual([['Pain (bio) #pain', world.session.now()]])
  })

  it('can be deleted, ours and others’; ours can be changed', async () => {
    const { world, connection } = await start()
    await does(connection, { kind: 'publish', content: contentOf('Ouvert dimanche') })
    world.double.say?.('Publicité !')
    const { items: [item] } = await itemsOf(connection)
    if (!item?.ref) throw new Error('nothing to answer')
    const answer = await does(connection, { kind: 'reply', to: item.ref, toPerson: item.person, content: contentOf('Non merci') })
    const edit: Act = { kind: 'edit', target: answer, content: contentOf('Non merci (vraiment)') }
    const prepared = value(await connection.prepare(edit, 0, [], createNotes()))
    value(await connection.commit(edit, prepared))
    expect([world.double.answers(), value(await connection.find(edit, prepared, world.session.now())).kind]).toEqual([['Non merci (vraiment)'], 'found'])
    for (const target of [answer, item.ref]) {
      await does(connection, { kind: 'delete', target })
      expect(await connection.readBack(target)).toMatchObject({ ok: false, failure: { kind: 'missing' } })
    }
  })

  it('are read back for two months at first, page by page, and once each', async () => {
    const { world, connection } = await start()
    for (let n = 0; n < 120; n++) {
      world.double.say?.(`Question ${n}`)
      world.advance(60_000)
    }
    const texts: string[] = []
    let page = value(await connection.read('notifications', null))
    for (let turn = 0; turn < 10; turn++) {
      texts.push(...page.entries.flatMap(entry => (entry.kind === 'item' ? [entry.item.text] : [])))
      if (!page.more) break
      page = value(await connection.read('notifications', page.cursor))
    }
    expect([texts.length, new Set(texts).size]).toEqual([120, 120])
    world.double.say?.('Encore une')
    expect((await itemsOf(connection, page.cursor)).items.map(item => item.text)).toEqual(['Encore une'])
  })
})

describe('figures', () => {
  it('of a page’s posts and followers come by their names of today; a deleted post is missed', async () => {
    const { world, connection } = await start()
    const post = await does(connection, { kind: 'publish', content: contentOf('Ouvert dimanche') })
    world.double.say?.('Oui !')
    const first = value(await connection.read('own-posts', null))
    expect(first.entries.flatMap(entry => (entry.kind === 'post-figures' ? [entry.sample.figures] : []))).toEqual([{ likes: 0, replies: 1, shares: 1, clicks: 7, reach: 90, views: 120 }])
    expect(value(await connection.read('account-figures', null)).entries).toMatchObject([{ kind: 'account-figures', sample: { figures: { followers: 417 } } }])
    await does(connection, { kind: 'delete', target: post })
    expect(value(await connection.read('own-posts', first.cursor)).entries.map(entry => entry.kind)).toEqual(['own-post-gone'])
  })

  it('of a member are shown to no app, so nothing is asked', async () => {
    const { connection } = await start('member')
    expect([connection.streams, await connection.thread({ id: 'urn:li:share:1', url: null, extra: null })]).toEqual([[], { ok: true, value: [] }])
  })
})

it('leaves the rest of a day’s calls to publishing: only what is read counts', async () => {
  const { world } = await start()
  const charged: string[] = []
  const http: typeof world.session.http = { ...world.session.http, send: request => {
    if (quotas.chargesOf({ method: request.method, url: request.url, body: null }).length > 0) charged.push(request.method)
    return world.session.http.send(request)
  } }
  const connection = linkedin.open({ ...world.session, http })
  await does(connection, { kind: 'publish', content: contentOf('Ouvert dimanche') })
  expect([charged, quotas.needOf({ kind: 'publish', content: contentOf('Ouvert') })]).toEqual([[], []])
  world.double.say?.('Oui !')
  await connection.read('notifications', null)
  expect(charged).toEqual(['GET', 'GET'])
})

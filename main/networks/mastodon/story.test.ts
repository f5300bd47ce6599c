import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { emptyContent, type Content, type RemoteRef } from '../../../preload/contract/drafts.ts'
import type { LogEntry } from '../../../preload/contract/events.ts'
import type { Item } from '../../../preload/contract/items.ts'
import type { Act } from '../../../preload/contract/publishing.ts'
import type { Result } from '../../../preload/contract/result.ts'
import type { Connection, Prepared } from '../network.ts'
import { createNotes } from '../double-harness.ts'
import { startPractice, type PracticeWorld } from './conformance-harness.ts'
import { openConnection } from './index.ts'

let world: PracticeWorld
let connection: Connection
beforeEach(async () => {
  world = await startPractice()
  connection = openConnection(world.session, ms => Promise.resolve(world.advance(ms)))
})
afterEach(() => world.stop())

const text = (words: string, more: Partial<Content> = {}): Content => ({ ...emptyContent(), parts: [{ text: words, media: [], poll: null }], ...more })
function value<T, F>(result: Result<T, F>): T {
  if (!result.ok) throw new Error(JSON.stringify(result.failure))
  return result.value
}
async function publish(act: Act, part = 0, before: readonly RemoteRef[] = []): Promise<RemoteRef> {
  return value(await connection.commit(act, value(await connection.prepare(act, part, before, createNotes()))))
}
async function readAll(stream: 'notifications' | 'messages' | 'own-posts', from: string | null): Promise<{ entries: LogEntry[]; cursor: string; pages: number }> {
  const entries: LogEntry[] = []
  let cursor = from
  for (let pages = 1; ; pages++) {
    const page = value(await connection.read(stream, cursor))
    entries.push(...page.entries)
    cursor = page.cursor
    if (!page.more) return { entries, cursor, pages }
    if (pages > 100) throw new Error('the stream has no end')
  }
}
const items = (entries: readonly LogEntry[]): Item[] => entries.flatMap(entry => (entry.kind === 'item' ? [entry.item] : []))
const posted = (): string[] => world.server.statuses().filter(status => status.by === world.server.ownerHandle).map(status => status.text)
const posts = () => world.server.log.entries().filter(entry => entry.method === 'POST' && entry.path === '/api/v1/statuses')

describe('a shop on a Mastodon server', () => {
  it('is known by name, limits and abilities as soon as it is connected', async () => {
    const { profile, limits, abilities } = value(await connection.whoAmI())
    expect(profile).toMatchObject({ remoteId: world.session.remoteId, handle: expect.stringMatching(/^ma_boutique@/) })
    expect(limits).toMatchObject({ text: { maxGraphemes: 500 }, source: 'server' })
    expect(abilities.reach).toEqual({ kind: 'lacking', why: 'network' })
    expect(abilities.messages).toEqual({ kind: 'works' })
  })

  it('publishes two pictures with their words, warning, visibility and language, and knows the address', async () => {
    const content = text('Les pains du jour https://boulangerie.example/pains?jour=mardi', { contentWarning: 'Gourmandise', visibility: 'unlisted', language: 'fr-FR' })
    const act: Act = { kind: 'publish', content: { ...content, parts: [{ text: content.parts[0]?.text ?? '', media: [world.pictureAt(0), world.pictureAt(1)], poll: null }] } }
    const remote = await publish(act)
    const status = world.server.statuses().at(-1)
    expect(status).toMatchObject({ id: remote.id, visibility: 'unlisted', media: [{ type: 'image', description: 'Une vitrine, vue 1' }, { type: 'image', description: 'Une vitrine, vue 2' }] })
    expect(value(await connection.readBack(remote)).url).toBe(status?.url)
  })

  it('uploads once for two preparations, and again when the server has lost the file', async () => {
    const act: Act = { kind: 'publish', content: { ...emptyContent(), parts: [{ text: 'Une photo', media: [world.picture], poll: null }] } }
    const notes = createNotes()
    value(await connection.prepare(act, 0, [], notes))
    const again = value(await connection.prepare(act, 0, [], notes))
    const uploads = () => world.server.log.entries().filter(entry => entry.method === 'POST' && entry.path === '/api/v2/media').length
    expect(uploads()).toBe(1)
    const id = /"media_ids":\["([^"]+)"\]/.exec(again.body)?.[1] ?? ''
    await world.ask('DELETE', `/api/v1/media/${id}`)
    expect(await connection.commit(act, again)).toMatchObject({ ok: false, failure: { kind: 'stale-preparation' } })
    value(await connection.commit(act, value(await connection.prepare(act, 0, [], notes))))
    expect([uploads(), posted()]).toEqual([2, ['Une photo']])
  })

  it('chains a thread, each part under the one before', async () => {
    const act: Act = { kind: 'publish', content: { ...emptyContent(), parts: ['Un', 'Deux', 'Trois'].map(words => ({ text: words, media: [], poll: null })) } }
    const out: RemoteRef[] = []
    for (const part of [0, 1, 2]) out.push(await publish(act, part, out))
    expect(world.server.statuses().slice(-3).map(status => status.inReplyToId)).toEqual([null, out[0]?.id, out[1]?.id])
    expect(value(await connection.thread({ id: out[1]?.id ?? '', url: null, extra: null })).map(post => [post.text, post.isOwn, post.conversation])).toEqual(['Un', 'Deux', 'Trois'].map(words => [words, true, out[0]?.id]))
  })

  it('asks a poll, also of a server that understands polls in forms only', async () => {
    world.server.faults.set({ deviations: { pollNeedsForm: true } })
    const act: Act = { kind: 'publish', content: { ...emptyContent(), parts: [{ text: 'Quel pain ?', media: [], poll: { options: ['Seigle', 'Épeautre & co'], durationS: 3600, multiple: true } }] } }
    const remote = await publish(act)
    expect(await world.ask('GET', `/api/v1/statuses/${remote.id}`)).toMatchObject({ poll: { multiple: true, options: [{ title: 'Seigle' }, { title: 'Épeautre & co' }] } })
  })

  it.each([{}, { ignoreIdempotencyKey: true }])('does not post twice when the answer is lost after the post was made (%o)', async deviations => {
    const act: Act = { kind: 'publish', content: { ...emptyContent(), parts: [{ text: 'Fermé demain, @julie_m ! https://exemple.example/é?a=1&b=2', media: [world.picture], poll: null }] } }
    const prepared = value(await connection.prepare(act, 0, [], createNotes()))
    world.server.faults.set({ faults: [{ method: 'POST', path: '/api/v1/statuses', trouble: { kind: 'drop', when: 'after' }, count: 1 }], deviations })
    const began = world.now()
    expect(await connection.commit(act, prepared)).toMatchObject({ ok: false, failure: { kind: 'unknown-outcome' } })
    world.advance(5000)
    const found = value(await connection.find(act, prepared, began))
    expect(found).toMatchObject({ kind: 'found', remote: { id: world.server.statuses().at(-1)?.id } })
    expect(posted()).toHaveLength(1)
  })

  it.each(['Bonjour à tous', 'Avec un lien https://exemple.example/une/tres/longue/adresse/qui/est/coupee?x=1. Voilà', 'Deux\n\nparagraphes\net une ligne', '#pain & <b>gras</b> « oui »', 'Un emoji 👩‍👩‍👧 et @julie_m@nulle.part'])('finds again what it wrote: %s', async words => {
    const act: Act = { kind: 'publish', content: text(words) }
    const prepared = value(await connection.prepare(act, 0, [], createNotes()))
    const remote = value(await connection.commit(act, prepared))
    expect(value(await connection.find(act, prepared, world.now()))).toMatchObject({ kind: 'found', remote: { id: remote.id } })
  })

  it('proves absence only when the server had time, and not by an older post of the same words', async () => {
    const act: Act = { kind: 'publish', content: text('Bonjour') }
    await publish(act)
    world.advance(1000)
    const prepared = value(await connection.prepare(act, 0, [], createNotes()))
    world.server.faults.set({ faults: [{ method: 'POST', path: '/api/v1/statuses', trouble: { kind: 'drop', when: 'before' }, count: 1 }] })
    const began = world.now()
    expect(await connection.commit(act, prepared)).toMatchObject({ failure: { kind: 'unknown-outcome' } })
    expect(value(await connection.find(act, prepared, began)).kind).toBe('no-proof')
    world.advance(61_000)
    expect(value(await connection.find(act, prepared, began)).kind).toBe('absent')
    value(await connection.commit(act, prepared))
    expect(posted()).toEqual(['Bonjour', 'Bonjour'])
  })

  it('asks the owner when two posts alike could both be the one', async () => {
    const act: Act = { kind: 'publish', content: text('Bonjour') }
    const prepared = value(await connection.prepare(act, 0, [], createNotes()))
    await publish(act)
    await publish(act)
    world.advance(60_000)
    expect(value(await connection.find(act, prepared, world.now() - 60_000)).kind).toBe('no-proof')
  })

  it('answers the same post to the same key and does not post again', async () => {
    const act: Act = { kind: 'publish', content: text('Une fois') }
    const prepared = value(await connection.prepare(act, 0, [], createNotes()))
    const [first, second] = [value(await connection.commit(act, prepared)), value(await connection.commit(act, prepared))]
    expect([second.id, posted(), posts().length]).toEqual([first.id, ['Une fois'], 2])
  })

  it.each([['garbage', { kind: 'garbage', when: 'after' }], ['half an answer', { kind: 'truncate' }], ['a 500', { kind: 'refuse', status: 500 }], ['a 502', { kind: 'refuse', status: 502 }]] as const)('takes %s for an unknown outcome', async (_name, trouble) => {
    const act: Act = { kind: 'publish', content: text('Bonjour') }
    const prepared = value(await connection.prepare(act, 0, [], createNotes()))
    world.server.faults.set({ faults: [{ method: 'POST', path: '/api/v1/statuses', trouble, count: 1 }] })
    expect(await connection.commit(act, prepared)).toMatchObject({ failure: { kind: 'unknown-outcome' } })
  })

  it.each([false, true])('waits as long as the server says when it is too quick (reset in unix seconds: %s)', async rateResetInUnixSeconds => {
    const act: Act = { kind: 'publish', content: text('Bonjour') }
    const prepared: Prepared = value(await connection.prepare(act, 0, [], createNotes()))
    world.server.faults.set({ faults: [{ method: 'POST', path: '/api/v1/statuses', trouble: { kind: 'limit', resetInMs: 90_000 }, count: 1 }], deviations: { rateResetInUnixSeconds } })
    expect(await connection.commit(act, prepared)).toEqual({ ok: false, failure: { kind: 'rate-limited', untilUtc: world.now() + 90_000, detail: expect.any(String) } })
  })

  it.each([{}, { deadTokenAnswers422: true }])('asks for a new sign-in when the token was revoked elsewhere (%o)', async deviations => {
    await world.endSignInElsewhere()
    world.server.faults.set({ deviations })
    expect(await connection.whoAmI()).toMatchObject({ failure: { kind: 'needs-sign-in' } })
    expect(await connection.read('notifications', null)).toMatchObject({ failure: { kind: 'needs-sign-in' } })
  })

  it('answers a customer under her post, with her name in it and no more visible than she wrote', async () => {
    const said = world.server.say({ from: 'ines.g@campus.example', text: '@ma_boutique Ouvert dimanche ?', visibility: 'unlisted' })
    const [mention] = items((await readAll('notifications', null)).entries)
    expect(mention).toMatchObject({ kind: 'mention', text: expect.stringContaining('Ouvert dimanche ?'), person: { handle: 'ines.g@campus.example' }, conversation: said.id })
    if (!mention?.ref) throw new Error('the mention cannot be answered')
    const remote = await publish({ kind: 'reply', to: mention.ref, toPerson: mention.person, content: text('Oui, de 8 h à midi') })
    expect(world.server.statuses().find(status => status.id === remote.id)).toMatchObject({ inReplyToId: said.id, text: '@ines.g@campus.example Oui, de 8 h à midi', visibility: 'unlisted' })
    expect(value(await connection.thread(mention.ref)).map(post => post.isOwn)).toEqual([false, true])
    const louder = await publish({ kind: 'reply', to: { ...mention.ref, extra: null }, toPerson: mention.person, content: text('Venez !', { visibility: 'public' }) })
    expect(world.server.statuses().find(status => status.id === louder.id)).toMatchObject({ visibility: 'unlisted' })
  })

  it('keeps a private message private, in its conversation, once', async () => {
    world.server.say({ from: 'julie_m', text: '@ma_boutique Un secret', visibility: 'direct' })
    const [byNotification] = items((await readAll('notifications', null)).entries)
    const first = await readAll('messages', null)
    const [byConversation] = items(first.entries)
    expect([byNotification?.kind, byNotification?.key, byNotification?.conversation, byNotification?.isPublic]).toEqual(['message', byConversation?.key, byConversation?.conversation, false])
    if (!byConversation?.ref) throw new Error('the message cannot be answered')
    const act: Act = { kind: 'message', conversation: byConversation.ref, toPerson: byConversation.person, text: 'Motus' }
    const prepared = value(await connection.prepare(act, 0, [], createNotes()))
    const remote = value(await connection.commit(act, prepared))
    expect(world.server.statuses().at(-1)).toMatchObject({ id: remote.id, visibility: 'direct', text: '@julie_m Motus' })
    expect(value(await connection.find(act, prepared, world.now()))).toMatchObject({ kind: 'found', remote: { id: remote.id } })
    expect(items((await readAll('messages', first.cursor)).entries)).toEqual([])
    value(await connection.commit({ kind: 'mark-read', target: byConversation.ref }, value(await connection.prepare({ kind: 'mark-read', target: byConversation.ref }, 0, [], createNotes()))))
    expect(await world.ask('GET', '/api/v1/conversations')).toMatchObject([{ unread: false }])
  })

  it.each([{}, { ignoreNewerThan: true }, { noLinkHeader: true }, { ignoreNewerThan: true, noLinkHeader: true }])('reads 130 notifications back and 130 forward, each once (%o)', async deviations => {
    world.server.faults.set({ deviations })
    const say = (from: number, to: number): void => { for (let n = from; n < to; n++) { world.advance(10); world.server.say({ from: 'julie_m', text: `@ma_boutique question ${n}` }) } }
    say(0, 130)
    const history = await readAll('notifications', null)
    say(130, 260)
    const later = await readAll('notifications', history.cursor)
    const numbers = (entries: readonly LogEntry[]): number[] => items(entries).map(item => Number(/question (\d+)/.exec(item.text)?.[1])).sort((a, b) => a - b)
    expect(numbers(history.entries)).toEqual(Array.from({ length: 130 }, (_, n) => n))
    expect(numbers(later.entries)).toEqual(Array.from({ length: 130 }, (_, n) => n + 130))
    expect((await readAll('notifications', later.cursor)).entries).toEqual([])
  })

  it('likes, boosts, follows, mutes, blocks, reports, marks as read, and undoes', async () => {
    world.server.say({ from: 'julie_m', text: '@ma_boutique Merci !' })
    const [mention] = items((await readAll('notifications', null)).entries)
    if (!mention?.ref) throw new Error('no mention')
    const { ref: target, person } = mention
    const acts: Act[] = [
      { kind: 'like', target, on: true }, { kind: 'boost', target, on: true }, { kind: 'follow', person, on: true }, { kind: 'mark-read', target },
      { kind: 'like', target, on: false }, { kind: 'boost', target, on: false }, { kind: 'follow', person, on: false },
      { kind: 'mute', person, on: true }, { kind: 'mute', person, on: false }, { kind: 'report', person, target, comment: 'Publicité' }, { kind: 'block', person, on: true }, { kind: 'block', person, on: false },
    ]
    for (const act of acts) {
      await publish(act)
      if (connection.repeatable.includes(act.kind)) await publish(act)
    }
    expect(await world.ask('GET', `/api/v1/statuses/${target.id}`)).toMatchObject({ favourited: false, reblogged: false })
  })

  it.each([{}, { idChangesAfterEdit: true }])('edits a post without losing its picture, finds the edit, and deletes it twice (%o)', async deviations => {
    world.server.faults.set({ deviations })
    const remote = await publish({ kind: 'publish', content: { ...emptyContent(), parts: [{ text: 'Fote', media: [world.picture], poll: null }] } })
    const edit: Act = { kind: 'edit', target: remote, content: text('Faute') }
    const prepared = value(await connection.prepare(edit, 0, [], createNotes()))
    const edited = value(await connection.commit(edit, prepared))
    expect(world.server.statuses().filter(status => status.by === 'ma_boutique')).toMatchObject([{ id: edited.id, text: 'Faute', media: [{ description: 'Une vitrine, vue 1' }] }])
    if (!deviations.idChangesAfterEdit) expect(value(await connection.find(edit, prepared, world.now()))).toMatchObject({ kind: 'found' })
    await publish({ kind: 'delete', target: edited })
    await publish({ kind: 'delete', target: edited })
    expect(await connection.readBack(edited)).toMatchObject({ failure: { kind: 'missing' } })
    expect(posted()).toEqual([])
  })

  it('brings its own posts with their figures, and misses the one that was deleted', async () => {
    const act = (words: string): Act => ({ kind: 'publish', content: text(words) })
    await publish(act('Un'))
    const two = await publish(act('Deux'))
    await publish(act('Trois'))
    const first = await readAll('own-posts', null)
    expect(first.entries.flatMap(entry => (entry.kind === 'own-post' ? [entry.post.text] : []))).toEqual(['Trois', 'Deux', 'Un'])
    expect(first.entries.find(entry => entry.kind === 'post-figures')).toMatchObject({ sample: { figures: { likes: 0, boosts: 0, replies: 0 } } })
    await world.ask('DELETE', `/api/v1/statuses/${two.id}`)
    expect((await readAll('own-posts', first.cursor)).entries.filter(entry => entry.kind === 'own-post-gone')).toEqual([{ kind: 'own-post-gone', key: `mastodon:account-1:${two.id}` }])
    expect(value(await connection.read('account-figures', null)).entries).toMatchObject([{ kind: 'account-figures', sample: { figures: { followers: expect.any(Number) } } }])
  })

  it('finds people and words on its server', async () => {
    await publish({ kind: 'publish', content: text('Des croissants au beurre') })
    expect(value(await connection.search('croissants')).posts.map(post => post.text)).toEqual(['Des croissants au beurre'])
    expect(value(await connection.search('julie')).people.map(person => person.displayName)).toContain('Julie Marchand')
    expect(value(await connection.findPerson?.('@ines.g@campus.example') ?? { ok: true, value: null })?.handle).toBe('ines.g@campus.example')
    expect(value(await connection.findPerson?.('personne@nulle.part') ?? { ok: true, value: null })).toBeNull()
  })

  it('revokes its token when it is disconnected, and is content when that was done already', async () => {
    value(await connection.revoke())
    expect(await connection.whoAmI()).toMatchObject({ failure: { kind: 'needs-sign-in' } })
    value(await connection.revoke())
  })
})

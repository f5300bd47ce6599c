import { afterEach, expect, it } from 'vitest'
import { checkDraft, optionsFor } from '../../../preload/contract/check-draft.ts'
import type { Content, RemoteRef } from '../../../preload/contract/drafts.ts'
import type { Item } from '../../../preload/contract/items.ts'
import type { Act } from '../../../preload/contract/publishing.ts'
import type { Result } from '../../../preload/contract/result.ts'
import { createNotes } from '../double-harness.ts'
import type { Connection } from '../network.ts'
import { startWorld, type YoutubeWorld } from './conformance-harness.ts'
import { youtube } from './index.ts'

const opened: YoutubeWorld[] = []
afterEach(async () => { for (const world of opened.splice(0)) await world.stop() })

async function start(options?: Parameters<typeof startWorld>[0]): Promise<{ world: YoutubeWorld; connection: Connection }> {
  const world = await startWorld(options)
  opened.push(world)
  return { world, connection: youtube.open(world.session) }
}
function value<T, F>(result: Result<T, F>): T {
  if (!result.ok) throw new Error(JSON.stringify(result.failure))
  return result.value
}
async function send(connection: Connection, act: Act, part = 0, before: readonly RemoteRef[] = []): Promise<RemoteRef> {
  return value(await connection.commit(act, value(await connection.prepare(act, part, before, createNotes()))))
}
const publishing = (content: Content): Act => ({ kind: 'publish', content })
const withOptions = (content: Content, options: Readonly<Record<string, string>>): Content => ({ ...content, options: { ...content.options, ...options } })
const video = (world: YoutubeWorld) => world.server.channel.videos().find(({ isOlder }) => !isOlder)
const hour = 3_600_000

it('publishes a video with all that its owner chose, and shows it to nobody before', async () => {
  const { world, connection } = await start()
  const content = withOptions({ ...world.contentOf('La recette'), language: 'fr' }, { tags: 'pain, levain naturel', category: '26', 'made-by-ai': 'yes', 'paid-partnership': 'yes' })
  const act = publishing({ ...content, parts: [{ text: 'La recette', media: [...content.parts[0]?.media ?? [], world.thumbnail], poll: null }] })
  const prepared = value(await connection.prepare(act, 0, [], createNotes()))
  expect(video(world)).toMatchObject({ status: { privacyStatus: 'private' }, thumbnailBytes: world.thumbnail.sizeBytes })
  value(await connection.commit(act, prepared))
  expect(video(world)).toMatchObject({
    snippet: { title: 'Au fournil', description: 'La recette', tags: ['pain', 'levain naturel'], categoryId: '26', defaultLanguage: 'fr' },
    status: { privacyStatus: 'public', selfDeclaredMadeForKids: false, containsSyntheticMedia: true, embeddable: true, license: 'youtube' }, hasPaidProductPlacement: true,
  })
})

it('uploads once, however often it prepares, and goes on with what a younger text says', async () => {
  const { world, connection } = await start()
  const notes = createNotes()
  value(await connection.prepare(publishing(world.contentOf('Ancien texte')), 0, [], notes))
  const act = publishing(withOptions(world.contentOf('Nouveau texte'), { title: 'Nouveau titre' }))
  value(await connection.commit(act, value(await connection.prepare(act, 0, [], notes))))
  expect(world.server.requests().filter(({ method, path }) => method === 'POST' && path === '/upload/youtube/v3/videos')).toHaveLength(1)
  expect(video(world)?.snippet).toMatchObject({ title: 'Nouveau titre', description: 'Nouveau texte' })
})

it('makes a video unlisted where its owner wants that, and finds it as out', async () => {
  const { world, connection } = await start()
  const act = publishing(withOptions(world.contentOf('Pour les habitués'), { audience: 'unlisted' }))
  const prepared = value(await connection.prepare(act, 0, [], createNotes()))
  value(await connection.commit(act, prepared))
  expect(video(world)?.status.privacyStatus).toBe('unlisted')
  expect(value(await connection.find(act, prepared, world.session.now())).kind).toBe('found')
  // Its own scheduler makes videos public, so it is not asked.
  expect(await connection.schedule?.prepare(act, world.session.now() + hour, createNotes())).toMatchObject({ ok: false, failure: { kind: 'refused', reason: 'not-supported' } })
})

it('prepares again when its owner deleted the private video meanwhile, and concludes nothing when it is gone after the sending', async () => {
  const { world, connection } = await start()
  const act = publishing(world.contentOf('Bonjour'))
  const notes = createNotes()
  const prepared = value(await connection.prepare(act, 0, [], notes))
  world.server.channel.remove(prepared.key)
  expect(await connection.commit(act, prepared)).toMatchObject({ ok: false, failure: { kind: 'stale-preparation' } })
  expect(value(await connection.find(act, prepared, world.session.now())).kind).toBe('no-proof')
  const again = value(await connection.prepare(act, 0, [], notes))
  expect(again.key).not.toBe(prepared.key)
  value(await connection.commit(act, again))
  expect(await world.postsOnServer()).toHaveLength(1)
})

it('refuses before it uploads what YouTube would refuse', async () => {
  const { world, connection } = await start()
  const refused: readonly (readonly [Content, string])[] = [
    [world.contentOf('a < b'), 'text'], [withOptions(world.contentOf('x'), { title: 'Pain > brioche' }), 'text'], [withOptions(world.contentOf('x'), { title: '' }), 'text'], [withOptions(world.contentOf('x'), { title: '🥐'.repeat(101) }), 'text'],
    [world.contentOf('é'.repeat(2501)), 'text'], [withOptions(world.contentOf('x'), { tags: 'pain '.repeat(120) }), 'text'], [withOptions(world.contentOf('x'), { 'made-for-kids': '' }), 'not-valid'],
    [{ ...world.contentOf('x'), parts: [{ text: 'x', media: [], poll: null }] }, 'media'],
  ]
  for (const [content, reason] of refused) expect(await connection.prepare(publishing(content), 0, [], createNotes()), JSON.stringify(content.options)).toMatchObject({ ok: false, failure: { kind: 'refused', reason } })
  expect(world.server.requests().some(({ path }) => path.startsWith('/upload/'))).toBe(false)
})

it('asks whether a video is made for children, and takes no first comment under one that is', async () => {
  const { world, connection } = await start()
  const { limits, abilities } = value(await connection.whoAmI())
  const unanswered: Content = { ...world.contentOf('x'), options: { title: 'Au fournil' } }
  expect(checkDraft(unanswered, limits, abilities)).toEqual([{ kind: 'option-missing', part: 0, option: 'made-for-kids', blocks: true }])
  expect(optionsFor(unanswered, limits).find(({ name }) => name === 'category')).toMatchObject({ initial: '22', values: expect.arrayContaining([{ value: '22', label: 'People et blogs' }]) })
  const [part] = unanswered.parts
  const two = { ...withOptions(unanswered, { 'made-for-kids': 'yes' }), parts: [part ?? { text: '', media: [], poll: null }, { text: 'Premier !', media: [], poll: null }] }
  expect(await connection.prepare(publishing(two), 0, [], createNotes())).toMatchObject({ ok: false, failure: { kind: 'refused', reason: 'not-supported' } })
})

it('says while its owner writes that YouTube takes no pointed brackets, but in a comment', async () => {
  const { world, connection } = await start()
  const { limits, abilities } = value(await connection.whoAmI())
  const content = withOptions(world.contentOf('Nous <3 le pain'), { title: 'Pain > brioche' })
  expect(checkDraft(content, limits, abilities)).toEqual([{ kind: 'option-sign', part: 0, option: 'title', sign: '>', blocks: true }, { kind: 'text-sign', part: 0, sign: '<', blocks: true }])
  const commented = world.contentOf('Nous aimons le pain')
  expect(checkDraft({ ...commented, parts: [...commented.parts, { text: 'Nous <3 le pain', media: [], poll: null }] }, limits, abilities)).toEqual([])
})

it('takes for a Short only what is upright and short', async () => {
  const { world, connection } = await start()
  const { limits, abilities } = value(await connection.whoAmI())
  const [part] = world.contentOf('Vite').parts
  const [film] = part?.media ?? []
  if (!film) throw new Error('no film')
  const short = (changed: Partial<typeof film>): readonly string[] => checkDraft({ ...world.contentOf('Vite'), format: 'short', parts: [{ text: 'Vite', media: [{ ...film, ...changed }], poll: null }] }, limits, abilities).map(({ kind }) => kind)
  expect([short({ width: 1080, height: 1920, durationMs: 180_000 }), short({ width: 1080, height: 1080, durationMs: 60_000 }), short({ durationMs: 60_000 }), short({ width: 1080, height: 1920, durationMs: 181_000 })]).toEqual([[], [], ['media-aspect'], ['media-too-long']])
})

it('writes the first comment under the video, and finds it when its answer was lost', async () => {
  const { world, connection } = await start()
  const content = { ...world.contentOf('Bonjour'), parts: [...world.contentOf('Bonjour').parts, { text: 'Les horaires : 7 h à 19 h', media: [], poll: null }] }
  const act = publishing(content)
  const remote = await send(connection, act)
  const prepared = value(await connection.prepare(act, 1, [remote], createNotes()))
  const beganUtc = world.session.now()
  const comment = value(await connection.commit(act, prepared))
  expect(world.server.firstComments?.().map(one => one.text)).toEqual(['Les horaires : 7 h à 19 h'])
  expect(value(await connection.find(act, prepared, beganUtc))).toMatchObject({ kind: 'found', remote: { id: comment.id } })
  expect(value(await connection.readBack(comment)).url).toContain(`lc=${comment.id}`)
})

it('hears comments and answers to them, answers, hides and shows again, changes and deletes its own', async () => {
  const { world, connection } = await start()
  const first = value(await connection.read('notifications', null))
  world.server.say?.('Êtes-vous ouverts ?')
  const page = value(await connection.read('notifications', first.cursor))
  const [item] = page.entries.flatMap(entry => (entry.kind === 'item' ? [entry.item] : []))
  if (!item?.ref) throw new Error('nothing heard')
  expect(item).toMatchObject({ kind: 'reply', text: 'Êtes-vous ouverts ?', person: { handle: 'julie_m' } } satisfies Partial<Omit<Item, 'person'>> & { person: object })
  const words = (text: string): Content => ({ ...world.contentOf(text), parts: [{ text, media: [], poll: null }] })
  const answer = await send(connection, { kind: 'reply', to: item.ref, toPerson: item.person, content: words('Oui, jusqu’à 19 h') })
  // An answer to our answer does not bring the thread up again.
  world.server.channel.write(world.server.channel.comments[0]?.videoId ?? '', item.conversation, { id: 'UCpaul', name: '@paul' }, 'Merci !')
  const later = value(await connection.read('notifications', page.cursor))
  const [thanks] = later.entries.flatMap(entry => (entry.kind === 'item' ? [entry.item] : []))
  expect(thanks).toMatchObject({ text: 'Merci !', conversation: item.conversation })
  if (!thanks?.ref) throw new Error('no thanks')
  await send(connection, { kind: 'reply', to: thanks.ref, toPerson: thanks.person, content: words('À bientôt') })
  expect(world.server.answers()).toEqual(['Oui, jusqu’à 19 h', '@paul À bientôt'])
  expect(value(await connection.thread(thanks.ref)).map(({ text, isOwn }) => [text, isOwn])).toEqual([['Êtes-vous ouverts ?', false], ['Oui, jusqu’à 19 h', true], ['Merci !', false], ['@paul À bientôt', true]])
  await send(connection, { kind: 'edit', target: answer, content: words('Oui, jusqu’à 20 h') })
  expect(world.server.answers()[0]).toBe('Oui, jusqu’à 20 h')
  const status = () => world.server.channel.comments.find(({ id }) => id === thanks.ref?.id)?.moderation
  await send(connection, { kind: 'hide', target: thanks.ref, on: true })
  expect(status()).toBe('heldForReview')
  await send(connection, { kind: 'hide', target: thanks.ref, on: false })
  expect(status()).toBe('published')
  await send(connection, { kind: 'delete', target: answer })
  expect(await connection.readBack(answer)).toMatchObject({ ok: false, failure: { kind: 'missing' } })
})

it('hears comments that YouTube holds back, once, and lets them through', async () => {
  const { world, connection } = await start()
  const hold = (text: string) => {
    world.server.say?.(text)
    const comment = world.server.channel.comments.at(-1)
    if (comment) comment.moderation = 'heldForReview'
    return comment
  }
  hold('Avant')
  const first = value(await connection.read('notifications', null))
  world.advance(1000)
  const comment = hold('Retenu')
  const page = value(await connection.read('notifications', first.cursor))
  const items = (entries: typeof page.entries) => entries.flatMap(entry => (entry.kind === 'item' ? [entry.item] : []))
  expect([items(first.entries), items(page.entries)].map(each => each.map(({ text, isPublic }) => [text, isPublic]))).toEqual([[['Avant', false]], [['Retenu', false]]])
  const [held] = items(page.entries)
  if (!held?.ref) throw new Error('nothing heard')
  await send(connection, { kind: 'hide', target: held.ref, on: false })
  expect(comment?.moderation).toBe('published')
  expect(items(value(await connection.read('notifications', page.cursor)).entries)).toEqual([])
})

it('changes the words of a video and leaves all else as it stands there; deletes it', async () => {
  const { world, connection } = await start()
  const remote = await send(connection, publishing(withOptions(world.contentOf('Avant'), { tags: 'pain', category: '26' })))
  const act: Act = { kind: 'edit', target: remote, content: { ...world.contentOf('Après'), options: {}, parts: [{ text: 'Après', media: [], poll: null }] } }
  const prepared = value(await connection.prepare(act, 0, [], createNotes()))
  value(await connection.commit(act, prepared))
  expect(video(world)).toMatchObject({ snippet: { title: 'Au fournil', description: 'Après', tags: ['pain'], categoryId: '26' }, status: { privacyStatus: 'public', selfDeclaredMadeForKids: false } })
  expect(value(await connection.find(act, prepared, world.session.now())).kind).toBe('found')
  await send(connection, { kind: 'delete', target: remote })
  expect(await connection.readBack(remote)).toMatchObject({ ok: false, failure: { kind: 'missing' } })
})

it('reads figures of videos and of the channel, and does without those of an interface that is switched off', async () => {
  const { world, connection } = await start()
  const samples = async () => value(await connection.read('own-posts', null)).entries.flatMap(entry => (entry.kind === 'post-figures' ? [entry.sample.figures] : []))
  expect(await samples()).toEqual([{ views: 1234, likes: 56, replies: 0, shares: 3, saves: 2 }])
  expect(value(await connection.read('account-figures', null)).entries).toMatchObject([{ sample: { figures: { followers: 4320, posts: 1 } } }])
  const inner = world.session.http
  const without = youtube.open({ ...world.session, http: { ...inner, send: request => (request.url.includes('/v2/reports') ? Promise.resolve({ kind: 'answered', status: 403, headers: new Headers(), text: '', bytes: new Uint8Array(), json: { error: { code: 403, status: 'PERMISSION_DENIED', details: [{ reason: 'SERVICE_DISABLED' }] } }, retryAtUtc: null }) : inner.send(request)) } })
  expect(value(await without.read('own-posts', null)).entries).toHaveLength(2)
})

it('misses a video that was deleted elsewhere', async () => {
  const { world, connection } = await start()
  const remote = await send(connection, publishing(world.contentOf('Bonjour')))
  const first = value(await connection.read('own-posts', null))
  world.server.channel.remove(remote.id)
  expect(value(await connection.read('own-posts', first.cursor)).entries.filter(({ kind }) => kind === 'own-post-gone')).toMatchObject([{ key: `youtube:account-1:${remote.id}` }])
})

it('waits for midnight on the Pacific when the day’s allowance is used up', async () => {
  const { world, connection } = await start()
  world.server.useUp('uploads')
  // The clock says 27 November, 8 h UTC: just past midnight there.
  const midnight = Date.UTC(2026, 10, 28, 8)
  expect(await connection.prepare(publishing(world.contentOf('Bonjour')), 0, [], createNotes())).toMatchObject({ ok: false, failure: { kind: 'rate-limited', untilUtc: midnight } })
  world.server.useUp('points')
  expect(await connection.read('notifications', null)).toMatchObject({ ok: false, failure: { kind: 'rate-limited', untilUtc: midnight } })
})

it('keeps a video on its time once it is there: a recall that may cross with the publishing proves nothing', async () => {
  const { world, connection } = await start()
  const { schedule } = connection
  if (!schedule) throw new Error('no scheduler')
  const act = publishing(world.contentOf('Demain'))
  const dueUtc = world.session.now() + hour
  const prepared = value(await schedule.prepare(act, dueUtc, createNotes()))
  const there = value(await schedule.put(act, prepared))
  if (there.kind !== 'scheduled') throw new Error(there.kind)
  const held = { ...prepared, dueUtc, beganUtc: world.session.now(), schedule: there.schedule, isClaimed: () => false }
  world.advance(hour - 30_000)
  expect(value(await schedule.recall(held))).toMatchObject({ kind: 'no-proof', doubt: 'too-soon' })
  expect(video(world)?.status.publishAt).toBeDefined()
})

it('recalls what only its name is known of, from a journal that was lost', async () => {
  const { world, connection } = await start()
  const { schedule } = connection
  if (!schedule) throw new Error('no scheduler')
  const act = publishing(world.contentOf('Demain'))
  const dueUtc = world.session.now() + hour
  const there = value(await schedule.put(act, value(await schedule.prepare(act, dueUtc, createNotes()))))
  if (there.kind !== 'scheduled') throw new Error(there.kind)
  expect(value(await schedule.recall({ body: '', key: '', dueUtc, beganUtc: 0, schedule: there.schedule, isClaimed: () => false }))).toEqual({ kind: 'recalled' })
  expect(video(world)).toMatchObject({ snippet: { title: 'Au fournil', description: 'Demain' }, status: { privacyStatus: 'private' } })
  expect(video(world)?.status.publishAt).toBeUndefined()
})

it('looks for a video whose answer the network itself lost', async () => {
  const { world, connection } = await start()
  const act = publishing(world.contentOf('Bonjour'))
  const prepared = value(await connection.prepare(act, 0, [], createNotes()))
  world.server.loseNextAnswer()
  expect(await connection.commit(act, prepared)).toMatchObject({ ok: false, failure: { kind: 'unknown-outcome' } })
  expect(value(await connection.find(act, prepared, world.session.now()))).toMatchObject({ kind: 'found', remote: { id: prepared.key } })
})

import { afterEach, expect, it } from 'vitest'
import { checkDraft } from '../../../preload/contract/check-draft.ts'
import { emptyContent, type Content, type RemoteRef } from '../../../preload/contract/drafts.ts'
import type { Act } from '../../../preload/contract/publishing.ts'
import type { Result } from '../../../preload/contract/result.ts'
import { startGoogleBusiness } from '../../../e2e/fake-networks/google-business/index.ts'
import { createNotes, startDoubleWorld } from '../double-harness.ts'
import type { Connection } from '../network.ts'
import { startWorld, type BusinessWorld } from './conformance-harness.ts'
import { googleBusiness, openConnection } from './index.ts'
import { originalWords } from './format.ts'
import { abilities, limits } from './limits.ts'

const opened: { stop(): Promise<void> }[] = []
afterEach(async () => { for (const world of opened.splice(0)) await world.stop() })

async function start(): Promise<{ world: BusinessWorld; connection: Connection }> {
  const world = await startWorld()
  opened.push(world)
  return { world, connection: openConnection(world.session, ms => new Promise(resolve => setTimeout(resolve, Math.min(ms, 400))), 'Europe/Paris') }
}
function value<T, F>(result: Result<T, F>): T {
  if (!result.ok) throw new Error(JSON.stringify(result.failure))
  return result.value
}
async function send(connection: Connection, act: Act): Promise<RemoteRef> {
  return value(await connection.commit(act, value(await connection.prepare(act, 0, [], createNotes()))))
}
const withText = (text: string, more: Partial<Content> = {}): Content => ({ ...emptyContent(), parts: [{ text, media: [], poll: null }], ...more })
const publishing = (content: Content): Act => ({ kind: 'publish', content })
const times = { starts: '2026-12-24T06:00:00Z', ends: '2026-12-24T17:30:00Z' }

it('publishes a post with a button, an event at the hours of the place, and an offer with its code', async () => {
  const { world, connection } = await start()
  await send(connection, publishing(withText('Nouveau pain', { language: 'fr', options: { action: 'learn-more', 'action-link': 'https://martin.example/pain' } })))
  await send(connection, publishing(withText('Appelez-nous', { options: { action: 'call' } })))
  await send(connection, publishing(withText('Ouvert le 24', { format: 'event', options: { title: 'Veille de Noël', ...times } })))
  await send(connection, publishing(withText('Bûches à moitié prix', { format: 'offer', options: { title: 'Moitié prix', ...times, 'offer-code': 'NOEL', 'offer-link': 'https://martin.example/noel', terms: 'Une par personne' } })))
  expect(world.double.place.posts.map(({ body }) => body)).toEqual([
    { summary: 'Bûches à moitié prix', topicType: 'OFFER', event: { title: 'Moitié prix', schedule: { startDate: { year: 2026, month: 12, day: 24 }, startTime: { hours: 7, minutes: 0 }, endDate: { year: 2026, month: 12, day: 24 }, endTime: { hours: 18, minutes: 30 } } }, offer: { couponCode: 'NOEL', redeemOnlineUrl: 'https://martin.example/noel', termsConditions: 'Une par personne' } },
    { summary: 'Ouvert le 24', topicType: 'EVENT', event: { title: 'Veille de Noël', schedule: { startDate: { year: 2026, month: 12, day: 24 }, startTime: { hours: 7, minutes: 0 }, endDate: { year: 2026, month: 12, day: 24 }, endTime: { hours: 18, minutes: 30 } } } },
    { summary: 'Appelez-nous', topicType: 'STANDARD', callToAction: { actionType: 'CALL' } },
    { summary: 'Nouveau pain', languageCode: 'fr', topicType: 'STANDARD', callToAction: { actionType: 'LEARN_MORE', url: 'https://martin.example/pain' } },
  ])
})

it('asks for the title and the times of an event, and for the link of a button', async () => {
  const { connection } = await start()
  expect(checkDraft(withText('x', { format: 'event' }), limits, abilities)).toMatchObject([{ option: 'title' }, { option: 'starts' }, { option: 'ends' }])
  expect(checkDraft(withText('x', { options: { action: 'book' } }), limits, abilities)).toMatchObject([{ kind: 'option-missing', option: 'action-link' }])
  expect(checkDraft(withText('x', { options: { action: 'call' } }), limits, abilities)).toEqual([])
  expect(checkDraft(withText('x', { format: 'event', options: { title: 'Fête', starts: times.ends, ends: times.starts } }), limits, abilities)).toMatchObject([{ kind: 'option-invalid', option: 'ends' }])
  const wrong: readonly Content[] = [
    withText('x', { options: { action: 'book' } }), withText('x', { format: 'event', options: { title: 'Fête', starts: times.ends, ends: times.starts } }), withText('x', { format: 'offer', options: { title: 'y'.repeat(59), ...times } }), withText(' '), withText('x', { format: 'story' }),
  ]
  for (const content of wrong) expect(await connection.prepare(publishing(content), 0, [], createNotes()), JSON.stringify(content)).toMatchObject({ ok: false, failure: { kind: 'refused' } })
})

it('lets Google fetch the picture from the owner’s web space, and says so where there is none', async () => {
  const { world, connection } = await start()
  const withPicture = (media: Content['parts'][number]['media']): Act => publishing({ ...emptyContent(), parts: [{ text: 'La vitrine', media, poll: null }] })
  await send(connection, withPicture([world.picture]))
  expect(world.double.place.posts[0]?.body.media).toEqual([{ mediaFormat: 'PHOTO', sourceUrl: `https://martin.example/${world.picture.hash}.jpg` }])
  const { original, rendition } = world.session.media
  const without = googleBusiness.open({ ...world.session, media: { original, rendition } })
  expect(await without.prepare(withPicture([world.picture]), 0, [], createNotes())).toMatchObject({ ok: false, failure: { kind: 'refused', reason: 'no-web-space' } })
  expect(checkDraft({ ...emptyContent(), parts: [{ text: 'La vitrine', media: [{ ...world.picture, width: 200 }], poll: null }] }, limits, abilities)).toMatchObject([{ kind: 'media-too-small', minWidth: 400, minHeight: 300 }])
  expect(await connection.prepare(withPicture([{ ...world.picture, width: 200 }]), 0, [], createNotes())).toMatchObject({ ok: false, failure: { kind: 'refused', reason: 'media' } })
})

it('does not call published what Google rejects after looking at it', async () => {
  const { world, connection } = await start()
  const act = publishing(withText('Appelez le 04 78 00 00 00'))
  expect(await connection.commit(act, value(await connection.prepare(act, 0, [], createNotes())))).toMatchObject({ ok: false, failure: { kind: 'refused', reason: 'not-allowed' } })
  expect(await world.postsOnServer()).toEqual([])
})

it('takes for its own after a lost answer only what is of the same kind, and asks when two are alike', async () => {
  const { world, connection } = await start()
  const act = publishing(withText('Croissants à 1 €'))
  const prepared = value(await connection.prepare(act, 0, [], createNotes()))
  const beganUtc = world.session.now()
  const parent = world.session.remoteId
  world.double.place.add(parent, { summary: 'Croissants à 1 €', topicType: 'STANDARD', callToAction: { actionType: 'CALL' } })
  world.advance(120_000)
  expect(value(await connection.find(act, prepared, beganUtc)).kind).toBe('no-proof')
  const ours = world.double.place.add(parent, { summary: 'Croissants à 1 €', topicType: 'STANDARD' })
  expect(value(await connection.find(act, prepared, beganUtc))).toMatchObject({ kind: 'found', remote: { id: ours.name } })
  world.double.place.add(parent, { summary: 'Croissants à 1 €', topicType: 'STANDARD' })
  expect(value(await connection.find(act, prepared, beganUtc))).toMatchObject({ kind: 'no-proof', doubt: 'alike' })
})

it('hears reviews with their stars, answers them once however often it is sent, changes and takes back the answer', async () => {
  const { world, connection } = await start()
  const first = value(await connection.read('notifications', null))
  world.double.place.say(world.session.remoteId, 'Julie M.', 'TWO', '(Translated by Google) Too salty.\n\n(Original)\nTrop salé.')
  const page = value(await connection.read('notifications', first.cursor))
  const [item] = page.entries.flatMap(entry => (entry.kind === 'item' ? [entry.item] : []))
  expect(item).toMatchObject({ kind: 'review', rating: 2, text: 'Trop salé.', person: { displayName: 'Julie M.' } })
  if (!item?.ref) throw new Error('no review')
  const act: Act = { kind: 'reply', to: item.ref, toPerson: item.person, content: withText('Merci, nous y veillons.') }
  const prepared = value(await connection.prepare(act, 0, [], createNotes()))
  expect(value(await connection.find(act, prepared, world.session.now()))).toMatchObject({ kind: 'no-proof', doubt: 'too-soon' })
  const remote = value(await connection.commit(act, prepared))
  value(await connection.commit(act, prepared))
  expect(value(await connection.find(act, prepared, world.session.now())).kind).toBe('found')
  expect(world.double.answers()).toEqual(['Merci, nous y veillons.'])
  expect(value(await connection.readBack(remote)).url).toMatch(/^https:/)
  expect(value(await connection.thread(item.ref)).map(({ text, isOwn }) => [text, isOwn])).toEqual([['Trop salé.', false], ['Merci, nous y veillons.', true]])
  await send(connection, { kind: 'edit', target: remote, content: withText('Merci, c’est corrigé.') })
  expect(world.double.answers()).toEqual(['Merci, c’est corrigé.'])
  await send(connection, { kind: 'delete', target: remote })
  await send(connection, { kind: 'delete', target: remote })
  expect(world.double.answers()).toEqual([])
  // Our own answer is nothing new.
  expect(value(await connection.read('notifications', page.cursor)).entries).toEqual([])
})

it('tells of a review again when it was changed, under the same key', async () => {
  const { world, connection } = await start()
  world.double.place.say(world.session.remoteId, 'Paul', 'FIVE', 'Parfait')
  const first = value(await connection.read('notifications', null))
  const [review] = world.double.place.reviews
  world.advance(60_000)
  if (review) review.updatedUtc = world.session.now()
  const keys = (entries: typeof first.entries) => entries.flatMap(entry => (entry.kind === 'item' ? [entry.item.key] : []))
  expect(keys(value(await connection.read('notifications', first.cursor)).entries)).toEqual(keys(first.entries))
})

it('changes a post’s words and leaves its button, deletes it, and misses one deleted elsewhere', async () => {
  const { world, connection } = await start()
  const remote = await send(connection, publishing(withText('Avant', { options: { action: 'call' } })))
  await send(connection, { kind: 'edit', target: remote, content: withText('Après') })
  expect(world.double.place.posts[0]?.body).toMatchObject({ summary: 'Après', callToAction: { actionType: 'CALL' } })
  const first = value(await connection.read('own-posts', null))
  expect(first.entries).toMatchObject([{ kind: 'own-post', post: { text: 'Après' } }])
  await send(connection, { kind: 'delete', target: remote })
  expect(await connection.readBack(remote)).toMatchObject({ ok: false, failure: { kind: 'missing' } })
  expect(value(await connection.read('own-posts', first.cursor)).entries).toMatchObject([{ kind: 'own-post-gone' }])
})

it('reads each day’s figures by today’s names, and the reviews’ average', async () => {
  const { world, connection } = await start()
  world.double.place.say(world.session.remoteId, 'Paul', 'FIVE', 'Parfait')
  world.double.place.say(world.session.remoteId, 'Julie', 'FOUR', '')
  const figures = value(await connection.read('account-figures', null)).entries.flatMap(entry => (entry.kind === 'account-figures' ? [entry.sample] : []))
  expect(figures.at(-1)?.figures).toEqual({ reviews: 2, rating: 4.5 })
  expect(figures.slice(0, 2).map(sample => sample.figures)).toEqual([{ views: 0, clicks: 0, calls: 0, directions: 0 }, { views: 16, clicks: 4, calls: 4, directions: 4 }])
  expect(new Date(figures[0]?.utc ?? 0).toISOString()).toBe('2026-10-28T12:00:00.000Z')
})

it('signs in to all places its owner manages; ending one leaves the others', async () => {
  const { world } = await start()
  const places = value(await googleBusiness.signIn(world.order, world.signInTools))
  expect(places.map(({ profile }) => profile.handle)).toEqual(['boulangerie-martin-lyon', 'boulangerie-martin-villeurbanne'])
  const open = ({ secret: text, profile }: (typeof places)[number]) => {
    let secret = text
    return googleBusiness.open({ ...world.session, remoteId: profile.remoteId, secret: { read: () => Promise.resolve({ ok: true, value: secret }), replace: next => { secret = next; return Promise.resolve({ ok: true, value: undefined }) } } })
  }
  const [one, other] = places.map(open)
  expect(await one?.revoke()).toMatchObject({ ok: true })
  expect(await one?.whoAmI()).toMatchObject({ ok: false, failure: { kind: 'needs-sign-in' } })
  expect(await other?.whoAmI()).toMatchObject({ ok: true, value: { profile: { displayName: 'Boulangerie Martin' } } })
})

it('tells a project that Google has not let in from one that was too quick', async () => {
  await expect(startDoubleWorld({ network: googleBusiness, start: options => startGoogleBusiness({ ...options, isApproved: false }) })).rejects.toThrow('not-allowed')
  const { world, connection } = await start()
  for (let index = 0; index < 10; index++) await connection.commit({ kind: 'delete', target: { id: `${world.session.remoteId}/localPosts/${index}`, url: null, extra: null } }, value(await connection.prepare({ kind: 'delete', target: { id: `${world.session.remoteId}/localPosts/${index}`, url: null, extra: null } }, 0, [], createNotes())))
  const act = publishing(withText('Trop vite'))
  expect(await connection.commit(act, value(await connection.prepare(act, 0, [], createNotes())))).toMatchObject({ ok: false, failure: { kind: 'rate-limited' } })
})

it('keeps somebody’s own words where Google puts its translation beside them', () => {
  expect(['Très bon', '(Translated by Google) Very good\n\n(Original)\nTrès bon', 'Très bon\n\n(Translated by Google)\nVery good'].map(originalWords)).toEqual(['Très bon', 'Très bon', 'Très bon'])
})

it('looks for a post whose answer the network itself lost', async () => {
  const { world, connection } = await start()
  const act = publishing(withText('Bonjour'))
  const prepared = value(await connection.prepare(act, 0, [], createNotes()))
  const beganUtc = world.session.now()
  world.double.loseNextAnswer()
  expect(await connection.commit(act, prepared)).toMatchObject({ ok: false, failure: { kind: 'unknown-outcome' } })
  expect(value(await connection.find(act, prepared, beganUtc))).toMatchObject({ kind: 'found', remote: { id: world.double.place.posts[0]?.name } })
})

import { expect, test } from 'vitest'
import { madeAccount, madeRecord, bakery, noon } from '../../test-support/made.ts'
import { emptyContent, type MediaUse } from '../../../preload/contract/drafts.ts'
import { accountId, mediaHash, networkId } from '../../../preload/contract/ids.ts'
import { planAtInstant } from '../../../preload/contract/plan-time.ts'
import type { Delivery, DeliveryState } from '../../../preload/contract/publishing.ts'
import { checkReadiness, fewBytes, isHint, publishersOf, type ReadinessFacts } from '../../../preload/contract/readiness.ts'

const hourMs = 3_600_000
const picture: MediaUse = { hash: mediaHash.parse('a'.repeat(64)), kind: 'image', mime: 'image/jpeg', name: 'loaf.jpg', sizeBytes: 1000, width: 10, height: 10, durationMs: null, alt: 'A loaf' }

const post = (id: string, inHours: number, { text = 'Bread', media = [] as MediaUse[], state = { kind: 'planned' } as DeliveryState, change = {} as Partial<Delivery> } = {}) =>
  madeRecord(id, state, { due: planAtInstant(noon + inHours * hourMs, 'Europe/Paris'), act: { kind: 'publish', content: { ...emptyContent(), parts: [{ text, media, poll: null }] } }, ...change })

const facts = (change: Partial<ReadinessFacts> = {}): ReadinessFacts => ({
  nowUtc: noon, untilUtc: noon + 36 * hourMs, records: [post('a', 20)], accounts: [madeAccount(bakery)], missingMedia: [], freeBytes: 50e9,
  state: { line: 'online', keychain: 'open', pause: null, clockOffByMs: null }, quotas: {}, interfaceEnds: {}, paces: { [bakery]: { gapMinutes: 5, postsPerHour: 3 } }, ...change,
})
const kinds = (change: Partial<ReadinessFacts>) => checkReadiness(facts(change)).map(finding => finding.kind)

test('all is well: nothing is found, and it says until when this computer must be on', () => {
  expect(kinds({})).toEqual([])
  expect(publishersOf(facts())).toEqual({ byNetwork: 0, byComputer: 1, onUntilUtc: noon + 20 * hourMs, byYou: [] })
})

test('nothing due, nothing to do, whatever the state of this computer', () => {
  expect(kinds({ records: [], state: { line: 'offline', keychain: 'locked', pause: { sinceUtc: noon, why: '', who: '' }, clockOffByMs: 4e6 }, freeBytes: 0 })).toEqual([])
})

test('what stops everything comes first: pause, keychain, line, clock, disk', () => {
  expect(kinds({ state: { line: 'offline', keychain: 'locked', pause: { sinceUtc: noon, why: '', who: '' }, clockOffByMs: 4e6 }, freeBytes: fewBytes - 1 })).toEqual(['paused', 'keychain', 'offline', 'clock', 'disk'])
})

test('pain 24: a sign-in that has ended, or ends before the post, is said with the posts concerned', () => {
  expect(checkReadiness(facts({ accounts: [madeAccount(bakery, { state: { kind: 'needs-sign-in', sinceUtc: noon } })], records: [post('a', 2), post('b', 20)] }))).toEqual([{ kind: 'sign-in', accountId: bakery, posts: 2 }])
  expect(checkReadiness(facts({ accounts: [madeAccount(bakery, { expiresUtc: noon + 10 * hourMs })], records: [post('a', 2), post('b', 20)] }))).toEqual([{ kind: 'sign-in-ends', accountId: bakery, endsUtc: noon + 10 * hourMs, posts: 1 }])
})

test('a network that stops speaking with this version is told of once, ahead as a hint and urgently at the end', () => {
  const other = accountId.parse('other')
  const accounts = [madeAccount(bakery), madeAccount(other)]
  const records = [post('a', 20), post('b', 21, { change: { accountId: other } })]
  const found = (inDays: number) => checkReadiness(facts({ accounts, records, interfaceEnds: { [networkId.parse('mastodon')]: noon + inDays * 24 * hourMs } }))
  expect(found(61)).toEqual([])
  expect(found(60).map(finding => [finding.kind, isHint(finding)])).toEqual([['interface-ends', true]])
  expect(found(3).map(finding => [finding.kind, isHint(finding)])).toEqual([['interface-ends', false]])
  expect(checkReadiness(facts({ interfaceEnds: { [networkId.parse('another')]: noon } }))).toEqual([])
})

test('pain 11: a picture that is gone and a text over today’s limit are found the evening before', () => {
  expect(kinds({ records: [post('a', 20, { media: [picture] })], missingMedia: [picture.hash] })).toEqual(['media-missing'])
  expect(checkReadiness(facts({ records: [post('a', 20, { text: 'x'.repeat(501) })] }))).toMatchObject([{ kind: 'refused', postId: 'a', problem: { kind: 'text-too-long' } }])
})

test('what networks take from the web only is said once, for all posts, where the web space was removed', () => {
  const account = madeAccount(bakery)
  const accounts = [{ ...account, limits: { ...account.limits, images: { ...account.limits.images, fromTheWeb: true } } }]
  const records = [post('a', 20, { media: [picture] }), post('b', 21, { media: [picture] }), post('c', 22)]
  const state = { line: 'online', keychain: 'open', pause: null, clockOffByMs: null } as const
  expect(checkReadiness(facts({ accounts, records, state: { ...state, hasWebSpace: false } }))).toEqual([{ kind: 'web-space', posts: 2 }])
  expect(kinds({ accounts, records, state: { ...state, hasWebSpace: true } })).toEqual([])
})

test('pain 9: two posts of an account closer than its distance are named, also where one has been given a new time', () => {
  const moved = post('b', 3, { state: { kind: 'waiting', untilUtc: noon + 20 * hourMs + 60_000, why: 'slot' } })
  expect(checkReadiness(facts({ records: [post('a', 20), moved] }))).toMatchObject([{ kind: 'clash', postId: 'b', with: { id: 'a:bakery' }, gapMinutes: 5 }])
})

test('pain 5: more in an hour than the owner allows is said once', () => {
  const many = [0, 10, 20, 30, 40].map(minutes => post(`p${minutes}`, 20 + minutes / 60))
  expect(kinds({ records: many })).toEqual(['too-many'])
})

test('pain 14: more posts than the network still allows are said the evening before', () => {
  const quotas = { [bakery]: [{ name: 'posts' as const, used: 299, max: 300, resetsUtc: noon + 30 * hourMs }] }
  expect(checkReadiness(facts({ quotas, records: [post('a', 2), post('b', 20)] }))).toEqual([{ kind: 'quota', accountId: bakery, left: 1, posts: 2, resetsUtc: noon + 30 * hourMs }])
  expect(kinds({ quotas, records: [post('a', 2)] })).toEqual([])
})

test('a missing description is a hint and comes last', () => {
  const found = checkReadiness(facts({ records: [post('a', 20, { media: [{ ...picture, alt: '' }] })], state: { line: 'offline', keychain: 'open', pause: null, clockOffByMs: null } }))
  expect(found.map(finding => finding.kind)).toEqual(['offline', 'alt-missing'])
  expect(found.map(isHint)).toEqual([false, true])
})

test('what the network holds needs neither this computer nor its keychain', () => {
  const held = post('a', 20, { state: { kind: 'handed-over', sinceUtc: noon, schedule: { id: 's', url: null, extra: null } } })
  expect(kinds({ records: [held], state: { line: 'offline', keychain: 'locked', pause: null, clockOffByMs: null }, freeBytes: 0 })).toEqual([])
  expect(publishersOf(facts({ records: [held] }))).toEqual({ byNetwork: 1, byComputer: 0, onUntilUtc: null, byYou: [] })
})

test('what is posted by hand is the owner’s at its time: neither keychain, line nor disk matter to it; a pause and a missing picture do', () => {
  const accounts = [madeAccount(bakery, { byHand: { network: 'Snapchat', page: 'https://my.snapchat.com/' } })]
  const state = { line: 'offline' as const, keychain: 'absent' as const, pause: null, clockOffByMs: 4e6 }
  const records = [post('a', 6), post('b', 6)]
  expect(kinds({ accounts, records, state, freeBytes: 0 })).toEqual([])
  expect(publishersOf(facts({ accounts, records: [post('a', 6)] }))).toEqual({ byNetwork: 0, byComputer: 0, onUntilUtc: null, byYou: [{ accountId: bakery, atUtc: noon + 6 * hourMs }] })
  expect(kinds({ accounts, records: [post('a', 6, { media: [picture] })], missingMedia: [picture.hash], state: { ...state, pause: { sinceUtc: noon, why: '', who: '' } } })).toEqual(['paused', 'media-missing'])
})

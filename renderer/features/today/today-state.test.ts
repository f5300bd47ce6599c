import { expect, it } from 'vitest'
import { accountId, postId } from '../../../preload/contract/ids.ts'
import { planAt, planAtInstant } from '../../../preload/contract/plan-time.ts'
import { emptyContent } from '../../../preload/contract/drafts.ts'
import type { DeliveryState } from '../../../preload/contract/publishing.ts'
import { deliveryRow } from '../../db/deliveries.ts'
import { newPost } from '../../db/posts.ts'
import type { ItemRow, PostRow } from '../../db/schema.ts'
import { bakery, madeAccount, madeItem, madeRecord, noon } from '../../test-support/made.ts'
import { expiringSoon, isToCome, needsOf, outgoingOf, plannedPerDay, shortDay, waitingOf, weekFrom } from './today-state.ts'

const zone = 'Europe/Paris'
const garage = accountId.parse('garage')
const row = (id: string, state: DeliveryState = { kind: 'planned' }, change: Parameters<typeof madeRecord>[2] = {}) => deliveryRow(madeRecord(id, state, change))
const post = (id: string, wall: string, stage: PostRow['stage']): PostRow => ({ ...newPost({ accountIds: [bakery], plan: planAt(wall, zone), text: id }, noon), id: postId.parse(id), stage, acceptedRevision: 0, handedUtc: 0, planUtc: planAt(wall, zone).utc, deletedUtc: 0 })
const item = (id: string, change: Partial<ItemRow> = {}): ItemRow => ({ ...madeItem(id), isRead: 0, isDone: 0, note: '', ...change })

it('shows a post once for all its accounts, by time, with drafts that were never scheduled', () => {
  const out = outgoingOf([
    row('bread', { kind: 'published', utc: noon, remotes: [] }), row('bread', { kind: 'planned' }, { accountId: garage }),
    row('early', undefined, { due: planAt('2026-11-24T08:00', zone) }), row('gone', { kind: 'cancelled', utc: noon }),
    row('an answer', undefined, { origin: { kind: 'item', itemKey: madeItem('1').key } }),
  ], [post('evening', '2026-11-24T18:00', 'draft'), post('bread', '2026-11-24T13:00', 'scheduled')], [])
  expect(out.map(one => [one.postId, one.state, one.accountIds])).toEqual([['early', 'scheduled', [bakery]], ['bread', 'partly', [bakery, garage]], ['evening', 'draft', [bakery]]])
  expect(out.map(isToCome)).toEqual([true, true, false])
})

it('shows only what the filtered accounts send', () => {
  const rows = [row('bread'), row('tyres', undefined, { accountId: garage })]
  expect(outgoingOf(rows, [], [garage]).map(one => one.postId)).toEqual(['tyres'])
})

it('counts the posts of the next seven days, and a day with a draft alone is still free', () => {
  const { days, startUtc, endUtc } = weekFrom(noon, zone)
  expect(days).toHaveLength(7)
  expect(endUtc - startUtc).toBe(7 * 24 * 3_600_000)
  const perDay = plannedPerDay(days, [post('a', '2026-11-25T09:00', 'scheduled'), post('b', '2026-11-25T18:00', 'scheduled'), post('c', '2026-11-26T09:00', 'draft')], zone, [])
  expect([...perDay.values()]).toEqual([0, 2, 0, 0, 0, 0, 0])
})

it('a week in which the clocks change is an hour longer, and still seven days', () => {
  const { days, startUtc, endUtc } = weekFrom(Date.UTC(2026, 9, 22, 12), zone)
  expect(days).toHaveLength(7)
  expect(endUtc - startUtc).toBe(7 * 24 * 3_600_000 + 3_600_000)
})

it('a person who wrote three times in a conversation waits once; whoever only liked does not wait', () => {
  const items = [item('1', { conversation: 'c' }), item('2', { conversation: 'c', createdUtc: noon + 5 }), item('3', { createdUtc: noon - 9 }), item('4', { kind: 'like' }), item('5', { isDone: 1 }), item('6', { createdUtc: noon - 31 * 24 * 3_600_000 })]
  expect(waitingOf(items, [], noon).map(one => one.key)).toEqual([madeItem('2').key, madeItem('3').key])
})

const answer = (state: DeliveryState, to: string, minutesLater: number, kind: 'reply' | 'like' = 'reply') => row(`answer ${to}`, state, {
  origin: { kind: 'item', itemKey: madeItem(to).key }, due: planAtInstant(noon + minutesLater * 60_000, zone),
  act: kind === 'reply' ? { kind, to: remote, toPerson: madeItem(to).person, content: emptyContent() } : { kind, target: remote, on: true },
})
const remote = { id: '1', url: null, extra: null }
const waits = (items: readonly ItemRow[], ...answers: ReturnType<typeof row>[]) => waitingOf(items, answers, noon + 3_600_000).length

it('whoever was answered does not wait, also while the answer waits in the outbox', () => {
  expect(waits([item('1')], answer({ kind: 'published', utc: noon, remotes: [] }, '1', 5))).toBe(0)
  expect(waits([item('1')], answer({ kind: 'waiting', untilUtc: noon, why: 'no-line' }, '1', 5))).toBe(0)
  expect(waits([item('1')], answer({ kind: 'planned' }, '1', 5, 'like'))).toBe(1)
  expect(waits([item('1')], answer({ kind: 'cancelled', utc: noon }, '1', 5))).toBe(1)
  expect(waits([item('1')], answer({ kind: 'failed', utc: noon, failure: { kind: 'missing', detail: '' } }, '1', 5))).toBe(1)
})

it('whoever wrote again after the answer waits again; several messages are answered by one', () => {
  const first = item('1', { conversation: 'c', isRead: 1 })
  const later = (minutes: number, isRead: 0 | 1) => item('2', { conversation: 'c', createdUtc: noon + minutes * 60_000, isRead })
  const sent = answer({ kind: 'published', utc: noon, remotes: [] }, '1', 5)
  expect(waits([first, later(10, 1)], sent)).toBe(1)
  expect(waits([first, later(2, 1)], sent)).toBe(0)
  // Written before our answer, and come in after it: nobody has read it yet.
  expect(waits([first, later(2, 0)], sent)).toBe(1)
})

it('shows of a full day the posts to come after the last that went out, and counts the rest', () => {
  const day = (states: readonly DeliveryState['kind'][]) => outgoingOf(states.map((kind, hour) => row(String(hour), kind === 'published' ? { kind, utc: noon, remotes: [] } : { kind: 'planned' }, { due: planAtInstant(noon + hour * 3_600_000, zone) })), [], [])
  const shownOf = (out: number, toCome: number) => {
    const { shown, more } = shortDay(day([...Array.from({ length: out }, () => 'published' as const), ...Array.from({ length: toCome }, () => 'planned' as const)]))
    return [shown.map(one => Number(one.postId)), more]
  }
  expect(shownOf(0, 13)).toEqual([[0, 1, 2, 3, 4], 8])
  expect(shownOf(6, 7)).toEqual([[5, 6, 7, 8, 9], 8])
  expect(shownOf(12, 1)).toEqual([[8, 9, 10, 11, 12], 8])
  expect(shownOf(13, 0)).toEqual([[8, 9, 10, 11, 12], 8])
  expect(shownOf(2, 4)).toEqual([[0, 1, 2, 3, 4, 5], 0])
})

it('tells a missing sign-in once, with what it holds up, before what failed', () => {
  const away = { ...madeAccount(bakery, { state: { kind: 'needs-sign-in', sinceUtc: noon } }), removed: 0 as const }
  const failed = row('f', { kind: 'failed', utc: noon, failure: { kind: 'missing', detail: '' } }, { accountId: garage })
  const lost = row('u', { kind: 'unknown', sinceUtc: noon, part: 0, looks: [] }, { accountId: garage })
  const needs = needsOf([row('s', { kind: 'needs-owner', question: { kind: 'sign-in' } }), failed, lost, row('p')], [away, { ...madeAccount(garage), removed: 0 }], [])
  expect(needs.map(need => need.kind === 'sign-in' ? ['sign-in', need.held] : need.kind === 'delivery' ? need.row.postId : need.kind)).toEqual([['sign-in', 1], 'f', 'u'])
})

it('pain 24: tells of a sign-in that ends within a week, and not of one that lasts or has ended', () => {
  const ending = (expiresUtc: number | null, state: Parameters<typeof madeAccount>[1] = {}) => ({ ...madeAccount(bakery, { expiresUtc, ...state }), removed: 0 as const })
  const dayMs = 24 * 3_600_000
  expect(expiringSoon([ending(noon + 6 * dayMs)], noon).map(account => account.expiresUtc)).toEqual([noon + 6 * dayMs])
  expect(expiringSoon([ending(noon + 8 * dayMs), ending(null), ending(noon + dayMs, { state: { kind: 'needs-sign-in', sinceUtc: noon } })], noon)).toEqual([])
})

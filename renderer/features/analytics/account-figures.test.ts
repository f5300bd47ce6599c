import { expect, it } from 'vitest'
import type { AccountSample } from '../../../preload/contract/items.ts'
import { accountId } from '../../../preload/contract/ids.ts'
import { mergeSamples } from '../../db/samples.ts'
import { accountFiguresOf, hasFollowers } from './account-figures.ts'

const place = accountId.parse('place')
const on = (day: string, figures: AccountSample['figures']) => ({ accountId: place, utc: Date.parse(`${day}T12:00Z`), day, figures })

it('adds up what was counted, tells the last rating, and says to which day it was counted', () => {
  const rows = [on('2026-11-20', { views: 40, calls: 2 }), on('2026-11-21', { views: 60 }), on('2026-11-23', { reviews: 130, rating: 4.5 }), on('2026-11-27', { reviews: 132, rating: 4.6 })]
  const figures = accountFiguresOf(rows, '2026-11-20', '2026-11-27')
  expect(figures).toMatchObject({ rating: 4.6, reviews: 132, newReviews: 2, countedDays: 2, lastDay: '2026-11-21' })
  expect(figures?.counts.map(({ name, total }) => [name, total])).toEqual([['views', 100], ['calls', 2]])
  // What was not counted is unknown, and no zero.
  expect(figures?.counts[1]?.days.map(({ value }) => value)).toEqual([2, null, null, null, null, null, null, null])
  expect(hasFollowers(rows, figures)).toBe(false)
})

it('tells nothing where there are followers alone, and nothing where there is nothing', () => {
  const rows = [on('2026-11-20', { followers: 40, following: 3, posts: 9 })]
  expect(accountFiguresOf(rows, '2026-11-20', '2026-11-27')).toBeNull()
  expect([hasFollowers(rows, null), hasFollowers([], null)]).toEqual([true, true])
  const both = [on('2026-11-20', { followers: 40, views: 3 })]
  expect(hasFollowers(both, accountFiguresOf(both, '2026-11-20', '2026-11-20'))).toBe(true)
})

it('keeps a day’s counts beside a reading of that day, whichever comes first, and takes their corrections', () => {
  const reading: AccountSample = { accountId: place, utc: Date.parse('2026-11-20T20:00Z'), figures: { reviews: 130, rating: 4.5 } }
  const counts = (views: number): AccountSample => ({ accountId: place, utc: Date.parse('2026-11-20T12:00Z'), figures: { views }, ofDay: true })
  for (const order of [[reading, counts(40), counts(42)], [counts(40), counts(42), reading], [counts(40), reading, counts(42)]]) {
    const merged = order.reduce<AccountSample | undefined>((before, sample) => mergeSamples(before, sample), undefined)
    expect(merged?.figures).toEqual({ reviews: 130, rating: 4.5, views: 42 })
  }
  const earlier: AccountSample = { ...reading, utc: reading.utc - 3_600_000, figures: { reviews: 129 } }
  expect(mergeSamples(reading, earlier).figures).toMatchObject({ reviews: 130 })
})

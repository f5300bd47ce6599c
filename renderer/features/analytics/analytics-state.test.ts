import { expect, it } from 'vitest'
import { madeOwnPost, noon } from '../../test-support/made.ts'
import { compareKinds, dailyValues, findingOf, firstDayOf, medianOf, netGain, reactionsOf, steadiness, thinOut, weekResult } from './analytics-state.ts'
import { sortedBy, sortPosts } from './post-table.ts'

const dayMs = 24 * 3_600_000
const read = (day: string, value: number | null) => ({ day: `2026-11-${day}`, value })
const values = (readings: readonly ReturnType<typeof read>[], from = '20', to = '24') => dailyValues(readings, `2026-11-${from}`, `2026-11-${to}`).map(({ value }) => value)
const picture = { kind: 'image', url: '', previewUrl: null, alt: '' } as const
let posts = 0
const post = (reactions: number | null, daysAgo: number, change: Parameters<typeof madeOwnPost>[1] = {}) =>
  ({ ...madeOwnPost(String(++posts), { createdUtc: noon - daysAgo * dayMs, ...change }), figures: reactions === null ? {} : { likes: reactions }, figuresUtc: noon })

it('leaves a gap on days nobody read the figures, never a zero', () => {
  expect(values([read('20', 5), read('23', 7), read('24', 8)])).toEqual([5, null, null, 7, 8])
})

it('bridges one day between two equal readings, since an unchanged figure is told once in 24 hours', () => {
  expect(values([read('20', 5), read('22', 5), read('24', 6)])).toEqual([5, 5, 5, null, 6])
})

it('a day on which the network did not tell the figure is a gap as well', () => {
  expect(values([read('20', 5), read('21', null), read('22', 9)], '20', '22')).toEqual([5, null, 9])
})

it('thins a long curve, keeps its last day, and keeps long gaps', () => {
  const days = dailyValues([{ day: '2026-01-01', value: 1 }, { day: '2026-12-31', value: 9 }], '2026-01-01', '2026-12-31')
  const thin = thinOut(days, 120)
  expect(thin.length).toBeLessThanOrEqual(120)
  expect(thin.at(-1)).toEqual({ day: '2026-12-31', value: 9 })
  expect(thin.filter(({ value }) => value === null).length).toBe(thin.length - 2)
})

it('compares the first and last known day, and says nothing of one day alone', () => {
  expect(netGain(dailyValues([read('20', 100), read('24', 112)], '2026-11-18', '2026-11-24'))).toEqual({ gain: 12, fromDay: '2026-11-20', toDay: '2026-11-24', days: 4, last: 112 })
  expect(netGain(dailyValues([read('20', 100)], '2026-11-20', '2026-11-24'))).toBeNull()
})

it('counts the weeks that rose among those it knows', () => {
  const days = dailyValues([read('01', 10), read('08', 12), read('15', 12), read('22', 20)], '2026-11-01', '2026-11-22')
  expect(steadiness(days)).toEqual({ up: 2, of: 3 })
})

it('a period begins as many days ago as it says', () => {
  expect(firstDayOf('30', '2026-11-24')).toBe('2026-10-25')
  expect(firstDayOf('all', '2026-11-24')).toBeNull()
})

it('knows medians of many, two, one and none', () => {
  expect(medianOf([9, 1, 5])).toBe(5)
  expect(medianOf([4, 1])).toBe(2.5)
  expect(medianOf([3])).toBe(3)
  expect(medianOf([])).toBeNull()
})

it('adds up the reactions a network gives, and knows none where it gives none', () => {
  expect(reactionsOf({ likes: 2, replies: 1 })).toBe(3)
  expect(reactionsOf({ likes: 0 })).toBe(0)
  expect(reactionsOf({ reach: 400 })).toBeNull()
})

it('compares posts with and without pictures, leaves answers out, and tells how many are young', () => {
  const compared = compareKinds([post(8, 10, { media: [picture] }), post(10, 1, { media: [picture] }), post(3, 9), post(99, 9, { isReply: true }), post(null, 9)], noon)
  expect(compared).toEqual([{ kind: 'picture', posts: 2, median: 9, young: 1 }, { kind: 'video', posts: 0, median: null, young: 0 }, { kind: 'text', posts: 1, median: 3, young: 0 }])
})

it('concludes only from three posts of two kinds, and not from what chance explains', () => {
  const kind = (name: 'picture' | 'text', many: number, median: number) => ({ kind: name, posts: many, median, young: 0 })
  expect(findingOf([kind('picture', 2, 8), kind('text', 9, 3)])).toEqual({ kind: 'too-few' })
  expect(findingOf([kind('picture', 3, 8.5), kind('text', 9, 8)])).toEqual({ kind: 'alike', usual: 8.5 })
  expect(findingOf([kind('picture', 3, 8), kind('text', 9, 3)])).toMatchObject({ kind: 'better', best: { kind: 'picture' }, other: { kind: 'text' } })
})

it('sets the best post of the week beside what is usual, and says why when it cannot', () => {
  expect(weekResult([post(5, 9)], noon)).toEqual({ kind: 'no-posts' })
  expect(weekResult([post(null, 2)], noon)).toEqual({ kind: 'no-figures' })
  expect(weekResult([post(7, 2), post(5, 9)], noon)).toMatchObject({ kind: 'no-usual', reactions: 7 })
  expect(weekResult([post(7, 2), post(2, 1), post(5, 9), post(3, 10), post(4, 30)], noon)).toMatchObject({ kind: 'known', reactions: 7, usual: 4 })
})

it('sorts posts by a figure, the unknown last either way', () => {
  const [few, many, unknown] = [post(1, 3), post(9, 2), post(null, 1)]
  expect(sortPosts([unknown, few, many], { column: 'likes', isDescending: true })).toEqual([many, few, unknown])
  expect(sortPosts([unknown, few, many], { column: 'likes', isDescending: false })).toEqual([few, many, unknown])
  expect(sortedBy({ column: 'likes', isDescending: true }, 'likes')).toEqual({ column: 'likes', isDescending: false })
  expect(sortedBy({ column: 'likes', isDescending: false }, 'reach')).toEqual({ column: 'reach', isDescending: true })
})

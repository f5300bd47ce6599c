import { expect, test } from 'vitest'
import { itemKey } from '../../../preload/contract/ids.ts'
import { bakery, noon } from '../../test-support/made.ts'
import { acquaintanceOf, beginningOf, chooseBox, chooseGroup, dayWord, nextAfter, opensDay, stepFrom, viewOf } from './inbox-state.ts'

const [a, b, c, d] = [itemKey.parse('a'), itemKey.parse('b'), itemKey.parse('c'), itemKey.parse('d')] as const
const keys = [a, b, c, d]
const gone = (...some: readonly typeof a[]) => new Set(some)

test('what waits for an answer are mentions, quotes, answers, messages and reviews that are not done', () => {
  expect(viewOf({ box: 'to-answer', group: null }, [])).toEqual({ isDone: 0, kinds: ['mention', 'quote', 'reply', 'message', 'review'], accountIds: [] })
  expect(viewOf({ box: 'to-answer', group: 'messages' }, [bakery])).toEqual({ isDone: 0, kinds: ['message'], accountIds: [bakery] })
})

test('everything is everything, and what is done is what is done', () => {
  expect(viewOf({ box: 'everything', group: null }, [])).toEqual({ isDone: null, kinds: [], accountIds: [] })
  expect(viewOf({ box: 'done', group: 'reactions' }, [])).toEqual({ isDone: 1, kinds: ['like', 'boost'], accountIds: [] })
})

test('likes wait for no answer: choosing them leads to everything, and going back lets go of them', () => {
  expect(chooseGroup({ box: 'to-answer', group: null }, 'reactions')).toEqual({ box: 'everything', group: 'reactions' })
  expect(chooseGroup({ box: 'to-answer', group: null }, 'mentions')).toEqual({ box: 'to-answer', group: 'mentions' })
  expect(chooseBox({ box: 'everything', group: 'followers' }, 'to-answer')).toEqual({ box: 'to-answer', group: null })
  expect(chooseBox({ box: 'everything', group: 'followers' }, 'done')).toEqual({ box: 'done', group: 'followers' })
})

test('after Done the eye goes to the next one below, at the end to the one above, and nowhere when all is done', () => {
  expect(nextAfter(keys, gone(b), b)).toBe(c)
  expect(nextAfter(keys, gone(b, c), b)).toBe(d)
  expect(nextAfter(keys, gone(d), d)).toBe(c)
  expect(nextAfter(keys, gone(...keys), a)).toBeNull()
  expect(nextAfter(keys, gone(a), itemKey.parse('elsewhere'))).toBe(b)
})

test('the keyboard begins at the first and stops at both ends', () => {
  expect(stepFrom(keys, null, 1)).toBe(a)
  expect(stepFrom(keys, a, -1)).toBe(a)
  expect(stepFrom(keys, b, 8)).toBe(d)
  expect(stepFrom(keys, c, -Infinity)).toBe(a)
  expect(stepFrom([], a, 1)).toBeNull()
})

test('a day is said once, at its first message', () => {
  const hour = 3_600_000
  expect(opensDay(noon, undefined)).toBe(true)
  expect(opensDay(noon, noon + hour)).toBe(false)
  expect(opensDay(noon - 24 * hour, noon)).toBe(true)
  expect(dayWord(noon, noon)).toBe('today')
  expect(dayWord(noon - 24 * hour, noon)).toBe('yesterday')
  expect(dayWord(noon - 48 * hour, noon)).toBe('date')
})

test('a line of the list begins with words, not with whom they are addressed to', () => {
  expect(beginningOf('@shop@127.0.0.1:4000 @bob@example.net  Is it\nfresh?')).toBe('Is it fresh?')
  expect(beginningOf('@shop')).toBe('@shop')
  expect(beginningOf('Ask @bob about it')).toBe('Ask @bob about it')
})

test('who was here five times is a regular', () => {
  expect([1, 2, 4, 5].map(acquaintanceOf)).toEqual(['first', 'some', 'some', 'regular'])
})

import { expect, it } from 'vitest'
import type { Look } from '../../preload/contract/publishing.ts'
import { groupLooks } from './group-looks.ts'

it('nine looks that came to the same two things are two lines, the last one first', () => {
  const looks = Array.from({ length: 9 }, (_, n): Look => ({ utc: n, found: 'no-proof', lookedAt: '', doubt: n < 2 ? 'too-soon' : 'alike' }))
  expect(groupLooks(looks, look => String(look.doubt))).toEqual([
    { firstUtc: 2, lastUtc: 8, count: 7, sentence: 'alike' },
    { firstUtc: 0, lastUtc: 1, count: 2, sentence: 'too-soon' },
  ])
})

import { expect, test } from 'vitest'
import { deliveryRow } from '../db/deliveries.ts'
import { madeRecord, noon } from '../test-support/made.ts'
import type { KeyState } from './keys.ts'
import { announcementFor, choicesFor, groupOutbox, isCancellable } from './outbox-state.ts'

// keys.ts asks which computer this is when it is loaded.
Object.defineProperty(globalThis, 'navigator', { value: { userAgent: 'X11; Linux' }, configurable: true })
const { readKey } = await import('./keys.ts')

const typed = (...keys: readonly (readonly [string, number])[]): (string | null)[] => {
  let state: KeyState = { kind: 'idle' }
  return keys.map(([key, at]) => {
    const read = readKey(state, key, at)
    state = read.state
    return read.act
  })
}

test('g then a letter goes to a place, a letter alone acts', () => {
  expect(typed(['g', 0], ['i', 300])).toEqual([null, 'goInbox'])
  expect(typed(['n', 0], ['?', 10])).toEqual(['newPost', 'keys'])
})

test('a g that nothing follows lapses, and an unknown letter after it does nothing', () => {
  expect(typed(['g', 0], ['n', 5000])).toEqual([null, 'newPost'])
  expect(typed(['g', 0], ['n', 100], ['i', 200])).toEqual([null, null, null])
})

test('each question has its answers, and none of them sends twice by itself', () => {
  expect(choicesFor({ kind: 'needs-owner', question: { kind: 'unproved', looks: [] } }, { kind: 'publish' })).toEqual(['it-is-there', 'try-again', 'give-up'])
  expect(choicesFor({ kind: 'needs-owner', question: { kind: 'late', byMs: 1 } }, { kind: 'publish' })).toEqual(['publish-now', 'next-slot', 'give-up'])
  expect(choicesFor({ kind: 'needs-owner', question: { kind: 'late', byMs: 1 } }, { kind: 'reply' })).toEqual(['publish-now', 'give-up'])
  // That it is there is said in its own sheet, with the link.
  expect(choicesFor({ kind: 'needs-owner', question: { kind: 'by-hand' } }, { kind: 'publish' })).toEqual(['next-slot', 'give-up'])
  expect(choicesFor({ kind: 'unknown', sinceUtc: noon, part: 0, looks: [] }, { kind: 'publish' })).toEqual([])
  expect(isCancellable({ kind: 'committing', sinceUtc: noon, part: 0 })).toBe(false)
})

test('a listener hears of questions first, then of what has left, then of what waits', () => {
  const none = groupOutbox([])
  const waiting = groupOutbox([deliveryRow(madeRecord('a')), deliveryRow(madeRecord('b'))])
  const asking = groupOutbox([deliveryRow(madeRecord('a', { kind: 'needs-owner', question: { kind: 'late', byMs: 1 } }))])
  expect(announcementFor(none, waiting, 0)).toEqual({ kind: 'waiting', count: 2 })
  expect(announcementFor(waiting, none, 2)).toEqual({ kind: 'sent', count: 2 })
  expect(announcementFor(waiting, asking, 1)).toEqual({ kind: 'asks' })
  expect(announcementFor(waiting, waiting, 0)).toBeNull()
})

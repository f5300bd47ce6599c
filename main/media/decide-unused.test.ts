import fc from 'fast-check'
import { expect, it } from 'vitest'
import { mediaHash } from '../../preload/contract/ids.ts'
import { decideUnused, graceMs } from './decide-unused.ts'

const hash = (n: number) => mediaHash.parse(String(n).padStart(64, '0'))
const dayMs = 86_400_000
const now = Date.UTC(2026, 10, 27)
const old = (n: number) => ({ hash: hash(n), addedUtc: now - 400 * dayMs })

it('pain 32: what is found unused once stays, however old it is', () => {
  expect(decideUnused({ kept: [old(1)], used: new Set(), unusedSince: new Map(), nowUtc: now })).toEqual({ remove: [], unusedSince: new Map([[hash(1), now]]) })
})

it('pain 32: it goes a month after nobody used it, and not a day before', () => {
  const at = (days: number) => decideUnused({ kept: [old(1)], used: new Set(), unusedSince: new Map([[hash(1), now - days * dayMs]]), nowUtc: now }).remove
  expect(at(29)).toEqual([])
  expect(at(30)).toEqual([hash(1)])
})

it('pain 32: used again, its month begins anew', () => {
  const again = decideUnused({ kept: [old(1)], used: new Set([hash(1)]), unusedSince: new Map([[hash(1), now - 29 * dayMs]]), nowUtc: now })
  expect(again.unusedSince.size).toBe(0)
  expect(decideUnused({ kept: [old(1)], used: new Set(), unusedSince: again.unusedSince, nowUtc: now + 2 * dayMs }).remove).toEqual([])
})

it('a file that came in within the month stays, whatever was noted of an earlier one', () => {
  expect(decideUnused({ kept: [{ hash: hash(1), addedUtc: now - dayMs }], used: new Set(), unusedSince: new Map([[hash(1), now - 90 * dayMs]]), nowUtc: now }).remove).toEqual([])
})

it('a clock that was ahead keeps nothing for longer', () => {
  expect(decideUnused({ kept: [old(1)], used: new Set(), unusedSince: new Map([[hash(1), now + 900 * dayMs]]), nowUtc: now }).unusedSince).toEqual(new Map([[hash(1), now]]))
})

it('pain 32: whatever the days bring, what goes was in no list of the month before, and in more than one', () => {
  fc.assert(fc.property(fc.array(fc.record({ gapDays: fc.integer({ min: 0, max: 45 }), isUsed: fc.boolean() }), { maxLength: 30 }), days => {
    let since: ReadonlyMap<string, number> = new Map()
    let nowUtc = now
    let unusedFrom: number | null = null
    for (const { gapDays, isUsed } of days) {
      nowUtc += gapDays * dayMs
      const decided = decideUnused({ kept: [old(1)], used: new Set(isUsed ? [hash(1)] : []), unusedSince: since, nowUtc })
      if (decided.remove.length > 0) {
        expect(isUsed).toBe(false)
        expect(unusedFrom).not.toBeNull()
        expect(nowUtc - (unusedFrom ?? nowUtc)).toBeGreaterThanOrEqual(graceMs)
        return
      }
      unusedFrom = isUsed ? null : unusedFrom ?? nowUtc
      since = decided.unusedSince
    }
  }))
})

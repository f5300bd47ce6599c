import { expect, test } from 'vitest'
import type { Away } from '../../../preload/contract/away.ts'
import { planAtInstant } from '../../../preload/contract/plan-time.ts'
import type { Delivery, DeliveryState } from '../../../preload/contract/publishing.ts'
import { deliveryRow } from '../../db/deliveries.ts'
import type { DeliveryRow } from '../../db/schema.ts'
import { madeRecord } from '../../test-support/made.ts'
import { fateOf, storyOf, toldAways, unseenFates } from './away-state.ts'

const hourMs = 3_600_000
const evening = Date.UTC(2026, 10, 26, 17)
const night: Away = { fromUtc: evening, untilUtc: evening + 14 * hourMs, whys: ['asleep'] }
const dueUtc = evening + hourMs

const row = (state: DeliveryState, change: Partial<Delivery> = {}, attempts = 0): DeliveryRow => ({ ...deliveryRow(madeRecord('x', state, { due: planAtInstant(dueUtc, 'Europe/Paris'), ...change })), attempts })
const fate = (state: DeliveryState, change: Partial<Delivery> = {}, attempts = 0) => fateOf(row(state, change, attempts), night)?.kind ?? null

test('pain 20: each post that was due is told by what became of it', () => {
  expect(fate({ kind: 'needs-owner', question: { kind: 'late', byMs: 13 * hourMs } })).toBe('asks')
  expect(fate({ kind: 'published', utc: night.untilUtc + 2000, remotes: [] }, {}, 1)).toBe('late')
  expect(fate({ kind: 'published', utc: dueUtc + 1000, remotes: [] })).toBe('by-network')
  expect(fate({ kind: 'failed', utc: night.untilUtc, failure: { kind: 'missing', detail: '' } })).toBe('troubled')
  expect(fate({ kind: 'unknown', sinceUtc: night.untilUtc, part: 0, looks: [] })).toBe('troubled')
  expect(fate({ kind: 'planned' })).toBe('under-way')
  expect(fate({ kind: 'waiting', untilUtc: night.untilUtc + hourMs, why: 'slot' })).toBe('moved')
  expect(fate({ kind: 'waiting', untilUtc: night.untilUtc + hourMs, why: 'turn' })).toBe('under-way')
  expect(fate({ kind: 'cancelled', utc: night.untilUtc }, { late: { graceMinutes: 10, then: 'drop' } })).toBe('dropped')
})

test('what its owner called off is not told as dropped', () => {
  expect(fate({ kind: 'cancelled', utc: night.untilUtc + hourMs })).toBeNull()
  expect(fate({ kind: 'cancelled', utc: evening - hourMs }, { late: { graceMinutes: 10, then: 'drop' } })).toBeNull()
})

test('a line that came and went while a post went out at its time says nothing of it', () => {
  expect(fate({ kind: 'published', utc: dueUtc + 30_000, remotes: [] }, {}, 1)).toBeNull()
})

test('looked at once, it is in the sheet until the day ends, and no longer in the banner', () => {
  const lunch: Away = { fromUtc: evening - 6 * hourMs, untilUtc: evening - 5 * hourMs, whys: ['offline'] }
  const dayStart = evening + 6 * hourMs // midnight between the two
  expect(toldAways([lunch, night], 0, dayStart)).toEqual([night, lunch])
  expect(toldAways([lunch, night], night.untilUtc, dayStart)).toEqual([night])
  expect(toldAways([lunch, night], night.untilUtc, dayStart + 24 * hourMs)).toEqual([])
  const story = storyOf(night, [row({ kind: 'planned' })], 0)
  expect(unseenFates([story], 0)).toHaveLength(1)
  expect(unseenFates([story], night.untilUtc)).toEqual([])
})

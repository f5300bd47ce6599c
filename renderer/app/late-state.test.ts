import { expect, test } from 'vitest'
import { usualLatePolicy } from '../../preload/contract/time.ts'
import { formOf, policyOf, withinChoices } from './late-state.ts'

test('pain 20: a late policy comes out of its form as it went in', () => {
  for (const policy of [usualLatePolicy, { graceMinutes: 10, then: 'drop' as const }, { graceMinutes: 180, then: 'next-slot' as const }, { graceMinutes: 0, then: 'publish' as const }]) {
    expect(policyOf(formOf(policy))).toEqual(policy)
  }
})

test('a number of minutes chosen long ago stays among the choices', () => {
  expect(withinChoices({ within: 10, then: 'drop' })).toEqual([0, 10, 15, 60, 180, 720, 'always'])
  expect(withinChoices({ within: 'always', then: 'ask' })).toEqual([0, 15, 60, 180, 720, 'always'])
})

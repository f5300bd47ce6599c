import { expect, it } from 'vitest'
import { planAt } from '../../preload/contract/plan-time.ts'
import { formatsOf } from './format.ts'
import { sayWhen } from './say-when.ts'

const now = Date.parse('2026-11-24T10:00Z') // a Tuesday
const english = (wall: string, zone = 'Europe/Paris'): string => sayWhen(planAt(wall, zone), now, formatsOf('en', 'Europe/Paris'), { today: 'today', tomorrow: 'tomorrow' })
const french = (wall: string): string => sayWhen(planAt(wall, 'Europe/Paris'), now, formatsOf('fr', 'Europe/Paris'), { today: 'aujourd’hui', tomorrow: 'demain' }).replaceAll('\u00a0', ' ')

it('says a time in as few words as leave no doubt', () => {
  expect(english('2026-11-24T14:00')).toBe('today 14:00')
  expect(english('2026-11-25T09:05')).toBe('tomorrow 9:05')
  expect(english('2026-11-27T09:00')).toBe('Fri 9:00')
  expect(english('2026-12-07T09:00')).toMatch(/^Mon,? 7 Dec 9:00$/)
})
it('says it in French as the French do', () => {
  expect(french('2026-12-01T09:00').endsWith('9 h')).toBe(true)
  expect(french('2026-11-27T09:30')).toBe('ven. 9 h 30')
  expect(french('2026-11-25T18:00')).toBe('demain 18 h')
})
it('names the town of a plan made for elsewhere', () => {
  expect(english('2026-11-27T09:00', 'America/New_York')).toBe('Fri 9:00 (New York)')
})

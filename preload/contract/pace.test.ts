import { expect, it } from 'vitest'
import { nextFreeSlot } from './pace.ts'
import { planAt } from './plan-time.ts'

const at = (wall: string): number => planAt(wall, 'Europe/Paris').utc
const slot = (now: string, taken: readonly string[] = [], gapMinutes = 1): string => nextFreeSlot(at(now), 'Europe/Paris', taken.map(at), gapMinutes).wall

it('the next free slot is the next full hour', () => {
  expect(slot('2026-11-24T09:20')).toBe('2026-11-24T10:00')
  expect(slot('2026-11-24T10:00')).toBe('2026-11-24T11:00')
  expect(slot('2026-11-24T19:59')).toBe('2026-11-24T20:00')
})

it('no slot lies in the night: the morning comes next', () => {
  expect(slot('2026-11-24T20:00')).toBe('2026-11-25T08:00')
  expect(slot('2026-11-24T03:10')).toBe('2026-11-24T08:00')
})

it('an hour that another post holds, or stands too close to, is passed over', () => {
  expect(slot('2026-11-24T09:20', ['2026-11-24T10:00', '2026-11-24T11:00'])).toBe('2026-11-24T12:00')
  expect(slot('2026-11-24T09:20', ['2026-11-24T10:30'], 60)).toBe('2026-11-24T12:00')
  expect(slot('2026-11-24T18:20', ['2026-11-24T19:00', '2026-11-24T20:00'], 0)).toBe('2026-11-25T08:00')
  expect(slot('2026-11-24T09:20', ['2026-11-24T12:00'], 180)).toBe('2026-11-24T15:00')
})

it('pain 35: the hours are those of the wall, also where the clocks change and where they stand between two hours', () => {
  expect(nextFreeSlot(planAt('2026-10-24T20:30', 'Europe/Paris').utc, 'Europe/Paris', [], 1)).toEqual(planAt('2026-10-25T08:00', 'Europe/Paris'))
  expect(nextFreeSlot(planAt('2026-11-24T09:20', 'Asia/Kolkata').utc, 'Asia/Kolkata', [], 1)).toEqual(planAt('2026-11-24T10:00', 'Asia/Kolkata'))
})

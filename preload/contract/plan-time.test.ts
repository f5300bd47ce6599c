import { expect, it } from 'vitest'
import { derivedAgain, isWall, isZone, planAt, planAtInstant, readWall } from './plan-time.ts'

const utc = (iso: string): number => Date.parse(iso)

it('reads an ordinary time once, in winter and in summer', () => {
  expect(readWall('2026-11-24T09:00', 'Europe/Paris')).toEqual({ kind: 'once', plan: { wall: '2026-11-24T09:00', zone: 'Europe/Paris', utc: utc('2026-11-24T08:00Z') } })
  expect(planAt('2027-07-14T09:00', 'Europe/Paris').utc).toBe(utc('2027-07-14T07:00Z'))
})

it('says that half past two does not exist on the night the clocks go forward', () => {
  expect(readWall('2027-03-28T02:30', 'Europe/Paris')).toEqual({
    kind: 'skipped',
    before: { wall: '2027-03-28T01:30', zone: 'Europe/Paris', utc: utc('2027-03-28T00:30Z') },
    after: { wall: '2027-03-28T03:30', zone: 'Europe/Paris', utc: utc('2027-03-28T01:30Z') },
  })
})

it('says that half past two exists twice on the night the clocks go back', () => {
  const reading = readWall('2027-10-31T02:30', 'Europe/Paris')
  expect(reading).toMatchObject({ kind: 'twice', first: { utc: utc('2027-10-31T00:30Z') }, second: { utc: utc('2027-10-31T01:30Z') } })
})

it('follows each zone its own nights', () => {
  expect(readWall('2027-03-14T02:30', 'America/New_York').kind).toBe('skipped')
  expect(readWall('2027-11-07T01:30', 'America/New_York').kind).toBe('twice')
  expect(readWall('2027-03-28T02:30', 'America/New_York').kind).toBe('once')
})

it('keeps the second of two equal wall clocks when it is derived again', () => {
  const reading = readWall('2027-10-31T02:30', 'Europe/Paris')
  if (reading.kind !== 'twice') throw new Error('the clocks go back that night')
  expect(derivedAgain(reading.second)).toEqual(reading.second)
  expect(derivedAgain(reading.first)).toEqual(reading.first)
})

it('corrects an instant that older zone data got wrong', () => {
  expect(derivedAgain({ wall: '2026-11-24T09:00', zone: 'Europe/Paris', utc: 1 }).utc).toBe(utc('2026-11-24T08:00Z'))
})

it('shows an instant on the wall clock of a zone', () => {
  expect(planAtInstant(utc('2026-11-24T08:00Z'), 'America/New_York')).toEqual({ wall: '2026-11-24T03:00', zone: 'America/New_York', utc: utc('2026-11-24T08:00Z') })
})

it('knows a zone from a word', () => {
  expect(isZone('Europe/Paris')).toBe(true)
  expect(isZone('Bakery/Oven')).toBe(false)
})

it('knows a day of the calendar from a mistake', () => {
  expect(isWall('2026-11-24T09:00')).toBe(true)
  for (const wall of ['2027-02-30T09:00', '2026-11-24T24:00', '2026-11-24', '']) expect(isWall(wall), wall).toBe(false)
})

import { describe, expect, it } from 'vitest'
import { judgeWall, quickSlots, sensibleTimeOn } from './when-state.ts'

const paris = 'Europe/Paris'
const now = Date.parse('2026-11-24T09:42:10Z') // a Tuesday, 10:42 in Paris

describe('a time before it is accepted', () => {
  it('takes a time to come, refuses one that has passed', () => {
    expect(judgeWall('2026-11-24T10:43', paris, now).kind).toBe('good')
    expect(judgeWall('2026-11-24T10:42', paris, now).kind).toBe('past')
    expect(judgeWall('2026-11-24T10:42', 'America/New_York', now).kind).toBe('good')
  })
  it('says what is no time at all', () => {
    for (const wall of ['', '2026-11-24', '2026-13-01T09:00', '2027-02-30T09:00', '2026-11-24T25:00']) expect(judgeWall(wall, paris, now).kind, wall).toBe('not-a-time')
    expect(judgeWall('2026-11-25T09:00', 'Paris', now).kind).toBe('not-a-time')
  })
  it('shows a time the clocks skip, and one they repeat', () => {
    expect(judgeWall('2027-03-28T02:15', paris, now)).toMatchObject({ kind: 'skipped', before: { wall: '2027-03-28T01:15' }, after: { wall: '2027-03-28T03:15' } })
    expect(judgeWall('2027-10-31T02:15', paris, now)).toMatchObject({ kind: 'twice' })
  })
  it('does not ask which of two when the first has passed', () => {
    const between = Date.parse('2027-10-31T00:40Z')
    expect(judgeWall('2027-10-31T02:15', paris, between)).toMatchObject({ kind: 'good', plan: { utc: Date.parse('2027-10-31T01:15Z') } })
  })
})

describe('times one click away', () => {
  const walls = (utc: number): Record<string, string> => Object.fromEntries(quickSlots(utc, paris).map(slot => [slot.name, slot.plan.wall]))
  it('offers this evening, tomorrow and Monday', () => {
    expect(walls(now)).toEqual({ 'in-2-hours': '2026-11-24T12:45', 'this-evening': '2026-11-24T18:00', 'tomorrow-morning': '2026-11-25T09:00', 'monday-morning': '2026-11-30T09:00' })
  })
  it('leaves out an evening that has come, and a Monday that is tomorrow', () => {
    expect(Object.keys(walls(Date.parse('2026-11-22T17:30Z')))).toEqual(['in-2-hours', 'tomorrow-morning'])
  })
  it('means nine on the clock the day after the clocks change', () => {
    expect(quickSlots(Date.parse('2027-03-27T09:00Z'), paris).find(slot => slot.name === 'tomorrow-morning')?.plan.utc).toBe(Date.parse('2027-03-28T07:00Z'))
  })
})

it('puts a new post at nine, at the next hour today, and nowhere on a day that is over', () => {
  expect(sensibleTimeOn('2026-11-25', paris, now)?.wall).toBe('2026-11-25T09:00')
  expect(sensibleTimeOn('2026-11-24', paris, now)?.wall).toBe('2026-11-24T12:00')
  expect(sensibleTimeOn('2026-11-23', paris, now)).toBeNull()
  expect(sensibleTimeOn('2026-11-24', paris, Date.parse('2026-11-24T22:40Z'))).toBeNull()
})

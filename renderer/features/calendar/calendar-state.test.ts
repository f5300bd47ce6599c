import { describe, expect, it } from 'vitest'
import { planAt } from '../../../preload/contract/plan-time.ts'
import { clockChanges, daysShown, firstWeekDayOf, groupByDay, groupByHour, instantsOf, movedByDays, movedByHours, movedTo, turnPage } from './calendar-state.ts'

const paris = 'Europe/Paris'
const newYork = 'America/New_York'
const hours = (days: string[], zone: string): number => {
  const { fromUtc, untilUtc } = instantsOf(days, zone)
  return (untilUtc - fromUtc) / 3_600_000
}
const wallOf = (reading: ReturnType<typeof movedByDays>): string => reading.kind === 'once' ? reading.plan.wall : reading.kind

describe('the days shown', () => {
  it('shows a month in whole weeks, from Monday or from Sunday', () => {
    const november = daysShown('month', '2026-11-24', 1)
    expect([november[0], november.at(-1), november.length]).toEqual(['2026-10-26', '2026-12-06', 42])
    expect(daysShown('month', '2026-11-24', 7)).toHaveLength(35)
    expect(daysShown('month', '2027-02-14', 1)).toHaveLength(28)
  })
  it('shows a week, a day, and a month as a list', () => {
    expect(daysShown('week', '2026-11-24', 1)).toEqual(['2026-11-23', '2026-11-24', '2026-11-25', '2026-11-26', '2026-11-27', '2026-11-28', '2026-11-29'])
    expect(daysShown('day', '2026-11-24', 1)).toEqual(['2026-11-24'])
    expect(daysShown('list', '2026-11-24', 1)).toHaveLength(30)
  })
  it('spans the hours a day really has', () => {
    expect(hours(['2027-03-28'], paris)).toBe(23)
    expect(hours(['2027-10-31'], paris)).toBe(25)
    expect(hours(['2027-03-14'], newYork)).toBe(23)
    expect(hours(['2026-11-24'], paris)).toBe(24)
  })
  it('turns a page from the end of January to the end of February', () => {
    expect(turnPage('month', '2027-01-31', 1)).toBe('2027-02-28')
    expect(turnPage('week', '2026-12-28', 1)).toBe('2027-01-04')
  })
  it('begins the week where the locale does', () => {
    expect([firstWeekDayOf('fr-FR'), firstWeekDayOf('en-US')]).toEqual([1, 7])
  })
})

it('puts each post under its day on the clock shown, in order of time', () => {
  const late = { name: 'late', planUtc: Date.parse('2026-11-24T23:30Z') }
  const soon = { name: 'soon', planUtc: Date.parse('2026-11-24T08:00Z') }
  const first = { name: 'first', planUtc: Date.parse('2026-11-24T06:00Z') }
  const shown = groupByDay([late, soon, first], ['2026-11-24', '2026-11-25'], paris)
  expect(shown.get('2026-11-24')).toEqual([first, soon])
  expect(shown.get('2026-11-25')).toEqual([late])
  expect(groupByDay([late], ['2026-11-24', '2026-11-25'], newYork).get('2026-11-24')).toEqual([late])
})

it('leaves out what falls on no day shown, and knows the 25-hour day', () => {
  const lastHour = { planUtc: Date.parse('2027-10-31T22:30Z') }
  const nextDay = { planUtc: Date.parse('2027-10-31T23:30Z') }
  expect([...groupByDay([nextDay, lastHour], ['2027-10-31'], paris)]).toEqual([['2027-10-31', [lastHour]]])
})

it('puts both hours of a clock that goes back under the same hour', () => {
  const first = { planUtc: Date.parse('2027-10-31T00:30Z') }
  const second = { planUtc: Date.parse('2027-10-31T01:30Z') }
  expect(groupByHour([first, second], paris).get(2)).toEqual([first, second])
})

describe('moving', () => {
  const nine = planAt('2027-03-27T09:00', paris)

  it('keeps nine at nine over both clock changes', () => {
    expect(movedByDays(nine, 1)).toMatchObject({ kind: 'once', plan: { wall: '2027-03-28T09:00', utc: Date.parse('2027-03-28T07:00Z') } })
    expect(movedByDays(planAt('2027-10-30T09:00', paris), 1)).toMatchObject({ kind: 'once', plan: { wall: '2027-10-31T09:00', utc: Date.parse('2027-10-31T08:00Z') } })
    expect(movedByDays(planAt('2027-03-13T09:00', newYork), 1)).toMatchObject({ kind: 'once', plan: { wall: '2027-03-14T09:00', utc: Date.parse('2027-03-14T13:00Z') } })
  })
  it('says when the clock time is skipped or comes twice on the new day', () => {
    expect(movedByDays(planAt('2027-03-27T02:30', paris), 1).kind).toBe('skipped')
    expect(movedByDays(planAt('2027-10-30T02:30', paris), 1).kind).toBe('twice')
    expect(movedTo(planAt('2027-11-06T01:30', newYork), '2027-11-07', null, newYork).kind).toBe('twice')
  })
  it('goes hour by hour through a clock change without a stop', () => {
    const half = planAt('2027-03-28T01:30', paris)
    expect(movedByHours(half, 1).wall).toBe('2027-03-28T03:30')
    const before = planAt('2027-10-31T01:30', paris)
    expect([1, 2, 3].map(count => movedByHours(before, count).wall)).toEqual(['2027-10-31T02:30', '2027-10-31T02:30', '2027-10-31T03:30'])
  })
  it('keeps the minutes when dropped on another hour', () => {
    expect(wallOf(movedTo(planAt('2026-11-24T09:45', paris), '2026-11-26', 17, paris))).toBe('2026-11-26T17:45')
  })
  it('keeps a plan in the zone it was made for', () => {
    const abroad = planAt('2026-11-24T09:00', newYork) // 15:00 in Paris
    expect(movedTo(abroad, '2026-11-25', null, paris)).toMatchObject({ kind: 'once', plan: { wall: '2026-11-25T09:00', zone: newYork } })
    expect(movedTo(abroad, '2026-11-25', 16, paris)).toMatchObject({ kind: 'once', plan: { wall: '2026-11-25T10:00', zone: newYork } })
    // 28 March 2027: Paris changes, New York does not.
    expect(movedTo(planAt('2027-03-27T09:00', newYork), '2027-03-28', null, paris)).toMatchObject({ kind: 'once', plan: { wall: '2027-03-28T09:00', zone: newYork } })
  })
})

it('pain 35: the days on which the clocks change are known, where they change', () => {
  expect(clockChanges(['2026-03-28', '2026-03-29', '2026-03-30'], 'Europe/Paris')).toEqual([{ day: '2026-03-29', kind: 'forward' }])
  expect(clockChanges(daysShown('month', '2026-10-15', 1), 'Europe/Paris')).toEqual([{ day: '2026-10-25', kind: 'back' }])
  expect(clockChanges(daysShown('month', '2026-10-15', 1), 'Asia/Tokyo')).toEqual([])
})

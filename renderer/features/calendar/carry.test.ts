import { expect, it } from 'vitest'
import { postId } from '../../../preload/contract/ids.ts'
import { planAt } from '../../../preload/contract/plan-time.ts'
import type { Card } from './calendar-cards.ts'
import { carryBy, pickUp, planShown, startFor, wishOf, withCarried } from './carry.ts'

const paris = 'Europe/Paris'
const cardAt = (wall: string, id = 'p1'): Card => {
  const plan = planAt(wall, paris)
  return { id: postId.parse(id), plan, planUtc: plan.utc, text: id, picture: null, pictures: 0, accountIds: [], states: {}, state: 'scheduled', canChange: true, isUnsent: false, news: [] }
}
const carried = (wall: string) => pickUp(cardAt(wall), planAt(wall, paris))

it('crosses a clock change and comes back to the very same time', () => {
  const over = carryBy(carryBy(carried('2027-03-27T02:30'), { days: 1 }), { days: 1 })
  expect(planShown(over).wall).toBe('2027-03-29T02:30')
  expect(planShown(carryBy(over, { days: -2 })).wall).toBe('2027-03-27T02:30')
})
it('asks only about a skipped time that it is put down on', () => {
  const on = carryBy(carried('2027-03-27T02:30'), { days: 1 })
  expect(wishOf(on).kind).toBe('skipped')
  expect(planShown(on).wall).toBe('2027-03-28T03:30')
  expect(wishOf(carryBy(on, { hours: 1 })).kind).toBe('once')
})
it('is drawn on the day it is carried to, in its order', () => {
  const days = withCarried(new Map([['2026-11-24', [cardAt('2026-11-24T09:00')]], ['2026-11-25', [cardAt('2026-11-25T08:00', 'p2'), cardAt('2026-11-25T10:00', 'p3')]]]), carryBy(carried('2026-11-24T09:00'), { days: 1 }), paris)
  expect(days.has('2026-11-24')).toBe(false)
  expect(days.get('2026-11-25')?.map(card => card.id)).toEqual(['p2', 'p1', 'p3'])
})
it('starts a draft without a day at the next full hour', () => {
  expect(startFor({ ...cardAt('2026-11-24T09:00'), plan: null }, Date.parse('2026-11-24T09:42Z'), paris).wall).toBe('2026-11-24T12:00')
})

import { planAtInstant, type WallReading } from '../../../preload/contract/plan-time.ts'
import type { PlannedTime } from '../../../preload/contract/time.ts'
import type { Card } from './calendar-cards.ts'
import { dayOf, movedByDays, movedByHours, type Day } from './calendar-state.ts'

/** A card picked up with the keyboard: how far it has been carried from where it was. Hours and days apart, so that nine stays nine whatever days are crossed. */
export type Carry = { readonly card: Card; readonly start: PlannedTime; readonly days: number; readonly hours: number }

export const pickUp = (card: Card, start: PlannedTime): Carry => ({ card, start, days: 0, hours: 0 })
export const carryBy = (carry: Carry, step: { readonly days?: number; readonly hours?: number }): Carry =>
  ({ ...carry, days: carry.days + (step.days ?? 0), hours: carry.hours + (step.hours ?? 0) })

/** Where it would go if put down now; on a clock-change day that may be a question. */
export const wishOf = ({ start, days, hours }: Carry): WallReading => movedByDays(hours === 0 ? start : movedByHours(start, hours), days)

/** Where it is drawn meanwhile. */
export function planShown(carry: Carry): PlannedTime {
  const wish = wishOf(carry)
  return wish.kind === 'once' ? wish.plan : wish.kind === 'twice' ? wish.first : wish.after
}

/** The days as drawn while a card is carried: it stands where it would be put down. */
export function withCarried(byDay: ReadonlyMap<Day, readonly Card[]>, carry: Carry | null, zone: string): ReadonlyMap<Day, readonly Card[]> {
  if (!carry) return byDay
  const plan = planShown(carry)
  const moved: Card = { ...carry.card, plan, planUtc: plan.utc }
  const days = new Map<Day, readonly Card[]>()
  for (const [day, cards] of byDay) {
    const others = cards.some(card => card.id === moved.id) ? cards.filter(card => card.id !== moved.id) : cards
    if (others.length > 0) days.set(day, others)
  }
  const day = dayOf(plan.utc, zone)
  days.set(day, [...days.get(day) ?? [], moved].sort((a, b) => a.planUtc - b.planUtc))
  return days
}

/** A draft without a day starts at the next full hour. */
export const startFor = (card: Card, nowUtc: number, zone: string): PlannedTime =>
  card.plan ?? planAtInstant(Math.ceil((nowUtc + 1_800_000) / 3_600_000) * 3_600_000, zone)

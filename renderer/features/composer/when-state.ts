import { Temporal } from 'temporal-polyfill'
import { isWall, isZone, planAt, planAtInstant, readWall } from '../../../preload/contract/plan-time.ts'
import type { PlannedTime } from '../../../preload/contract/time.ts'

/** What is to be said of a time before it is accepted. */
export type Judgement =
  | { readonly kind: 'good'; readonly plan: PlannedTime }
  | { readonly kind: 'not-a-time' }
  | { readonly kind: 'past' }
  | { readonly kind: 'skipped'; readonly before: PlannedTime; readonly after: PlannedTime }
  | { readonly kind: 'twice'; readonly first: PlannedTime; readonly second: PlannedTime }

/** A plan counts as past once its minute has begun. */
export const isPast = (plan: PlannedTime, nowUtc: number): boolean => plan.utc <= nowUtc

/** `wall` is `YYYY-MM-DDTHH:MM`, as typed: not trusted. */
export function judgeWall(wall: string, zone: string, nowUtc: number): Judgement {
  if (!isZone(zone) || !isWall(wall)) return { kind: 'not-a-time' }
  const reading = readWall(wall, zone)
  switch (reading.kind) {
    case 'once': return isPast(reading.plan, nowUtc) ? { kind: 'past' } : { kind: 'good', plan: reading.plan }
    case 'skipped': return isPast(reading.after, nowUtc) ? { kind: 'past' } : reading
    case 'twice':
      if (isPast(reading.second, nowUtc)) return { kind: 'past' }
      return isPast(reading.first, nowUtc) ? { kind: 'good', plan: reading.second } : reading
  }
}

export type QuickSlot = { readonly name: 'in-2-hours' | 'this-evening' | 'tomorrow-morning' | 'monday-morning'; readonly plan: PlannedTime }

/** Times one click away. Rounded up to five minutes; a time that has passed or comes within the hour is left out. */
export function quickSlots(nowUtc: number, zone: string): readonly QuickSlot[] {
  const now = Temporal.Instant.fromEpochMilliseconds(nowUtc).toZonedDateTimeISO(zone)
  const today = now.toPlainDate()
  const at = (date: Temporal.PlainDate, time: string): PlannedTime => planAt(`${date.toString()}T${time}`, zone)
  const fiveMinutesMs = 5 * 60_000
  const slots: QuickSlot[] = [{ name: 'in-2-hours', plan: planAtInstant(Math.ceil((nowUtc + 2 * 3_600_000) / fiveMinutesMs) * fiveMinutesMs, zone) }]
  const evening = at(today, '18:00')
  if (evening.utc - nowUtc >= 3_600_000) slots.push({ name: 'this-evening', plan: evening })
  slots.push({ name: 'tomorrow-morning', plan: at(today.add({ days: 1 }), '09:00') })
  const daysToMonday = 8 - today.dayOfWeek
  if (daysToMonday > 1) slots.push({ name: 'monday-morning', plan: at(today.add({ days: daysToMonday }), '09:00') })
  return slots
}

/** Where a post put on a day goes at first: nine in the morning, or the next full hour at least half an hour away. Null: the day is over. */
export function sensibleTimeOn(date: string, zone: string, nowUtc: number): PlannedTime | null {
  const morning = planAt(`${date}T09:00`, zone)
  const soonestUtc = nowUtc + 30 * 60_000
  if (morning.utc >= soonestUtc) return morning
  const hourMs = 3_600_000
  const next = planAtInstant(Math.ceil(soonestUtc / hourMs) * hourMs, zone)
  return next.wall.startsWith(date) ? next : null
}

import { planAt, readWall, type WallReading } from '../../../preload/contract/plan-time.ts'
import type { PlannedTime } from '../../../preload/contract/time.ts'
import { sensibleTimeOn } from '../composer/index.ts'
import type { Card } from './calendar-cards.ts'
import { movedTo, type Day } from './calendar-state.ts'

const fullHour = (day: Day, hour: number): string => `${day}T${String(hour).padStart(2, '0')}:00`

/** When a new post begins that was asked for on a day, or on an hour of it. Null: that day is over. */
export function planOn(day: Day, hour: number | null, zone: string, nowUtc = Date.now()): PlannedTime | null {
  const plan = hour === null ? null : planAt(fullHour(day, hour), zone)
  return plan && plan.utc > nowUtc ? plan : sensibleTimeOn(day, zone, nowUtc)
}

/** What dropping a card there means: the same clock on another day, the hour it was dropped on, or a first time for a draft. */
export function wishAt(card: Card, day: Day, hour: number | null, zone: string, nowUtc = Date.now()): WallReading {
  if (card.plan) return movedTo(card.plan, day, hour, zone)
  if (hour !== null) return readWall(fullHour(day, hour), zone)
  // On a day that is over: a time of that day, which will be refused with its sentence.
  return { kind: 'once', plan: sensibleTimeOn(day, zone, nowUtc) ?? planAt(fullHour(day, 0), zone) }
}

import { Temporal } from 'temporal-polyfill'
import type { PlannedTime } from './time.ts'

/** What a wall clock time means in a zone. On clock-change days it may not exist, or exist twice; the owner sees that before it is accepted. */
export type WallReading =
  | { readonly kind: 'once'; readonly plan: PlannedTime }
  /** The clocks jump over it: the nearest times that do exist. */
  | { readonly kind: 'skipped'; readonly before: PlannedTime; readonly after: PlannedTime }
  /** The clocks come back to it: same wall clock, two instants. */
  | { readonly kind: 'twice'; readonly first: PlannedTime; readonly second: PlannedTime }

/** `wall` as in PlannedTime. Throws on a zone this computer does not know: ask `isZone` first where it comes from outside. */
export function readWall(wall: string, zone: string): WallReading {
  const asked = Temporal.PlainDateTime.from(wall)
  const earlier = asked.toZonedDateTime(zone, { disambiguation: 'earlier' })
  const later = asked.toZonedDateTime(zone, { disambiguation: 'later' })
  if (earlier.epochMilliseconds === later.epochMilliseconds) return { kind: 'once', plan: planned(earlier) }
  if (earlier.toPlainDateTime().equals(asked)) return { kind: 'twice', first: planned(earlier), second: planned(later) }
  return { kind: 'skipped', before: planned(earlier), after: planned(later) }
}

/** The plan for a wall clock time where nobody can be asked: the first of two; just after the gap for one that does not exist. */
export function planAt(wall: string, zone: string): PlannedTime {
  const reading = readWall(wall, zone)
  switch (reading.kind) {
    case 'once': return reading.plan
    case 'twice': return reading.first
    case 'skipped': return reading.after
  }
}

/** The plan that shows this instant on a zone's wall clock. */
export const planAtInstant = (utc: number, zone: string): PlannedTime =>
  planned(Temporal.Instant.fromEpochMilliseconds(utc).toZonedDateTimeISO(zone))

/** The same wall clock and zone under today's zone data; of two instants the one that was chosen. */
export function derivedAgain(plan: PlannedTime): PlannedTime {
  const reading = readWall(plan.wall, plan.zone)
  if (reading.kind === 'twice') return plan.utc === reading.second.utc ? reading.second : reading.first
  return planAt(plan.wall, plan.zone)
}

/** A date and time to the minute that the calendar has: the 30th of February is none. */
export function isWall(wall: string): boolean {
  const instant = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/.test(wall) ? Date.parse(`${wall}Z`) : Number.NaN
  // The engine takes the 30th of February for the 2nd of March; the way back shows it.
  return !Number.isNaN(instant) && new Date(instant).toISOString().slice(0, 16) === wall
}

export function isZone(zone: string): boolean {
  try {
    return Intl.DateTimeFormat('en', { timeZone: zone }).format(0) !== ''
  } catch {
    return false // the only way the platform tells that it does not know a zone
  }
}

const planned = (time: Temporal.ZonedDateTime): PlannedTime =>
  ({ wall: time.toPlainDateTime().toString({ smallestUnit: 'minute' }), zone: time.timeZoneId, utc: time.epochMilliseconds })

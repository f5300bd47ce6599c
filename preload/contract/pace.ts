import { Temporal } from 'temporal-polyfill'
import { z } from 'zod'
import { planAtInstant } from './plan-time.ts'
import type { PlannedTime } from './time.ts'

/** How close posts of one account may follow each other. Answers, likes and the parts of one thread are not held back. */
export const pace = z.object({
  /** 0: as quickly as they come. */
  gapMinutes: z.number().int().min(0).max(24 * 60),
  /** One more than this within an hour is asked first. */
  postsPerHour: z.number().int().min(1).max(1000),
})
export type Pace = z.infer<typeof pace>
/** No shop posts more often by intention; a plan gone wrong (repeats, an import) does. */
export const usualPace: Pace = { gapMinutes: 1, postsPerHour: 25 }

const firstHour = 8
const lastHour = 20

/** The next full hour from 08:00 to 20:00 on the wall clock of `zone` that is farther than the gap from all of `takenUtc`. */
export function nextFreeSlot(nowUtc: number, zone: string, takenUtc: readonly number[], gapMinutes: number): PlannedTime {
  // Two posts never share an hour's beginning, however small the gap.
  const apartMs = Math.max(1, gapMinutes) * 60_000
  let at = Temporal.Instant.fromEpochMilliseconds(nowUtc + 1).toZonedDateTimeISO(zone).round({ smallestUnit: 'hour', roundingMode: 'ceil' })
  const isFree = (utc: number): boolean => takenUtc.every(taken => Math.abs(taken - utc) >= apartMs)
  while (at.hour < firstHour || at.hour > lastHour || !isFree(at.epochMilliseconds)) {
    at = at.hour >= lastHour ? at.add({ days: 1 }).with({ hour: firstHour, minute: 0 }) : at.add({ hours: 1 }).round({ smallestUnit: 'hour', roundingMode: 'ceil' })
  }
  return planAtInstant(at.epochMilliseconds, zone)
}

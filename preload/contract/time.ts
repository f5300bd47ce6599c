import { z } from 'zod'
import { instant } from './ids.ts'

/**
 * A time a person chose: the wall clock and the zone they meant, and the instant derived from both.
 * `utc` is derived again when zone data changes; `wall` and `zone` are what was meant.
 */
export const plannedTime = z.object({
  /** Local date and time without zone: `2026-11-24T09:00`. */
  wall: z.string().regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2})?$/),
  /** IANA zone: `Europe/Paris`. */
  zone: z.string().min(1).max(64),
  utc: instant,
})
export type PlannedTime = z.infer<typeof plannedTime>

/**
 * What to do when the computer was off or offline at the planned time. `next-slot`: the account's next free hour of its own day
 * (pace.ts); only a post has one, everything else is asked.
 */
export const latePolicy = z.object({ graceMinutes: z.number().int().nonnegative(), then: z.enum(['ask', 'publish', 'drop', 'next-slot']) })
export type LatePolicy = z.infer<typeof latePolicy>
/** For a post whose owner chose nothing: a short sleep is caught up with, anything longer is asked. */
export const usualLatePolicy: LatePolicy = { graceMinutes: 60, then: 'ask' }

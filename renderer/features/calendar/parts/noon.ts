import type { Day } from '../calendar-state.ts'

/** An instant that lies on this day in UTC: to be formatted in UTC, whatever the computer's zone. */
export const noonOf = (day: Day): number => Date.parse(`${day}T12:00:00Z`)

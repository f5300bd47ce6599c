import { Temporal } from 'temporal-polyfill'
import type { PlannedTime } from '../../preload/contract/time.ts'
import type { Formats } from './format.ts'

/** The time as it is said, not as a column of figures: 9:00, « 9 h », « 9 h 30 ». */
export function sayTime(utc: number, zone: string, locale: string): string {
  const time = Temporal.Instant.fromEpochMilliseconds(utc).toZonedDateTimeISO(zone)
  const minutes = String(time.minute).padStart(2, '0')
  if (!locale.startsWith('fr')) return `${time.hour}:${minutes}`
  return time.minute === 0 ? `${time.hour}\u00a0h` : `${time.hour}\u00a0h\u00a0${minutes}`
}

/** A planned time in as few words as leave no doubt: "today 14:00", "Tue 9:00", "Mon 7 Dec 9:00"; the town where its zone is not the computer's. */
export function sayWhen(plan: PlannedTime, nowUtc: number, formats: Formats, words: { readonly today: string; readonly tomorrow: string }): string {
  const dayIn = (utc: number): Temporal.PlainDate => Temporal.Instant.fromEpochMilliseconds(utc).toZonedDateTimeISO(plan.zone).toPlainDate()
  const daysAhead = dayIn(nowUtc).until(dayIn(plan.utc)).days
  const town = formats.zoneName(plan.zone)
  const time = `${sayTime(plan.utc, plan.zone, formats.locale)}${town ? ` (${town})` : ''}`
  if (daysAhead === 0) return `${words.today} ${time}`
  if (daysAhead === 1) return `${words.tomorrow} ${time}`
  const day = daysAhead > 1 && daysAhead < 7
    ? formats.weekday(plan.utc, 'short', plan.zone)
    : formats.shortDay(plan.utc, plan.zone)
  return `${day} ${time}`
}

import { Temporal } from 'temporal-polyfill'
import { planAtInstant, readWall, type WallReading } from '../../../preload/contract/plan-time.ts'
import type { PlannedTime } from '../../../preload/contract/time.ts'

export type CalendarView = 'month' | 'week' | 'day' | 'list'
/** A day as `YYYY-MM-DD`. */
export type Day = string
/** 1 is Monday, 7 is Sunday. */
export type WeekDay = 1 | 2 | 3 | 4 | 5 | 6 | 7

const read = (day: Day): Temporal.PlainDate => Temporal.PlainDate.from(day)

export const dayOf = (utc: number, zone: string): Day => planAtInstant(utc, zone).wall.slice(0, 10)
export const hourOf = (utc: number, zone: string): number => Number(planAtInstant(utc, zone).wall.slice(11, 13))
export const addDays = (day: Day, days: number): Day => read(day).add({ days }).toString()
export const daysBetween = (from: Day, to: Day): number => read(from).until(read(to)).days

/** The days a view shows. A month is shown in whole weeks, so that it begins and ends with its neighbours' days. */
export function daysShown(view: CalendarView, anchor: Day, firstWeekDay: WeekDay): readonly Day[] {
  const date = read(anchor)
  switch (view) {
    case 'day': return [anchor]
    case 'week': return run(startOfWeek(date, firstWeekDay), 7)
    case 'month': {
      const start = startOfWeek(date.with({ day: 1 }), firstWeekDay)
      const last = date.with({ day: date.daysInMonth })
      return run(start, Math.ceil((start.until(last).days + 1) / 7) * 7)
    }
    case 'list': return run(date.with({ day: 1 }), date.daysInMonth)
  }
}

const startOfWeek = (date: Temporal.PlainDate, firstWeekDay: WeekDay): Temporal.PlainDate => date.subtract({ days: (date.dayOfWeek - firstWeekDay + 7) % 7 })
const run = (start: Temporal.PlainDate, count: number): Day[] => Array.from({ length: count }, (_, index) => start.add({ days: index }).toString())

/** The instants these days span in a zone, end excluded: a day of 23 or 25 hours is one day. */
export function instantsOf(days: readonly Day[], zone: string): { readonly fromUtc: number; readonly untilUtc: number } {
  const first = days[0]
  const last = days.at(-1)
  if (first === undefined || last === undefined) return { fromUtc: 0, untilUtc: 0 }
  const startOf = (day: Temporal.PlainDate): number => day.toZonedDateTime(zone).epochMilliseconds
  return { fromUtc: startOf(read(first)), untilUtc: startOf(read(last).add({ days: 1 })) }
}

export type ClockChange = { readonly day: Day; readonly kind: 'forward' | 'back' }

/** The days shown that have 23 or 25 hours. */
export function clockChanges(shown: readonly Day[], zone: string): readonly ClockChange[] {
  return shown.flatMap((day): ClockChange[] => {
    const { fromUtc, untilUtc } = instantsOf([day], zone)
    const hours = (untilUtc - fromUtc) / 3_600_000
    return hours === 24 ? [] : [{ day, kind: hours < 24 ? 'forward' : 'back' }]
  })
}

/** One page forward or back. Months keep the day where the month has it. */
export function turnPage(view: CalendarView, anchor: Day, pages: number): Day {
  const date = read(anchor)
  switch (view) {
    case 'day': return date.add({ days: pages }).toString()
    case 'week': return date.add({ weeks: pages }).toString()
    case 'month':
    case 'list': return date.add({ months: pages }).toString()
  }
}

/** Sorts what has a time under the days shown, on the wall clock of the zone; what falls outside is left out. Compares instants only: 500 posts cost nothing. */
export function groupByDay<T extends { readonly planUtc: number }>(posts: readonly T[], shown: readonly Day[], zone: string): ReadonlyMap<Day, readonly T[]> {
  const starts = shown.map(day => instantsOf([day], zone).fromUtc)
  const { untilUtc } = instantsOf(shown, zone)
  const days = new Map<Day, T[]>()
  let at = 0
  for (const post of posts.toSorted((a, b) => a.planUtc - b.planUtc)) {
    if (post.planUtc < (starts[0] ?? Infinity) || post.planUtc >= untilUtc) continue
    while (at + 1 < starts.length && post.planUtc >= (starts[at + 1] ?? Infinity)) at++
    const day = shown[at] ?? ''
    const others = days.get(day)
    if (others) others.push(post)
    else days.set(day, [post])
  }
  return days
}

/** The hours of one day that hold something. */
export function groupByHour<T extends { readonly planUtc: number }>(posts: readonly T[], zone: string): ReadonlyMap<number, readonly T[]> {
  return Map.groupBy(posts, post => hourOf(post.planUtc, zone))
}

/** Days later or earlier, the same time on the clock that was meant: nine stays nine when the clocks change. */
export const movedByDays = (plan: PlannedTime, days: number): WallReading =>
  readWall(Temporal.PlainDateTime.from(plan.wall).add({ days }).toString({ smallestUnit: 'minute' }), plan.zone)

/** Hours really later or earlier: always a time that exists. */
export const movedByHours = (plan: PlannedTime, hours: number): PlannedTime => planAtInstant(plan.utc + hours * 3_600_000, plan.zone)

/** To a day and, if told, an hour of the clock shown; the minutes stay. A plan made in another zone moves by whole days of its own clock. */
export function movedTo(plan: PlannedTime, day: Day, hour: number | null, shownZone: string): WallReading {
  if (hour === null) return movedByDays(plan, daysBetween(dayOf(plan.utc, shownZone), day))
  const minutes = planAtInstant(plan.utc, shownZone).wall.slice(14, 16)
  const reading = readWall(`${day}T${String(hour).padStart(2, '0')}:${minutes}`, shownZone)
  if (plan.zone === shownZone || reading.kind !== 'once') return reading
  return { kind: 'once', plan: planAtInstant(reading.plan.utc, plan.zone) }
}

/** Monday nearly everywhere, Sunday in America, Saturday in Egypt: the locale knows. */
export function firstWeekDayOf(locale: string): WeekDay {
  // The cast: the engine has getWeekInfo (Chromium 130 and later), the compiler's list of Intl not yet.
  const info = (new Intl.Locale(locale) as Intl.Locale & { getWeekInfo?: () => { firstDay: number } }).getWeekInfo?.()
  const first = info?.firstDay ?? 1
  return first >= 1 && first <= 7 ? first as WeekDay : 1 // the cast: just checked
}

import type { AccountSample } from '../../../preload/contract/items.ts'
import type { AccountDayRow } from '../../db/schema.ts'
import { dailyValues, netGain, type Day, type DayValue } from './analytics-state.ts'

/** What people saw and did in a day, in the order in which it is shown. */
export const countNames = ['views', 'clicks', 'calls', 'directions'] as const satisfies readonly (keyof AccountSample['figures'])[]
export type CountName = typeof countNames[number]

/** One figure of the period: its sum over the days that were counted, and each of them. */
export type Count = { readonly name: CountName; readonly total: number; readonly days: readonly DayValue[] }
export type AccountFigures = {
  /** As last read in the period; null: never. */
  readonly rating: number | null
  readonly reviews: number | null
  /** How many reviews came in the period; null where there is nothing to compare. */
  readonly newReviews: number | null
  readonly counts: readonly Count[]
  /** How many days were counted at all, and the last of them: networks count some days late. */
  readonly countedDays: number
  readonly lastDay: Day | null
}

/** What an account's network tells beside its followers; null where that is nothing. */
export function accountFiguresOf(rows: readonly AccountDayRow[], from: Day, to: Day): AccountFigures | null {
  const last = (name: 'rating' | 'reviews'): number | null => rows.findLast(row => row.figures[name] !== undefined)?.figures[name] ?? null
  const valuesOf = (name: 'reviews' | CountName): readonly DayValue[] => dailyValues(rows.map(row => ({ day: row.day, value: row.figures[name] ?? null })), from, to)
  const counted = rows.filter(row => countNames.some(name => row.figures[name] !== undefined))
  const counts = countNames.flatMap((name): Count[] => {
    const told = rows.flatMap(row => row.figures[name] ?? [])
    return told.length === 0 ? [] : [{ name, total: told.reduce((sum, value) => sum + value, 0), days: valuesOf(name) }]
  })
  const [rating, reviews] = [last('rating'), last('reviews')]
  if (rating === null && reviews === null && counts.length === 0) return null
  return { rating, reviews, newReviews: netGain(valuesOf('reviews'))?.gain ?? null, counts, countedDays: counted.length, lastDay: counted.at(-1)?.day ?? null }
}

/** Followers have a card where the network tells them, and where it tells nothing at all: that is said there. */
export const hasFollowers = (rows: readonly AccountDayRow[], others: AccountFigures | null): boolean => others === null || rows.some(row => row.figures.followers !== undefined)

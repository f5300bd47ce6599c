import type { LogEntry } from '../../../preload/contract/events.ts'
import type { NetworkFailure } from '../../../preload/contract/failures.ts'
import type { AccountSample } from '../../../preload/contract/items.ts'
import { ok, type Result } from '../../../preload/contract/result.ts'
import type { StreamPage } from '../network.ts'
import { metricsAnswer, reviewTotals } from './entities.ts'
import { placeOf } from './refs.ts'
import type { InboxTools } from './reviews.ts'

/**
 * Metrics by their names of November 2026 (DailyMetric of the Performance API v1, at second hand). BUSINESS_CONVERSATIONS and BUSINESS_FOOD_ORDERS are dead
 * and never asked for.
 */
const metrics: Readonly<Record<string, 'views' | 'clicks' | 'calls' | 'directions'>> = {
  BUSINESS_IMPRESSIONS_DESKTOP_MAPS: 'views', BUSINESS_IMPRESSIONS_DESKTOP_SEARCH: 'views', BUSINESS_IMPRESSIONS_MOBILE_MAPS: 'views', BUSINESS_IMPRESSIONS_MOBILE_SEARCH: 'views',
  WEBSITE_CLICKS: 'clicks', CALL_CLICKS: 'calls', BUSINESS_DIRECTION_REQUESTS: 'directions',
}
const dayMs = 86_400_000
/** Days are complete two or three days later. At first the last month is read, afterwards the last week again. */
const firstDays = 30
const laterDays = 8
/** Younger days are not counted to their end yet. */
const delayDays = 3

/** A sample a day of what people saw and did, and one of now for the reviews. */
export async function readAccountFigures(cursor: string | null, { client, reader }: InboxTools): Promise<Result<StreamPage, NetworkFailure>> {
  const utc = reader.now()
  const totals = await client.ask({ path: `${reader.remoteId}/reviews`, query: { pageSize: 1 } }, reviewTotals)
  if (!totals.ok) return totals
  const days = await readDays(utc - (Number(cursor) > 0 ? laterDays : firstDays) * dayMs, utc - delayDays * dayMs, { client, reader })
  if (!days.ok) return days
  const { averageRating: rating, totalReviewCount: reviews } = totals.value
  const now: AccountSample['figures'] = { ...(typeof reviews === 'number' ? { reviews } : {}), ...(typeof rating === 'number' && rating > 0 ? { rating } : {}) }
  const samples = [...days.value, ...(Object.keys(now).length > 0 ? [{ accountId: reader.accountId, utc, figures: now }] : [])]
  return ok({ entries: samples.map((sample): LogEntry => ({ kind: 'account-figures', sample })), cursor: String(utc), more: false, isHistory: false, reachedUtc: null })
}

async function readDays(fromUtc: number, toUtc: number, { client, reader }: InboxTools): Promise<Result<readonly AccountSample[], NetworkFailure>> {
  const query = { dailyMetrics: Object.keys(metrics), ...dated('startDate', fromUtc), ...dated('endDate', toUtc) }
  const read = await client.ask({ host: 'performance', path: `${placeOf(reader.remoteId)}:fetchMultiDailyMetricsTimeSeries`, query }, metricsAnswer)
  // That interface is switched on by itself: without it the reviews are counted all the same.
  if (!read.ok) return read.failure.kind === 'refused' || read.failure.kind === 'missing' ? ok([]) : read
  const byDay = new Map<number, Record<string, number>>()
  for (const { dailyMetric, timeSeries } of read.value.multiDailyMetricTimeSeries.flatMap(one => one.dailyMetricTimeSeries)) {
    const name = metrics[dailyMetric]
    if (name === undefined) continue
    for (const dated of timeSeries?.datedValues ?? []) {
      if (!dated) continue
      const noon = Date.UTC(dated.date.year, dated.date.month - 1, dated.date.day, 12)
      const figures = byDay.get(noon) ?? {}
      // A value that is left out is nothing.
      figures[name] = (figures[name] ?? 0) + (dated.value ?? 0)
      byDay.set(noon, figures)
    }
  }
  return ok([...byDay].filter(([noon]) => Number.isFinite(noon) && noon >= 0).map(([utc, figures]) => ({ accountId: reader.accountId, utc, figures, ofDay: true as const })))
}

function dated(name: string, utc: number): Readonly<Record<string, number>> {
  const day = new Date(utc)
  return { [`dailyRange.${name}.year`]: day.getUTCFullYear(), [`dailyRange.${name}.month`]: day.getUTCMonth() + 1, [`dailyRange.${name}.day`]: day.getUTCDate() }
}

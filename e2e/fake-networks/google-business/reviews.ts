import type { Context, Hono } from 'hono'
import { z } from 'zod'
import { unknownNames } from '../google-accounts.ts'
import { account, places, type Place, type Review } from './place.ts'
import { admit, bad, notFound, paged, type Door } from './rules.ts'

const stars = ['ONE', 'TWO', 'THREE', 'FOUR', 'FIVE']
const metrics = [
  'BUSINESS_IMPRESSIONS_DESKTOP_MAPS', 'BUSINESS_IMPRESSIONS_DESKTOP_SEARCH', 'BUSINESS_IMPRESSIONS_MOBILE_MAPS', 'BUSINESS_IMPRESSIONS_MOBILE_SEARCH', 'BUSINESS_DIRECTION_REQUESTS', 'CALL_CLICKS', 'WEBSITE_CLICKS',
  'BUSINESS_BOOKINGS', 'BUSINESS_FOOD_MENU_CLICKS',
]

/** Reviews with their answers, the places themselves, and their figures. */
export function serveReviews(app: Hono, place: Place, door: Door): void {
  const { now } = door
  const iso = (utc: number): string => new Date(utc).toISOString()
  const shown = (review: Review): Record<string, unknown> => ({
    name: review.name, reviewId: review.name.split('/').at(-1), reviewer: { displayName: review.author, profilePhotoUrl: 'https://lh3.googleusercontent.com/a/photo' }, starRating: review.stars,
    ...(review.comment === '' ? {} : { comment: review.comment }), createTime: iso(review.createdUtc), updateTime: iso(review.updatedUtc),
    ...(review.answer ? { reviewReply: { comment: review.answer.comment, updateTime: iso(review.answer.updatedUtc), reviewReplyState: 'APPROVED' } } : {}),
    reviewReplyUrl: `https://business.google.com/reviews/${review.name.split('/').at(-1)}`,
  })
  const parentOf = (c: Context): string => `accounts/${c.req.param('a')}/locations/${c.req.param('l')}`
  const reviewOf = (c: Context): Review | undefined => place.reviews.find(({ name }) => name === `${parentOf(c)}/reviews/${c.req.param('r')}`)

  app.get('/v4/accounts/:a/locations/:l/reviews', c => {
    const refused = admit(c, door)
    if (refused) return refused
    if (!['updateTime desc', 'rating', 'rating desc', undefined].includes(c.req.query('orderBy'))) return bad(c, 'order_by')
    const all = place.reviews.filter(({ name }) => name.startsWith(`${parentOf(c)}/`)).toSorted((a, b) => b.updatedUtc - a.updatedUtc)
    const page = paged(c, all, 50)
    if (page instanceof Response) return page
    const average = all.reduce((sum, { stars: given }) => sum + stars.indexOf(given) + 1, 0) / all.length
    return c.json(all.length === 0 ? {} : { reviews: page.rows.map(shown), averageRating: average, totalReviewCount: all.length, ...(page.nextPageToken === undefined ? {} : { nextPageToken: page.nextPageToken }) })
  })
  app.get('/v4/accounts/:a/locations/:l/reviews/:r', c => {
    const review = reviewOf(c)
    return admit(c, door) ?? (review ? c.json(shown(review)) : notFound(c))
  })
  app.put('/v4/accounts/:a/locations/:l/reviews/:r/reply', async c => {
    const refused = admit(c, door)
    if (refused) return refused
    const review = reviewOf(c)
    if (!review) return notFound(c)
    const json: unknown = await c.req.json().catch(() => undefined)
    const body = z.object({ comment: z.string().min(1) }).safeParse(json)
    if (!body.success || unknownNames(json, { comment: true }).length > 0 || Buffer.byteLength(body.data.comment) > 4096) return bad(c, 'comment')
    review.answer = { comment: body.data.comment.trim(), updatedUtc: now() }
    return c.json({ comment: review.answer.comment, updateTime: iso(now()), reviewReplyState: 'PENDING' })
  })
  app.delete('/v4/accounts/:a/locations/:l/reviews/:r/reply', c => {
    const refused = admit(c, door)
    if (refused) return refused
    const review = reviewOf(c)
    if (!review?.answer) return notFound(c)
    review.answer = null
    return c.json({})
  })

  app.get('/v1/accounts', c => {
    const refused = admit(c, door)
    if (refused) return refused
    const page = paged(c, [{ name: account, accountName: 'Martin', type: 'PERSONAL', role: 'PRIMARY_OWNER', verificationState: 'UNVERIFIED' }], 20)
    return page instanceof Response ? page : c.json({ accounts: page.rows })
  })
  const mask = ['name', 'title', 'storefrontAddress', 'websiteUri', 'metadata', 'phoneNumbers', 'categories', 'storeCode', 'languageCode']
  const masked = (c: Context, given: (typeof places)[number]): Record<string, unknown> | null => {
    const asked = (c.req.query('readMask') ?? '').split(',').filter(one => one !== '')
    if (asked.length === 0 || asked.some(one => !mask.includes(one))) return null
    const all: Record<string, unknown> = { name: given.name, title: given.title, storefrontAddress: { regionCode: 'FR', locality: given.locality, addressLines: ['1 rue du Four'] }, metadata: { placeId: 'ChIJ', mapsUri: `https://maps.google.com/maps?cid=${given.name.split('/')[1]}`, hasVoiceOfMerchant: true, canOperateLocalPost: true } }
    return Object.fromEntries(asked.flatMap(one => (one in all ? [[one, all[one]]] : [])))
  }
  app.get('/v1/accounts/:a/locations', c => {
    const refused = admit(c, door)
    if (refused) return refused
    if (`accounts/${c.req.param('a')}` !== account) return notFound(c)
    const page = paged(c, places, 100)
    if (page instanceof Response) return page
    const rows = page.rows.map(one => masked(c, one))
    return rows.includes(null) ? bad(c, 'read_mask') : c.json({ locations: rows })
  })
  app.get('/v1/locations/:place', c => {
    const refused = admit(c, door)
    if (refused) return refused
    const [id, verb] = c.req.param('place').split(':')
    const given = places.find(({ name }) => name === `locations/${id}`)
    if (!given) return notFound(c)
    if (verb === 'fetchMultiDailyMetricsTimeSeries') return series(c)
    const row = masked(c, given)
    return row ? c.json(row) : bad(c, 'read_mask')
  })
  function series(c: Context): Response {
    const asked = c.req.queries('dailyMetrics') ?? []
    if (asked.length === 0 || asked.some(one => !metrics.includes(one))) return bad(c, 'daily_metrics')
    const day = (which: string): number => {
      const [year = NaN, month = NaN, date = NaN] = ['year', 'month', 'day'].map(unit => Number(c.req.query(`dailyRange.${which}.${unit}`)))
      return Date.UTC(year, month - 1, date)
    }
    const [from, to] = [day('startDate'), day('endDate')]
    if (!Number.isFinite(from) || !Number.isFinite(to) || from > to) return bad(c, 'daily_range')
    const days = Array.from({ length: Math.round((to - from) / 86_400_000) + 1 }, (_, index) => new Date(from + index * 86_400_000)).map(each => ({ year: each.getUTCFullYear(), month: each.getUTCMonth() + 1, day: each.getUTCDate() }))
    return c.json({ multiDailyMetricTimeSeries: [{ dailyMetricTimeSeries: asked.map(dailyMetric => ({ dailyMetric, timeSeries: { datedValues: days.map((date, index) => ({ date, ...(index % 3 === 0 ? {} : { value: '4' }) })) } })) }] })
  }
}

import { z } from 'zod'

/** Answers of the Business Profile interfaces (localPosts and reviews as their references show them on 27 Nov 2026, the others as their clients do), as far as they are used. */
const text = z.string().nullish().catch(null)
const day = z.object({ year: z.number().int(), month: z.number().int(), day: z.number().int() })

/** A list under its own name, of which unreadable members are left out; an empty one is left out as a whole, so that `{}` is one. */
export const listOf = <N extends string, S extends z.ZodType>(name: N, member: S) => z.looseObject({ nextPageToken: text }).transform((answer, context) => {
  const given = answer[name]
  if (given === undefined && Object.keys(answer).every(key => ['nextPageToken', 'averageRating', 'totalReviewCount'].includes(key))) return { nextPageToken: answer.nextPageToken ?? null, rows: [] as z.output<S>[], hasUnreadable: false }
  if (!Array.isArray(given)) {
    context.addIssue({ code: 'custom', message: `no ${name}` })
    return z.NEVER
  }
  const rows = given.flatMap((row): z.output<S>[] => {
    const parsed = member.safeParse(row)
    return parsed.success ? [parsed.data] : []
  })
  return { nextPageToken: answer.nextPageToken ?? null, rows, hasUnreadable: rows.length < given.length }
})

export const accountList = listOf('accounts', z.object({ name: z.string().regex(/^accounts\/[^/]+$/u) }))

export const locationEntity = z.object({
  name: z.string().regex(/^locations\/[^/]+$/u),
  title: z.string().min(1),
  storefrontAddress: z.object({ locality: text, addressLines: z.array(z.string()).nullish().catch(null) }).nullish().catch(null),
  metadata: z.object({ mapsUri: text, hasVoiceOfMerchant: z.boolean().nullish().catch(null), canOperateLocalPost: z.boolean().nullish().catch(null) }).nullish().catch(null),
})
export type LocationEntity = z.infer<typeof locationEntity>
export const locationList = listOf('locations', locationEntity)

export const postEntity = z.object({
  name: z.string().regex(/\/localPosts\/[^/]+$/u),
  summary: z.string().catch(''),
  topicType: text,
  state: text,
  callToAction: z.object({ actionType: text, url: text }).nullish().catch(null),
  event: z.object({ title: text }).nullish().catch(null),
  createTime: text,
  scheduledTime: text,
  searchUrl: text,
  media: z.array(z.object({ googleUrl: text, thumbnailUrl: text, mediaFormat: text }).catch({ googleUrl: null, thumbnailUrl: null, mediaFormat: null })).nullish().catch(null),
})
export type PostEntity = z.infer<typeof postEntity>
export const postList = listOf('localPosts', postEntity)

const stars = { ONE: 1, TWO: 2, THREE: 3, FOUR: 4, FIVE: 5 } as const
export const replyEntity = z.object({ comment: z.string(), updateTime: text, reviewReplyState: text })
export const reviewEntity = z.object({
  name: z.string().regex(/\/reviews\/[^/]+$/u),
  reviewer: z.object({ displayName: text, profilePhotoUrl: text, isAnonymous: z.boolean().nullish().catch(null) }).nullish().catch(null),
  starRating: z.enum(['ONE', 'TWO', 'THREE', 'FOUR', 'FIVE']).transform(star => stars[star]).nullish().catch(null),
  comment: text,
  createTime: text,
  updateTime: text,
  reviewReply: replyEntity.nullish().catch(null),
  reviewReplyUrl: text,
  reviewMediaItems: z.array(z.object({ thumbnailUrl: text, videoUrl: text }).catch({ thumbnailUrl: null, videoUrl: null })).nullish().catch(null),
})
export type ReviewEntity = z.infer<typeof reviewEntity>
export const reviewList = listOf('reviews', reviewEntity)
/** Beside the page: of all reviews. */
export const reviewTotals = z.object({ averageRating: z.number().nullish().catch(null), totalReviewCount: z.number().int().nullish().catch(null), nextPageToken: text, reviews: z.array(z.unknown()).optional() })

const value = z.object({ date: day, value: z.string().regex(/^\d{1,15}$/u).transform(Number).nullish().catch(null) }).nullable().catch(null)
export const metricsAnswer = z.object({
  multiDailyMetricTimeSeries: z.array(z.object({ dailyMetricTimeSeries: z.array(z.object({ dailyMetric: z.string(), timeSeries: z.object({ datedValues: z.array(value).nullish().catch(null) }).nullish().catch(null) })) })),
})

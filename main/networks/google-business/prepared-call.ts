import { z } from 'zod'
import type { Prepared } from '../network.ts'

const date = z.object({ year: z.number().int(), month: z.number().int(), day: z.number().int() })
const time = z.object({ hours: z.number().int(), minutes: z.number().int() })
/** A LocalPost as it is sent. */
const postBody = z.object({
  languageCode: z.string().optional(),
  summary: z.string(),
  topicType: z.enum(['STANDARD', 'OFFER', 'EVENT']),
  callToAction: z.object({ actionType: z.string(), url: z.string().optional() }).optional(),
  event: z.object({ title: z.string(), schedule: z.object({ startDate: date, startTime: time, endDate: date, endTime: time }) }).optional(),
  offer: z.object({ couponCode: z.string().optional(), redeemOnlineUrl: z.string().optional(), termsConditions: z.string().optional() }).optional(),
  media: z.array(z.object({ mediaFormat: z.literal('PHOTO'), sourceUrl: z.string() })).optional(),
  scheduledTime: z.string().optional(),
})
export type PostBody = z.infer<typeof postBody>

/** What stands in the journal between prepare and commit: the whole call, and what is needed to look for it. */
const preparedCall = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('new-post'), v: z.literal(1), body: postBody }),
  z.object({ kind: z.literal('edited-post'), v: z.literal(1), name: z.string(), mask: z.string(), body: postBody.partial() }),
  /** There is one answer to a review: a second one takes the place of the first. */
  z.object({ kind: z.literal('answer'), v: z.literal(1), review: z.string(), comment: z.string() }),
  z.object({ kind: z.literal('delete'), v: z.literal(1), name: z.string() }),
])
export type PreparedCall = z.infer<typeof preparedCall>

export const writePrepared = (call: PreparedCall, key: string): Prepared => ({ body: JSON.stringify(call), key })

/** Throws when the body is not one of ours: the journal gave us somebody else's. */
export const readPrepared = (prepared: Prepared): PreparedCall => preparedCall.parse(JSON.parse(prepared.body))

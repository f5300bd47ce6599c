import { z } from 'zod'
import type { NetworkFailure, RefusalReason } from '../../../preload/contract/failures.ts'
import type { HttpAnswer, HttpOutcome } from '../../http/http.ts'
import { clip, isJsonObject, untilOf } from '../judge-answer.ts'
import { regainUtc } from './usage.ts'

/** The body of every no of the Graph API (https://developers.facebook.com/docs/graph-api/guides/error-handling, read 27 Nov 2026). */
const body = z.object({
  error: z.object({
    message: z.string().catch(''),
    code: z.number().int(),
    error_subcode: z.number().int().optional().catch(undefined),
    is_transient: z.boolean().optional().catch(undefined),
    error_user_msg: z.string().optional().catch(undefined),
    fbtrace_id: z.string().optional().catch(undefined),
  }),
})
export type GraphError = z.infer<typeof body>['error']

export function graphErrorOf(json: unknown): GraphError | null {
  const parsed = body.safeParse(json)
  return parsed.success ? parsed.data.error : null
}

export type GraphJudging = {
  readonly now: () => number
  /** What a refusal for content is about, as far as what we sent tells. Default `not-valid`. */
  readonly suspect?: RefusalReason
}

/** The table of the guide, and the subcodes seen in public code that speaks to this API (27 Nov 2026). A number stands for a code or a subcode. */
const throttled = new Set([4, 9, 17, 32, 341, 613, 80_000, 80_001, 80_002, 80_003, 80_004, 80_005, 80_006, 80_008, 80_009, 80_014])
const tokenIsDead = new Set([102, 190])
/** 2207050, 2207051 and 4279013: the account may do nothing of this for a while (…/instagram-platform/instagram-graph-api/reference/error-codes; the last as integrators of Threads see it). */
const blockedForAbuse = new Set([368, 1_390_008, 1_346_003, 2_207_050, 2_207_051, 4_279_013])
/** "Try again later", by the code alone; the last two are Instagram's own (same table). */
const passing = new Set([1, 2, -1, -2])
const gone = new Set([803, 1_487_390])
const notThere = 33
/** The uploads of ours are in a post: a sending whose answer was lost has put them there. */
const alreadyPosted = 1_366_051
/** The person or the page must do something on the network first, or its rules forbid it. */
const notAllowed = new Set([551, 1_545_041, 2_018_278, 2_018_065, 2_018_109, 1_893_063, 1_404_102, 1_404_078, 4_854_002])
const aboutMedia = new Set([1_366_046, 1_363_019, 1_363_024, 1_363_026, 1_363_128, 324, 352, 389, 6000, 6001, 36_000, 36_001, 36_003, 2_207_026, 2_207_028])
const aboutText = new Set([1_609_005, 1_609_008, 36_004, 2_207_010])
const unsupported = new Set([12, 2500, 2635])
/** Without a time of the network's own: its windows roll over an hour, so there is something again after a few minutes. */
const usualPauseMs = 10 * 60_000

/** A post that equals the last one: it may be ours, of which the answer was lost. */
export const isDuplicate = (json: unknown): boolean => graphErrorOf(json)?.code === 506

/** "Error validating client secret" comes under the number of an unknown error (https://github.com/facebookarchive/php-graph-sdk/issues/538). Ask only of a call that carries the secret. */
export const isWrongSecret = (outcome: HttpOutcome): boolean => outcome.kind === 'answered' && outcome.status >= 400 && outcome.status < 500 && graphErrorOf(outcome.json)?.code === 1

/** The certain no in an answer, or null where it proves nothing. Decides by numbers alone: the words come in the language of the account. */
export function refusalOf(answer: HttpAnswer, { now, suspect = 'not-valid' }: GraphJudging): NetworkFailure | null {
  const error = graphErrorOf(answer.json)
  const detail = describe(answer, error)
  const refused = (reason: RefusalReason): NetworkFailure => ({ kind: 'refused', reason, detail })
  const isOne = (codes: ReadonlySet<number>): boolean => error !== null && (codes.has(error.code) || codes.has(error.error_subcode ?? NaN))
  const limited = (): NetworkFailure => ({ kind: 'rate-limited', untilUtc: untilOf({ ...answer, retryAtUtc: answer.retryAtUtc ?? regainUtc(answer.headers, now()) }, now(), usualPauseMs), detail })
  if (answer.status === 429) return limited()
  if (answer.status === 413) return refused('media')
  if (error === null || answer.status < 400 || answer.status >= 500 || [408, 409, 425].includes(answer.status)) return null
  // Before the throttles: it comes under the code of one of them.
  if (isOne(blockedForAbuse)) return refused('account-suspended')
  if (isOne(throttled)) return limited()
  if (tokenIsDead.has(error.code)) return { kind: 'needs-sign-in', detail }
  if (error.code === 506 || error.error_subcode === alreadyPosted || error.is_transient === true || passing.has(error.code)) return null
  if ((error.code === 100 && error.error_subcode === notThere) || isOne(gone)) return { kind: 'missing', detail }
  if (isOne(aboutText)) return refused('text')
  if (isOne(aboutMedia)) return refused('media')
  if (isOne(notAllowed)) return refused('not-allowed')
  if (isOne(unsupported)) return refused('not-supported')
  if (error.code === 3 || error.code === 10 || (error.code >= 200 && error.code <= 299)) return refused('permission-missing')
  return refused(suspect)
}

/** The network's own words for the "details" fold, and the number under which its support finds the call. */
function describe(answer: HttpAnswer, error: GraphError | null): string {
  if (error === null) return clip(`${answer.status} ${isJsonObject(answer.json) ? answer.text.slice(0, 500) : answer.text.slice(0, 200)}`.trim())
  const number = `${error.code}${error.error_subcode === undefined ? '' : `/${error.error_subcode}`}`
  return clip([String(answer.status), number, error.message, error.error_user_msg, error.fbtrace_id && `(${error.fbtrace_id})`].filter(Boolean).join(' '))
}

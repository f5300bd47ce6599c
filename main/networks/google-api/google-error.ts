import { z } from 'zod'
import type { NetworkFailure, RefusalReason } from '../../../preload/contract/failures.ts'
import type { HttpAnswer } from '../../http/http.ts'
import { described, untilOf } from '../judge-answer.ts'

const detailShape = z.object({ reason: z.string().optional().catch(undefined) }).catch({})
const errorBody = z.object({
  error: z.object({
    code: z.number().int(),
    status: z.string().nullish().catch(null),
    errors: z.array(detailShape).nullish().catch(null),
    details: z.array(detailShape).nullish().catch(null),
  }),
})

/** An error as Google's interfaces word it (https://cloud.google.com/apis/design/errors): a status, and reasons in the old or the new place. */
export type GoogleError = { readonly code: number; readonly status: string | null; readonly reasons: readonly string[] }

/** Null: not Google's own word, but somebody's on the line. */
export function readGoogleError({ json, status: httpStatus }: HttpAnswer): GoogleError | null {
  const parsed = errorBody.safeParse(json)
  if (!parsed.success || parsed.data.error.code !== httpStatus) return null
  const { code, status, errors, details } = parsed.data.error
  return { code, status: status ?? null, reasons: [...(errors ?? []), ...(details ?? [])].flatMap(({ reason }) => reason ?? []) }
}

const throttled = new Set(['rateLimitExceeded', 'userRateLimitExceeded', 'RATE_LIMIT_EXCEEDED'])
const rightMissing = new Set(['insufficientPermissions', 'ACCESS_TOKEN_SCOPE_INSUFFICIENT'])
const usualPauseMs = 60_000

/** The certain no in an answer; null where it proves nothing. `suspect`: what a 400 is most likely about. */
export function refusalByGoogle(answer: HttpAnswer, now: number, suspect: RefusalReason): NetworkFailure | null {
  const detail = described(answer)
  const error = readGoogleError(answer)
  const has = (reasons: ReadonlySet<string>): boolean => error?.reasons.some(reason => reasons.has(reason)) ?? false
  if (answer.status === 429 || (answer.status === 403 && has(throttled))) return { kind: 'rate-limited', untilUtc: untilOf(answer, now, usualPauseMs), detail }
  if (error === null) return null
  switch (answer.status) {
    // A fresh token was tried before this is asked.
    case 401: return { kind: 'needs-sign-in', detail }
    case 403: return { kind: 'refused', reason: has(rightMissing) ? 'permission-missing' : 'not-allowed', detail }
    case 404: case 410: return { kind: 'missing', detail }
    // A time-out, a conflict or "too early" told by the server itself: it may be at it still.
    case 408: case 409: case 425: return null
    case 413: return { kind: 'refused', reason: 'media', detail }
    default: return answer.status >= 400 && answer.status < 500 ? { kind: 'refused', reason: suspect, detail } : null
  }
}

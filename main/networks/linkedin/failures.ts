import { z } from 'zod'
import type { NetworkFailure, RefusalReason } from '../../../preload/contract/failures.ts'
import type { HttpAnswer } from '../../http/http.ts'
import { described, untilOf, type Refusal } from '../judge-answer.ts'

const errorBody = z.object({
  status: z.number().optional(),
  code: z.string().optional(),
  serviceErrorCode: z.number().optional(),
  message: z.string().optional(),
  errorDetails: z.object({ inputErrors: z.array(z.object({ code: z.string().optional() })).optional() }).optional().catch(undefined),
}).refine(body => body.message !== undefined || body.code !== undefined || body.serviceErrorCode !== undefined)

/** LinkedIn tells no time with its 429: short throttles pass within minutes, a day's allowance at midnight UTC, and it does not say which it is. */
const pauseMs = 15 * 60_000
const dayMs = 24 * 3_600_000
export const nextMidnight = (now: number): number => (Math.floor(now / dayMs) + 1) * dayMs

const deadTokens = new Set(['INVALID_ACCESS_TOKEN', 'REVOKED_ACCESS_TOKEN', 'EXPIRED_ACCESS_TOKEN', 'EMPTY_ACCESS_TOKEN'])
const deadTokenNumbers = new Set([65600, 65601, 65602])

/** What an error of LinkedIn's is about: its own codes, wherever in the body they stand. */
function codesOf(answer: HttpAnswer): { readonly codes: ReadonlySet<string>; readonly service: number | null } | null {
  const body = errorBody.safeParse(answer.json)
  if (!body.success) return null
  const { code, serviceErrorCode, errorDetails } = body.data
  return { codes: new Set([code, ...(errorDetails?.inputErrors ?? []).map(error => error.code)].filter(one => one !== undefined)), service: serviceErrorCode ?? null }
}

export function saysTokenIsDead(answer: HttpAnswer): boolean {
  const said = answer.status === 401 ? codesOf(answer) : null
  return said !== null && (deadTokenNumbers.has(said.service ?? 0) || [...said.codes].some(code => deadTokens.has(code)))
}

/** The certain no in an answer. `suspect`: what a refusal for content is most likely about. */
export const refusal = (now: () => number, suspect: RefusalReason = 'not-valid'): Refusal => answer => {
  const detail = described(answer)
  const refused = (reason: RefusalReason): NetworkFailure => ({ kind: 'refused', reason, detail })
  // Proxies in front say these two as well; neither has acted.
  if (answer.status === 429) return { kind: 'rate-limited', untilUtc: untilOf(answer, now(), Math.min(pauseMs, nextMidnight(now()) - now())), detail }
  if (answer.status === 413) return refused('media')
  const said = codesOf(answer)
  if (said === null) return null
  // https://learn.microsoft.com/en-us/linkedin/shared/api-guide/concepts/error-handling; DUPLICATE_POST is undocumented, seen in public reports of 2026.
  if ((answer.status === 422 || answer.status === 409) && said.codes.has('DUPLICATE_POST')) return refused('duplicate')
  switch (answer.status) {
    case 401: return saysTokenIsDead(answer) ? { kind: 'needs-sign-in', detail } : { kind: 'server-trouble', detail }
    case 403: return refused('permission-missing')
    case 404: case 410: return { kind: 'missing', detail }
    case 405: case 411: case 415: return refused('not-supported')
    // Its version of the interface is over: nothing was done, and nothing will be until Comptoir is renewed.
    case 426: return refused('not-supported')
    // "Still at it", told by the server itself.
    case 408: case 409: case 425: return null
    case 400: case 422: return refused(said.codes.has('FIELD_LENGTH_TOO_LONG') ? 'text' : suspect)
    default: return answer.status >= 400 && answer.status < 500 ? refused('not-allowed') : null
  }
}

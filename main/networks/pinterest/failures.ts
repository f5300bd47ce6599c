import { z } from 'zod'
import type { NetworkFailure, RefusalReason } from '../../../preload/contract/failures.ts'
import type { HttpAnswer } from '../../http/http.ts'
import { described, untilOf, type Refusal } from '../judge-answer.ts'

const errorBody = z.object({ code: z.number().int(), message: z.string() })
const codeOf = (answer: HttpAnswer): number | null => errorBody.safeParse(answer.json).data?.code ?? null

/** 2: authentication failed; 1104: the token is not valid or has expired (examples of the OpenAPI description 5.23.0). */
const deadToken = new Set([2, 1104])
/** 3: the token lacks a right; 29: not permitted for this app or its tier. */
const noRight = new Set([3, 29])
/** The account was disapproved, or is being looked at. */
const suspended = new Set([2625, 2626])

export const saysTokenIsDead = (answer: HttpAnswer): boolean => answer.status === 401 && deadToken.has(codeOf(answer) ?? 0)

/** Windows of a minute with standard access (https://developers.pinterest.com/docs/reference/rate-limits/, seen 27 Nov 2026). */
const pauseMs = 60_000

/** `x-ratelimit-reset` in seconds; a list of windows begins with the one that is used up. */
function resetOf(answer: HttpAnswer, now: number): HttpAnswer {
  const [, seconds] = /^\s*(\d+)/u.exec(answer.headers.get('x-ratelimit-reset') ?? '') ?? []
  return answer.retryAtUtc !== null || seconds === undefined ? answer : { ...answer, retryAtUtc: now + Number(seconds) * 1000 }
}

/** The certain no in an answer. `suspect`: what a refusal for content is most likely about. */
export const refusal = (now: () => number, suspect: RefusalReason = 'not-valid'): Refusal => answer => {
  const detail = described(answer)
  const refused = (reason: RefusalReason): NetworkFailure => ({ kind: 'refused', reason, detail })
  // Proxies in front say these two as well; neither has acted.
  if (answer.status === 429) return { kind: 'rate-limited', untilUtc: untilOf(resetOf(answer, now()), now(), pauseMs), detail }
  if (answer.status === 413) return refused('media')
  const code = codeOf(answer)
  if (code === null) return null
  switch (answer.status) {
    case 401:
      // What is not said of the token itself signs nobody out.
      return deadToken.has(code) ? { kind: 'needs-sign-in', detail } : noRight.has(code) ? refused('permission-missing') : { kind: 'server-trouble', detail }
    case 403: return refused(suspended.has(code) ? 'account-suspended' : noRight.has(code) ? 'permission-missing' : 'not-allowed')
    case 404: case 410: return { kind: 'missing', detail }
    case 405: return refused('not-supported')
    case 408: case 409: case 425: return null
    case 400: case 422: return refused(suspect)
    default: return answer.status >= 400 && answer.status < 500 ? refused('not-allowed') : null
  }
}

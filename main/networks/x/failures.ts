import { z } from 'zod'
import type { NetworkFailure, RefusalReason } from '../../../preload/contract/failures.ts'
import type { HttpAnswer, HttpOutcome } from '../../http/http.ts'
import { readReset } from '../../http/retry-at.ts'
import { described, isJsonObject, untilOf, type Refusal } from '../judge-answer.ts'
import { problemName } from './entities.ts'

export type Judging = {
  readonly now: () => number
  /** False when our token was given without the right this call needs. */
  readonly hasRight: boolean
  /** What a 400 is about, as far as what we sent tells. */
  readonly suspect: RefusalReason
}

const body = z.object({ type: z.string().catch(''), title: z.string().catch(''), errors: z.array(z.object({ code: z.number().optional().catch(undefined), type: z.string().optional().catch(undefined) })).catch([]) })

/** The certain no in an answer; null where it proves nothing. A 401 is for whoever holds the token: it may be renewed. */
export function refusalOf({ now, hasRight, suspect }: Judging): Refusal {
  return answer => {
    const detail = described(answer)
    const refused = (reason: RefusalReason): NetworkFailure => ({ kind: 'refused', reason, detail })
    // These two come from what stands in front of the servers as well, mostly as HTML; neither has acted.
    if (answer.status === 429) return { kind: 'rate-limited', untilUtc: throttledUntil(answer, now()), detail }
    if (answer.status === 413) return refused('media')
    if (!isJsonObject(answer.json)) return null
    const said = body.safeParse(answer.json)
    const names = said.success ? [said.data.type, ...said.data.errors.map(error => error.type ?? '')].map(problemName) : []
    switch (answer.status) {
      case 401:
        return { kind: 'needs-sign-in', detail }
      // No credit left: the title is `CreditsDepleted` (seen Jun 2026), and nothing else uses this status.
      case 402:
        return refused('no-credit')
      case 403:
        if (names.includes('user-suspended')) return refused('account-suspended')
        // The app itself lacks something: its place in a project, or the right kind of token.
        if (!hasRight || names.includes('client-forbidden') || names.includes('unsupported-authentication')) return refused('permission-missing')
        return refused(saysDuplicate(answer) ? 'duplicate' : 'not-allowed')
      case 404: case 410:
        return { kind: 'missing', detail }
      case 405: case 501:
        return refused('not-supported')
      case 415:
        return refused('media')
      // "Still at it", told by the server itself.
      case 408: case 409: case 425:
        return null
      default:
        return answer.status >= 400 && answer.status < 500 ? refused(answer.status === 400 ? suspect : 'not-allowed') : null
    }
  }
}

const prose = z.object({ detail: z.string().catch(''), errors: z.array(z.object({ code: z.number().optional().catch(undefined), message: z.string().catch('') })).catch([]) })
const oldDuplicateCode = 187

/** The same words again soon after: X has no code for it in v2, only this sentence (and the code 187 of v1.1, where it still answers so). */
export function saysDuplicate(outcome: HttpOutcome): boolean {
  if (outcome.kind !== 'answered' || outcome.status !== 403) return false
  const said = prose.safeParse(outcome.json)
  return said.success && (/duplicate content/iu.test(said.data.detail) || said.data.errors.some(error => error.code === oldDuplicateCode || /duplicate content/iu.test(error.message)))
}

/** The window of the interface, where the answer names none (docs.x.com, rate-limits, Aug 2026). */
const usualWindowMs = 15 * 60_000

/** Every allowance that is spent must come back first: the call's own, and those of a whole day, which have headers of their own. */
function throttledUntil(answer: HttpAnswer, now: number): number {
  const spent = ['x-user-limit-24hour-', 'x-app-limit-24hour-', 'x-rate-limit-'].flatMap(prefix => {
    const reset = answer.headers.get(`${prefix}reset`)
    const remaining = answer.headers.get(`${prefix}remaining`)?.trim()
    const at = reset === null || (remaining !== undefined && remaining !== '0') ? null : readReset(reset.trim(), now)
    return at === null ? [] : [at]
  })
  return untilOf(spent.length > 0 ? { ...answer, retryAtUtc: Math.max(...spent) } : answer, now, usualWindowMs)
}

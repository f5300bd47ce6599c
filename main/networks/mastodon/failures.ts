import { z } from 'zod'
import type { NetworkFailure, RefusalReason } from '../../../preload/contract/failures.ts'
import type { HttpAnswer, HttpOutcome } from '../../http/http.ts'

/** What verify_credentials says of our token. `unsure`: it could not be asked, or answered something else. */
export type TokenState = 'alive' | 'suspended' | 'dead' | 'unsure'

export type Judging = {
  readonly now: () => number
  /** Asked before anyone is told to sign in again: servers answer 401, 403 or 422 for a dead token, and for much else. */
  readonly tokenState: () => Promise<TokenState>
  /** False when our token was given without the right this call needs. */
  readonly hasRight: boolean
  /** What a refusal for content is about, as far as what we sent tells: texts of servers are in any language and are not read. */
  readonly suspect: RefusalReason
}

/** A call that may be repeated: what it ended in. Call only with an outcome that is not the success expected. */
export async function failureOfRead(outcome: HttpOutcome, judging: Judging): Promise<NetworkFailure> {
  switch (outcome.kind) {
    case 'not-sent':
      return { kind: 'unreachable', detail: clip(outcome.detail) }
    case 'no-answer':
      return { kind: 'server-trouble', detail: clip(outcome.detail) }
    case 'answered':
      return (await refusalOf(outcome, judging)) ?? { kind: 'server-trouble', detail: describe(outcome) }
  }
}

/** The step that makes something public: only a clear no of the server's own is a refusal, all else may have acted. */
export async function failureOfCommit(outcome: HttpOutcome, judging: Judging): Promise<NetworkFailure> {
  switch (outcome.kind) {
    case 'not-sent':
      return { kind: 'unreachable', detail: clip(outcome.detail) }
    case 'no-answer':
      return { kind: 'unknown-outcome', detail: clip(outcome.detail) }
    case 'answered':
      return (await refusalOf(outcome, judging)) ?? { kind: 'unknown-outcome', detail: describe(outcome) }
  }
}

/** The certain no in an answer, or null when the answer proves nothing (5xx, redirects, pages of a hotel's or a proxy's making). */
async function refusalOf(answer: HttpAnswer, judging: Judging): Promise<NetworkFailure | null> {
  const detail = describe(answer)
  const refused = (reason: RefusalReason): NetworkFailure => ({ kind: 'refused', reason, detail })
  // These two come from proxies in front of the server as well, mostly as HTML; neither has acted.
  if (answer.status === 429) return { kind: 'rate-limited', untilUtc: untilOf(answer, judging.now()), detail }
  if (answer.status === 413) return refused('media')
  if (!isOwnWord(answer)) return null
  switch (answer.status) {
    case 401: case 403: case 422: {
      const token = await judging.tokenState()
      if (token === 'dead') return { kind: 'needs-sign-in', detail }
      if (token === 'suspended') return refused('account-suspended')
      // Refused for certain, but why cannot be known now.
      if (token === 'unsure') return { kind: 'server-trouble', detail }
      if (answer.status === 422) return refused(judging.suspect)
      return refused(!judging.hasRight || answer.headers.get('www-authenticate')?.includes('insufficient_scope') ? 'permission-missing' : 'not-allowed')
    }
    case 404: case 410:
      return { kind: 'missing', detail }
    case 405: case 501:
      return refused('not-supported')
    case 406: case 415:
      return refused('media')
    // A time-out, a conflict or "too early" told by the server itself: it may be at it still.
    case 408: case 409: case 425:
      return null
    default:
      return answer.status >= 400 && answer.status < 500 ? refused(answer.status === 400 ? 'not-valid' : 'not-allowed') : null
  }
}

/** Servers speak JSON, or name their challenge; what does neither is somebody else on the line. */
export function isOwnWord(answer: HttpAnswer): boolean {
  return (typeof answer.json === 'object' && answer.json !== null) || answer.headers.has('www-authenticate')
}

/** Where the server does not say: Mastodon's own window (https://docs.joinmastodon.org/api/rate-limits/, 300 calls in 5 minutes). */
const defaultPauseMs = 5 * 60_000
// Mastodon's longest window is three hours; a server's wrong clock must not silence an account for a year.
const longestPauseMs = 24 * 60 * 60_000

function untilOf(answer: HttpAnswer, now: number): number {
  const reset = answer.headers.get('x-ratelimit-reset')
  // Some send the reset without "remaining: 0", so the door alone does not see it.
  const said = answer.retryAtUtc ?? (reset === null ? NaN : /^\d+(\.\d+)?$/.test(reset) ? Number(reset) * 1000 : Date.parse(reset))
  if (!Number.isFinite(said) || said > now + longestPauseMs) return now + defaultPauseMs
  return Math.ceil(Math.max(said, now + 1000))
}

const saidBody = z.object({ error: z.string(), error_description: z.string().optional() })

/** The server's own words for the "details" fold. */
export function describe(answer: HttpAnswer): string {
  const said = saidBody.safeParse(answer.json)
  const words = said.success ? [said.data.error, said.data.error_description].filter(Boolean).join(': ') : answer.text.slice(0, 200)
  return clip(`${answer.status} ${words}`.trim())
}

const clip = (text: string): string => text.slice(0, 1000)

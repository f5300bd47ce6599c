import type { NetworkFailure } from '../../preload/contract/failures.ts'
import type { HttpAnswer, HttpOutcome } from '../http/http.ts'

/** The certain no in an answer, as its network words it; null where the answer proves nothing (5xx, a hotel's page, "still at it"). */
export type Refusal = (answer: HttpAnswer) => NetworkFailure | null

/** A call that may be repeated: what it ended in. Call only with an outcome that is not the success expected. */
export function failureOfRead(outcome: HttpOutcome, refusal: Refusal): NetworkFailure {
  switch (outcome.kind) {
    case 'not-sent': return { kind: 'unreachable', detail: clip(outcome.detail) }
    case 'no-answer': return { kind: 'server-trouble', detail: clip(outcome.detail) }
    case 'answered': return refusal(outcome) ?? { kind: 'server-trouble', detail: described(outcome) }
  }
}

/** The step that makes something public: only a clear no of the server's own is a refusal, all else may have acted. */
export function failureOfCommit(outcome: HttpOutcome, refusal: Refusal): NetworkFailure {
  switch (outcome.kind) {
    case 'not-sent': return { kind: 'unreachable', detail: clip(outcome.detail) }
    case 'no-answer': return { kind: 'unknown-outcome', detail: clip(outcome.detail) }
    case 'answered': return refusal(outcome) ?? { kind: 'unknown-outcome', detail: described(outcome) }
  }
}

/** A server's wrong clock must not silence an account for a year. */
const longestPauseMs = 24 * 60 * 60_000

/** Until when a throttling server wants to be left alone: what it says, else a pause of `otherwiseMs`. Whole seconds, at least one. */
export function untilOf(answer: HttpAnswer, now: number, otherwiseMs: number): number {
  const said = answer.retryAtUtc ?? NaN
  return !Number.isFinite(said) || said > now + longestPauseMs ? now + otherwiseMs : Math.ceil(Math.max(said, now + 1000))
}

/** The server's own words for the "details" fold. */
export const described = (answer: HttpAnswer): string => clip(`${answer.status} ${answer.text.slice(0, 500)}`.trim())
/** For an answer that is not understood and may hold tokens in another shape: its words are not repeated. */
export const notRead = (answer: HttpAnswer): Extract<NetworkFailure, { kind: 'server-trouble' }> => ({ kind: 'server-trouble', detail: `${answer.status} the answer is not understood` })
export const clip = (text: string): string => text.slice(0, 1000)
export const isJsonObject = (json: unknown): json is Readonly<Record<string, unknown>> => typeof json === 'object' && json !== null && !Array.isArray(json)

declare const ofThe200s: unique symbol
/** Narrower than any answer, so that the compiler still takes what is no success for a possible answer. */
export type Success = HttpAnswer & { readonly [ofThe200s]: true }
/** `no-token`: a client of ours had nothing to send with. */
export const isSuccess = (outcome: HttpOutcome | { readonly kind: 'no-token' }): outcome is Success => outcome.kind === 'answered' && outcome.status >= 200 && outcome.status < 300

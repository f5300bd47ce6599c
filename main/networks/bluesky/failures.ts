import { z } from 'zod'
import type { NetworkFailure, RefusalReason } from '../../../preload/contract/failures.ts'
import type { HttpAnswer } from '../../http/http.ts'
import type { SpokenOutcome } from './speaker.ts'

const xrpcError = z.object({ error: z.string(), message: z.string().default('') })
export type XrpcError = z.infer<typeof xrpcError>

/** XRPC's error form, or empty words where the answer has none. */
export function errorOf(answer: HttpAnswer): XrpcError {
  const parsed = xrpcError.safeParse(answer.json)
  return parsed.success ? parsed.data : { error: '', message: '' }
}

/** A token that lacks a right is told from a dead one by these words alone (PDS 0.5.35, 24 Nov 2026: 400 InvalidToken "Bad token method"). */
const lacksRight = (answer: HttpAnswer, { error, message }: XrpcError): boolean =>
  error === 'InsufficientScope' || error === 'ScopeMissingError' || message === 'Bad token method' || /insufficient_scope/.test(answer.headers.get('www-authenticate') ?? '') || (answer.status === 403 && !error.startsWith('Account'))

const deadTokenErrors = new Set(['ExpiredToken', 'InvalidToken', 'AuthMissing', 'AuthenticationRequired', 'invalid_token', 'BadJwt'])
/**
 * The server does not take this token (any more): worth a refresh. ExpiredToken and InvalidToken come as 400. A 401 that neither names
 * an error nor challenges for a token is a hotel's or a proxy's, and says nothing about the sign-in.
 */
export function isDeadToken(answer: HttpAnswer): boolean {
  if (answer.status !== 400 && answer.status !== 401) return false
  const error = errorOf(answer)
  if (lacksRight(answer, error) || accountTrouble.has(error.error) || error.error === 'AuthFactorTokenRequired') return false
  return deadTokenErrors.has(error.error) || (answer.status === 401 && (error.error !== '' || /^\s*(dpop|bearer)\b/i.test(answer.headers.get('www-authenticate') ?? '')))
}

const accountTrouble = new Set(['AccountTakedown', 'AccountDeactivated', 'AccountSuspended', 'RepoTakendown', 'RepoDeactivated', 'RepoSuspended'])
/** Throttled, or the account itself is closed: true of every call, so also of the one that waits for the renewal. */
export const isAboutTheAccount = (answer: HttpAnswer): boolean => answer.status === 429 || accountTrouble.has(errorOf(answer).error)
const notThere = new Set(['RecordNotFound', 'NotFound', 'InvalidConvo', 'RepoNotFound', 'ReplyTargetNotFound', 'AccountNotFound', 'ActorNotFound'])
const notAllowed = new Set(['MessagesDisabled', 'NotFollowedBySender', 'BlockedActor', 'BlockedByActor', 'BlockedSubject', 'ConvoLocked', 'Forbidden'])

/** The server has nobody to ask for what it does not know itself (a PDS without network view, or one whose view is down). */
export const isViewMissing = (failure: NetworkFailure): boolean => failure.kind === 'server-trouble' || (failure.kind === 'refused' && failure.reason === 'not-supported')

/**
 * What a call ended in, on the closed list. `isPublic`: it is the step that makes something public, where all but a certain
 * refusal leaves the outcome unknown. Source: docs.bsky.app, atproto.com/specs/xrpc, and a PDS 0.5.35 asked on 24 Nov 2026.
 */
export function failureOf(outcome: SpokenOutcome, isPublic: boolean, nowUtc: number): NetworkFailure {
  switch (outcome.kind) {
    case 'signed-out': return { kind: 'needs-sign-in', detail: outcome.detail }
    case 'not-sent': return { kind: 'unreachable', detail: outcome.detail }
    case 'not-renewed': return { kind: 'server-trouble', detail: outcome.detail }
    case 'no-answer': return { kind: isPublic ? 'unknown-outcome' : 'server-trouble', detail: outcome.detail }
    case 'answered': return failureOfAnswer(outcome, isPublic, nowUtc)
  }
}

function failureOfAnswer(answer: HttpAnswer, isPublic: boolean, nowUtc: number): NetworkFailure {
  const { status } = answer
  const error = errorOf(answer)
  const detail = `${status} ${error.error} ${error.message}`.trim().slice(0, 1000)
  const refused = (reason: RefusalReason): NetworkFailure => ({ kind: 'refused', reason, detail })
  // Said before anything is done, by every server asked.
  if (status === 429) return { kind: 'rate-limited', untilUtc: Math.max(0, Math.round(answer.retryAtUtc ?? nowUtc + 60_000)), detail }
  if (status === 501 || error.error === 'MethodNotImplemented' || error.message.startsWith('No service configured')) return refused('not-supported')
  // A 401 without a word of the server's own comes from whoever stands in between.
  if (status >= 500 || status < 400 || status === 408 || (status === 401 && error.error === '' && !isDeadToken(answer))) return { kind: isPublic ? 'unknown-outcome' : 'server-trouble', detail }
  if (accountTrouble.has(error.error)) return refused('account-suspended')
  if (lacksRight(answer, error)) return refused('permission-missing')
  if (error.error === 'BlobNotFound') return { kind: 'stale-preparation', detail }
  if (notThere.has(error.error)) return { kind: 'missing', detail }
  if (notAllowed.has(error.error)) return refused('not-allowed')
  if (status === 413 || error.error === 'BlobTooLarge' || /^(Blob|File) |record\.embed|Record\/embed/.test(error.message) || error.message.includes('.record.embed')) return refused('media')
  if (/(\$\.record|Record)[./]text/.test(error.message)) return refused('text')
  // A view that was asked on the account's behalf and does not take the PDS's word is not the owner's trouble.
  if (isDeadToken(answer)) return refused('permission-missing')
  return refused('not-valid')
}

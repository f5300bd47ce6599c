import { describe, expect, it } from 'vitest'
import type { HttpAnswer } from '../../http/http.ts'
import { failureOf, isDeadToken, isViewMissing } from './failures.ts'

const now = Date.UTC(2026, 10, 24)
const answer = (status: number, error = '', message = '', more: Partial<HttpAnswer> = {}): HttpAnswer =>
  ({ kind: 'answered', status, headers: new Headers(), text: '', bytes: new Uint8Array(), json: error ? { error, message } : undefined, retryAtUtc: null, ...more })
const kindOf = (one: HttpAnswer, isPublic = false): string => {
  const failure = failureOf(one, isPublic, now)
  return failure.kind === 'refused' ? failure.reason : failure.kind
}

describe('what a server says', () => {
  // Each as a PDS 0.5.35 answered it on 24 Nov 2026, or as docs.bsky.app and the lexicons name it.
  it.each<[number, string, string, string]>([
    [400, 'InvalidRequest', 'Invalid app.bsky.feed.post record: grapheme too big (maximum 300, got 301) at $.record.text', 'text'],
    [400, 'BlobNotFound', 'Could not find blob: bafkrei', 'stale-preparation'],
    [400, 'RecordNotFound', 'Could not locate record', 'missing'],
    [400, 'InvalidToken', 'Bad token method', 'permission-missing'],
    [403, 'InsufficientScope', '', 'permission-missing'],
    [400, 'AccountTakedown', '', 'account-suspended'],
    [401, 'AccountDeactivated', '', 'account-suspended'],
    [400, 'MessagesDisabled', '', 'not-allowed'],
    [413, 'PayloadTooLarge', 'request entity too large', 'media'],
    [400, 'InvalidSwap', '', 'not-valid'],
    [400, 'InvalidRequest', 'No service configured for app.bsky.feed.getAuthorFeed', 'not-supported'],
    [501, 'MethodNotImplemented', '', 'not-supported'],
    [502, 'UpstreamFailure', '', 'server-trouble'],
    [429, 'RateLimitExceeded', '', 'rate-limited'],
  ])('%i %s %s', (status, error, message, expected) => {
    expect(kindOf(answer(status, error, message))).toBe(expected)
  })

  it('leaves the outcome of a public step open unless it was refused for certain', () => {
    expect([500, 502, 503, 408, 302].map(status => kindOf(answer(status), true))).toEqual(Array.from({ length: 5 }, () => 'unknown-outcome'))
    expect([400, 403, 429].map(status => kindOf(answer(status, 'InvalidRequest'), true))).toEqual(['not-valid', 'permission-missing', 'rate-limited'])
    expect(failureOf({ kind: 'no-answer', detail: '' }, true, now).kind).toBe('unknown-outcome')
    expect(failureOf({ kind: 'not-sent', detail: '' }, true, now).kind).toBe('unreachable')
  })

  it('knows a token worth renewing, and one that only lacks a right', () => {
    expect(isDeadToken(answer(400, 'ExpiredToken', 'Token has expired'))).toBe(true)
    expect(isDeadToken(answer(400, 'InvalidToken', 'Token could not be verified'))).toBe(true)
    expect(isDeadToken(answer(401, 'invalid_token'))).toBe(true)
    expect(isDeadToken(answer(400, 'InvalidToken', 'Bad token method'))).toBe(false)
    expect(isDeadToken(answer(400, 'InvalidRequest'))).toBe(false)
    expect(isDeadToken(answer(401, 'AuthFactorTokenRequired'))).toBe(false)
    expect(isDeadToken(answer(401, 'AccountTakedown'))).toBe(false)
    expect(isDeadToken(answer(401))).toBe(false)
    expect(isDeadToken(answer(401, '', '', { headers: new Headers({ 'www-authenticate': 'Basic realm="hotel"' }) }))).toBe(false)
    expect(isDeadToken(answer(401, '', '', { headers: new Headers({ 'www-authenticate': 'DPoP error="invalid_token"' }) }))).toBe(true)
  })

  it('waits as long as the server says, else a minute', () => {
    expect(failureOf(answer(429, 'RateLimitExceeded', '', { retryAtUtc: now + 5000 }), true, now)).toMatchObject({ untilUtc: now + 5000 })
    expect(failureOf(answer(429), true, now)).toMatchObject({ untilUtc: now + 60_000 })
  })

  it('takes a missing network view for what it is', () => {
    expect(isViewMissing(failureOf(answer(502, 'UpstreamFailure'), false, now))).toBe(true)
    expect(isViewMissing(failureOf(answer(400, 'InvalidRequest', 'No service configured for app.bsky.x'), false, now))).toBe(true)
    expect(isViewMissing(failureOf({ kind: 'not-sent', detail: '' }, false, now))).toBe(false)
  })
})

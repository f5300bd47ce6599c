import { describe, expect, it } from 'vitest'
import type { HttpAnswer } from '../../http/http.ts'
import { failureOfCommit } from '../judge-answer.ts'
import { nextMidnight, refusal } from './failures.ts'
import { replies } from './fixtures/replies.ts'

const now = Date.UTC(2026, 10, 27, 23, 50)
const judge = (reply: { readonly status: number; readonly json?: unknown; readonly text?: string }) => {
  const text = reply.text ?? JSON.stringify(reply.json)
  const json: unknown = text.startsWith('{') ? JSON.parse(text) : undefined
  const answer: HttpAnswer = { kind: 'answered', status: reply.status, headers: new Headers(), text, bytes: new Uint8Array(), json, retryAtUtc: null }
  return failureOfCommit(answer, refusal(() => now))
}

describe('what LinkedIn answers to a sending', () => {
  it.each([
    ['a repeat of the same words is a refusal of its own kind', replies.duplicate, { kind: 'refused', reason: 'duplicate' }],
    ['a text that is too long', replies.tooLong, { kind: 'refused', reason: 'text' }],
    ['a token that was ended', replies.revoked, { kind: 'needs-sign-in' }],
    ['a token that has ended', replies.expired, { kind: 'needs-sign-in' }],
    ['a 401 about something else signs nobody out', replies.otherNoToken, { kind: 'server-trouble' }],
    ['a right that the app has not', replies.denied, { kind: 'refused', reason: 'permission-missing' }],
    ['a version that is over', replies.retired, { kind: 'refused', reason: 'not-supported' }],
    ['a conflict may have acted', replies.conflict, { kind: 'unknown-outcome' }],
    ['trouble of its own may have acted', replies.internal, { kind: 'unknown-outcome' }],
    ['a gateway’s page may stand for a post that is out', replies.gateway, { kind: 'unknown-outcome' }],
    ['a hotel’s page is not LinkedIn', replies.hotel, { kind: 'unknown-outcome' }],
    ['nor is a proxy’s', replies.proxy, { kind: 'unknown-outcome' }],
  ])('%s', (_, reply, failure) => {
    expect(judge(reply)).toMatchObject(failure)
  })

  it('waits a quarter of an hour when it is throttled, and no longer than until the day’s allowance begins anew', () => {
    expect(judge(replies.throttled)).toMatchObject({ kind: 'rate-limited', untilUtc: nextMidnight(now) })
    expect(nextMidnight(now) - now).toBe(10 * 60_000)
  })
})

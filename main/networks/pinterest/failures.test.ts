import { expect, it } from 'vitest'
import type { HttpAnswer } from '../../http/http.ts'
import { readRetryAt } from '../../http/retry-at.ts'
import { failureOfCommit } from '../judge-answer.ts'
import { refusal } from './failures.ts'
import { replies } from './fixtures/replies.ts'

const now = Date.UTC(2026, 10, 27, 8)
type Reply = { readonly status: number; readonly json?: unknown; readonly text?: string; readonly headers?: Readonly<Record<string, string>> }
const judge = (reply: Reply) => {
  const text = reply.text ?? JSON.stringify(reply.json)
  const headers = new Headers(reply.headers)
  const json: unknown = text.startsWith('{') ? JSON.parse(text) : undefined
  const answer: HttpAnswer = { kind: 'answered', status: reply.status, headers, text, bytes: new Uint8Array(), json, retryAtUtc: readRetryAt(headers, now) }
  return failureOfCommit(answer, refusal(() => now))
}

it.each([
  ['a gateway’s page may stand for a pin that is out', replies.gateway, { kind: 'unknown-outcome' }],
  ['a hotel’s page is not Pinterest', replies.hotel, { kind: 'unknown-outcome' }],
  ['a proxy’s 401 signs nobody out', replies.proxy, { kind: 'unknown-outcome' }],
  ['a token that is dead', replies.dead, { kind: 'needs-sign-in' }],
  ['a token that has expired', replies.expired, { kind: 'needs-sign-in' }],
  ['a right that is missing is no dead token', replies.noRight, { kind: 'refused', reason: 'permission-missing' }],
  ['another 401 signs nobody out', replies.otherNo, { kind: 'server-trouble' }],
  ['what the app’s tier does not allow', replies.trial, { kind: 'refused', reason: 'permission-missing' }],
  ['somebody else’s board', replies.foreignBoard, { kind: 'refused', reason: 'not-allowed' }],
  ['an account that was disapproved', replies.disapproved, { kind: 'refused', reason: 'account-suspended' }],
  ['fields it does not take', replies.invalid, { kind: 'refused', reason: 'not-valid' }],
  ['a conflict may have acted', replies.conflict, { kind: 'unknown-outcome' }],
  ['a throttle, with its seconds', replies.throttled, { kind: 'rate-limited', untilUtc: now + 42_000 }],
  ['a throttle of several windows: the first is the one that is used up', replies.throttledList, { kind: 'rate-limited', untilUtc: now + 17_000 }],
])('%s', (_, reply: Reply, failure) => {
  expect(judge(reply)).toMatchObject(failure)
})

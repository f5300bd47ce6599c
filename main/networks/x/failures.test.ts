import { describe, expect, it } from 'vitest'
import type { HttpAnswer } from '../../http/http.ts'
import { failureOfCommit, failureOfRead } from '../judge-answer.ts'
import { ugly } from './fixtures/answers.ts'
import { refusalOf, saysDuplicate } from './failures.ts'

const now = Date.UTC(2026, 10, 24, 9)
function answer({ status, body }: { readonly status: number; readonly body: string }, headers: Record<string, string> = {}): HttpAnswer {
  const isJson = /^[{[]/u.test(body)
  return { kind: 'answered', status, headers: new Headers(headers), text: body, bytes: new TextEncoder().encode(body), json: isJson ? JSON.parse(body) as unknown : undefined, retryAtUtc: null }
}
const judging = { now: () => now, hasRight: true, suspect: 'not-valid' } as const
const asCommit = (name: keyof typeof ugly) => failureOfCommit(answer(ugly[name]), refusalOf(judging))
const asRead = (name: keyof typeof ugly) => failureOfRead(answer(ugly[name]), refusalOf(judging))

describe('what X answers to a post', () => {
  it.each([
    ['duplicate', 'duplicate'], ['oldDuplicate', 'duplicate'], ['forbidden', 'not-allowed'], ['suspended', 'account-suspended'], ['outsideProject', 'permission-missing'], ['wrongToken', 'permission-missing'], ['noCredit', 'no-credit'], ['invalid', 'not-valid'],
  ] as const)('%s is a certain no: %s', (name, reason) => {
    expect([asCommit(name), asRead(name)]).toMatchObject([{ kind: 'refused', reason }, { kind: 'refused', reason }])
  })

  it.each(['overCapacity', 'internal', 'cloudflare', 'forbiddenPage', 'conflict'] as const)('%s proves nothing: it may be out', name => {
    expect([asCommit(name).kind, asRead(name).kind]).toEqual(['unknown-outcome', 'server-trouble'])
  })

  it('a plain "too many" waits for the usual window, and for what the headers say where they say it', () => {
    expect(asCommit('throttled')).toMatchObject({ kind: 'rate-limited', untilUtc: now + 15 * 60_000 })
    const inTen = String((now + 600_000) / 1000)
    expect(failureOfCommit(answer(ugly.throttled, { 'x-rate-limit-remaining': '0', 'x-rate-limit-reset': inTen }), refusalOf(judging))).toMatchObject({ untilUtc: now + 600_000 })
    // A wrong clock there does not silence the account for a year.
    expect(failureOfCommit(answer(ugly.throttled, { 'x-rate-limit-reset': '1995458000' }), refusalOf(judging))).toMatchObject({ untilUtc: now + 15 * 60_000 })
  })

  it('without the right asked for at the sign-in a no is about that', () => {
    expect(failureOfCommit(answer(ugly.forbidden), refusalOf({ ...judging, hasRight: false }))).toMatchObject({ reason: 'permission-missing' })
  })

  it('only a 403 can say that the words stand there already', () => {
    expect([saysDuplicate(answer(ugly.duplicate)), saysDuplicate(answer({ ...ugly.duplicate, status: 500 })), saysDuplicate({ kind: 'no-answer', detail: 'duplicate content' })]).toEqual([true, false, false])
  })
})

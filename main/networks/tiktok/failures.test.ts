import { describe, expect, it } from 'vitest'
import type { HttpAnswer } from '../../http/http.ts'
import { saysAlways } from '../double-harness.ts'
import { chunkAt, planChunks } from './chunks.ts'
import { failureOfTask, refusal } from './failures.ts'
import { replies } from './fixtures/replies.ts'
import { seal, unseal } from './seal.ts'
import { isUploadAddress } from './servers.ts'
import { callForTokens } from './token-call.ts'

const now = Date.UTC(2026, 10, 27)
const jsonOf = (text: string): unknown => (text.startsWith('{') ? JSON.parse(text) : undefined)
const answer = (status: number, text: string): HttpAnswer => ({ kind: 'answered', status, text, headers: new Headers(), bytes: new Uint8Array(), json: jsonOf(text), retryAtUtc: null })

it.each(replies.map(([status, body, kind, reason]) => ({ status, body, kind, reason })))('takes $status $body for what it is', ({ status, body, kind, reason }) => {
  const failure = refusal(() => now)(answer(status, body))
  expect(failure?.kind ?? null).toBe(kind)
  if (reason !== undefined) expect(failure).toMatchObject({ reason })
})

it('waits as long as it is told to when renewals are throttled', async () => {
  expect(await callForTokens({ grant_type: 'refresh_token' }, saysAlways(429, '{"error":"rate_limit_exceeded"}', now + 90_000), () => now)).toMatchObject({ ok: false, failure: { kind: 'other', failure: { kind: 'rate-limited', untilUtc: now + 90_000 } } })
})

it('begins anew what TikTok says may be begun anew, and nothing else', () => {
  expect(['internal', 'video_pull_failed', 'photo_pull_failed'].map(reason => failureOfTask(reason).kind)).toEqual(Array(3).fill('stale-preparation'))
  expect(['duration_check_failed', 'spam_risk_text', 'of no list'].map(reason => failureOfTask(reason))).toMatchObject([{ reason: 'media' }, { reason: 'text' }, { reason: 'not-allowed' }])
})

describe('a file', () => {
  it.each([1, 3_145_728, 4_999_999, 5_000_000, 5_300_000, 10_599_999, 10_600_000, 50_000_123, 64_000_001, 150_000_000, 2_000_000_000, 4_294_967_296])('of %i bytes is cut as the rules want it', size => {
    const plan = planChunks(size)
    const parts = Array.from({ length: plan.count }, (_, index) => chunkAt(plan, index))
    expect(plan.count).toBe(Math.floor(size / plan.chunkSize))
    expect(plan.count).toBeLessThanOrEqual(1000)
    expect(parts.map(part => part.first)).toEqual(parts.map((_, index) => (index === 0 ? 0 : parts[index - 1]?.end)))
    expect(parts.at(-1)?.end).toBe(size)
    if (size >= 5_000_000) for (const { first, end } of parts) expect(end - first >= 5_000_000 && end - first <= 64_000_000).toBe(true)
    else expect(plan).toEqual({ size, chunkSize: size, count: 1 })
  })

  it('goes to TikTok only, whatever an answer says', () => {
    const [good, bad] = [['https://open-upload.tiktokapis.com/video/?upload_id=1', 'https://upload.us.tiktokapis.com/video/'], ['http://open-upload.tiktokapis.com/', 'https://open-upload.tiktokapis.com.example/', 'https://eviltiktokapis.com/', 'https://upload.us.tiktokapis.com:8443/', 'https://a@upload.us.tiktokapis.com/', 'nonsense']]
    expect([good.map(isUploadAddress), bad.map(isUploadAddress)]).toEqual([good.map(() => true), bad.map(() => false)])
  })
})

it('opens the address of an upload with the secret it was locked with only', () => {
  const sealed = seal('https://open-upload.tiktokapis.com/video/?upload_token=x', 'a')
  expect([unseal(sealed, 'a'), unseal(sealed, 'b'), unseal('', 'a'), sealed.includes('upload_token')]).toEqual(['https://open-upload.tiktokapis.com/video/?upload_token=x', null, null, false])
})

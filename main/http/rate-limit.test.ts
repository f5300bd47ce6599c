import { expect, it } from 'vitest'
import { readRateLimit } from './rate-limit.ts'

const now = Date.UTC(2026, 10, 27, 14)
it.each([
  ['Mastodon’s', { 'x-ratelimit-limit': '300', 'x-ratelimit-remaining': '298', 'x-ratelimit-reset': '2026-11-27T14:05:00.000000Z' }],
  ['Bluesky’s', { 'ratelimit-limit': '300', 'ratelimit-remaining': '298', 'ratelimit-reset': String((now + 300_000) / 1000), 'ratelimit-policy': '300;w=300' }],
  ['the drafts’', { 'ratelimit-limit': '300, 300;w=300', 'ratelimit-remaining': '298', 'ratelimit-reset': '300' }],
])('reads %s headers', (_whose, headers) => {
  expect(readRateLimit(new Headers(headers), now)).toEqual({ limit: 300, remaining: 298, resetUtc: now + 300_000 })
})

it('makes nothing of half an allowance', () => {
  expect(readRateLimit(new Headers({ 'x-ratelimit-limit': '300' }), now)).toBeNull()
  expect(readRateLimit(new Headers(), now)).toBeNull()
})

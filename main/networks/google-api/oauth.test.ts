import { expect, it } from 'vitest'
import { saysAlways } from '../double-harness.ts'
import { googleHosts } from './hosts.ts'
import { renewGoogle } from './oauth.ts'

const now = (): number => Date.UTC(2026, 10, 27)
const secret = { v: 1, access: 'ya29.old', refresh: '1//refresh', expiresUtc: 0, clientId: 'app', clientSecret: 'GOCSPX-x', scopes: [], refreshEndsUtc: null, isShared: false } as const
const renewed = (...said: Parameters<typeof saysAlways>) => renewGoogle({ ...secret, scopes: [] }, saysAlways(...said), googleHosts, now)

it('repeats no token of a renewal that is not understood', async () => {
  const told = await renewed(200, '{"access_token":"ya29.fresh","refresh_token":"1//fresh"}')
  expect([told, JSON.stringify(told).includes('fresh')]).toMatchObject([{ ok: false, failure: { kind: 'server-trouble' } }, false])
})

it('waits as long as it is told to when renewals are throttled, and signs nobody out for it', async () => {
  expect(await renewed(429, '{"error":"rate_limit_exceeded"}', now() + 90_000)).toMatchObject({ ok: false, failure: { kind: 'rate-limited', untilUtc: now() + 90_000 } })
})

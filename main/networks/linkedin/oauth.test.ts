import { expect, it } from 'vitest'
import { saysAlways } from '../double-harness.ts'
import { renew } from './oauth.ts'
import { serversOf } from './servers.ts'

it('repeats no token of a renewal that is not understood', async () => {
  const secret = { v: 1, access: 'AQX-old', refresh: 'AQR-old', expiresUtc: 0, author: 'urn:li:person:a', scopes: [], refreshEndsUtc: null, app: { id: 'app', secret: 's' }, isShared: false } as const
  const told = await renew({ ...secret, scopes: [] }, { http: saysAlways(200, '{"access_token":"AQX-fresh","refresh_token":"AQR-fresh"}'), now: () => 0, servers: serversOf() })
  expect([told, JSON.stringify(told).includes('fresh')]).toMatchObject([{ ok: false, failure: { kind: 'server-trouble' } }, false])
})

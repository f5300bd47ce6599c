import { expect, it } from 'vitest'
import { saysAlways } from '../double-harness.ts'
import { askForToken } from './oauth.ts'
import { serversOf } from './servers.ts'

it('repeats no token of an answer that is not understood', async () => {
  const told = await askForToken({ id: '1', secret: 's' }, { grant_type: 'refresh_token', refresh_token: 'pinr.old' }, { http: saysAlways(200, '{"access_token":"pina.fresh","refresh_token":"pinr.fresh"}'), now: () => 0, servers: serversOf() })
  expect([told, JSON.stringify(told).includes('fresh')]).toMatchObject([{ ok: false, failure: { isOwnNo: false, failure: { kind: 'server-trouble' } } }, false])
})

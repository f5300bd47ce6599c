import { afterEach, expect, it } from 'vitest'
import type { Result } from '../../../preload/contract/result.ts'
import { accountId } from '../../../preload/contract/ids.ts'
import { ok } from '../../../preload/contract/result.ts'
import { answersInstead } from '../double-harness.ts'
import { startWorld, type FacebookWorld } from './conformance-harness.ts'
import { openConnection } from './index.ts'
import { signIn } from './sign-in.ts'

const worlds: FacebookWorld[] = []
afterEach(async () => { for (const world of worlds.splice(0)) await world.stop() })
async function shop(): Promise<FacebookWorld> {
  const world = await startWorld()
  worlds.push(world)
  return world
}
function value<T, F>(result: Result<T, F>): T {
  if (!result.ok) throw new Error(JSON.stringify(result.failure))
  return result.value
}
const dayMs = 24 * 3_600_000

it('speaks for every Page of the owner, each with a token of its own that has no end but the network’s 90 days', async () => {
  const { identities: pages, now } = await shop()
  expect(pages.map(page => [page.profile.displayName, page.profile.handle, page.expiresUtc])).toEqual([['Boulangerie du Port', 'boulangerieduport', now() + 90 * dayMs], ['Café du Port', '102000000000002', now() + 90 * dayMs]])
  expect(new Set(pages.map(page => page.secret)).size).toBe(2)
  expect(pages.every(page => page.abilities.messages.kind === 'works')).toBe(true)
})

it('ends one Page and leaves the other alive', async () => {
  const world = await shop()
  const [first, second] = world.identities.map(page => openConnection({ ...world.session, remoteId: page.profile.remoteId, accountId: accountId.parse(page.profile.remoteId), secret: { read: () => Promise.resolve(ok(page.secret)), replace: () => Promise.resolve(ok(undefined)) } }, world.wait))
  value(await first!.revoke())
  expect(await first!.whoAmI()).toMatchObject({ ok: false, failure: { kind: 'needs-sign-in' } })
  expect(value(await second!.whoAmI()).profile.displayName).toBe('Café du Port')
})

it('keeps the app for the next sign-in, so that only the first one asks for it', async () => {
  const world = await shop()
  expect(value(await signIn({ ...world.order, clientId: '', clientSecret: '' }, world.signInTools))).toHaveLength(2)
})

it('asks for the rights of a saved configuration, where there is one, and remembers it', async () => {
  const world = await shop()
  const [page] = value(await signIn({ ...world.order, configuration: ` ${world.fake.state.app.configuration} ` }, world.signInTools))
  expect([page?.abilities.text.kind, page?.abilities.messages]).toEqual(['works', { kind: 'lacking', why: 'permission' }])
  const [again] = value(await signIn({ ...world.order, clientId: '', clientSecret: '' }, world.signInTools))
  expect(again?.abilities.messages.kind).toBe('lacking')
})

it('says that what was typed is wrong when the secret is', async () => {
  const world = await shop()
  expect(await signIn({ ...world.order, clientSecret: 'f'.repeat(32) }, world.signInTools)).toMatchObject({ ok: false, failure: { kind: 'bad-input' } })
})

it('takes a system user’s token for all its Pages, and a Page’s token for that one', async () => {
  const world = await shop()
  const all = value(await signIn({ ...world.order, way: 'token', token: ` ${world.fake.systemUserToken} ` }, world.signInTools))
  expect(all.map(page => [page.profile.displayName, page.expiresUtc])).toEqual([['Boulangerie du Port', null], ['Café du Port', null]])
  const { token } = JSON.parse(all[1]?.secret ?? '{}') as { token: string }
  expect(value(await signIn({ ...world.order, way: 'token', token }, world.signInTools)).map(page => page.profile.displayName)).toEqual(['Café du Port'])
})

it('refuses a token that is none, in words the owner understands', async () => {
  const world = await shop()
  expect(await signIn({ ...world.order, way: 'token', token: 'EAAnothing' }, world.signInTools)).toMatchObject({ ok: false, failure: { kind: 'wrong-password' } })
  expect(await signIn({ ...world.order, way: 'token', token: '' }, world.signInTools)).toMatchObject({ ok: false, failure: { kind: 'bad-input' } })
})

it('repeats no token of an answer to the sign-in that is not understood', async () => {
  const world = await shop()
  const http = answersInstead(world.signInTools.http, ({ url }) => url.includes('/oauth/access_token'), 200, '{"data":{"access_token":"EAA-fresh"}}')
  const told = await signIn(world.order, { ...world.signInTools, http })
  expect([told, JSON.stringify(told).includes('EAA-fresh')]).toMatchObject([{ ok: false, failure: { kind: 'server-trouble' } }, false])
})

it('writes no token and no secret into what it says of a failure', async () => {
  const world = await shop()
  world.fake.endSignIn()
  const connection = openConnection(world.session, world.wait)
  const told = JSON.stringify([await connection.whoAmI(), await connection.read('notifications', null), await connection.revoke()])
  const { token } = JSON.parse(world.signedIn.secret) as { token: string }
  expect([told.includes(token), told.includes(world.fake.state.app.secret)]).toEqual([false, false])
})

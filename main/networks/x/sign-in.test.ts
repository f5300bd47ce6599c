import { afterEach, describe, expect, it } from 'vitest'
import type { App } from '../../../e2e/fake-networks/x/world.ts'
import { startX, type XWorld } from './conformance-harness.ts'
import { x } from './index.ts'
import { abilitiesFrom, prices } from './limits.ts'
import { redirectUri, signIn } from './sign-in.ts'

const opened: XWorld[] = []
afterEach(async () => { for (const world of opened.splice(0)) await world.stop() })
async function start(app: Partial<App> = {}): Promise<XWorld> {
  const world = await startX({ app })
  opened.push(world)
  return world
}

describe('the sign-in', () => {
  it('comes back to the very address that the guide tells to paste, and keeps no secret where there is none', async () => {
    const { signedIn, double } = await start()
    expect(double.world.app.redirects).toEqual([redirectUri])
    expect(JSON.stringify(x.description.ways)).toContain(redirectUri)
    expect(JSON.parse(signedIn.secret)).toMatchObject({ clientSecret: '', scopes: expect.arrayContaining(['offline.access', 'dm.write']) })
    expect(signedIn.profile).toMatchObject({ handle: 'boulangerie_x', displayName: 'Boulangerie du Pont' })
  })

  it('speaks for an app with a secret as well, and is asked for the app once', async () => {
    const { double, signInTools } = await start({ clientSecret: 'très-secret' })
    const again = await signIn({ way: 'own-app', server: '', handle: '', appPassword: '', clientId: '', clientSecret: '' }, signInTools)
    expect(again.ok).toBe(true)
    expect(double.requests().filter(request => request.path === '/2/oauth2/token').map(request => request.status)).toEqual([200, 200])
  })

  it('says that number and secret do not belong together', async () => {
    const { signInTools, double } = await start({ clientSecret: 'juste' })
    const order = { way: 'own-app', server: '', handle: '', appPassword: '', clientId: double.world.app.clientId, clientSecret: 'faux' } as const
    expect(await signIn(order, signInTools)).toMatchObject({ ok: false, failure: { kind: 'bad-input' } })
  })

  it('shows an error page for any other address, right, or way to prove itself, and never comes back', async () => {
    const { double } = await start()
    const asked = { response_type: 'code', client_id: double.world.app.clientId, redirect_uri: redirectUri, scope: 'tweet.read offline.access', state: 's', code_challenge: 'a'.repeat(43), code_challenge_method: 'S256' }
    const address = (change: Partial<typeof asked>): string => `${double.hosts['web']}/i/oauth2/authorize?${new URLSearchParams({ ...asked, ...change }).toString()}`
    expect(double.agree(address({}))).toMatch(/^http:\/\/127\.0\.0\.1:28417\/callback\?state=s&code=/u)
    const wrong = [{ redirect_uri: redirectUri.replace('127.0.0.1', 'localhost') }, { redirect_uri: `${redirectUri}/` }, { redirect_uri: redirectUri.replace('28417', '28418') }, { scope: 'tweet.read everything' }, { code_challenge_method: 'plain' }, { client_id: 'other' }, { state: '' }]
    for (const change of wrong) expect(() => double.agree(address(change)), JSON.stringify(change)).toThrow('Something went wrong')
  })

  it('knows what a right that is missing takes away', () => {
    const abilities = abilitiesFrom(['tweet.read', 'tweet.write', 'users.read'])
    expect([abilities.text, abilities.messages, abilities.images, abilities.like, abilities.quote, abilities.edit].map(state => (state.kind === 'works' ? 'works' : state.why))).toEqual(['works', 'permission', 'permission', 'network', 'network', 'network'])
  })
})

it('pain 26: what it costs is told before anything is connected, and shown as paid in the table of networks', () => {
  const [way] = x.description.ways
  for (const [language, post, withLink, seen] of [['en', '$0.015', '$0.20', '22 August 2026'], ['fr', '0,015\u00a0$', '0,20\u00a0$', '22 août 2026']] as const) {
    const told = JSON.stringify(way?.guide?.[language])
    expect([told.includes(post), told.includes(withLink), told.includes(seen), told.includes(prices.source)]).toEqual([true, true, true, true])
  }
  expect(Object.values(x.description.offers).filter(offer => offer.how === 'works').every(offer => offer.needs.includes('costs') && offer.needs.includes('own-app'))).toBe(true)
})

describe('a token', () => {
  it('is renewed after two hours, once for all who ask, and the new one is kept before it is used', async () => {
    const { session, double, advance, kept } = await start()
    const before = kept()
    advance(2 * 3_600_000)
    const connection = x.open(session)
    const read = await Promise.all([connection.whoAmI(), connection.read('notifications', null), connection.read('own-posts', null)])
    expect(read.map(each => each.ok)).toEqual([true, true, true])
    expect(kept()).not.toBe(before)
    expect(double.requests().filter(request => request.path === '/2/oauth2/token')).toHaveLength(2)
    advance(2 * 3_600_000)
    expect((await x.open(session).whoAmI()).ok).toBe(true)
  })

  it('that X ended early is renewed, and the refused call is made again', async () => {
    const { session, double } = await start()
    for (const grant of double.world.grants) grant.accessUntilUtc = 0
    expect((await x.open(session).whoAmI()).ok).toBe(true)
  })

  it('is not used when the keychain would not keep it, and nobody is signed out for that', async () => {
    const { session, advance, double } = await start()
    advance(2 * 3_600_000)
    const locked = { ...session, secret: { ...session.secret, replace: () => Promise.resolve({ ok: false, failure: { kind: 'keychain-locked', detail: '' } } as const) } }
    const connection = x.open(locked)
    expect(await connection.whoAmI()).toMatchObject({ ok: false, failure: { kind: 'unreachable' } })
    expect(double.requests().filter(request => request.path === '/2/users/me')).toHaveLength(1)
  })

  it('never shows in what is told of a failure, nor does the one it is renewed by', async () => {
    const spent = await start()
    const held = JSON.parse(spent.kept()) as { refresh: string }
    spent.advance(2 * 3_600_000)
    const echoing = { ...spent.session, http: { ...spent.session.http, send: () => Promise.resolve({ kind: 'answered', status: 400, headers: new Headers(), text: `{"error":"invalid_request","was":"${held.refresh}"}`, bytes: new Uint8Array(), json: { error: 'invalid_request' }, retryAtUtc: null } as const) } }
    expect(JSON.stringify(await x.open(echoing).whoAmI())).toMatch(/^(?=.*needs-sign-in)(?=.*\[secret\])/u)

    const { session, kept } = await start()
    const { access, refresh } = JSON.parse(kept()) as { access: string; refresh: string }
    const echo = { ...session, http: { ...session.http, send: () => Promise.resolve({ kind: 'answered', status: 400, headers: new Headers(), text: `{"detail":"${access}"}`, bytes: new Uint8Array(), json: { detail: access }, retryAtUtc: null } as const) } }
    const told = JSON.stringify(await x.open(echo).whoAmI())
    expect(told).toContain('[token]')
    expect([told.includes(access), told.includes(refresh)]).toEqual([false, false])
  })
})

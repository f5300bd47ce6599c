import { describe, expect, it } from 'vitest'
import { fail, ok, type Result } from '../../../preload/contract/result.ts'
import type { Http } from '../../http/http.ts'
import type { Session, SignInOrder, SignInTools } from '../network.ts'
import { consentInBrowser, serversForStories, startPds, type PdsWorld } from './conformance-harness.ts'

const servers = await serversForStories()

function value<T, F>(result: Result<T, F>): T {
  if (!result.ok) throw new Error(JSON.stringify(result.failure))
  return result.value
}
const order = (given: Partial<SignInOrder>): SignInOrder => ({ way: 'app-password', server: '', handle: '', appPassword: '', ...given })
const asked = (world: PdsWorld, given: Partial<SignInOrder>, tools: Partial<SignInTools> = {}) => world.network.signIn(order({ handle: world.owner.handle, ...given }), { ...world.signInTools, ...tools })

/** A door that counts refreshes, and can make the server take the access token for expired. */
function watched(world: PdsWorld): { http: Http; refreshes(): number; expire(): void } {
  const { http } = world.session
  let refreshes = 0
  let isExpired = false
  return {
    refreshes: () => refreshes,
    expire: () => { isExpired = true },
    http: {
      ...http,
      async send(request) {
        if (request.url.endsWith('com.atproto.server.refreshSession')) {
          refreshes++
          isExpired = false
        } else if (isExpired && request.url.includes('/xrpc/')) {
          const text = '{"error":"ExpiredToken","message":"Token has expired"}'
          return { kind: 'answered', status: 400, headers: new Headers(), text, bytes: new Uint8Array(), json: JSON.parse(text) as unknown, retryAtUtc: null }
        }
        return await http.send(request)
      },
    },
  }
}

describe.skipIf(servers === null)('signing in to a real PDS', () => {
  it('by browser gives who it is, what works, and when it ends', async () => {
    const world = await startPds('browser')
    expect(world.signedIn).toMatchObject({ profile: { remoteId: world.owner.did, handle: world.owner.handle }, serverUrl: world.servers.pdsUrl, abilities: { images: { kind: 'works' }, messages: { kind: 'works' } } })
    expect(world.signedIn.expiresUtc).toBeGreaterThan(world.session.now() + 13 * 24 * 3600_000)
    const who = value(await world.network.open(world.session).whoAmI())
    expect(who.expiresUtc).toBe(world.signedIn.expiresUtc)
  })

  it('by app password lasts, and takes what people type for a handle', async () => {
    const world = await startPds('app-password')
    expect(world.signedIn).toMatchObject({ profile: { handle: world.owner.handle }, serverUrl: world.servers.pdsUrl, expiresUtc: null })
    const appPassword = await world.servers.appPassword(world.owner.handle, world.password)
    expect((await asked(world, { handle: ` @${world.owner.handle.toUpperCase()} `, appPassword })).ok).toBe(true)
    expect((await asked(world, { server: world.servers.pdsUrl, appPassword })).ok).toBe(true)
  })

  it('tells what is wrong with what was typed', async () => {
    const world = await startPds('app-password')
    const kindOf = async (given: Partial<SignInOrder>, tools?: Partial<SignInTools>): Promise<string> => {
      const result = await asked(world, given, tools)
      return result.ok ? 'ok' : result.failure.kind
    }
    expect(await kindOf({ appPassword: 'faux' })).toBe('wrong-password')
    expect(await kindOf({ handle: 'pas un nom', appPassword: 'x' })).toBe('address-not-understood')
    expect(await kindOf({ handle: 'personne-du-tout.test', appPassword: 'x' })).toBe('wrong-password')
    expect(await kindOf({ server: 'http://exemple.example', appPassword: 'x' })).toBe('address-not-understood')
    expect(await kindOf({ server: world.servers.plcUrl, appPassword: 'x' })).toBe('not-this-network')
    expect(await kindOf({ server: 'http://localhost:9', appPassword: 'x' })).toBe('unreachable')
    expect(await kindOf({ way: 'browser', handle: 'personne-du-tout.test' })).toBe('address-not-understood')
    expect(await kindOf({ way: 'browser' }, { throughBrowser: address => consentInBrowser(address, world.owner.handle, world.password, 'reject') })).toBe('consent-refused')
    expect(await kindOf({ way: 'browser' }, { throughBrowser: async () => fail({ kind: 'sign-in-abandoned', detail: '' }) })).toBe('sign-in-abandoned')
    // An answer that was not asked for: somebody else's page trying its luck.
    const forged = async (address: (redirectUri: string) => Promise<Result<string>>) => {
      const url = await address('http://127.0.0.1:49152/callback')
      return url.ok ? ok({ params: new URLSearchParams({ state: 'forged', code: 'forged', iss: world.servers.pdsUrl }), redirectUri: 'http://127.0.0.1:49152/callback' }) : url
    }
    expect(await kindOf({ way: 'browser' }, { throughBrowser: forged })).toBe('refused')
  })
})

describe.skipIf(servers === null)('keeping a sign-in', () => {
  it('renews once for many calls at a time, and keeps the new tokens before they are used', async () => {
    const world = await startPds('app-password')
    const line = watched(world)
    const connections = [1, 2].map(() => world.network.open({ ...world.session, http: line.http }))
    line.expire()
    const results = await Promise.all(Array.from({ length: 8 }, async (_, at) => await connections[at % 2]?.read('own-posts', null)))
    expect(results.every(result => result?.ok)).toBe(true)
    expect(line.refreshes()).toBe(1)
    expect(new Set(world.secrets).size).toBe(2)
  })

  it('does not use new tokens that the keychain has not taken', async () => {
    const world = await startPds('app-password')
    const line = watched(world)
    const used: string[] = []
    const http: Http = { ...line.http, send: request => { used.push(request.headers?.['authorization'] ?? ''); return line.http.send(request) } }
    const secret: Session['secret'] = { ...world.session.secret, replace: async () => fail({ kind: 'keychain-locked', detail: 'locked' }) }
    line.expire()
    expect(await world.network.open({ ...world.session, http, secret }).whoAmI()).toMatchObject({ ok: false, failure: { kind: 'unreachable' } })
    expect(new Set(used).size).toBe(2) // the old access token and the refresh token, nothing newer
  })

  it('is not over because the line is down while renewing', async () => {
    const world = await startPds('app-password')
    const line = watched(world)
    const http: Http = { ...line.http, send: async request => request.url.endsWith('refreshSession') ? { kind: 'not-sent', detail: 'no line' } : await line.http.send(request) }
    line.expire()
    expect(await world.network.open({ ...world.session, http }).whoAmI()).toMatchObject({ ok: false, failure: { kind: 'unreachable' } })
  })

  it('by browser renews with the official client, into the keychain, once for many', async () => {
    const world = await startPds('browser')
    const { http } = world.session
    let isExpired = true
    let renewals = 0
    const expiring: Http = {
      ...http,
      async send(request) {
        if (request.url.endsWith('/oauth/token')) {
          renewals++
          isExpired = false
        } else if (isExpired && request.url.includes('/xrpc/') && request.headers?.['authorization']) {
          const text = '{"error":"invalid_token","message":"expired"}'
          return { kind: 'answered', status: 401, headers: new Headers({ 'www-authenticate': 'DPoP error="invalid_token"' }), text, bytes: new TextEncoder().encode(text), json: JSON.parse(text) as unknown, retryAtUtc: null }
        }
        return await http.send(request)
      },
    }
    const connection = world.network.open({ ...world.session, http: expiring })
    const results = await Promise.all([connection.whoAmI(), connection.read('own-posts', null), connection.read('notifications', null)])
    expect(results.map(result => result.ok)).toEqual([true, true, true])
    // One renewal is one call, or two where the server first hands out its nonce.
    expect(renewals).toBeLessThanOrEqual(2)
    expect(world.secrets).toHaveLength(2)
    expect((await world.network.open(world.session).whoAmI()).ok).toBe(true)
  })

  it('pain 21: by browser two loops that renew at once, slowly, leave a sign-in that can be renewed again', async () => {
    const world = await startPds('browser')
    const { http } = world.session
    let renewals = 0
    const slow: Http = {
      ...http,
      async send(request) {
        if (request.url.endsWith('/oauth/token')) {
          await new Promise(resolve => { setTimeout(resolve, 300) })
          const answer = await http.send(request)
          if (answer.kind === 'answered' && answer.status === 200) renewals++
          return answer
        }
        if (renewals % 2 === 1 || !request.url.includes('/xrpc/') || !request.headers?.['authorization']) return await http.send(request)
        const text = '{"error":"invalid_token","message":"expired"}'
        return { kind: 'answered', status: 401, headers: new Headers({ 'www-authenticate': 'DPoP error="invalid_token"' }), text, bytes: new TextEncoder().encode(text), json: JSON.parse(text) as unknown, retryAtUtc: null }
      },
    }
    const [publishing, reading] = [1, 2].map(() => world.network.open({ ...world.session, http: slow }))
    if (!publishing || !reading) throw new Error('two were opened')
    const results = await Promise.all([publishing.whoAmI(), reading.read('own-posts', null), publishing.read('notifications', null), reading.whoAmI()])
    expect(results.map(result => result.ok)).toEqual([true, true, true, true])
    expect(renewals).toBe(1)
    // Used twice, a refresh token ends the sign-in on this server: a second renewal shows that it was not.
    renewals = 2
    expect((await world.network.open({ ...world.session, http: slow }).whoAmI()).ok).toBe(true)
    expect(renewals).toBe(3)
  })

  it.each([
    [429, '{"error":"rate_limited"}', 'application/json', 'rate-limited'], [401, '<html>hotel</html>', 'text/html', 'server-trouble'], [200, '<html>hotel</html>', 'text/html', 'server-trouble'],
    [422, '{"error":"unprocessable"}', 'application/json', 'server-trouble'], [503, '', 'text/plain', 'server-trouble'], [400, '{"error":"invalid_request"}', 'application/json', 'server-trouble'],
    [400, '{"error":"invalid_grant","error_description":"Token expired"}', 'application/json', 'needs-sign-in'],
  ])('pain 22: by browser a renewal answered with %i %s is told for what it is', async (status, text, type, expected) => {
    const world = await startPds('browser')
    const { http } = world.session
    const ugly: Http = {
      ...http,
      async send(request) {
        const isToken = request.url.endsWith('/oauth/token')
        if (!isToken && !request.headers?.['authorization']) return await http.send(request)
        const body = isToken ? text : '{"error":"invalid_token","message":"expired"}'
        const headers = new Headers(isToken ? { 'content-type': type } : { 'www-authenticate': 'DPoP error="invalid_token"' })
        return { kind: 'answered', status: isToken ? status : 401, headers, text: body, bytes: new TextEncoder().encode(body), json: body.startsWith('{') ? JSON.parse(body) as unknown : undefined, retryAtUtc: null }
      },
    }
    expect(await world.network.open({ ...world.session, http: ugly }).whoAmI()).toMatchObject({ ok: false, failure: { kind: expected } })
    expect(world.secrets).toHaveLength(1)
    expect((await world.network.open(world.session).whoAmI()).ok).toBe(true)
  })

  it('pain 21: by browser a renewal that brings no new refresh token leaves the one there is', async () => {
    const world = await startPds('browser')
    const { http } = world.session
    let isExpired = true
    const silent: Http = {
      ...http,
      async send(request) {
        const isToken = request.url.endsWith('/oauth/token')
        if (!isToken && isExpired && request.headers?.['authorization']) {
          const text = '{"error":"invalid_token","message":"expired"}'
          return { kind: 'answered', status: 401, headers: new Headers({ 'www-authenticate': 'DPoP error="invalid_token"' }), text, bytes: new TextEncoder().encode(text), json: JSON.parse(text) as unknown, retryAtUtc: null }
        }
        const outcome = await http.send(request)
        if (!isToken || outcome.kind !== 'answered' || outcome.status !== 200) return outcome
        isExpired = false
        const { refresh_token: _, ...rest } = outcome.json as Record<string, unknown> // the cast: the server's own answer
        const text = JSON.stringify(rest)
        return { ...outcome, text, bytes: new TextEncoder().encode(text), json: rest }
      },
    }
    expect((await world.network.open({ ...world.session, http: silent }).whoAmI()).ok).toBe(true)
    const refreshOf = (secret: string | undefined): unknown => (JSON.parse(secret ?? '') as { saved: { tokenSet: { refresh_token?: string } } }).saved.tokenSet.refresh_token // the cast: our own secret
    expect(world.secrets).toHaveLength(2)
    expect(refreshOf(world.secrets[1])).toBe(refreshOf(world.secrets[0]))
  })

  it('by browser is not over because the line is down while renewing', async () => {
    const world = await startPds('browser')
    const { http } = world.session
    const broken: Http = {
      ...http,
      async send(request) {
        if (request.url.endsWith('/oauth/token')) return { kind: 'no-answer', detail: 'the line broke' }
        if (!request.headers?.['authorization']) return await http.send(request)
        const text = '{"error":"invalid_token","message":"expired"}'
        return { kind: 'answered', status: 401, headers: new Headers({ 'www-authenticate': 'DPoP error="invalid_token"' }), text, bytes: new TextEncoder().encode(text), json: JSON.parse(text) as unknown, retryAtUtc: null }
      },
    }
    expect(await world.network.open({ ...world.session, http: broken }).whoAmI()).toMatchObject({ ok: false, failure: { kind: 'unreachable' } })
    expect((await world.network.open(world.session).whoAmI()).ok).toBe(true)
  })

  it.each(['browser', 'app-password'] as const)('ends at the server when it is revoked (%s)', async way => {
    const world = await startPds(way)
    value(await world.network.open(world.session).revoke())
    const later = world.network.open(world.session)
    if (way === 'browser') {
      expect(await later.whoAmI()).toMatchObject({ ok: false, failure: { kind: 'needs-sign-in' } })
      return
    }
    // The server takes an access token until it runs out; it is the renewing that has ended.
    const line = watched(world)
    line.expire()
    expect(await world.network.open({ ...world.session, http: line.http }).whoAmI()).toMatchObject({ ok: false, failure: { kind: 'needs-sign-in' } })
  })
})

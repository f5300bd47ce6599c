import { createServer, type Server } from 'node:http'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { fail, ok, type Result } from '../../../preload/contract/result.ts'
import { troubleHttp, type Trouble } from '../conformance-harness.ts'
import type { SignedIn, SignInTools } from '../network.ts'
import { startPractice, type PracticeWorld } from './conformance-harness.ts'
import { signIn as signInThere } from './sign-in.ts'

let world: PracticeWorld
const servers: Server[] = []
beforeEach(async () => {
  world = await startPractice()
})
afterEach(async () => {
  for (const server of servers.splice(0)) await new Promise(resolve => server.close(resolve))
  await world.stop()
})

const signIn = (server: string, tools: Partial<SignInTools> = {}): Promise<Result<SignedIn>> => signInThere({ way: 'browser', server, handle: '', appPassword: '' }, { ...world.signInTools, ...tools })
const sent = (method: string, path: string): number => world.server.log.entries().filter(entry => entry.method === method && entry.path === path).length

/** The line meets this trouble at the given path, `count` times. */
function meeting(path: string, trouble: Trouble, count = Infinity, method = '*'): Pick<SignInTools, 'http'> {
  let left = count
  return { http: troubleHttp(world.signInTools.http, request => (new URL(request.url).pathname === path && (method === '*' || method === request.method) && left-- > 0 ? trouble : null)) }
}

async function serve(answer: (path: string) => { status: number; body: string; type?: string }): Promise<string> {
  const server = createServer((request, response) => {
    const { status, body, type } = answer(request.url ?? '')
    response.writeHead(status, { 'content-type': type ?? 'application/json' }).end(body)
  })
  servers.push(server)
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return `http://127.0.0.1:${address.port}`
}

describe('signing in to a Mastodon server', () => {
  it('registers once per server and proves who signed in', async () => {
    const before = sent('POST', '/api/v1/apps')
    expect(await signIn(`${world.server.url}/@ma_boutique`)).toMatchObject({ ok: true, value: { profile: { handle: expect.stringMatching(/^ma_boutique@/) }, serverUrl: world.server.url, expiresUtc: null } })
    expect(sent('POST', '/api/v1/apps')).toBe(before)
    expect(sent('GET', '/api/v1/accounts/verify_credentials')).toBeGreaterThan(0)
  })

  it('registers again when the server has forgotten the application', async () => {
    const [name = ''] = world.secrets.keys()
    world.secrets.set(name, JSON.stringify({ v: 1, clientId: 'forgotten', clientSecret: 'forgotten', scopes: ['read'] }))
    const before = sent('POST', '/api/v1/apps')
    expect((await signIn(world.server.url)).ok).toBe(true)
    expect(sent('POST', '/api/v1/apps')).toBe(before + 1)
    expect(world.secrets.get(name)).not.toContain('forgotten')
  })

  it('registers again when the server forgets it while the owner is in the browser', async () => {
    let asked = 0
    const tools = { http: troubleHttp(world.signInTools.http, ({ method, url }) => (method === 'POST' && url.endsWith('/oauth/token') && ++asked === 2 ? { kind: 'answers', status: 401, body: '{"error":"invalid_client"}' } : null)) }
    expect((await signIn(world.server.url, tools)).ok).toBe(true)
  })

  it('registers the exact port with a server that compares it', async () => {
    const before = sent('POST', '/api/v1/apps')
    expect((await signIn(world.server.url, meeting('/oauth/authorize', { kind: 'answers', status: 400, body: '<html>' }, 1, 'GET'))).ok).toBe(true)
    expect(sent('POST', '/api/v1/apps')).toBe(before + 1)
  })

  it('asks for the wide rights where the narrow ones are not known', async () => {
    world.secrets.clear()
    const result = await signIn(world.server.url, meeting('/api/v1/apps', { kind: 'answers', status: 422, body: '{"error":"scopes"}' }, 1))
    expect(result.ok && JSON.parse(result.value.secret)).toMatchObject({ scopes: ['read', 'write', 'follow'] })
  })

  it.each([
    ['tells nothing of its sign-in', () => meeting('/.well-known/oauth-authorization-server', { kind: 'answers', status: 404, body: '{}' })],
    ['tells nonsense of its sign-in', () => meeting('/.well-known/oauth-authorization-server', { kind: 'answers', status: 200, body: '{"issuer":"x","authorization_endpoint":"http://voleur.example","token_endpoint":"javascript:0"}' })],
    ['has the first instance page only', () => { world.server.faults.set({ deviations: { instanceV1Only: true } }); return {} }],
    ['ignores PKCE and takes a code twice', () => { world.server.faults.set({ deviations: { ignorePkce: true, codeReplayable: true } }); return {} }],
  ])('works with a server that %s', async (_name, tools) => {
    expect((await signIn(world.server.url, tools())).ok).toBe(true)
  })

  it('says so when the owner refuses, walks away, or comes back with a stranger’s answer', async () => {
    const coming = (query: Record<string, string>): Partial<SignInTools> => ({
      async throughBrowser(address) {
        const asked = await address('http://127.0.0.1:49152/callback')
        if (!asked.ok) return asked
        const state = query['state'] ?? new URL(asked.value).searchParams.get('state') ?? ''
        return ok({ params: new URLSearchParams({ ...query, state }), redirectUri: 'http://127.0.0.1:49152/callback' })
      },
    })
    expect(await signIn(world.server.url, coming({ error: 'access_denied' }))).toMatchObject({ failure: { kind: 'consent-refused' } })
    expect(await signIn(world.server.url, { throughBrowser: () => Promise.resolve(fail({ kind: 'sign-in-abandoned', detail: '' })) })).toMatchObject({ failure: { kind: 'sign-in-abandoned' } })
    const tokens = sent('POST', '/oauth/token')
    expect(await signIn(world.server.url, coming({ code: 'x', state: 'foreign' }))).toMatchObject({ failure: { kind: 'server-trouble' } })
    // Only the question whether our registration still stands.
    expect(sent('POST', '/oauth/token')).toBe(tokens + 1)
    expect(await signIn(world.server.url, coming({ code: 'worn-out' }))).toMatchObject({ failure: { kind: 'sign-in-abandoned' } })
  })

  it('tells a wrong address, another service, a closed door and a server in trouble apart', async () => {
    const shop = await serve(() => ({ status: 200, body: '<html>Ma boutique</html>', type: 'text/html' }))
    const api = await serve(() => ({ status: 200, body: '{"version":"1"}' }))
    const sick = await serve(() => ({ status: 503, body: 'maintenance' }))
    const list = await serve(() => ({ status: 404, body: '[]' }))
    const closed = await serve(() => ({ status: 200, body: '' }))
    await new Promise(resolve => servers.pop()?.close(resolve))
    const kinds = []
    for (const typed of ['ma boutique', shop, api, list, sick, closed]) {
      const result = await signIn(typed)
      kinds.push(result.ok ? 'ok' : result.failure.kind)
    }
    expect(kinds).toEqual(['address-not-understood', 'not-this-network', 'not-this-network', 'not-this-network', 'server-trouble', 'unreachable'])
  })

  it.each<[string, string, string, Trouble, string]>([
    ['registration closed to programs', 'POST', '/api/v1/apps', { kind: 'answers', status: 403, body: '{"error":"This action is not allowed"}' }, 'refused'],
    ['throttled while registering', 'POST', '/api/v1/apps', { kind: 'answers', status: 429, body: '', retryAtUtc: Date.UTC(2030, 1, 1) }, 'rate-limited'],
    ['no token for the code', 'POST', '/oauth/token', { kind: 'answers', status: 200, body: '{"access_token":"","token_type":"Bearer"}' }, 'server-trouble'],
    ['a hotel’s page for the code', 'POST', '/oauth/token', { kind: 'answers', status: 200, body: '<html>' }, 'server-trouble'],
    ['e-mail not confirmed yet', 'GET', '/api/v1/accounts/verify_credentials', { kind: 'answers', status: 403, body: '{"error":"Your login is missing a confirmed e-mail address"}' }, 'needs-sign-in'],
    ['no answer to who am I', 'GET', '/api/v1/accounts/verify_credentials', { kind: 'not-sent' }, 'unreachable'],
    ['an answer to who am I that is none', 'GET', '/api/v1/accounts/verify_credentials', { kind: 'answers', status: 200, body: '{}' }, 'server-trouble'],
    ['throttled at who am I', 'GET', '/api/v1/accounts/verify_credentials', { kind: 'answers', status: 429, body: '<html>', retryAtUtc: Date.UTC(2030, 1, 1) }, 'rate-limited'],
  ])('pain 23, pain 27: %s ends in a diagnosis, and in no account', async (_name, method, path, trouble, expected) => {
    world.secrets.clear()
    expect(await signIn(world.server.url, meeting(path, trouble, Infinity, method))).toMatchObject({ ok: false, failure: { kind: expected } })
  })

  it('follows a handle to the server behind its host', async () => {
    const host = await serve(path => (path.startsWith('/.well-known/webfinger') ? { status: 200, body: JSON.stringify({ links: [{ rel: 'self', href: `${world.server.url}/users/ma_boutique` }] }) } : { status: 404, body: '' }))
    expect(await signIn(`ma_boutique@${new URL(host).host}`)).toMatchObject({ ok: true, value: { serverUrl: world.server.url } })
  })

  it('stops when it is cancelled', async () => {
    expect(await signIn(world.server.url, { signal: AbortSignal.abort() })).toMatchObject({ ok: false, failure: { kind: 'sign-in-abandoned' } })
  })
})

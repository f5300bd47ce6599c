import { randomBytes } from 'node:crypto'
import type { Hono } from 'hono'
import type { Env } from './guard.ts'
import { scopesOf, type App, type World } from './state.ts'

const dayMs = 24 * 3_600_000
const secretOf = (prefix: string): string => `${prefix}${randomBytes(48).toString('base64url')}`

/** What the consent page does with a yes: where the browser is sent. Throws where LinkedIn shows an error page instead. */
export function consentTo(world: World, address: string, choice: 'yes' | 'no' = 'yes'): string {
  const { searchParams: query, pathname } = new URL(address)
  if (pathname !== '/oauth/v2/authorization') throw new Error(`no page ${pathname}`)
  const app = world.apps.find(one => one.id === query.get('client_id'))
  if (!app) throw new Error('The passed in client_id is invalid')
  const redirectUri = query.get('redirect_uri') ?? ''
  if (!app.redirectUris.includes(redirectUri)) throw new Error('The redirect_uri does not match the registered value')
  if (query.get('response_type') !== 'code') throw new Error('You need to pass the "response_type" parameter')
  const back = new URL(redirectUri)
  const state = query.get('state')
  if (state !== null) back.searchParams.set('state', state)
  const refuse = (error: string, description: string): string => {
    back.searchParams.set('error', error)
    back.searchParams.set('error_description', description)
    return back.href
  }
  const scopes = (query.get('scope') ?? '').split(' ').filter(scope => scope !== '')
  if (scopes.length === 0) return refuse('invalid_scope_error', 'You need to pass the "scope" parameter')
  const strange = scopes.find(scope => !(scopesOf[app.products] as readonly string[]).includes(scope))
  // The whole request, for one scope.
  if (strange !== undefined) return refuse('unauthorized_scope_error', `Scope "${strange}" is not authorized for your application`)
  if (choice === 'no') return refuse('user_cancelled_authorize', 'The user cancelled the authorization')
  const code = { code: secretOf('AQT'), app: app.id, redirectUri, scopes, endsUtc: world.now() + 30 * 60_000, isSpent: false }
  world.codes.push(code)
  back.searchParams.set('code', code.code)
  return back.href
}

export function addOauth(hono: Hono<Env>, world: World): void {
  const appOf = (form: URLSearchParams): App | null => world.apps.find(app => app.id === form.get('client_id') && app.secret === form.get('client_secret')) ?? null

  hono.post('/oauth/v2/accessToken', async c => {
    const no = (error: string, description: string, status: 400 | 401 = 400) => c.json({ error, error_description: description }, status)
    if (!(c.req.header('content-type') ?? '').startsWith('application/x-www-form-urlencoded')) return no('invalid_request', 'the body is no form')
    const form = new URLSearchParams(await c.req.text())
    const app = appOf(form)
    if (!app) return no('invalid_client', 'Client authentication failed', 401)
    const give = (scopes: readonly string[], refresh: { readonly token: string; readonly endsUtc: number } | null) => {
      // Another set of rights ends the tokens given before.
      for (const token of world.tokens) if (token.app === app.id && [...token.scopes].sort().join() !== [...scopes].sort().join()) token.isRevoked = true
      const access = secretOf('AQV').padEnd(350, 'x')
      world.tokens.push({ access, app: app.id, scopes, endsUtc: world.now() + 60 * dayMs, isRevoked: false })
      return c.json({
        access_token: access, expires_in: 60 * dayMs / 1000, scope: scopes.join(','), token_type: 'Bearer',
        ...(refresh ? { refresh_token: refresh.token, refresh_token_expires_in: Math.floor((refresh.endsUtc - world.now()) / 1000) } : {}),
      })
    }
    if (form.get('grant_type') === 'refresh_token') {
      const refresh = world.refreshes.find(one => one.token === form.get('refresh_token') && one.app === app.id)
      if (!refresh || refresh.isRevoked || refresh.endsUtc <= world.now()) return no('invalid_request', 'The provided authorization grant or refresh token is invalid, expired or revoked')
      return give(refresh.scopes, refresh)
    }
    if (form.get('grant_type') !== 'authorization_code') return no('unsupported_grant_type', 'unknown grant type')
    const code = world.codes.find(one => one.code === form.get('code'))
    if (!code || code.isSpent || code.app !== app.id || code.endsUtc <= world.now()) return no('invalid_request', 'Unable to retrieve access token: appid/redirect uri/code verifier does not match authorization code. Or authorization code expired.')
    code.isSpent = true
    if (form.get('redirect_uri') !== code.redirectUri) return no('invalid_redirect_uri', 'Unable to retrieve access token: appid/redirect uri/code verifier does not match authorization code.', 401)
    const refresh = app.mayRefresh ? { token: secretOf('AQR'), app: app.id, scopes: code.scopes, endsUtc: world.now() + 365 * dayMs, isRevoked: false } : null
    if (refresh) world.refreshes.push(refresh)
    return give(code.scopes, refresh)
  })

  hono.post('/oauth/v2/revoke', async c => {
    const form = new URLSearchParams(await c.req.text())
    const app = appOf(form)
    if (!app) return c.json({ error: 'invalid_client', error_description: 'Client authentication failed' }, 401)
    const token = world.tokens.find(one => one.access === form.get('token') && one.app === app.id)
    if (!token) return c.json({ error: 'invalid_request', error_description: 'The token is not valid' }, 400)
    token.isRevoked = true
    for (const refresh of world.refreshes) if (refresh.app === app.id) refresh.isRevoked = true
    return c.body(null, 200)
  })
}

import { createHash, randomBytes } from 'node:crypto'
import type { Hono } from 'hono'
import type { HttpBindings } from '@hono/node-server'
import { allScopes, app, type Grant, type State } from './state.ts'

const dayMs = 24 * 60 * 60_000
const codeMs = 5 * 60_000

/** The consent page: gives the address it sends the browser to, or throws with what it would show instead. */
export function agree(address: string, state: State): string {
  const url = new URL(address)
  const refuse = (why: string): never => { throw new Error(`TikTok: ${why}`) }
  if (url.pathname !== '/v2/auth/authorize/') refuse(`no page at ${url.pathname}`)
  const one = (name: string): string => {
    const [value, ...others] = url.searchParams.getAll(name)
    return value === undefined || value === '' || others.length > 0 ? refuse(`param_error: ${name}`) : value
  }
  if (one('client_key') !== app.key) refuse('client_key')
  if (one('response_type') !== 'code') refuse('response_type')
  const scopes = one('scope').split(',')
  if (scopes.some(scope => !(allScopes as readonly string[]).includes(scope))) refuse(`scope: ${one('scope')}`)
  const redirectUri = one('redirect_uri')
  if (!/^http:\/\/127\.0\.0\.1:\d{1,5}\/callback\/$/u.test(redirectUri)) refuse(`redirect_uri ${redirectUri} is not ${app.redirect}`)
  const given = one('state')
  if (one('code_challenge_method') !== 'S256' || !/^[0-9a-f]{64}$/u.test(one('code_challenge'))) refuse('code_challenge: SHA-256 in hex is expected')
  const code = `${randomBytes(12).toString('hex')}*!${state.next('')}`
  state.codes.set(code, { redirectUri, challenge: one('code_challenge'), scopes, endsUtc: state.now() + codeMs })
  const back = new URL(redirectUri)
  back.search = new URLSearchParams({ code, scopes: scopes.join(','), state: given }).toString()
  return back.href
}

export function addOauth(server: Hono<{ Bindings: HttpBindings }>, state: State): void {
  const no = (error: string, error_description: string) => Response.json({ error, error_description, log_id: state.next('log') }, { status: error === 'invalid_client' ? 401 : 400 })

  server.get('/v2/auth/authorize/', c => {
    try {
      return c.redirect(agree(c.req.url, state))
    } catch (error) {
      return c.text(error instanceof Error ? error.message : 'error', 400)
    }
  })

  const formOf = async (request: Request): Promise<URLSearchParams | null> =>
    /^application\/x-www-form-urlencoded\b/u.test(request.headers.get('content-type') ?? '') ? new URLSearchParams(await request.text()) : null

  server.post('/v2/oauth/token/', async c => {
    const form = await formOf(c.req.raw)
    if (form === null) return no('invalid_request', 'Only `application/x-www-form-urlencoded` is supported as Content-Type.')
    if (form.get('client_key') !== app.key || form.get('client_secret') !== app.secret) return no('invalid_client', 'Client key or secret is incorrect.')
    switch (form.get('grant_type')) {
      case 'authorization_code': {
        const given = form.get('code') ?? ''
        const code = state.codes.get(given)
        state.codes.delete(given)
        if (!code || code.endsUtc < state.now()) return no('invalid_grant', 'Authorization code is expired.')
        if (form.get('redirect_uri') !== code.redirectUri) return no('invalid_request', 'Redirect_uri is not matched with the uri when requesting code.')
        const verifier = form.get('code_verifier') ?? ''
        if (!/^[\w.~-]{43,128}$/u.test(verifier) || createHash('sha256').update(verifier).digest('hex') !== code.challenge) return no('invalid_request', 'Code verifier or code challenge is invalid.')
        const grant: Grant = { scopes: code.scopes, isAlive: true, access: '', accessEndsUtc: 0, refresh: '', refreshEndsUtc: 0 }
        state.grants.push(grant)
        return c.json(issue(grant))
      }
      case 'refresh_token': {
        // Whether an old refresh token outlives its successor is not told; the strict reading is that it does not.
        const grant = state.grants.find(one => one.refresh === form.get('refresh_token'))
        if (!grant?.isAlive || grant.refreshEndsUtc < state.now()) return no('invalid_grant', 'Refresh token is invalid or expired.')
        return c.json(issue(grant))
      }
      default: return no('unsupported_grant_type', 'grant_type')
    }
  })

  const issue = (grant: Grant) => {
    grant.access = `act.${randomBytes(24).toString('base64url')}`
    grant.accessEndsUtc = state.now() + dayMs
    grant.refresh = `rft.${randomBytes(24).toString('base64url')}`
    grant.refreshEndsUtc = state.now() + 365 * dayMs
    return { access_token: grant.access, expires_in: 86_400, open_id: 'open-id-of-martin', refresh_expires_in: 31_536_000, refresh_token: grant.refresh, scope: grant.scopes.join(','), token_type: 'Bearer' }
  }

  server.post('/v2/oauth/revoke/', async c => {
    const form = await formOf(c.req.raw)
    if (form === null || form.get('client_key') !== app.key || form.get('client_secret') !== app.secret) return no('invalid_client', 'Client key or secret is incorrect.')
    const grant = state.grants.find(one => one.isAlive && one.access === form.get('token'))
    if (!grant) return no('invalid_request', 'Access token is invalid.')
    grant.isAlive = false
    return c.body(null, 200)
  })
}

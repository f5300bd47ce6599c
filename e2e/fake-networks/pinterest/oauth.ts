import { randomBytes } from 'node:crypto'
import type { Hono } from 'hono'
import type { Env } from './guard.ts'
import { knownScopes, type Grant, type World } from './state.ts'

const dayMs = 24 * 3_600_000
const secretOf = (prefix: string): string => `${prefix}${randomBytes(40).toString('base64url')}`

/** What the consent page does with a yes: where the browser is sent. Throws where Pinterest shows an error page instead. */
export function consentTo(world: World, address: string, choice: 'yes' | 'no' = 'yes'): string {
  const { searchParams: query, pathname } = new URL(address)
  if (pathname !== '/oauth/') throw new Error(`no page ${pathname}`)
  if (query.get('client_id') !== world.app.id) throw new Error('Invalid client id')
  const redirectUri = query.get('redirect_uri') ?? ''
  if (!world.app.redirectUris.includes(redirectUri)) throw new Error('The redirect URI does not match')
  if (query.get('response_type') !== 'code') throw new Error('response_type')
  const scopes = (query.get('scope') ?? '').split(',')
  const strange = scopes.find(scope => !knownScopes.includes(scope))
  if (strange !== undefined) throw new Error(`Invalid scope ${strange}`)
  const back = new URL(redirectUri)
  const state = query.get('state')
  if (state !== null) back.searchParams.set('state', state)
  if (choice === 'no') back.searchParams.set('error', 'access_denied')
  else {
    const code = { code: secretOf(''), redirectUri, scopes, endsUtc: world.now() + 10 * 60_000, isSpent: false }
    world.codes.push(code)
    back.searchParams.set('code', code.code)
  }
  return back.href
}

export function addOauth(hono: Hono<Env>, world: World): void {
  const isApp = (header: string | undefined): boolean => header === `Basic ${Buffer.from(`${world.app.id}:${world.app.secret}`).toString('base64')}`

  hono.post('/v5/oauth/token', async c => {
    const no = (status: 400 | 401, code: number, message: string) => c.json({ code, message }, status)
    if (!isApp(c.req.header('authorization'))) return no(401, 2, 'Authentication failed.')
    if (!(c.req.header('content-type') ?? '').startsWith('application/x-www-form-urlencoded')) return no(400, 1, 'Invalid request: the body is no form')
    const form = new URLSearchParams(await c.req.text())
    const give = (scopes: readonly string[]) => {
      const now = world.now()
      const grant: Grant = { access: secretOf('pina_'), refresh: secretOf('pinr.'), scopes, accessEndsUtc: now + 30 * dayMs, refreshEndsUtc: now + 60 * dayMs, isAccessDead: false, isRefreshDead: false }
      world.grants.push(grant)
      return c.json({
        response_type: form.get('grant_type'), access_token: grant.access, token_type: 'bearer', expires_in: 30 * dayMs / 1000, scope: scopes.join(' '),
        refresh_token: grant.refresh, refresh_token_expires_in: 60 * dayMs / 1000, refresh_token_expires_at: Math.floor(grant.refreshEndsUtc / 1000),
      })
    }
    if (form.get('grant_type') === 'authorization_code') {
      const code = world.codes.find(one => one.code === form.get('code'))
      if (!code || code.isSpent || code.endsUtc <= world.now() || code.redirectUri !== form.get('redirect_uri')) return no(400, 283, 'The provided authorization code is invalid, expired or was issued for another redirect URI')
      code.isSpent = true
      return give(code.scopes)
    }
    if (form.get('grant_type') !== 'refresh_token') return no(400, 1, 'Invalid request: grant_type')
    const old = world.grants.find(one => one.refresh === form.get('refresh_token'))
    if (!old || old.isRefreshDead || old.refreshEndsUtc <= world.now()) return no(401, 2, 'Authentication failed.')
    // The old one is used up.
    old.isRefreshDead = true
    return give(old.scopes)
  })

  hono.post('/v5/oauth/token/revoke', async c => {
    if (!isApp(c.req.header('authorization'))) return c.json({ code: 2, message: 'Authentication failed.' }, 401)
    const token = new URLSearchParams(await c.req.text()).get('token') ?? ''
    for (const grant of world.grants) {
      if (grant.refresh === token) Object.assign(grant, { isRefreshDead: true })
      if (grant.access === token) Object.assign(grant, { isAccessDead: true })
    }
    return c.body(null, 200)
  })
}

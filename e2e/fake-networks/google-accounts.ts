import { createHash, randomUUID } from 'node:crypto'
import type { Context, Hono } from 'hono'

/**
 * Google's sign-in for installed apps, as its rules are known in November 2026
 * (https://developers.google.com/identity/protocols/oauth2/native-app, not read again then): client of type "Desktop app", loopback address with any port, PKCE with
 * S256, offline access with a refresh token that stays the same, codes for one use, tokens for an hour, a consent that ends as a whole.
 */
export type GoogleAccounts = {
  readonly client: { readonly id: string; readonly secret: string }
  /** The address the browser is sent back to. Throws with the words of Google's error page. */
  consent(url: string): string
  /** Ends the consent, with all its tokens. */
  end(): void
  /** Ends the tokens of an hour, as time would. */
  expireAccess(): void
  /** Of a request with a live token that has one of the scopes; else Google's own no. */
  refuse(c: Context, ...anyOf: readonly string[]): Response | null
}

type Grant = { readonly scopes: readonly string[]; readonly refresh: string; isAlive: boolean }

const accessLivesS = 3599
const codeLivesMs = 10 * 60_000

export function serveGoogleAccounts(app: Hono, options: { readonly now: () => number; readonly scopes: readonly string[]; readonly isTesting?: boolean }): GoogleAccounts {
  const { now } = options
  const client = { id: '123456789-comptoir.apps.googleusercontent.com', secret: 'GOCSPX-fake-secret' }
  const codes = new Map<string, { readonly challenge: string; readonly redirect: string; readonly scopes: readonly string[]; readonly untilUtc: number }>()
  const grants: Grant[] = []
  const access = new Map<string, { readonly grant: Grant; readonly untilUtc: number }>()

  const give = (grant: Grant) => {
    const token = `ya29.${randomUUID()}`
    access.set(token, { grant, untilUtc: now() + accessLivesS * 1000 })
    return { access_token: token, expires_in: accessLivesS, scope: grant.scopes.join(' '), token_type: 'Bearer' }
  }

  app.post('/token', async c => {
    const refused = (status: 400 | 401, error: string, words: string): Response => c.json({ error, error_description: words }, status)
    if (!(c.req.header('content-type') ?? '').startsWith('application/x-www-form-urlencoded')) return refused(400, 'invalid_request', 'Bad Request')
    const form = new URLSearchParams(await c.req.text())
    if (form.get('client_id') !== client.id || form.get('client_secret') !== client.secret) return refused(401, 'invalid_client', 'The OAuth client was not found.')
    switch (form.get('grant_type')) {
      case 'authorization_code': {
        const code = codes.get(form.get('code') ?? '')
        codes.delete(form.get('code') ?? '')
        if (!code || code.untilUtc < now()) return refused(400, 'invalid_grant', 'Malformed auth code.')
        if (code.redirect !== form.get('redirect_uri')) return refused(400, 'redirect_uri_mismatch', 'Bad Request')
        if (createHash('sha256').update(form.get('code_verifier') ?? '').digest('base64url') !== code.challenge) return refused(400, 'invalid_grant', 'Invalid code verifier.')
        const grant: Grant = { scopes: code.scopes, refresh: `1//${randomUUID()}`, isAlive: true }
        grants.push(grant)
        return c.json({ ...give(grant), refresh_token: grant.refresh, ...(options.isTesting ? { refresh_token_expires_in: 604_799 } : {}) })
      }
      case 'refresh_token': {
        const grant = grants.find(one => one.isAlive && one.refresh === form.get('refresh_token'))
        return grant ? c.json(give(grant)) : refused(400, 'invalid_grant', 'Token has been expired or revoked.')
      }
      default: return refused(400, 'unsupported_grant_type', 'Invalid grant_type')
    }
  })

  app.post('/revoke', async c => {
    const token = new URLSearchParams(await c.req.text()).get('token') ?? c.req.query('token') ?? ''
    const grant = grants.find(one => one.refresh === token) ?? access.get(token)?.grant
    if (!grant?.isAlive) return c.json({ error: 'invalid_token', error_description: 'Token expired or revoked' }, 400)
    grant.isAlive = false
    return c.json({})
  })

  return {
    client,
    consent(address) {
      const { pathname, searchParams: asked } = new URL(address)
      const must = (isTrue: boolean, words: string): void => { if (!isTrue) throw new Error(`Error 400: ${words}`) }
      must(pathname === '/o/oauth2/v2/auth', 'page not found')
      if (asked.get('client_id') !== client.id) throw new Error('Error 401: invalid_client. The OAuth client was not found.')
      must(asked.get('response_type') === 'code', 'unsupported_response_type')
      const redirect = URL.parse(asked.get('redirect_uri') ?? '')
      must(redirect?.protocol === 'http:' && ['127.0.0.1', '[::1]', 'localhost'].includes(redirect.hostname), 'redirect_uri_mismatch')
      const scopes = (asked.get('scope') ?? '').split(' ').filter(one => one !== '')
      must(scopes.length > 0 && scopes.every(one => options.scopes.includes(one)), 'invalid_scope')
      must(asked.get('code_challenge_method') === 'S256' && /^[\w-]{43}$/u.test(asked.get('code_challenge') ?? ''), 'invalid_request. PKCE')
      must(asked.get('access_type') === 'offline' && (asked.get('prompt') ?? '').split(' ').includes('consent'), 'no refresh token would be given')
      const code = `4/${randomUUID()}`
      codes.set(code, { challenge: asked.get('code_challenge') ?? '', redirect: asked.get('redirect_uri') ?? '', scopes, untilUtc: now() + codeLivesMs })
      const back = new URL(redirect ?? '')
      for (const [name, value] of Object.entries({ state: asked.get('state') ?? '', code, scope: scopes.join(' ') })) back.searchParams.set(name, value)
      return back.href
    },
    end() {
      for (const grant of grants) grant.isAlive = false
    },
    expireAccess: () => { access.clear() },
    refuse(c, ...anyOf) {
      const held = access.get(/^Bearer (\S+)$/u.exec(c.req.header('authorization') ?? '')?.[1] ?? '')
      if (!held?.grant.isAlive || held.untilUtc < now()) return googleError(c, 401, 'UNAUTHENTICATED', 'authError', 'Invalid Credentials')
      return anyOf.some(scope => held.grant.scopes.includes(scope)) ? null : googleError(c, 403, 'PERMISSION_DENIED', 'insufficientPermissions', 'Request had insufficient authentication scopes.', 'ACCESS_TOKEN_SCOPE_INSUFFICIENT')
    },
  }
}

type ErrorStatus = 400 | 401 | 403 | 404 | 405 | 409 | 411 | 429 | 500

/** An error in Google's shape. */
export function googleError(c: Context, code: ErrorStatus, status: string, reason: string, message: string, detail?: string): Response {
  return c.json({ error: { code, message, status, errors: [{ message, domain: 'global', reason }], ...(detail === undefined ? {} : { details: [{ '@type': 'type.googleapis.com/google.rpc.ErrorInfo', reason: detail, domain: 'googleapis.com' }] }) } }, code)
}

/** Names in a body that the interface does not know: Google's parser refuses the whole body for one. */
export function unknownNames(body: unknown, known: Shape, path = ''): readonly string[] {
  if (Array.isArray(body)) return body.flatMap(one => unknownNames(one, known, path))
  if (typeof body !== 'object' || body === null || known === true) return []
  return Object.entries(body).flatMap(([name, value]) => {
    const inner = Object.hasOwn(known, name) ? known[name] : undefined
    return inner === undefined ? [`${path}${name}`] : unknownNames(value, inner, `${path}${name}.`)
  })
}
/** Names and what is in them; `true`: anything. */
export type Shape = true | { readonly [name: string]: Shape }

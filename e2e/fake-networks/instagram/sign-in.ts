import { randomBytes } from 'node:crypto'
import { GraphRefusal, refuse } from '../graph-api/graph-refusal.ts'
import type { GraphRequest } from '../graph-api/graph-server.ts'
import type { createGraphTokens } from '../graph-api/graph-tokens.ts'

const dayMs = 24 * 60 * 60_000
export const app = { id: '1048576204813377', secret: '9f8e7d6c5b4a39281706f5e4d3c2b1a0' } as const
export const account = { id: '17841405822304914', page: '104857620481337', person: '10225847362514903' } as const

export const ownScopes = ['instagram_business_basic', 'instagram_business_content_publish', 'instagram_business_manage_comments', 'instagram_business_manage_insights', 'instagram_business_manage_messages']
export const facebookScopes = [
  'instagram_basic', 'instagram_content_publish', 'instagram_manage_comments', 'instagram_manage_insights', 'instagram_manage_messages', 'instagram_manage_engagement', 'instagram_manage_contents',
  'pages_show_list', 'pages_read_engagement', 'business_management',
]

/** Both sign-ins of the network: tokens of its own that renew themselves, and Facebook's consent page with the tokens of Pages. */
export function createSignIns(tokens: ReturnType<typeof createGraphTokens>, now: () => number) {
  const issuedUtc = new Map<string, number>()
  const codes = new Map<string, { readonly redirect: string; readonly scopes: readonly string[] }>()
  const note = (value: string, at = now()): string => {
    issuedUtc.set(value, at)
    return value
  }
  const own = (at = now(), scopes: readonly string[] = ownScopes): string => note(tokens.issue({ kind: 'user', subject: account.id, person: account.person, scopes, expiresUtc: at + 60 * dayMs }, 'IGAA').value, at)

  return {
    own,
    refresh({ params }: GraphRequest): unknown {
      if (params.needText('grant_type') !== 'ig_refresh_token') throw refuse.badParam('grant_type', 'must be ig_refresh_token')
      const old = tokens.check(params.needText('access_token'), params)
      if (now() - (issuedUtc.get(old.value) ?? 0) < dayMs) throw new GraphRefusal(400, 100, '(#100) The access token cannot be refreshed yet')
      return { access_token: own(now(), old.scopes), token_type: 'bearer', expires_in: 5_184_000 }
    },
    /** The consent page; the answer is where the browser is sent back to. */
    dialog({ params }: GraphRequest): Response {
      params.onlyThese(['response_type', 'client_id', 'scope', 'redirect_uri', 'state'])
      if (params.needText('client_id') !== app.id) throw new GraphRefusal(400, 101, 'Invalid App ID')
      if (params.needText('response_type') !== 'code') throw refuse.badParam('response_type', 'must be code')
      const redirect = params.needText('redirect_uri')
      // For apps in development: localhost, at any port, by that name only.
      if (URL.parse(redirect)?.hostname !== 'localhost') throw new GraphRefusal(400, 191, 'Can’t load URL: the domain of this URL isn’t included in the app’s domains.')
      const scopes = params.needText('scope').split(',')
      const unknown = scopes.filter(scope => !facebookScopes.includes(scope))
      if (unknown.length > 0) throw new GraphRefusal(400, 100, `Invalid Scopes: ${unknown.join(', ')}`)
      const code = randomBytes(24).toString('base64url')
      codes.set(code, { redirect, scopes })
      const back = new URL(redirect)
      back.searchParams.set('code', code)
      back.searchParams.set('state', params.needText('state'))
      return new Response(null, { status: 302, headers: { location: `${back.href}#_=_` } })
    },
    token({ params }: GraphRequest): unknown {
      if (params.needText('client_id') !== app.id || params.needText('client_secret') !== app.secret) throw new GraphRefusal(400, 1, 'Error validating client secret.')
      const issue = (scopes: readonly string[], ms: number): unknown => ({ access_token: note(tokens.issue({ kind: 'user', subject: account.person, person: account.person, scopes, expiresUtc: now() + ms }).value), token_type: 'bearer', expires_in: ms / 1000 })
      if (params.text('grant_type') === 'fb_exchange_token') return issue(tokens.check(params.needText('fb_exchange_token'), params).scopes, 60 * dayMs)
      const code = codes.get(params.needText('code'))
      codes.delete(params.needText('code'))
      if (!code) throw new GraphRefusal(400, 100, 'This authorization code has been used.', { subcode: 36_009 })
      if (code.redirect !== params.needText('redirect_uri')) throw new GraphRefusal(400, 100, 'Error validating verification code. Please make sure your redirect_uri is identical', { subcode: 36_008 })
      return issue(code.scopes, 2 * 60 * 60_000)
    },
    /** Two Pages, one of which is linked to a professional account. */
    pages(request: GraphRequest): unknown {
      const person = tokens.check(request.token, request.params)
      tokens.need(person, 'pages_show_list')
      const page = (id: string, name: string) => ({ id, name, access_token: note(tokens.issue({ kind: 'page', subject: id, person: account.person, scopes: person.scopes, expiresUtc: null }).value) })
      return { data: [{ ...page(account.page, 'Le Fournil des Halles'), instagram_business_account: { id: account.id, username: 'fournil.des.halles', name: 'Le Fournil des Halles' } }, page('104857620481338', 'Marché des Halles')] }
    },
    debug({ token, params }: GraphRequest): unknown {
      if (token !== `${app.id}|${app.secret}`) throw new GraphRefusal(400, 100, '(#100) You must provide an app access token, or a user access token that is an owner or developer of the app')
      const look = tokens.look(params.needText('input_token'))
      if (!look) throw refuse.badToken()
      const issued = Math.floor((issuedUtc.get(look.token.value) ?? 0) / 1000)
      return { data: { app_id: app.id, type: look.token.kind.toUpperCase(), data_access_expires_at: issued + 90 * 86_400, expires_at: look.token.expiresUtc === null ? 0 : Math.floor(look.token.expiresUtc / 1000), is_valid: look.isAlive, issued_at: issued, scopes: look.token.scopes } }
    },
  }
}

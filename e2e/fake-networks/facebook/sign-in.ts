import { randomBytes } from 'node:crypto'
import { pageOf, project } from '../graph-api/graph-fields.ts'
import { GraphRefusal, refuse } from '../graph-api/graph-refusal.ts'
import type { GraphRequest } from '../graph-api/graph-server.ts'
import type { GraphToken, GraphTokens } from '../graph-api/graph-tokens.ts'
import type { nodeTypes } from './nodes.ts'
import type { State } from './state.ts'

const knownScopes = new Set([
  'public_profile', 'email', 'pages_show_list', 'pages_read_engagement', 'pages_read_user_content', 'pages_manage_posts', 'pages_manage_engagement', 'pages_manage_metadata', 'pages_messaging', 'read_insights', 'business_management',
])
const hourMs = 60 * 60_000
const dayMs = 24 * hourMs

/** The dialog and all that has to do with tokens. Null: the request is about something else. */
export function createSignIn(state: State, tokens: GraphTokens) {
  const codes = new Map<string, { readonly redirect: string; readonly scopes: readonly string[]; readonly untilUtc: number }>()
  const lastLogin = { utc: state.now() }

  /** Shows an error where the network would; else the owner says yes and is sent back. */
  const dialog = ({ params }: GraphRequest): Response => {
    if (params.needText('client_id') !== state.app.id) throw new GraphRefusal(400, 101, 'Invalid App ID: The provided app ID does not look like a valid app ID.')
    const redirect = params.needText('redirect_uri')
    // In development only localhost comes back without being listed, and by that name alone.
    if (!URL.canParse(redirect) || new URL(redirect).hostname !== 'localhost' || new URL(redirect).protocol !== 'http:') throw new GraphRefusal(400, 191, 'URL Blocked: This redirect failed because the redirect URI is not whitelisted in the app’s Client OAuth Settings.')
    const configuration = params.text('config_id')
    if (configuration !== null && (configuration !== state.app.configuration || params.has('scope'))) throw refuse.badParam('config_id', 'is not a configuration of this app, or stands beside a scope')
    const asked = configuration === null ? params.needText('scope').split(',') : [...knownScopes].filter(scope => scope !== 'pages_messaging')
    const unknown = asked.filter(scope => !knownScopes.has(scope))
    if (unknown.length > 0) throw new GraphRefusal(400, 100, `Invalid Scopes: ${unknown.join(', ')}.`)
    if (params.text('response_type') !== 'code') throw refuse.badParam('response_type', 'must be code')
    const code = `AQ${randomBytes(60).toString('base64url')}`
    codes.set(code, { redirect, scopes: asked, untilUtc: state.now() + 10 * 60_000 })
    lastLogin.utc = state.now()
    const back = new URL(redirect)
    back.searchParams.set('code', code)
    back.searchParams.set('state', params.needText('state'))
    // The network's own oddity: a sign behind the address that means nothing.
    return new Response(null, { status: 302, headers: { location: `${back.href}#_=_` } })
  }

  const accessToken = ({ params }: GraphRequest): unknown => {
    if (params.needText('client_id') !== state.app.id) throw new GraphRefusal(400, 101, 'Error validating application. Cannot get application info due to a system error.')
    if (params.needText('client_secret') !== state.app.secret) throw new GraphRefusal(400, 1, 'Error validating client secret.')
    if (params.text('grant_type') === 'fb_exchange_token') {
      const short = tokens.look(params.needText('fb_exchange_token'))
      if (!short?.isAlive || short.token.kind !== 'user') throw refuse.deadToken(463)
      const long = tokens.issue({ ...short.token, expiresUtc: state.now() + 60 * dayMs })
      return { access_token: long.value, token_type: 'bearer', expires_in: 60 * 86_400 }
    }
    const code = params.needText('code')
    const given = codes.get(code)
    codes.delete(code)
    if (!given || given.untilUtc < state.now()) throw new GraphRefusal(400, 100, 'This authorization code has been used.', { subcode: 36_009 })
    if (params.needText('redirect_uri') !== given.redirect) throw new GraphRefusal(400, 100, 'Error validating verification code. Please make sure your redirect_uri is identical to the one you used in the OAuth dialog request', { subcode: 36_008 })
    const token = tokens.issue({ kind: 'user', subject: state.owner.id, person: state.owner.id, scopes: given.scopes, expiresUtc: state.now() + hourMs })
    return { access_token: token.value, token_type: 'bearer', expires_in: 3600 }
  }

  const isApp = (token: string | null): boolean => token === `${state.app.id}|${state.app.secret}`

  const debug = (request: GraphRequest): unknown => {
    const looked = tokens.look(request.params.needText('input_token'))
    // Of others' tokens only the app itself may ask.
    if (!isApp(request.token) && request.token !== request.params.text('input_token')) throw refuse.permission('app access token', 100)
    if (!looked) return { data: { is_valid: false, error: { code: 190, message: 'Invalid OAuth access token.' }, scopes: [] } }
    const { token, isAlive } = looked
    return { data: { app_id: state.app.id, type: token.kind.toUpperCase(), application: 'Comptoir', is_valid: isAlive, expires_at: token.expiresUtc === null ? 0 : Math.floor(token.expiresUtc / 1000), data_access_expires_at: token.person !== state.owner.id ? 0 : Math.floor((lastLogin.utc + 90 * dayMs) / 1000), scopes: token.scopes, user_id: token.person } }
  }

  const accounts = (request: GraphRequest, token: GraphToken, { page: pageType }: ReturnType<typeof nodeTypes>): unknown => {
    if (token.kind === 'page') throw refuse.unknownField('accounts', 'Page')
    tokens.need(token, 'pages_show_list')
    const type = {
      ...pageType,
      read: {
        ...pageType.read, tasks: () => ['ADVERTISE', 'ANALYZE', 'CREATE_CONTENT', 'MESSAGING', 'MODERATE', 'MANAGE'], category: () => 'Bakery',
        // Of a long-lived token, Page tokens have no end; of a short one they end with it.
        access_token: (page: State['pages'][number]) => tokens.issue({ kind: 'page', subject: page.id, person: token.person, scopes: token.scopes, expiresUtc: token.expiresUtc !== null && token.expiresUtc < state.now() + dayMs ? token.expiresUtc : null }).value,
      },
    }
    return pageOf(state.pages, { limit: request.params.integer('limit'), after: request.params.text('after'), self: `${request.self}&access_token=${token.value}` }, page => project(page, type, request.params.text('fields')))
  }

  return {
    answer(request: GraphRequest, types: (page: string) => ReturnType<typeof nodeTypes>): unknown {
      const path = request.path.join('/')
      if (request.host === 'www') {
        if (path !== 'dialog/oauth' || request.method !== 'GET') throw refuse.unknownPath(path)
        return dialog(request)
      }
      if (path === 'oauth/access_token') return accessToken(request)
      if (path === 'debug_token') return debug(request)
      if (path === 'oauth/revoke') {
        if (!isApp(request.token) || request.params.text('client_id') !== state.app.id || request.params.text('client_secret') !== state.app.secret) throw refuse.permission('app access token', 100)
        const given = request.params.needText('revoke_token')
        if (!tokens.look(given)?.isAlive) throw refuse.deadToken(467)
        tokens.end(token => token.value === given, 467)
        return { success: true }
      }
      if (!['me', 'me/accounts', 'me/permissions', 'app'].includes(path)) return undefined
      const token = tokens.check(request.token, request.params)
      const read = types(token.subject)
      if (path === 'app') return { id: state.app.id, name: 'Comptoir' }
      if (path === 'me/accounts') return accounts(request, token, read)
      if (path === 'me/permissions') {
        if (token.kind === 'page') throw refuse.unknownField('permissions', 'Page')
        if (request.method === 'DELETE') {
          tokens.end(other => other.person === token.person, 458)
          return { success: true }
        }
        return { data: token.scopes.map(permission => ({ permission, status: 'granted' })) }
      }
      const page = state.pages.find(one => one.id === token.subject)
      return page && token.kind === 'page' ? project(page, read.page, request.params.text('fields')) : project(state.owner, { name: 'User', usual: ['name'], read: { id: one => one.id, name: one => one.name, link: () => undefined, picture: () => undefined } }, request.params.text('fields'))
    },
    systemUserToken: (): string => tokens.issue({ kind: 'system-user', subject: '61550000000001', person: '61550000000001', scopes: [...knownScopes], expiresUtc: null }).value,
  }
}

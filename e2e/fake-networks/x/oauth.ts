import { createHash } from 'node:crypto'
import type { Context } from 'hono'
import type { Api } from './api.ts'
import { oauthError } from './problems.ts'
import type { Grant, World } from './world.ts'

/** docs.x.com, fundamentals/authentication/oauth-2-0, Aug 2026. */
const knownScopes = new Set([
  'tweet.read', 'tweet.write', 'tweet.moderate.write', 'users.email', 'users.read', 'follows.read', 'follows.write', 'offline.access', 'space.read', 'mute.read', 'mute.write', 'like.read', 'like.write',
  'list.read', 'list.write', 'block.read', 'block.write', 'bookmark.read', 'bookmark.write', 'dm.read', 'dm.write', 'media.write',
])
const codeLifeMs = 30_000
const accessLifeS = 7200

/** What the owner's browser would show and do: an error page, or back to the app with a code. */
export function agree(world: World, address: string): string {
  const url = new URL(address)
  const asked = (name: string): string => url.searchParams.get(name) ?? ''
  const refuse = (why: string): never => { throw new Error(`Something went wrong. You weren’t able to give access to the App. (${why})`) }
  if (url.pathname !== '/i/oauth2/authorize') refuse('no such page')
  if (asked('response_type') !== 'code') refuse('response_type')
  if (asked('client_id') !== world.app.clientId) refuse('client_id')
  if (!world.app.redirects.includes(asked('redirect_uri'))) refuse('redirect_uri')
  const scopes = asked('scope').split(' ').filter(scope => scope !== '')
  if (scopes.length === 0 || !scopes.every(scope => knownScopes.has(scope))) refuse('scope')
  if (asked('state') === '' || asked('state').length > 500) refuse('state')
  if (asked('code_challenge_method') !== 'S256' || !/^[\w-]{43}$/u.test(asked('code_challenge'))) refuse('code_challenge')
  const code = world.token()
  world.codes.set(code, { redirectUri: asked('redirect_uri'), challenge: asked('code_challenge'), scopes, untilUtc: world.now() + codeLifeMs, isUsed: false })
  const back = new URL(asked('redirect_uri'))
  back.searchParams.set('state', asked('state'))
  back.searchParams.set('code', code)
  return back.href
}

export function addOauth(api: Api, world: World): void {
  api.post('/2/oauth2/token', async c => {
    const form = await readForm(c)
    const known = isOurApp(c, form, world)
    if (!known) return oauthError(c, 401, 'unauthorized_client', 'Missing valid authorization header')
    const text = (name: string): string => form.get(name) ?? ''
    if (text('grant_type') === 'refresh_token') return renew(c, text('refresh_token'), world)
    if (text('grant_type') !== 'authorization_code') return oauthError(c, 400, 'unsupported_grant_type', 'The grant type is not supported.')
    const code = world.codes.get(text('code'))
    const challenge = createHash('sha256').update(text('code_verifier')).digest('base64url')
    if (!code || code.isUsed || code.untilUtc <= world.now()) return oauthError(c, 400, 'invalid_request', 'Value passed for the authorization code was invalid.')
    if (code.redirectUri !== text('redirect_uri')) return oauthError(c, 400, 'invalid_request', 'Value passed for the redirect uri did not match the uri of the authorization code.')
    if (code.challenge !== challenge) return oauthError(c, 400, 'invalid_request', 'Value passed for the code verifier did not match the code challenge.')
    code.isUsed = true
    const grant: Grant = { scopes: code.scopes, access: '', accessUntilUtc: 0, refresh: null, spent: new Set(), isDead: false }
    world.grants.push(grant)
    return giveTokens(c, grant, world)
  })
  api.post('/2/oauth2/revoke', async c => {
    const form = await readForm(c)
    if (!isOurApp(c, form, world)) return oauthError(c, 401, 'unauthorized_client', 'Missing valid authorization header')
    const token = form.get('token') ?? ''
    if (token === '') return oauthError(c, 400, 'invalid_request', 'Missing required parameter [token].')
    for (const grant of world.grants) {
      if (grant.access === token) grant.accessUntilUtc = 0
      if (grant.refresh === token) grant.refresh = null
    }
    return c.json({ revoked: true })
  })
}

async function readForm(c: Context): Promise<URLSearchParams> {
  return c.req.header('content-type')?.startsWith('application/x-www-form-urlencoded') ? new URLSearchParams(await c.req.text()) : new URLSearchParams()
}

/** A Native App names itself in the body, any other proves itself by the header. */
function isOurApp(c: Context, form: URLSearchParams, { app }: World): boolean {
  if (app.clientSecret === '') return form.get('client_id') === app.clientId
  const [, basic = ''] = /^Basic (\S+)$/u.exec(c.req.header('authorization') ?? '') ?? []
  return Buffer.from(basic, 'base64').toString() === `${encodeURIComponent(app.clientId)}:${encodeURIComponent(app.clientSecret)}`
}

/** Good for one use: an old one that comes again ends the whole sign-in. */
function renew(c: Context, refresh: string, world: World): Response {
  const grant = world.grants.find(each => !each.isDead && (each.refresh === refresh || each.spent.has(refresh)))
  if (!grant || grant.refresh !== refresh) {
    if (grant) grant.isDead = true
    return oauthError(c, 400, 'invalid_request', 'Value passed for the token was invalid.')
  }
  grant.spent.add(refresh)
  return giveTokens(c, grant, world)
}

function giveTokens(c: Context, grant: Grant, world: World): Response {
  grant.access = world.token()
  grant.accessUntilUtc = world.now() + accessLifeS * 1000
  grant.refresh = grant.scopes.includes('offline.access') ? world.token() : null
  return c.json({ token_type: 'bearer', expires_in: accessLifeS, access_token: grant.access, scope: grant.scopes.join(' '), ...(grant.refresh === null ? {} : { refresh_token: grant.refresh }) })
}

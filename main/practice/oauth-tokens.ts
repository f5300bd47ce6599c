import { createHash, timingSafeEqual } from 'node:crypto'
import * as z from 'zod'
import { json, open, readInput, refuse, type Answer, type Bearer, type Call, type Checked, type Route } from './call.ts'
import { fingerprint, freshSecret } from './oauth-apps.ts'
import type { AppRow, CodeRow, TokenRow } from './rows.ts'
import { holdsScope, scopeList } from './scopes.ts'
import { accountById, type World } from './world.ts'

const oneText = z.string().optional()
const tokenInput = z.object({
  grant_type: oneText,
  code: oneText,
  client_id: oneText,
  client_secret: oneText,
  redirect_uri: oneText,
  code_verifier: oneText,
  scope: oneText,
  token: oneText,
})
type TokenInput = z.infer<typeof tokenInput>

// Doorkeeper's own sentences (config/locales/en.yml of doorkeeper).
const said = {
  invalid_client: 'Client authentication failed due to unknown client, no client authentication included, or unsupported authentication method.',
  invalid_grant:
    'The provided authorization grant is invalid, expired, revoked, does not match the redirection URI used in the authorization request, or was issued to another client.',
  invalid_request: 'The request is missing a required parameter, includes an unsupported parameter value, or is otherwise malformed.',
  invalid_scope: 'The requested scope is invalid, unknown, or malformed.',
  unsupported_grant_type: 'The authorization grant type is not supported by the authorization server.',
  unauthorized_client: 'You are not authorized to revoke this token',
}
const oauthError = (status: number, error: keyof typeof said): Answer => refuse(status, error, { error_description: said[error] })

export const tokenRoutes: readonly Route[] = [
  open('POST', '/oauth/token', [], (call) => {
    const read = readClient(call)
    if (!read.ok) return read.answer
    const { app, input } = read.value
    switch (input.grant_type) {
      case 'authorization_code':
        return redeem(call.world, app, input)
      case 'client_credentials': {
        const scopes = input.scope ?? 'read'
        if (scopeList(scopes).some((scope) => !holdsScope(scopeList(app.scopes), scope))) return oauthError(400, 'invalid_scope')
        return issue(call.world, app.id, null, scopes)
      }
      default:
        return oauthError(400, input.grant_type ? 'unsupported_grant_type' : 'invalid_request')
    }
  }),
  open('POST', '/oauth/revoke', [], (call) => {
    const read = readClient(call)
    if (!read.ok) return read.answer.status === 401 ? oauthError(403, 'unauthorized_client') : read.answer
    const { store, now } = call.world
    const known = store.get<TokenRow>('select * from tokens where token = ?', fingerprint(read.value.input.token ?? ''))
    if (known && known.app_id !== read.value.app.id) return oauthError(403, 'unauthorized_client')
    // RFC 7009, 2.2: an unknown token is answered like a revoked one.
    store.change('update tokens set revoked_at = ? where token = ? and revoked_at is null', now(), known?.token ?? '')
    return json({})
  }),
]

function readClient(call: Call): Checked<{ app: AppRow; input: TokenInput }> {
  const read = readInput(call, tokenInput)
  if (!read.ok) return { ok: false, answer: oauthError(400, 'invalid_request') }
  const basic = /^Basic (.+)$/i.exec(call.headers.authorization ?? '')?.[1]
  const [basicId, basicSecret] = basic ? Buffer.from(basic, 'base64').toString('utf8').split(':') : []
  const clientId = basicId ?? read.value.client_id ?? ''
  const secret = basicSecret ?? read.value.client_secret ?? ''
  const app = call.world.store.get<AppRow>('select * from apps where client_id = ?', clientId)
  if (!app || !isSame(app.client_secret, fingerprint(secret))) return { ok: false, answer: oauthError(401, 'invalid_client') }
  return { ok: true, value: { app, input: read.value } }
}

function redeem(world: World, app: AppRow, input: TokenInput): Answer {
  const { store, now, faults } = world
  return store.atomically(() => {
    const code = store.get<CodeRow>('select * from codes where code = ?', fingerprint(input.code ?? ''))
    const isUsable =
      code !== undefined &&
      code.app_id === app.id &&
      code.redirect_uri === input.redirect_uri &&
      code.expires_at > now() &&
      (code.used_at === null || faults.deviations().codeReplayable) &&
      isProven(world, code.challenge, input.code_verifier)
    if (!isUsable) return oauthError(400, 'invalid_grant')
    store.change('update codes set used_at = ? where code = ?', now(), code.code)
    return issue(world, app.id, code.account_id, code.scopes)
  })
}

/** PKCE, S256 only: who asked for the code must know the word behind its challenge. */
function isProven(world: World, challenge: string | null, verifier: string | undefined): boolean {
  if (challenge === null || world.faults.deviations().ignorePkce) return true
  return verifier !== undefined && isSame(createHash('sha256').update(verifier).digest('base64url'), challenge)
}

function isSame(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)]
  return a.length === b.length && timingSafeEqual(a, b)
}

function issue(world: World, appId: number, accountId: string | null, scopes: string): Answer {
  const token = freshSecret()
  const createdAt = world.now()
  world.store.insert('insert into tokens (token, app_id, account_id, scopes, created_at) values (?, ?, ?, ?, ?)', fingerprint(token), appId, accountId, scopes, createdAt)
  // No `expires_in` and no refresh token: Mastodon's tokens live until they are revoked.
  return json({ access_token: token, token_type: 'Bearer', scope: scopes, created_at: Math.floor(createdAt / 1000) }, 200, { 'cache-control': 'no-store' })
}

export type TokenState = { kind: 'none' } | { kind: 'valid'; bearer: Bearer } | { kind: 'invalid'; reason: string }

/** Whose token came with the request. */
export function readBearer(world: World, authorization: string | undefined): TokenState {
  const token = /^Bearer\s+(\S+)$/i.exec(authorization ?? '')?.[1]
  if (!token) return { kind: 'none' }
  const row = world.store.get<TokenRow>('select * from tokens where token = ?', fingerprint(token))
  if (!row) return { kind: 'invalid', reason: 'The access token is invalid' }
  if (row.revoked_at !== null) return { kind: 'invalid', reason: 'The access token was revoked' }
  const account = row.account_id === null ? undefined : accountById(world, row.account_id)
  return { kind: 'valid', bearer: { token, appId: row.app_id, scopes: scopeList(row.scopes), account } }
}

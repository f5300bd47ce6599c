import { z } from 'zod'
import type { Failure, NetworkFailure } from '../../../preload/contract/failures.ts'
import { fail, ok, type Result } from '../../../preload/contract/result.ts'
import type { Http, HttpOutcome } from '../../http/http.ts'
import { clip, described, isSuccess, notRead, untilOf } from '../judge-answer.ts'
import type { SignInOrder, SignInTools } from '../network.ts'
import { askForCode, ownApp, type OwnApp } from '../own-app.ts'
import type { TokenSet } from '../tokens.ts'
import type { GoogleHosts } from './hosts.ts'
import type { GoogleSecret } from './secret.ts'

/**
 * Google's OAuth for installed apps (https://developers.google.com/identity/protocols/oauth2/native-app, not read again in November 2026): a client of type
 * "Desktop app", PKCE, a loopback address with any port. Its secret is sent, though nobody takes it for one. A refresh token is given only
 * with `access_type=offline`, and a second time only with `prompt=consent`; it does not change when it is used.
 */
const tokenAnswer = z.object({
  access_token: z.string().min(1),
  expires_in: z.number().positive(),
  refresh_token: z.string().min(1).nullish().catch(null),
  /** Only where the refresh token ends: seven days while the project is in testing. That it is told there too is known from use, not from the reference. */
  refresh_token_expires_in: z.number().positive().nullish().catch(null),
  scope: z.string().nullish().catch(null),
})
const oauthError = z.object({ error: z.string(), error_description: z.string().optional() })

export type GoogleSignIn = {
  /** Under which the owner's app is kept. */
  readonly network: string
  readonly scopes: readonly string[]
  /** Without these there is nothing to do: Google lets the owner untick each. */
  readonly needed: readonly string[]
  readonly hosts: GoogleHosts
}

/** The consent page, the code, the tokens. */
export async function signInWithGoogle({ network, scopes, needed, hosts }: GoogleSignIn, order: SignInOrder, tools: SignInTools): Promise<Result<GoogleSecret>> {
  const app = await ownApp(network, order, tools)
  if (!app.ok) return app
  const query = { client_id: app.value.id, scope: scopes.join(' '), access_type: 'offline', prompt: 'select_account consent' }
  const code = await askForCode({ authorize: `${hosts.accounts}/o/oauth2/v2/auth`, query }, tools)
  if (!code.ok) return code
  const form = { grant_type: 'authorization_code', code: code.value.code, code_verifier: code.value.verifier, redirect_uri: code.value.redirectUri }
  const outcome = await askToken(tools.http, hosts, app.value, form, tools.signal)
  if (tools.signal.aborted) return fail({ kind: 'sign-in-abandoned', detail: 'cancelled' })
  const answer = isSuccess(outcome) ? tokenAnswer.safeParse(outcome.json) : null
  if (!answer?.success) return fail(failureOfCode(outcome))
  const { access_token: access, refresh_token: refresh, expires_in: livesS, refresh_token_expires_in: refreshLivesS, scope } = answer.data
  const given = scope?.split(' ').filter(one => one !== '') ?? [...scopes]
  if (needed.some(one => !given.includes(one))) return fail({ kind: 'consent-refused', detail: `not granted: ${needed.filter(one => !given.includes(one)).join(' ')}` })
  if (!refresh) return fail({ kind: 'server-trouble', detail: 'no refresh token came with the sign-in' })
  const now = tools.now()
  return ok({
    v: 1, access, refresh, expiresUtc: now + livesS * 1000, refreshEndsUtc: refreshLivesS ? now + refreshLivesS * 1000 : null,
    clientId: app.value.id, clientSecret: app.value.secret, scopes: given, isShared: false,
  })
}

/** A new access token. */
export async function renewGoogle(secret: GoogleSecret, http: Http, hosts: GoogleHosts, now: () => number): Promise<Result<TokenSet, NetworkFailure>> {
  const outcome = await askToken(http, hosts, { id: secret.clientId, secret: secret.clientSecret }, { grant_type: 'refresh_token', refresh_token: secret.refresh ?? '' })
  const answer = isSuccess(outcome) ? tokenAnswer.safeParse(outcome.json) : null
  if (answer?.success) return ok({ access: answer.data.access_token, refresh: answer.data.refresh_token ?? null, expiresUtc: now() + answer.data.expires_in * 1000 })
  if (outcome.kind === 'not-sent') return fail({ kind: 'unreachable', detail: clip(outcome.detail) })
  if (outcome.kind === 'no-answer') return fail({ kind: 'server-trouble', detail: clip(outcome.detail) })
  const error = errorOf(outcome)
  // Revoked, seven days old in testing, or the app itself is gone: only a new sign-in helps.
  if (error !== null && ['invalid_grant', 'invalid_client', 'deleted_client', 'unauthorized_client', 'disabled_client'].includes(error)) return fail({ kind: 'needs-sign-in', detail: error })
  if (isSuccess(outcome)) return fail(notRead(outcome))
  const detail = withoutSecrets(described(outcome), secret)
  return fail(outcome.status === 429 ? { kind: 'rate-limited', untilUtc: untilOf(outcome, now(), 60_000), detail } : { kind: 'server-trouble', detail })
}

const askToken = (http: Http, hosts: GoogleHosts, app: OwnApp, form: Readonly<Record<string, string>>, signal?: AbortSignal): Promise<HttpOutcome> =>
  http.send({ method: 'POST', url: `${hosts.oauth}/token`, body: new URLSearchParams({ client_id: app.id, client_secret: app.secret, ...form }), ...(signal ? { signal } : {}) })

export function errorOf({ json }: Extract<HttpOutcome, { kind: 'answered' }>): string | null {
  const parsed = oauthError.safeParse(json)
  return parsed.success ? parsed.data.error : null
}

function failureOfCode(outcome: HttpOutcome): Failure {
  if (outcome.kind === 'not-sent') return { kind: 'unreachable', detail: clip(outcome.detail) }
  if (outcome.kind === 'no-answer') return { kind: 'server-trouble', detail: clip(outcome.detail) }
  const error = errorOf(outcome)
  // A code that is spent or too old: the owner starts again, nothing is broken.
  if (error === 'invalid_grant') return { kind: 'sign-in-abandoned', detail: error }
  if (error === 'invalid_client' || error === 'unauthorized_client') return { kind: 'bad-input', detail: error }
  // Its body may hold a token in a shape that is not understood: it is not repeated.
  return { kind: 'server-trouble', detail: `${outcome.status} ${error ?? 'the answer is not understood'}` }
}

export const withoutSecrets = (text: string, { access, refresh, clientSecret }: GoogleSecret): string =>
  [access, refresh ?? '', clientSecret].filter(one => one !== '').reduce((rest, one) => rest.replaceAll(one, '[token]'), text)

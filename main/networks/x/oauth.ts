import type { Failure, NetworkFailure } from '../../../preload/contract/failures.ts'
import { fail, ok, type Result } from '../../../preload/contract/result.ts'
import type { Http, HttpAnswer, HttpOutcome } from '../../http/http.ts'
import { described, failureOfRead, isJsonObject, isSuccess, untilOf } from '../judge-answer.ts'
import type { OwnApp } from '../own-app.ts'
import type { TokenSet } from '../tokens.ts'
import { granted, type XSecret } from './entities.ts'
import { places } from './places.ts'

type Tools = { readonly http: Http; readonly now: () => number }

/** An app of the kind "Web App" proves itself by its secret, a "Native App" only names itself (oauth-2-0/user-access-token, Aug 2026). */
async function tell(path: 'token' | 'revoke', app: OwnApp, fields: Readonly<Record<string, string>>, { http }: Pick<Tools, 'http'>): Promise<HttpOutcome> {
  const isPublic = app.secret === ''
  const headers: Record<string, string> = isPublic ? {} : { authorization: `Basic ${Buffer.from(`${encodeURIComponent(app.id)}:${encodeURIComponent(app.secret)}`).toString('base64')}` }
  const outcome = await http.send({ method: 'POST', url: `${places().api}/2/oauth2/${path}`, headers, body: new URLSearchParams(isPublic ? { ...fields, client_id: app.id } : fields) })
  if (outcome.kind !== 'answered') return outcome
  // What was sent must not come back in a failure's details.
  const secrets = [app.secret, ...secretFields.map(name => fields[name] ?? '')].filter(secret => secret !== '')
  return { ...outcome, text: secrets.reduce((text, secret) => text.replaceAll(secret, '[secret]'), outcome.text) }
}
const secretFields = ['code', 'code_verifier', 'refresh_token', 'token']

const saysNo = (outcome: HttpOutcome): outcome is HttpAnswer => outcome.kind === 'answered' && (outcome.status === 400 || outcome.status === 401) && isJsonObject(outcome.json) && typeof outcome.json['error'] === 'string'

const tokensOf = (answer: HttpAnswer, now: number): (TokenSet & { readonly scopes: readonly string[] }) | null => {
  const read = granted.safeParse(answer.json)
  if (!read.success) return null
  const { access_token: access, refresh_token: refresh, expires_in: lifeS, scope } = read.data
  return { access, refresh: refresh ?? null, expiresUtc: lifeS == null ? null : now + lifeS * 1000, scopes: (scope ?? '').split(' ').filter(one => one !== '') }
}

/** Two hours more. The refresh token is good for one use: whoever calls this keeps the new one before anything else is done with it. */
export async function renew({ refresh, clientId, clientSecret }: XSecret, tools: Tools): Promise<Result<TokenSet, NetworkFailure>> {
  const outcome = await tell('token', { id: clientId, secret: clientSecret }, { grant_type: 'refresh_token', refresh_token: refresh ?? '' }, tools)
  if (!isSuccess(outcome)) {
    // A spent or ended refresh token is `invalid_request` here, an app whose secret was changed `unauthorized_client`: both need the owner.
    if (saysNo(outcome)) return fail({ kind: 'needs-sign-in', detail: described(outcome) })
    return fail(failureOfRead(outcome, answer => (answer.status === 429 ? { kind: 'rate-limited', untilUtc: untilOf(answer, tools.now(), 15 * 60_000), detail: described(answer) } : null)))
  }
  const fresh = tokensOf(outcome, tools.now())
  return fresh ? ok({ access: fresh.access, refresh: fresh.refresh, expiresUtc: fresh.expiresUtc }) : fail({ kind: 'server-trouble', detail: `${outcome.status} the answer to a renewal is not understood` })
}

/** Turns the code of the browser into tokens. It is good for thirty seconds. */
export async function redeem(app: OwnApp, code: { readonly code: string; readonly verifier: string; readonly redirectUri: string }, tools: Tools): Promise<Result<XSecret>> {
  const outcome = await tell('token', app, { grant_type: 'authorization_code', code: code.code, redirect_uri: code.redirectUri, code_verifier: code.verifier }, tools)
  if (!isSuccess(outcome)) return fail(saysNo(outcome) ? refusedCode(outcome) : failureOfRead(outcome, () => null))
  const fresh = tokensOf(outcome, tools.now())
  if (!fresh) return fail({ kind: 'server-trouble', detail: `${outcome.status} the answer to the sign-in is not understood` })
  const { scopes, ...tokens } = fresh
  return ok({ v: 1, ...tokens, scopes: [...scopes], clientId: app.id, clientSecret: app.secret })
}

/** 401: the app's number and secret do not belong together. 400: the code was too old, so the owner begins again. */
const refusedCode = (answer: HttpAnswer): Failure =>
  answer.status === 401 ? { kind: 'bad-input', detail: described(answer) } : { kind: 'sign-in-abandoned', detail: described(answer) }

/** Ends one token; ending one that is dead already is answered with yes. */
export const endToken = async ({ clientId, clientSecret }: XSecret, token: string, tools: Pick<Tools, 'http'>): Promise<HttpOutcome> => await tell('revoke', { id: clientId, secret: clientSecret }, { token }, tools)

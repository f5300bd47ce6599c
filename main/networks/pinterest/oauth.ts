import { z } from 'zod'
import type { NetworkFailure } from '../../../preload/contract/failures.ts'
import { fail, ok, type Result } from '../../../preload/contract/result.ts'
import type { Http, HttpOutcome } from '../../http/http.ts'
import { failureOfRead, isSuccess, notRead } from '../judge-answer.ts'
import type { OwnApp } from '../own-app.ts'
import { refusal } from './failures.ts'
import type { Secret } from './secret.ts'
import type { Servers } from './servers.ts'

const positive = z.number().positive()
/** `OauthAccessTokenResponse…` of the OpenAPI description 5.23.0. */
const tokenAnswer = z.object({ access_token: z.string().min(1), expires_in: positive, refresh_token: z.string().min(1).nullable().catch(null), refresh_token_expires_in: positive.nullable().catch(null) })
const ownNo = z.object({ code: z.number().int(), message: z.string() })

export type OauthTools = { readonly http: Http; readonly now: () => number; readonly servers: Servers; readonly signal?: AbortSignal }
export type Grant = Pick<Secret, 'access' | 'refresh' | 'expiresUtc' | 'refreshEndsUtc'>

export const postForm = ({ http, servers, signal }: OauthTools, path: 'token' | 'token/revoke', app: OwnApp, form: Readonly<Record<string, string>>): Promise<HttpOutcome> => http.send({
  method: 'POST', url: `${servers.api}/v5/oauth/${path}`, body: new URLSearchParams(form),
  headers: { authorization: `Basic ${Buffer.from(`${app.id}:${app.secret}`).toString('base64')}` },
  ...(signal ? { signal } : {}),
})

/** A token for a code or for a refresh token. `isOwnNo`: Pinterest itself refused, whatever its reason. */
export async function askForToken(app: OwnApp, form: Readonly<Record<string, string>>, tools: OauthTools): Promise<Result<Grant, { readonly isOwnNo: boolean; readonly status: number; readonly failure: NetworkFailure }>> {
  const outcome = await postForm(tools, 'token', app, form)
  const answer = isSuccess(outcome) ? tokenAnswer.safeParse(outcome.json) : null
  if (answer?.success) {
    const { access_token: access, expires_in: lives, refresh_token: refresh, refresh_token_expires_in: refreshLives } = answer.data
    return ok({ access, refresh, expiresUtc: tools.now() + lives * 1000, refreshEndsUtc: refreshLives === null ? null : tools.now() + refreshLives * 1000 })
  }
  const status = outcome.kind === 'answered' ? outcome.status : 0
  if (outcome.kind === 'answered' && status < 400) return fail({ isOwnNo: false, status, failure: notRead(outcome) })
  const isOwnNo = outcome.kind === 'answered' && (status === 400 || status === 401 || status === 403) && ownNo.safeParse(outcome.json).success
  return fail({ isOwnNo, status, failure: failureOfRead(outcome, refusal(tools.now)) })
}

/** "Continuous refresh": each renewal gives sixty more days, and may give another refresh token. */
export async function renew(secret: Secret, tools: OauthTools): Promise<Result<Grant, NetworkFailure>> {
  if (secret.refresh === null) return fail({ kind: 'needs-sign-in', detail: 'Pinterest gave no way to renew this sign-in' })
  const fresh = await askForToken(secret.app, { grant_type: 'refresh_token', refresh_token: secret.refresh }, tools)
  if (fresh.ok) return ok({ ...fresh.value, refreshEndsUtc: fresh.value.refreshEndsUtc ?? secret.refreshEndsUtc })
  const { isOwnNo, failure } = fresh.failure
  return fail(isOwnNo ? { kind: 'needs-sign-in', detail: failure.detail } : failure)
}

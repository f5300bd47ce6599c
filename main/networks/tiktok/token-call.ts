import { z } from 'zod'
import type { NetworkFailure } from '../../../preload/contract/failures.ts'
import { fail, ok, type Result } from '../../../preload/contract/result.ts'
import type { Http } from '../../http/http.ts'
import { clip, failureOfRead } from '../judge-answer.ts'
import type { TiktokSecret } from './entities.ts'
import { refusal } from './failures.ts'
import { tiktokHosts } from './servers.ts'

const given = z.object({
  access_token: z.string().min(1), expires_in: z.number().positive(),
  refresh_token: z.string().min(1).nullish(), refresh_expires_in: z.number().positive().nullish().catch(null),
  open_id: z.string().min(1), scope: z.string(),
})
/** Answers of the OAuth calls are flat, and an error may come with a 200 (oauth-user-access-token-management). */
const refused = z.object({ error: z.string().min(1), error_description: z.string().optional().catch(undefined) })

export type Given = Omit<TiktokSecret, 'app'>
export type TokenFailure = { readonly kind: 'said-no'; readonly error: string } | { readonly kind: 'other'; readonly failure: NetworkFailure }

/** One call of the token endpoint. */
export async function callForTokens(form: Readonly<Record<string, string>>, http: Http, now: () => number): Promise<Result<Given, TokenFailure>> {
  const outcome = await http.send({ method: 'POST', url: `${tiktokHosts().api}/v2/oauth/token/`, body: new URLSearchParams(form) })
  if (outcome.kind !== 'answered' || outcome.status >= 500 || outcome.status === 429) return fail({ kind: 'other', failure: failureOfRead(outcome, refusal(now)) })
  const no = refused.safeParse(outcome.json)
  if (no.success) return fail({ kind: 'said-no', error: clip(no.data.error) })
  const yes = given.safeParse(outcome.json)
  if (!yes.success) return fail({ kind: 'other', failure: { kind: 'server-trouble', detail: `${outcome.status} the answer shows no token` } })
  const { access_token: access, refresh_token: refresh, expires_in: livesS, refresh_expires_in: refreshLivesS, open_id: openId, scope } = yes.data
  return ok({
    access, refresh: refresh ?? null, expiresUtc: now() + livesS * 1000, openId, scopes: scope.split(/[\s,]+/u).filter(Boolean),
    endsUtc: refreshLivesS === null || refreshLivesS === undefined ? null : now() + refreshLivesS * 1000,
  })
}

/** A day's token for the next one. TikTok may give a new refresh token with it; where it gives none, the old one stays. */
export async function renewTokens(secret: TiktokSecret, http: Http, now: () => number): Promise<Result<Given, NetworkFailure>> {
  const { app, refresh } = secret
  const answered = await callForTokens({ client_key: app.id, client_secret: app.secret, grant_type: 'refresh_token', refresh_token: refresh ?? '' }, http, now)
  if (answered.ok) return ok({ ...answered.value, endsUtc: answered.value.endsUtc ?? secret.endsUtc })
  const { failure } = answered
  if (failure.kind === 'other') return fail(failure.failure)
  // `invalid_client`: the owner's app was taken away or has another secret; it has to be given again, which is a new sign-in as well.
  return fail(['invalid_grant', 'invalid_client', 'unauthorized_client'].includes(failure.error) ? { kind: 'needs-sign-in', detail: failure.error } : { kind: 'server-trouble', detail: failure.error })
}

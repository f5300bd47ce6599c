import { z } from 'zod'
import type { NetworkFailure } from '../../../preload/contract/failures.ts'
import { fail, ok, type Result } from '../../../preload/contract/result.ts'
import type { Http, HttpOutcome } from '../../http/http.ts'
import { clip, failureOfRead, isSuccess, notRead } from '../judge-answer.ts'
import type { TokenSet } from '../tokens.ts'
import { refusal } from './failures.ts'
import type { Secret } from './secret.ts'
import type { Servers } from './servers.ts'

/** Answers of the token endpoint: https://learn.microsoft.com/en-us/linkedin/shared/authentication/authorization-code-flow, as quoted 23 Nov 2026. */
export const tokenAnswer = z.object({
  access_token: z.string().min(1),
  expires_in: z.number().positive(),
  scope: z.string().nullable().catch(null),
  /** For apps LinkedIn has approved for it only. */
  refresh_token: z.string().min(1).nullable().catch(null),
  refresh_token_expires_in: z.number().positive().nullable().catch(null),
})
export type TokenAnswer = z.infer<typeof tokenAnswer>
export const oauthError = z.object({ error: z.string(), error_description: z.string().optional() })

export type OauthTools = { readonly http: Http; readonly now: () => number; readonly servers: Servers; readonly signal?: AbortSignal }

export const postForm = ({ http, servers, signal }: OauthTools, path: 'accessToken' | 'revoke', form: Readonly<Record<string, string>>): Promise<HttpOutcome> =>
  http.send({ method: 'POST', url: `${servers.www}/oauth/v2/${path}`, body: new URLSearchParams(form), ...(signal ? { signal } : {}) })

/** What the token endpoint says no with; null: not its own word. */
export const saidNo = (outcome: HttpOutcome): string | null => {
  if (outcome.kind !== 'answered' || (outcome.status !== 400 && outcome.status !== 401)) return null
  const said = oauthError.safeParse(outcome.json)
  return said.success ? said.data.error : null
}

/** Whatever the reason of its own no, only the owner can go on: the grant is over, or the app's secret was made anew. */
export async function renew(secret: Secret, tools: OauthTools): Promise<Result<TokenSet, NetworkFailure>> {
  if (secret.refresh === null || secret.app === null) return fail({ kind: 'needs-sign-in', detail: 'LinkedIn gave no way to renew this sign-in' })
  const outcome = await postForm(tools, 'accessToken', { grant_type: 'refresh_token', refresh_token: secret.refresh, client_id: secret.app.id, client_secret: secret.app.secret })
  const answer = isSuccess(outcome) ? tokenAnswer.safeParse(outcome.json) : null
  if (answer?.success) return ok({ access: answer.data.access_token, refresh: answer.data.refresh_token ?? null, expiresUtc: tools.now() + answer.data.expires_in * 1000 })
  const no = saidNo(outcome)
  if (no !== null) return fail({ kind: 'needs-sign-in', detail: clip(no) })
  if (isSuccess(outcome)) return fail(notRead(outcome))
  return fail(failureOfRead(outcome, refusal(tools.now)))
}

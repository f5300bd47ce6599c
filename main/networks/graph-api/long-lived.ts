import { z } from 'zod'
import type { NetworkFailure } from '../../../preload/contract/failures.ts'
import { fail, ok, type Result } from '../../../preload/contract/result.ts'
import type { Http } from '../../http/http.ts'
import { failureOfRead, isSuccess } from '../judge-answer.ts'
import type { SecretCell } from '../network.ts'
import { createTokens, tokenSet, type Tokens, type TokenSet } from '../tokens.ts'
import { isWrongSecret, refusalOf } from './graph-error.ts'

const hourMs = 60 * 60_000
const dayMs = 24 * hourMs

/** A token of sixty days that renews itself (`refresh` is the token again), with the rights it was given for. */
export const longLivedSecret = tokenSet.extend({ /** Null: the network does not tell. */ scopes: z.array(z.string()).nullable() })
export type LongLivedSecret = z.infer<typeof longLivedSecret>

/** A token of which the network does not tell the end, and which it does not renew yet, is younger than a day: it has its sixty days before it. */
export const youngEndsUtc = (nowUtc: number): number => nowUtc + 59 * dayMs

const renewal = z.object({ access_token: z.string().min(1), expires_in: z.number().positive() })

export type TokenCall = { readonly http: Http; readonly now: () => number; readonly signal?: AbortSignal }

/** A call of the token's own pages (`/refresh_access_token`, `/access_token`): they take the token in the query only. */
export async function askForToken(origin: string, path: string, query: Readonly<Record<string, string>>, { http, now, signal }: TokenCall): Promise<Result<TokenSet, NetworkFailure>> {
  const url = new URL(path, origin)
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value)
  const outcome = await http.send({ method: 'GET', url: url.href, ...(signal ? { signal } : {}) })
  if (!isSuccess(outcome)) {
    const judged = failureOfRead(outcome, answer => refusalOf(answer, { now }))
    const failure: NetworkFailure = query['client_secret'] !== undefined && isWrongSecret(outcome) ? { kind: 'refused', reason: 'not-valid', detail: judged.detail } : judged
    const secrets = [query.access_token, query.client_secret].filter(secret => secret !== undefined)
    return fail({ ...failure, detail: secrets.reduce((text, secret) => text.replaceAll(secret, '[token]'), failure.detail) })
  }
  const parsed = renewal.safeParse(outcome.json)
  if (!parsed.success) return fail({ kind: 'server-trouble', detail: `${outcome.status} ${path}: the answer is not understood` })
  const { access_token: access, expires_in: seconds } = parsed.data
  return ok({ access, refresh: access, expiresUtc: Math.round(now() + seconds * 1000) })
}

/**
 * Renewed from its tenth day on: it must be a day old at least, and one that has ended cannot be renewed any more. A renewal that fails is
 * not tried again for an hour, since the old one still speaks.
 */
export function createLongLivedTokens<S extends TokenSet>(cell: SecretCell, shape: z.ZodType<S>, renew: (access: string) => Promise<Result<TokenSet, NetworkFailure>>, now: () => number): Tokens<S> {
  let failed: { readonly utc: number; readonly failure: NetworkFailure } | null = null
  return createTokens(cell, shape, now, async ({ access, expiresUtc }) => {
    if (expiresUtc !== null && expiresUtc <= now()) return fail({ kind: 'needs-sign-in', detail: 'the token has ended, and an ended one cannot be renewed' })
    if (failed && now() - failed.utc < hourMs) return fail(failed.failure)
    const fresh = await renew(access)
    failed = fresh.ok ? null : { utc: now(), failure: fresh.failure }
    return fresh
  }, 50 * dayMs)
}

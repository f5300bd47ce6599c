import type { NetworkFailure } from '../../../preload/contract/failures.ts'
import { fail, ok, type Result } from '../../../preload/contract/result.ts'
import { isSuccess } from '../judge-answer.ts'
import type { Session } from '../network.ts'
import type { Client } from './client.ts'
import { saysTokenIsDead } from './failures.ts'
import { postForm } from './oauth.ts'

/** Ends both tokens at Pinterest; what has ended already is as good. */
export async function revoke(client: Client, { http, now }: Pick<Session, 'http' | 'now'>): Promise<Result<void, NetworkFailure>> {
  const held = await client.secret()
  // What is not understood, or cannot be renewed any more, is no token.
  if (!held.ok) return held.failure.kind === 'needs-sign-in' ? ok(undefined) : held
  const { access, refresh, app } = held.value
  // The refresh token first: the other could be made anew by it.
  for (const [token, hint] of [[refresh, 'refresh_token'], [access, 'access_token']] as const) {
    if (token === null) continue
    const outcome = await postForm({ http, now, servers: client.servers }, 'token/revoke', app, { token, token_type_hint: hint })
    if (outcome.kind !== 'answered' || outcome.status === 429 || outcome.status >= 500) return fail(client.failureOfRead(outcome))
  }
  // Pinterest does not say whether it knew them; only a token that still works is a failure.
  const after = await http.send({ method: 'GET', url: `${client.servers.api}/v5/user_account`, headers: { authorization: `Bearer ${access}` } })
  if (after.kind === 'answered' && saysTokenIsDead(after)) return ok(undefined)
  return fail(isSuccess(after) ? { kind: 'server-trouble', detail: 'the token still works' } : client.failureOfRead(after))
}

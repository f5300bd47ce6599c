import type { NetworkFailure } from '../../../preload/contract/failures.ts'
import { fail, ok, type Result } from '../../../preload/contract/result.ts'
import type { Http } from '../../http/http.ts'
import { isSuccess } from '../judge-answer.ts'
import type { Client } from './client.ts'

/** Ends the sign-in at the server; one that has ended already is as good. */
export async function revoke(client: Client, http: Http): Promise<Result<void, NetworkFailure>> {
  const secret = await client.secret()
  // What is not understood was never a token: nothing stands open.
  if (!secret.ok) return secret.failure.kind === 'needs-sign-in' ? ok(undefined) : secret
  const { token, clientId, clientSecret } = secret.value
  const outcome = await http.send({ method: 'POST', url: `${client.origin}/oauth/revoke`, body: new URLSearchParams({ client_id: clientId, client_secret: clientSecret, token }) })
  if (isSuccess(outcome)) return ok(undefined)
  if (outcome.kind === 'not-sent') return fail({ kind: 'unreachable', detail: outcome.detail })
  // The server no longer knows our registration or the token; only a token that still works is a failure.
  return (await client.tokenState()) === 'dead' ? ok(undefined) : fail(await client.failureOfRead(outcome, { path: '/oauth/revoke' }))
}

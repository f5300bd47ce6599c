import type { NetworkFailure } from '../../../preload/contract/failures.ts'
import { fail, ok, type Result } from '../../../preload/contract/result.ts'
import { createGraphClient } from '../graph-api/client.ts'
import { isSuccess } from '../judge-answer.ts'
import type { Http } from '../../http/http.ts'
import type { Client } from './client.ts'
import { version } from './places.ts'

/**
 * Ends this Page's token and no other (https://developers.facebook.com/docs/business-management-apis/system-users/install-apps-and-generate-tokens,
 * read 27 Nov 2026). Taking the person's consent back instead would end all Pages that came with the same sign-in.
 */
export async function revoke(client: Client, http: Http, now: () => number): Promise<Result<void, NetworkFailure>> {
  const secret = await client.secret()
  // What is not understood was never a token: nothing stands open.
  if (!secret.ok) return secret.failure.kind === 'needs-sign-in' ? ok(undefined) : secret
  const { token, appId, appSecret } = secret.value
  if (appSecret === '') return fail({ kind: 'refused', reason: 'not-supported', detail: 'a token that was pasted is ended on the network’s own pages' })
  const asApp = createGraphClient({ origin: client.hosts.graph, version, http, now, voice: () => Promise.resolve(ok({ token: `${appId}|${appSecret}`, appSecret: null })) })
  const call = { path: '/oauth/revoke', query: { client_id: appId, client_secret: appSecret, revoke_token: token } }
  const outcome = await asApp.send(call)
  if (isSuccess(outcome)) return ok(undefined)
  const failure = await asApp.failureOfRead(outcome, call)
  return failure.kind === 'needs-sign-in' || failure.kind === 'missing' ? ok(undefined) : fail({ ...failure, detail: failure.detail.replaceAll(appSecret, '[secret]') })
}

import type { NetworkFailure } from '../../../preload/contract/failures.ts'
import { fail, ok, type Result } from '../../../preload/contract/result.ts'
import { described, failureOfRead, isSuccess } from '../judge-answer.ts'
import type { Session } from '../network.ts'
import { refusal } from './failures.ts'
import { postForm, saidNo } from './oauth.ts'
import { secretShape } from './secret.ts'
import type { Servers } from './servers.ts'
import { parseJson } from '../parse-json.ts'

/**
 * Ends the sign-in at LinkedIn. A token that speaks for several identities is only forgotten here, since its end would be the end of all of
 * them; so is one made on LinkedIn's own page, whose app is not known. Both end by themselves, sixty days after they were made.
 */
export async function revoke({ http, now, secret: cell }: Pick<Session, 'http' | 'now' | 'secret'>, servers: Servers): Promise<Result<void, NetworkFailure>> {
  const text = await cell.read()
  if (!text.ok) return fail({ kind: 'unreachable', detail: `the keychain gave no token: ${text.failure.kind}` })
  const secret = secretShape.safeParse(parseJson(text.value))
  // What is not understood was never a token: nothing stands open.
  if (!secret.success || secret.data.isForgotten) return ok(undefined)
  const { access, app, isShared } = secret.data
  if (app !== null && !isShared) {
    const outcome = await postForm({ http, now, servers }, 'revoke', { token: access, client_id: app.id, client_secret: app.secret })
    if (!isSuccess(outcome)) {
      // A token or an app it does not know: nothing stands open.
      if (saidNo(outcome) === null) return fail(failureOfRead(outcome, refusal(now)))
    } else if (outcome.status !== 200) return fail({ kind: 'server-trouble', detail: described(outcome) })
  }
  const forgotten = await cell.replace(JSON.stringify({ ...secret.data, access: 'forgotten', refresh: null, isForgotten: true }))
  return forgotten.ok ? ok(undefined) : fail({ kind: 'unreachable', detail: `the keychain did not forget the token: ${forgotten.failure.kind}` })
}

import type { NetworkFailure } from '../../../preload/contract/failures.ts'
import { fail, ok, type Result } from '../../../preload/contract/result.ts'
import { clip, described, isSuccess } from '../judge-answer.ts'
import type { Session } from '../network.ts'
import type { GoogleHosts } from './hosts.ts'
import { errorOf, withoutSecrets } from './oauth.ts'
import { readSecret } from './secret.ts'

/** What the keychain holds of an account that gave up its share of a consent: nothing to sign in with. */
const ended = JSON.stringify({ v: 1, ended: true })

/**
 * Ends the sign-in at Google; one that has ended already is as good. Google ends a consent as a whole: where other accounts of ours live by
 * it, ours forgets its tokens and the consent stays. The keychain is read as it is: a token that cannot be renewed must still be ended.
 */
export async function revokeGoogle({ secret, http }: Pick<Session, 'secret' | 'http'>, hosts: GoogleHosts): Promise<Result<void, NetworkFailure>> {
  const text = await secret.read()
  if (!text.ok) return fail({ kind: 'unreachable', detail: `the keychain gave no token: ${text.failure.kind}` })
  const held = readSecret(text.value)
  // What is not understood was never a token: nothing stands open.
  if (held === null) return ok(undefined)
  if (held.isShared) {
    const replaced = await secret.replace(ended)
    return replaced.ok ? ok(undefined) : fail({ kind: 'unreachable', detail: `the keychain did not take it: ${replaced.failure.kind}` })
  }
  const outcome = await http.send({ method: 'POST', url: `${hosts.oauth}/revoke`, body: new URLSearchParams({ token: held.refresh ?? held.access }) })
  if (isSuccess(outcome)) return ok(undefined)
  if (outcome.kind === 'not-sent') return fail({ kind: 'unreachable', detail: clip(outcome.detail) })
  if (outcome.kind === 'no-answer') return fail({ kind: 'server-trouble', detail: clip(outcome.detail) })
  return errorOf(outcome) === 'invalid_token' ? ok(undefined) : fail({ kind: 'server-trouble', detail: withoutSecrets(described(outcome), held) })
}

import type { NetworkFailure } from '../../../preload/contract/failures.ts'
import { fail, ok, type Result } from '../../../preload/contract/result.ts'
import type { HttpOutcome } from '../../http/http.ts'
import { failureOfRead, isJsonObject, isSuccess } from '../judge-answer.ts'
import type { Session } from '../network.ts'
import { xSecret } from './entities.ts'
import { endToken } from './oauth.ts'
import { parseJson } from '../parse-json.ts'

/** Ends the sign-in at X, the lasting token first; what has ended already is as good. */
export async function revoke({ secret, http }: Pick<Session, 'secret' | 'http'>): Promise<Result<void, NetworkFailure>> {
  const text = await secret.read()
  if (!text.ok) return fail({ kind: 'unreachable', detail: `the keychain gave no token: ${text.failure.kind}` })
  const held = xSecret.safeParse(parseJson(text.value))
  // What is not understood was never a token: nothing stands open.
  if (!held.success) return ok(undefined)
  for (const token of [held.data.refresh, held.data.access]) {
    if (token === null) continue
    const outcome = await endToken(held.data, token, { http })
    if (!isSuccess(outcome) && !isPlainNo(outcome)) return fail(failureOfRead(outcome, () => null))
  }
  return ok(undefined)
}

/** About a token that is no more. */
const isPlainNo = (outcome: HttpOutcome): boolean => outcome.kind === 'answered' && [400, 401, 404].includes(outcome.status) && isJsonObject(outcome.json)

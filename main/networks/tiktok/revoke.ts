import type { NetworkFailure } from '../../../preload/contract/failures.ts'
import { fail, ok, type Result } from '../../../preload/contract/result.ts'
import { failureOfRead, isSuccess } from '../judge-answer.ts'
import type { Client } from './client.ts'
import { readUser } from './who-am-i.ts'

/** Ends the sign-in at TikTok; one that has ended already is as good. */
export async function revoke(client: Client): Promise<Result<void, NetworkFailure>> {
  const outcome = await client.revoke()
  // Renewing was refused, or what the keychain holds was never a sign-in: nothing stands open.
  if (!outcome.ok) return outcome.failure.kind === 'needs-sign-in' ? ok(undefined) : outcome
  // The body of a yes is empty; an error is told with a 200 as well.
  if (isSuccess(outcome.value) && outcome.value.text.trim() === '') return ok(undefined)
  if (outcome.value.kind === 'not-sent') return fail({ kind: 'unreachable', detail: outcome.value.detail })
  // Only a token that still works is a failure.
  const user = await readUser(client)
  return !user.ok && user.failure.kind === 'needs-sign-in' ? ok(undefined) : fail(failureOfRead(outcome.value, () => null))
}

import type { NetworkFailure } from '../../../preload/contract/failures.ts'
import { ok, type Result } from '../../../preload/contract/result.ts'
import type { ThreadsClient } from './client.ts'

/** The network offers programs no way to end a sign-in: the owner does it on its pages (Settings → Account → Website permissions). Here it is used no more. */
export function revoke(client: ThreadsClient): Promise<Result<void, NetworkFailure>> {
  client.giveUp()
  return Promise.resolve(ok(undefined))
}

import type { NetworkFailure } from '../../../preload/contract/failures.ts'
import { ok, type Result } from '../../../preload/contract/result.ts'
import type { InstagramClient } from './client.ts'

/**
 * The network's own sign-in has no call that ends it: the owner does it on its pages (Settings → Apps and websites). With Facebook's the
 * token is a Page's, which may speak for that Page in this app as well: ending it here would end the other. Neither is used here any more.
 */
export function revoke(client: InstagramClient): Promise<Result<void, NetworkFailure>> {
  client.giveUp()
  return Promise.resolve(ok(undefined))
}

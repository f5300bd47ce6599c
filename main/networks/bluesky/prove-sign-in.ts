import { fail, ok, type Result } from '../../../preload/contract/result.ts'
import type { SecretCell, SignedIn, SignInOrder, SignInTools } from '../network.ts'
import { createClient } from './client.ts'
import type { Locks } from './locks.ts'
import type { Places } from './places.ts'
import type { Secret } from './secret.ts'
import type { Speaker } from './speaker.ts'
import { readWho } from './who-am-i.ts'

export type SignInParts = { readonly order: SignInOrder; readonly tools: SignInTools; readonly places: Places; readonly locks: Locks }

/** Reads the profile with the new secret: only that proves it. `speaks` makes the speaker for the cell the secret lies in meanwhile. */
export async function proveSignIn(secret: Secret, expiresUtc: number | null, speaks: (cell: SecretCell) => Speaker, { tools, places }: SignInParts): Promise<Result<SignedIn>> {
  let text = JSON.stringify(secret)
  const cell: SecretCell = {
    read: async () => ok(text),
    replace: async fresh => { text = fresh; return ok(undefined) },
  }
  const who = await readWho(createClient(speaks(cell), tools.now), secret.service, places)
  if (!who.ok) return who
  if (who.value.profile.remoteId !== secret.did) return fail({ kind: 'other-account', detail: 'the server speaks for another account' })
  return ok({ ...who.value, serverUrl: secret.service, secret: text, expiresUtc })
}

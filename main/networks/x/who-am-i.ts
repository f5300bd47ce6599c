import type { NetworkFailure } from '../../../preload/contract/failures.ts'
import type { Abilities, Limits } from '../../../preload/contract/networks.ts'
import { ok, type Result } from '../../../preload/contract/result.ts'
import type { Profile } from '../network.ts'
import type { Client } from './client.ts'
import { me } from './entities.ts'
import { personFrom } from './format.ts'
import { abilitiesFrom, xLimits } from './limits.ts'

export type WhoAmI = { readonly profile: Profile; readonly abilities: Abilities; readonly limits: Limits; readonly expiresUtc: null }

export const userFields = 'id,name,username,profile_image_url,public_metrics'

/** Who the token speaks for, proven by X. It is renewed as long as it is used, so it has no end that the owner must know. */
export async function readWhoAmI(client: Client): Promise<Result<WhoAmI, NetworkFailure>> {
  const read = await client.ask({ path: '/2/users/me', query: { 'user.fields': userFields }, scope: 'users.read' }, me)
  if (!read.ok) return read
  const secret = await client.secret()
  if (!secret.ok) return secret
  return ok({ profile: personFrom(read.value.data), abilities: abilitiesFrom(secret.value.scopes), limits: xLimits, expiresUtc: null })
}

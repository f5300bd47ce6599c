import type { NetworkFailure } from '../../../preload/contract/failures.ts'
import type { Abilities, Limits } from '../../../preload/contract/networks.ts'
import { fail, ok, type Result } from '../../../preload/contract/result.ts'
import type { GraphClient } from '../graph-api/client.ts'
import type { Profile } from '../network.ts'
import { tokenFacts, userEntity } from './entities.ts'
import { webUrl } from './items.ts'
import { abilitiesFrom, threadsLimits } from './limits.ts'

export type WhoAmI = { readonly profile: Profile; readonly abilities: Abilities; readonly limits: Limits; readonly expiresUtc: number | null }
/** Null: it does not tell. */
export type TokenFacts = { readonly scopes: readonly string[] | null; readonly endsUtc: number | null }

/** What a token may do and when it ends, by the network's own word (…/threads/troubleshooting/debug-access-token). */
export async function readTokenFacts(client: GraphClient, token: string): Promise<Result<TokenFacts, NetworkFailure>> {
  const read = await client.ask({ path: '/debug_token', query: { input_token: token } }, tokenFacts)
  // It tells testers of the app only: then its other answers must do.
  if (!read.ok) return read.failure.kind === 'refused' || read.failure.kind === 'missing' ? ok({ scopes: null, endsUtc: null }) : read
  const { is_valid: isValid, scopes, expires_at: ends, data_access_expires_at: accessEnds } = read.value.data
  if (!isValid) return fail({ kind: 'needs-sign-in', detail: 'debug_token: is_valid is false' })
  // The rights end on their own day, which a renewal moves as well.
  const all = [ends, accessEnds].filter(seconds => seconds > 0)
  return ok({ scopes, endsUtc: all.length === 0 ? null : Math.min(...all) * 1000 })
}

export async function readWhoAmI(client: GraphClient, token: string): Promise<Result<WhoAmI & TokenFacts, NetworkFailure>> {
  const user = await client.ask({ path: '/me', query: { fields: 'id,username,name,threads_profile_picture_url' } }, userEntity)
  if (!user.ok) return user
  const facts = await readTokenFacts(client, token)
  if (!facts.ok) return facts
  const { id, username, name, threads_profile_picture_url: picture } = user.value
  return ok({
    profile: { remoteId: id, handle: username, displayName: (name || username).slice(0, 1000), profileUrl: `https://www.threads.com/@${encodeURIComponent(username)}`, avatarUrl: webUrl(picture) },
    abilities: abilitiesFrom(facts.value.scopes), limits: threadsLimits, expiresUtc: facts.value.endsUtc, ...facts.value,
  })
}

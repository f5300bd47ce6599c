import type { NetworkFailure } from '../../../preload/contract/failures.ts'
import type { Abilities, Limits } from '../../../preload/contract/networks.ts'
import { ok, type Result } from '../../../preload/contract/result.ts'
import { graphId } from '../graph-api/client.ts'
import type { Profile } from '../network.ts'
import type { Client } from './client.ts'
import { pageEntity, pageFields, type PageEntity } from './entities.ts'
import { abilitiesFrom, defaultLimits } from './limits.ts'
import { safeUrl } from './refs.ts'

export type WhoAmI = { readonly profile: Profile; readonly abilities: Abilities; readonly limits: Limits; readonly expiresUtc: number | null }

/** The Page the token speaks for, as the network names it now. */
export async function readWhoAmI(remoteId: string, client: Client): Promise<Result<WhoAmI, NetworkFailure>> {
  const secret = await client.secret()
  if (!secret.ok) return secret
  const page = await client.ask({ path: `/${graphId(remoteId)}`, query: { fields: pageFields } }, pageEntity)
  if (!page.ok) return page
  return ok({ profile: profileOf(page.value), abilities: abilitiesFrom(secret.value.scopes), limits: defaultLimits, expiresUtc: secret.value.expiresUtc })
}

/** Not every Page has a user name: then its number stands for it. */
export const profileOf = ({ id, name, username, link, picture }: PageEntity): Profile => ({
  remoteId: id,
  handle: (username ?? '').replace(/^@/u, '').replaceAll(/\s/gu, '').slice(0, 400) || id,
  displayName: name.slice(0, 1000),
  profileUrl: safeUrl(link) ?? `https://www.facebook.com/${graphId(id)}`,
  avatarUrl: safeUrl(picture?.data?.url),
})

import type { NetworkFailure } from '../../../preload/contract/failures.ts'
import type { Abilities, Limits } from '../../../preload/contract/networks.ts'
import { ok, type Result } from '../../../preload/contract/result.ts'
import type { Profile } from '../network.ts'
import type { Client } from './client.ts'
import { locationEntity, type LocationEntity } from './entities.ts'
import { abilities, limits } from './limits.ts'
import { placeOf } from './refs.ts'
import { safeUrl } from '../google-api/safe-url.ts'

export type WhoAmI = { readonly profile: Profile; readonly abilities: Abilities; readonly limits: Limits; readonly expiresUtc: number | null }

export const readMask = 'name,title,storefrontAddress,metadata'

/** The place that the account stands for, as Google shows it now. */
export async function readWhoAmI(client: Client, remoteId: string): Promise<Result<WhoAmI, NetworkFailure>> {
  const read = await client.ask({ host: 'information', path: placeOf(remoteId), query: { readMask } }, locationEntity)
  if (!read.ok) return read
  const secret = await client.google.secret()
  return secret.ok ? ok({ profile: profileOf(remoteId, read.value), abilities, limits, expiresUtc: secret.value.refreshEndsUtc }) : secret
}

/** Places have no handle: name and town make one, which also tells two shops of one name apart. */
export function profileOf(remoteId: string, { title, storefrontAddress, metadata }: LocationEntity): Profile {
  const town = storefrontAddress?.locality ?? storefrontAddress?.addressLines?.[0] ?? ''
  const handle = `${title} ${town}`.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '-').replace(/^-|-$/gu, '')
  return { remoteId, handle: handle === '' ? placeOf(remoteId).replace('locations/', '') : handle.slice(0, 400), displayName: title.slice(0, 1000), profileUrl: safeUrl(metadata?.mapsUri), avatarUrl: null }
}

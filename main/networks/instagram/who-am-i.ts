import type { NetworkFailure } from '../../../preload/contract/failures.ts'
import type { Abilities, Limits } from '../../../preload/contract/networks.ts'
import { ok, type Result } from '../../../preload/contract/result.ts'
import { graphId, type GraphClient } from '../graph-api/client.ts'
import type { Profile } from '../network.ts'
import { ownUser, pageUser, type UserEntity } from './entities.ts'
import { webUrl } from './items.ts'
import { abilitiesFrom, limitsWith } from './limits.ts'
import type { AccountSecret } from './secret.ts'

export type WhoAmI = { readonly profile: Profile; readonly abilities: Abilities; readonly limits: Limits; readonly expiresUtc: number | null }

const common = 'username,name,profile_picture_url,followers_count,follows_count,media_count'

/** The account itself, by whichever sign-in; `remoteId` is needed where the token is a Page's. */
export const readUser = (client: GraphClient, login: AccountSecret['login'], remoteId: string): Promise<Result<UserEntity, NetworkFailure>> =>
  login === 'instagram' ? client.ask({ path: '/me', query: { fields: `user_id,${common}` } }, ownUser) : client.ask({ path: `/${graphId(remoteId)}`, query: { fields: `id,${common}` } }, pageUser)

export async function readWhoAmI(client: GraphClient, secret: Pick<AccountSecret, 'login' | 'scopes' | 'expiresUtc'>, remoteId: string): Promise<Result<WhoAmI, NetworkFailure>> {
  const user = await readUser(client, secret.login, remoteId)
  return user.ok ? ok({ profile: profileOf(user.value), abilities: abilitiesFrom(secret.login, secret.scopes), limits: limitsWith(secret.login), expiresUtc: secret.expiresUtc }) : user
}

export const profileOf = ({ id, username, name, profile_picture_url: picture }: UserEntity): Profile => ({
  remoteId: id, handle: username, displayName: (name || username).slice(0, 1000), profileUrl: `https://www.instagram.com/${encodeURIComponent(username)}/`, avatarUrl: webUrl(picture),
})

import type { NetworkFailure } from '../../../preload/contract/failures.ts'
import type { Abilities, Limits } from '../../../preload/contract/networks.ts'
import { ok, type Result } from '../../../preload/contract/result.ts'
import type { Profile } from '../network.ts'
import type { Client } from './client.ts'
import { creatorAnswer, userAnswer, type CreatorEntity, type UserEntity } from './entities.ts'
import { httpsOnly, profileUrl } from './format.ts'
import { abilitiesFrom, limitsFrom, type Scope } from './limits.ts'

const fieldsOf: Readonly<Partial<Record<Scope, readonly string[]>>> = {
  'user.info.basic': ['open_id', 'display_name', 'avatar_url'],
  'user.info.profile': ['username', 'profile_deep_link'],
  'user.info.stats': ['follower_count', 'following_count', 'video_count'],
}

/** Only fields whose right was given: asking for another is refused as a whole. */
export async function readUser(client: Client): Promise<Result<UserEntity, NetworkFailure>> {
  const secret = await client.secret()
  if (!secret.ok) return secret
  const fields = Object.entries(fieldsOf).flatMap(([scope, names]) => (secret.value.scopes.includes(scope) ? names : []))
  const read = await client.ask({ method: 'GET', path: '/v2/user/info/', query: { fields: fields.join(',') } }, userAnswer)
  return read.ok ? ok(read.value.data.user) : read
}

/** Asked for again before each post: what an account may do changes with its settings. */
export async function readCreator(client: Client): Promise<Result<CreatorEntity, NetworkFailure>> {
  const read = await client.ask({ path: '/v2/post/publish/creator_info/query/' }, creatorAnswer)
  return read.ok ? ok(read.value.data) : read
}

export async function readWhoAmI(client: Client): Promise<Result<{ readonly profile: Profile; readonly abilities: Abilities; readonly limits: Limits; readonly expiresUtc: number | null }, NetworkFailure>> {
  const user = await readUser(client)
  if (!user.ok) return user
  const secret = await client.secret()
  if (!secret.ok) return secret
  const { scopes, endsUtc } = secret.value
  const creator = scopes.includes('video.publish') ? await readCreator(client) : null
  // It says no to who has posted too much today, or throttles: the account is there all the same, and is asked again before it posts.
  if (creator && !creator.ok && creator.failure.kind !== 'refused' && creator.failure.kind !== 'rate-limited') return creator
  const told = creator?.ok ? creator.value : null
  const { open_id: remoteId, username, display_name: name, avatar_url: avatar } = user.value
  const handle = (username || told?.creator_username || remoteId).replaceAll(/\s|^@/gu, '')
  return ok({
    profile: {
      remoteId, handle, displayName: (name || told?.creator_nickname || handle).slice(0, 1000),
      profileUrl: handle === remoteId ? null : profileUrl(handle), avatarUrl: httpsOnly(avatar),
    },
    abilities: abilitiesFrom(scopes), limits: limitsFrom(told, scopes), expiresUtc: endsUtc,
  })
}

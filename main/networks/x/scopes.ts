import type { Ability } from '../../../preload/contract/networks.ts'

/** All that Comptoir does, right by right (docs.x.com, oauth-2-0/authorization-code, Aug 2026). `offline.access` gives the refresh token. */
export const wantedScopes = ['tweet.read', 'tweet.write', 'users.read', 'offline.access', 'media.write', 'tweet.moderate.write', 'dm.read', 'dm.write', 'mute.read', 'mute.write'] as const

/** The right an ability stands on; what is not named needs no more than reading. */
export const scopeOf: Partial<Record<Ability, (typeof wantedScopes)[number]>> = {
  text: 'tweet.write', images: 'media.write', video: 'media.write', thread: 'tweet.write', poll: 'tweet.write', reply: 'tweet.write', delete: 'tweet.write', boost: 'tweet.write',
  messages: 'dm.read', mute: 'mute.write', hide: 'tweet.moderate.write',
}

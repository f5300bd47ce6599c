/** All that Comptoir does, right by right (https://docs.joinmastodon.org/api/oauth-scopes/, read 2 Jul 2026); nothing administrative. */
export const wantedScopes = [
  'read:accounts', 'read:statuses', 'read:notifications', 'read:search', 'read:follows',
  'write:statuses', 'write:media', 'write:notifications', 'write:conversations', 'write:favourites',
  'write:mutes', 'write:blocks', 'write:follows', 'write:reports',
] as const

/** For servers that know only the old, wide rights. */
export const wideScopes = ['read', 'write', 'follow'] as const

export const readScopes = (text: string): string[] => text.split(/[\s+,]+/).filter(scope => scope !== '')

/** `write` holds `write:media`; the old `follow` holds follows, blocks and mutes. An empty list means the server did not say. */
export function holdsScope(held: readonly string[], wanted: string): boolean {
  if (held.length === 0 || held.includes(wanted)) return true
  const parent = wanted.split(':')[0] ?? wanted
  return held.includes(parent) || (held.includes('follow') && /:(follows|blocks|mutes)$/.test(wanted))
}

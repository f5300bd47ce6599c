// docs `/api/oauth-scopes`, read 2 Jul 2026; the admin scopes are left out, nobody here is an administrator.
const children = {
  read: ['accounts', 'blocks', 'bookmarks', 'favourites', 'filters', 'follows', 'lists', 'mutes', 'notifications', 'search', 'statuses'],
  write: ['accounts', 'blocks', 'bookmarks', 'conversations', 'favourites', 'filters', 'follows', 'lists', 'media', 'mutes', 'notifications', 'reports', 'statuses'],
}

export const knownScopes: readonly string[] = [
  'profile',
  'read',
  'write',
  'follow',
  'push',
  ...children.read.map((name) => `read:${name}`),
  ...children.write.map((name) => `write:${name}`),
]

export const scopeList = (text: string): string[] => text.split(/[\s+]+/).filter((scope) => scope !== '')

/** `read` holds every `read:…`; the old `follow` holds follows, blocks and mutes, both ways. */
export function holdsScope(held: readonly string[], wanted: string): boolean {
  if (held.includes(wanted)) return true
  const [parent = ''] = wanted.split(':')
  if (parent !== wanted && held.includes(parent)) return true
  return held.includes('follow') && /:(follows|blocks|mutes)$/.test(wanted)
}

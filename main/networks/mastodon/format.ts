import type { Person } from '../../../preload/contract/publishing.ts'
import type { AccountEntity, StatusEntity } from './entities.ts'
import { plainText } from './plain-text.ts'
import { safeUrl } from './safe-url.ts'

/** `user@host`, without a leading @; the server leaves the host out for its own people. */
export function handleOf(acct: string, ownHost: string): string {
  const bare = acct.replace(/^@/, '')
  return (bare.includes('@') ? bare : `${bare}@${ownHost}`).slice(0, 400)
}

export const hostOf = (handle: string): string => handle.slice(handle.lastIndexOf('@') + 1)

export function personFrom(account: AccountEntity, ownHost: string): Person {
  return {
    remoteId: account.id,
    handle: handleOf(account.acct, ownHost),
    displayName: (account.display_name || account.username || account.acct).slice(0, 1000),
    profileUrl: safeUrl(account.url),
    avatarUrl: safeUrl(account.avatar ?? account.avatar_static),
  }
}

/** A post's words as plain text, mentions written in full. */
export function statusText(status: StatusEntity, ownHost: string): string {
  const accts = new Map(status.mentions.map(mention => [safeUrl(mention.url), mention.acct] as const))
  const text = plainText(status.content, url => {
    const acct = accts.get(url)
    return acct ? handleOf(acct, ownHost) : null
  }, status.quote !== null && status.quote !== undefined)
  return text.slice(0, 200_000)
}

/**
 * An answer with the person's mention in front, unless it is there already: on this network only a mention rings.
 * People of our own server are mentioned without host, which every server understands, ports and test names included.
 */
export function withMention(text: string, handle: string, ownHost: string): string {
  const [user = '', host = ownHost] = handle.replace(/^@/, '').split('@')
  if (user === '') return text
  const isOwn = host.toLowerCase() === ownHost.toLowerCase()
  const escaped = user.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
  const hostPattern = host.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
  const full = `@${escaped}@${hostPattern}(?![\\p{L}\\p{N}_.:-]*[\\p{L}\\p{N}_])`
  const short = `@${escaped}(?![\\p{L}\\p{N}_@-]|\\.[\\p{L}\\p{N}])`
  if (new RegExp(`(?<![\\p{L}\\p{N}_@/])(?:${full}${isOwn ? `|${short}` : ''})`, 'iu').test(text)) return text
  return `@${isOwn ? user : `${user}@${host}`} ${text}`.trimEnd()
}

/** The language as Mastodon's list knows it: ISO 639, and the Chinese scripts by region. */
export function languageCode(tag: string | null): string | null {
  if (tag === null) return null
  const [primary = '', ...rest] = tag.split('-')
  if (primary.toLowerCase() === 'zh') return ['zh', ...rest.map(part => part.toUpperCase()).filter(part => /^(CN|HK|TW)$/.test(part))].join('-')
  return /^[a-z]{2,3}$/i.test(primary) ? primary.toLowerCase() : null
}

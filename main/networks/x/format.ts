import type { RemoteRef } from '../../../preload/contract/drafts.ts'
import type { Person } from '../../../preload/contract/publishing.ts'
import type { Hints } from '../fingerprint.ts'
import type { MessageEntity, PostEntity, UserEntity } from './entities.ts'
import { places } from './places.ts'

const httpsOnly = (address: string | null): string | null => (address !== null && address.length <= 2000 && URL.parse(address)?.protocol === 'https:' ? address : null)

export const personFrom = (user: UserEntity): Person => ({
  remoteId: user.id, handle: user.username, displayName: (user.name || user.username).slice(0, 1000),
  profileUrl: `${places().web}/${user.username}`, avatarUrl: httpsOnly(user.profile_image_url),
})

/** Somebody of whom X told only the number: suspended, or left out of the answer. */
export const strangerFrom = (userId: string): Person => ({ remoteId: userId, handle: userId, displayName: userId, profileUrl: null, avatarUrl: null })

/** `i` stands for whoever wrote it: X leads on to the right place. */
export const refOf = (postId: string, username: string | null = null): RemoteRef => ({ id: postId, url: `${places().web}/${username ?? 'i'}/status/${postId}`, extra: null })

/** X writes three signs of HTML into its texts, and nothing else of it. */
const plain = (text: string): string => text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&')

/** A post as it stands there, its short links among the words, with what X says they lead to. */
export type Words = { readonly text: string; readonly hints: Hints }

export function wordsOf(post: Pick<PostEntity, 'text' | 'entities' | 'note_tweet' | 'note_post'>): Words {
  const long = post.note_tweet ?? post.note_post
  return asWords(long && long.text !== '' ? long.text : post.text, [...post.entities?.urls ?? [], ...long?.entities?.urls ?? []])
}
export const wordsOfMessage = (message: MessageEntity): Words => asWords(message.text, message.entities?.urls ?? [])

function asWords(text: string, urls: NonNullable<PostEntity['entities']>['urls']): Words {
  const links = new Map<string, string>()
  const mediaLinks = new Set<string>()
  for (const { url, expanded_url: full, media_key: media } of urls) {
    // Pictures of the post itself stand behind its words as a link of their own.
    if (media !== null || /^https:\/\/(?:x|twitter)\.com\/[^/]+\/status\/\d+\/(?:photo|video)\/\d+$/u.test(full ?? '')) mediaLinks.add(url)
    else if (full !== null) links.set(url, full)
  }
  return { text: plain(text), hints: { links, mediaLinks } }
}

/** For reading: links written out, those of the post's own pictures left away. */
export function readable({ text, hints }: Words): string {
  let read = text
  for (const url of hints.mediaLinks ?? []) read = read.replaceAll(url, '')
  for (const [url, full] of hints.links ?? []) read = read.replaceAll(url, full)
  return read.trim().slice(0, 200_000)
}

/** An answer carries the names of those it goes to in front of its words, put there by X. What we wrote ourselves stays. */
export function withoutNames(text: string, sent: string): string {
  const [names = ''] = /^(?:@\w{1,15}\s+)+/u.exec(text) ?? []
  const [own = ''] = /^(?:@\w{1,15}\s+)+/u.exec(sent) ?? []
  return own !== '' && names.toLowerCase().endsWith(own.toLowerCase()) ? text.slice(names.length - own.length) : text.slice(names.length)
}

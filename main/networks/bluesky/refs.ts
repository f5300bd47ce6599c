import { z } from 'zod'
import type { RemoteRef } from '../../../preload/contract/drafts.ts'
import type { Person } from '../../../preload/contract/publishing.ts'
import { itemKey, networkId, type AccountId, type ItemKey } from '../../../preload/contract/ids.ts'
import { strongRef, type ProfileView, type StrongRef } from './entities.ts'
import { isLoopback } from './places.ts'

export const blueskyId = networkId.parse('bluesky')

/** What a ref carries besides its at-uri: version and thread root for answers, the time a notification came for marking it as read. */
const extra = z.object({ cid: z.string().optional(), root: strongRef.optional(), seenUtc: z.number().optional(), message: z.string().optional() })
export type RefExtra = z.infer<typeof extra>

export function readExtra(ref: RemoteRef): RefExtra {
  if (ref.extra === null) return {}
  try {
    const parsed = extra.safeParse(JSON.parse(ref.extra))
    return parsed.success ? parsed.data : {}
  } catch {
    return {} // pasted by hand: its id alone counts
  }
}

/** `at://did/collection/rkey` in its parts; null when it is none. */
export function readAtUri(uri: string): { readonly did: string; readonly collection: string; readonly rkey: string } | null {
  const match = /^at:\/\/(did:[a-z]+:[A-Za-z0-9._:%-]+)\/([a-zA-Z0-9.-]+)\/([A-Za-z0-9._:~-]+)$/.exec(uri)
  return match ? { did: match[1] ?? '', collection: match[2] ?? '', rkey: match[3] ?? '' } : null
}

/**
 * The page of a post. bsky.app shows every post of the network, whatever server it lies on; only a server on this computer
 * is out of its sight, and there the record itself is the one address that opens.
 */
export function permalinkOf(uri: string, serverUrl: string): string | null {
  const at = readAtUri(uri)
  if (!at) return null
  if (isLoopback(serverUrl)) return `${serverUrl}/xrpc/com.atproto.repo.getRecord?${new URLSearchParams({ repo: at.did, collection: at.collection, rkey: at.rkey })}`
  return at.collection === 'app.bsky.feed.post' ? `https://bsky.app/profile/${at.did}/post/${at.rkey}` : `https://bsky.app/profile/${at.did}`
}

export const refOf = (post: { readonly uri: string; readonly cid?: string | undefined }, serverUrl: string, more: RefExtra = {}): RemoteRef =>
  ({ id: post.uri, url: permalinkOf(post.uri, serverUrl), extra: JSON.stringify({ cid: post.cid, ...more }) })

export const convoRef = (convoId: string, more: RefExtra = {}): RemoteRef => ({ id: convoId, url: `https://bsky.app/messages/${encodeURIComponent(convoId)}`, extra: JSON.stringify(more) })
/** Posts are at-uris, conversations are not. */
export const isConvo = (ref: RemoteRef): boolean => !ref.id.startsWith('at://')

export const keyOf = (accountId: AccountId, remoteId: string): ItemKey => itemKey.parse(`bluesky:${accountId}:${remoteId}`.slice(0, 600))

export function personOf(profile: ProfileView): Person {
  const handle = profile.handle === 'handle.invalid' ? profile.did : profile.handle
  return {
    remoteId: profile.did, handle: handle.slice(0, 400), displayName: (profile.displayName || handle).slice(0, 1000),
    profileUrl: `https://bsky.app/profile/${profile.did}`, avatarUrl: safeUrl(profile.avatar),
  }
}

/** An address from a stranger: https, or http on this computer; else null. */
export function safeUrl(text: string | undefined): string | null {
  const url = text === undefined || text.length > 2000 ? null : URL.parse(text)
  return url && (url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url.href))) ? url.href : null
}

/** The root a reply to this post names: that of its thread, or itself. */
export const rootOf = (post: StrongRef, reply: { readonly root: StrongRef } | undefined): StrongRef => reply?.root ?? { uri: post.uri, cid: post.cid }

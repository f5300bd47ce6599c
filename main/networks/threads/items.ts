import { itemKey, networkId, type AccountId, type ItemKey } from '../../../preload/contract/ids.ts'
import { item as itemShape, ownPost as ownPostShape, threadPost as threadPostShape, type Item, type OwnPost, type ThreadPost } from '../../../preload/contract/items.ts'
import type { RemoteRef } from '../../../preload/contract/drafts.ts'
import type { Person } from '../../../preload/contract/publishing.ts'
import { graphInstant } from '../graph-api/paging.ts'
import { childrenOf, type ChildEntity, type MediaEntity } from './entities.ts'

export const threadsId = networkId.parse('threads')

/** Whose eyes the entities are read with. */
export type Reader = { readonly accountId: AccountId; readonly remoteId: string; readonly handle: string; readonly now: () => number }

export const keyOf = (reader: Pick<Reader, 'accountId'>, remoteId: string): ItemKey => itemKey.parse(`threads:${reader.accountId}:${remoteId}`)

export const webUrl = (url: string | null | undefined): string | null => (url && /^https?:\/\//u.test(url) && URL.canParse(url) ? url : null)
export const refOf = (media: Pick<MediaEntity, 'id' | 'permalink'>): RemoteRef => ({ id: media.id, url: webUrl(media.permalink), extra: null })
export const instantOf = (media: Pick<MediaEntity, 'timestamp'>, reader: Pick<Reader, 'now'>): number => graphInstant(media.timestamp) ?? reader.now()

/** Each maker below ends in the contract's own parser: what does not fit is dropped here, one thing at a time. */
function parsed<T>(shape: { safeParse(value: unknown): { success: true; data: T } | { success: false } }, value: T): T | null {
  const result = shape.safeParse(value)
  return result.success ? result.data : null
}

/** The network tells no number of other people, only their names, which are their addresses as well. */
const personOf = ({ username }: MediaEntity): Person => ({ remoteId: username, handle: username, displayName: username, profileUrl: username === '' ? null : `https://www.threads.com/@${encodeURIComponent(username)}`, avatarUrl: null })
const isOwn = (media: MediaEntity, reader: Reader): boolean => media.is_reply_owned_by_me === true || media.username.toLowerCase() === reader.handle.toLowerCase()

/** Somebody's answer under a post of ours, or a post that names us. Null: our own, or unusable. */
export function itemFrom(media: MediaEntity, kind: 'reply' | 'mention', reader: Reader): Item | null {
  if (isOwn(media, reader)) return null
  return parsed(itemShape, {
    key: keyOf(reader, media.id), accountId: reader.accountId, network: threadsId, kind,
    person: personOf(media), text: media.text, contentWarning: null, media: mediaOf(media), createdUtc: instantOf(media, reader), isPublic: true,
    ref: refOf(media),
    about: kind === 'reply' && media.replied_to ? { id: media.replied_to.id, url: null, extra: null } : null,
    conversation: media.root_post?.id ?? media.id,
  })
}

export function threadPostFrom(media: MediaEntity, root: string, reader: Reader): ThreadPost | null {
  return parsed(threadPostShape, {
    key: keyOf(reader, media.id), accountId: reader.accountId, conversation: root, ref: refOf(media), person: personOf(media), text: media.text, contentWarning: null,
    media: mediaOf(media), createdUtc: instantOf(media, reader), isOwn: isOwn(media, reader), replyTo: media.replied_to?.id ?? null,
  })
}

export function ownPostFrom(media: MediaEntity, reader: Reader): OwnPost | null {
  return parsed(ownPostShape, {
    key: keyOf(reader, media.id), accountId: reader.accountId, network: threadsId, ref: refOf(media), text: media.text, media: mediaOf(media), createdUtc: instantOf(media, reader), isReply: false,
  })
}

function mediaOf(media: MediaEntity): Item['media'] {
  const children = childrenOf(media)
  return (children.length > 0 ? children : [media]).flatMap(fileOf).slice(0, 50)
}

function fileOf(file: ChildEntity): Item['media'] {
  const url = webUrl(file.media_url)
  const kind = file.media_type === 'IMAGE' ? 'image' : file.media_type === 'VIDEO' ? 'video' : file.media_type === 'AUDIO' ? 'audio' : 'other'
  return url === null ? [] : [{ kind, url, previewUrl: webUrl(file.thumbnail_url), alt: (file.alt_text ?? '').slice(0, 10_000) }]
}

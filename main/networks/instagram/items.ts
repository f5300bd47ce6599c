import { z } from 'zod'
import { itemKey, networkId, type AccountId, type ItemKey } from '../../../preload/contract/ids.ts'
import { item as itemShape, ownPost as ownPostShape, threadPost as threadPostShape, type Item, type OwnPost, type ThreadPost } from '../../../preload/contract/items.ts'
import type { RemoteRef } from '../../../preload/contract/drafts.ts'
import type { Person } from '../../../preload/contract/publishing.ts'
import { readCursor } from '../cursor.ts'
import { graphInstant } from '../graph-api/paging.ts'
import { childrenOf, type ChildEntity, type CommentEntity, type MediaEntity, type MessageEntity } from './entities.ts'

export const instagramId = networkId.parse('instagram')

/** Whose eyes the entities are read with. */
export type Reader = { readonly accountId: AccountId; readonly remoteId: string; readonly handle: string; readonly now: () => number }

/** What a ref stands for; a thing of another kind is answered, liked and found elsewhere. */
const extra = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('media') }),
  z.object({ kind: z.literal('story') }),
  /** A post of somebody else's that shows us. */
  z.object({ kind: z.literal('tag') }),
  /** `top`: the comment under which answers to this one stand. */
  z.object({ kind: z.literal('comment'), media: z.string(), top: z.string() }),
  z.object({ kind: z.literal('message'), conversation: z.string() }),
])
export type RefExtra = z.infer<typeof extra>
export const refTo = (id: string, url: string | null, about: RefExtra): RemoteRef => ({ id, url, extra: JSON.stringify(about) })
export const readExtra = (ref: RemoteRef): RefExtra | null => readCursor(ref.extra, extra)

export const keyOf = (reader: Pick<Reader, 'accountId'>, remoteId: string): ItemKey => itemKey.parse(`instagram:${reader.accountId}:${remoteId}`.slice(0, 600))
export const webUrl = (url: string | null | undefined): string | null => (url && /^https?:\/\//u.test(url) && URL.canParse(url) ? url : null)
export const instantOf = (written: string | null | undefined, reader: Pick<Reader, 'now'>): number => graphInstant(written) ?? reader.now()

/** Each maker below ends in the contract's own parser: what does not fit is dropped here, one thing at a time. */
function parsed<T>(shape: { safeParse(value: unknown): { success: true; data: T } | { success: false } }, value: T): T | null {
  const result = shape.safeParse(value)
  return result.success ? result.data : null
}

function personOf(id: string | undefined, username: string): Person {
  const profileUrl = username === '' ? null : `https://www.instagram.com/${encodeURIComponent(username)}/`
  return { remoteId: id ?? username, handle: username === '' ? id ?? '' : username, displayName: username, profileUrl, avatarUrl: null }
}
const nameOf = (comment: CommentEntity): string => comment.username || comment.from?.username || ''
export const isOwnComment = (comment: CommentEntity, reader: Pick<Reader, 'remoteId' | 'handle'>): boolean => comment.from?.id === reader.remoteId || nameOf(comment).toLowerCase() === reader.handle.toLowerCase()

export type Under = { readonly media: Pick<MediaEntity, 'id' | 'permalink'>; readonly top: string }

/** Somebody's comment under a post of ours. Null: our own, or unusable. */
export function itemFromComment(comment: CommentEntity, { media, top }: Under, reader: Reader): Item | null {
  if (isOwnComment(comment, reader)) return null
  const url = webUrl(media.permalink)
  return parsed(itemShape, {
    key: keyOf(reader, comment.id), accountId: reader.accountId, network: instagramId, kind: 'reply',
    person: personOf(comment.from?.id, nameOf(comment)), text: comment.text, contentWarning: null, media: [], createdUtc: instantOf(comment.timestamp, reader), isPublic: true,
    ref: refTo(comment.id, url, { kind: 'comment', media: media.id, top }), about: refTo(media.id, url, { kind: 'media' }), conversation: media.id,
  })
}

/** A post of somebody else's in which we are marked. */
export function itemFromTag(media: MediaEntity, reader: Reader): Item | null {
  return parsed(itemShape, {
    key: keyOf(reader, media.id), accountId: reader.accountId, network: instagramId, kind: 'mention',
    person: personOf(undefined, media.username), text: media.caption ?? '', contentWarning: null, media: filesOf(media), createdUtc: instantOf(media.timestamp, reader), isPublic: true,
    ref: refTo(media.id, webUrl(media.permalink), { kind: 'tag' }), about: null, conversation: media.id,
  })
}

export function itemFromMessage(message: MessageEntity, conversation: string, reader: Reader): Item | null {
  if (message.from.id === reader.remoteId || message.from.username.toLowerCase() === reader.handle.toLowerCase()) return null
  return parsed(itemShape, {
    key: keyOf(reader, message.id), accountId: reader.accountId, network: instagramId, kind: 'message',
    person: personOf(message.from.id, message.from.username), text: message.message, contentWarning: null, media: [], createdUtc: instantOf(message.created_time, reader), isPublic: false,
    ref: refTo(message.id, null, { kind: 'message', conversation }), about: null, conversation,
  })
}

type Written = { readonly id: string; readonly ref: RemoteRef; readonly person: Person; readonly text: string; readonly createdUtc: number; readonly isOwn: boolean; readonly replyTo: string | null; readonly media?: Item['media'] }
const threadPost = (written: Written, conversation: string, reader: Reader): ThreadPost | null => {
  const { id, media = [], ...rest } = written
  return parsed(threadPostShape, { key: keyOf(reader, id), accountId: reader.accountId, conversation, contentWarning: null, media, ...rest })
}
export const threadPostFromMedia = (media: MediaEntity, reader: Reader): ThreadPost | null => threadPost({
  id: media.id, ref: refTo(media.id, webUrl(media.permalink), { kind: 'media' }), person: personOf(undefined, media.username), text: media.caption ?? '', media: filesOf(media),
  createdUtc: instantOf(media.timestamp, reader), isOwn: media.username.toLowerCase() === reader.handle.toLowerCase(), replyTo: null,
}, media.id, reader)
export const threadPostFromComment = (comment: CommentEntity, { media, top }: Under, reader: Reader): ThreadPost | null => threadPost({
  id: comment.id, ref: refTo(comment.id, webUrl(media.permalink), { kind: 'comment', media: media.id, top }), person: personOf(comment.from?.id, nameOf(comment)), text: comment.text,
  createdUtc: instantOf(comment.timestamp, reader), isOwn: isOwnComment(comment, reader), replyTo: comment.id === top ? media.id : top,
}, media.id, reader)
export const threadPostFromMessage = (message: MessageEntity, conversation: string, reader: Reader): ThreadPost | null => threadPost({
  id: message.id, ref: refTo(message.id, null, { kind: 'message', conversation }), person: personOf(message.from.id, message.from.username), text: message.message,
  createdUtc: instantOf(message.created_time, reader), isOwn: message.from.id === reader.remoteId || message.from.username.toLowerCase() === reader.handle.toLowerCase(), replyTo: null,
}, conversation, reader)

export function ownPostFrom(media: MediaEntity, reader: Reader): OwnPost | null {
  const kind = media.media_product_type === 'STORY' ? 'story' : 'media'
  return parsed(ownPostShape, {
    key: keyOf(reader, media.id), accountId: reader.accountId, network: instagramId, ref: refTo(media.id, webUrl(media.permalink), { kind }), text: media.caption ?? '', media: filesOf(media),
    createdUtc: instantOf(media.timestamp, reader), isReply: false,
  })
}

function filesOf(media: MediaEntity): Item['media'] {
  const children = childrenOf(media)
  return (children.length > 0 ? children : [media]).flatMap(fileOf).slice(0, 50)
}

function fileOf(file: ChildEntity): Item['media'] {
  const url = webUrl(file.media_url)
  const kind = file.media_type === 'VIDEO' ? 'video' : 'image'
  return url === null ? [] : [{ kind, url, previewUrl: webUrl(file.thumbnail_url), alt: (file.alt_text ?? '').slice(0, 10_000) }]
}

import { item as itemShape, ownPost as ownPostShape, threadPost as threadPostShape, type Item, type OwnPost, type PostSample, type ThreadPost } from '../../../preload/contract/items.ts'
import type { RemoteRef } from '../../../preload/contract/drafts.ts'
import { itemKey, networkId, type AccountId, type ItemKey } from '../../../preload/contract/ids.ts'
import type { Person } from '../../../preload/contract/publishing.ts'
import { figuresOf } from '../graph-api/insights.ts'
import { z } from 'zod'
import type { Attachment, CommentEntity, MessageEntity, PostEntity } from './entities.ts'
import { refTo, safeUrl, type RefExtra } from './refs.ts'

export const facebookId = networkId.parse('facebook')

/** Whose eyes the entities are read with. */
export type Reader = { readonly accountId: AccountId; readonly remoteId: string; readonly handle: string; readonly now: () => number }

export const keyOf = (reader: Reader, remoteId: string): ItemKey => itemKey.parse(`facebook:${reader.accountId}:${remoteId}`.slice(0, 600))

/** Each maker below ends in the contract's own parser: what does not fit is dropped here, one thing at a time. */
function parsed<T>(shape: { safeParse(value: unknown): { success: true; data: T } | { success: false } }, value: T): T | null {
  const result = shape.safeParse(value)
  return result.success ? result.data : null
}

type Profile = CommentEntity['from']
/** Who wrote is told only with some rights, and not of everybody. */
const personOf = (profile: Profile): Person => ({ remoteId: (profile?.id ?? 'unknown').slice(0, 1000), handle: (profile?.name || profile?.id || 'Facebook').slice(0, 400), displayName: (profile?.name ?? '').slice(0, 1000), profileUrl: null, avatarUrl: null })

const mediaOf = (attachment: Attachment | null | undefined): Item['media'] => {
  const url = safeUrl(attachment?.media?.source) ?? safeUrl(attachment?.media?.image?.src)
  if (!attachment || url === null || attachment.media_type === 'link' || attachment.type === 'share') return []
  const kind = attachment.media_type.startsWith('video') || attachment.type.startsWith('video') ? 'video' : 'image'
  return [{ kind, url, previewUrl: safeUrl(attachment.media?.image?.src), alt: attachment.description.slice(0, 10_000) }]
}
const allMedia = ({ attachments }: PostEntity): Item['media'] => (attachments?.data ?? []).flatMap(one => (one.subattachments?.data.length ? one.subattachments.data.flatMap(mediaOf) : mediaOf(one))).slice(0, 50)
const instantOf = (utc: number | null, reader: Reader): number => utc ?? reader.now()

const refOfComment = (comment: CommentEntity, post: string): RemoteRef => refTo(comment.id, comment.permalink_url, { kind: 'comment', post, ...(comment.parent ? { parent: comment.parent.id } : {}) })

/** Somebody's comment under a post of ours. */
export const itemFromComment = (comment: CommentEntity, post: { readonly id: string; readonly permalink_url?: string | null | undefined }, reader: Reader): Item | null => parsed(itemShape, {
  key: keyOf(reader, comment.id), accountId: reader.accountId, network: facebookId, kind: 'reply', person: personOf(comment.from), text: comment.message, contentWarning: null,
  media: mediaOf(comment.attachment), createdUtc: instantOf(comment.created_time, reader), isPublic: !comment.is_hidden,
  ref: refOfComment(comment, post.id), about: refTo(post.id, post.permalink_url, { kind: 'post' }), conversation: post.id.slice(0, 1000),
})

/** A post by others that names the Page, or that stands on it. */
export const itemFromPost = (post: PostEntity, reader: Reader): Item | null => parsed(itemShape, {
  key: keyOf(reader, post.id), accountId: reader.accountId, network: facebookId, kind: 'mention', person: personOf(post.from), text: post.message, contentWarning: null,
  media: allMedia(post), createdUtc: instantOf(post.created_time, reader), isPublic: true, ref: refTo(post.id, post.permalink_url, { kind: 'post' }), about: null, conversation: post.id.slice(0, 1000),
})

const filesOf = ({ attachments }: MessageEntity): Item['media'] => (attachments?.data ?? []).flatMap((file): Item['media'] => {
  const url = safeUrl(file.image_data?.url ?? file.video_data?.url ?? file.file_url)
  const kind = file.image_data ? 'image' : file.video_data ? 'video' : file.mime_type.startsWith('audio/') ? 'audio' : 'other'
  return url === null ? [] : [{ kind, url, previewUrl: safeUrl(file.image_data?.preview_url ?? file.video_data?.preview_url), alt: file.name.slice(0, 10_000) }]
}).slice(0, 50)

const extraOf = (conversation: string, person: string | undefined): RefExtra => ({ kind: 'message', conversation, ...(person === undefined ? {} : { person }) })

export const itemFromMessage = (message: MessageEntity, conversation: string, reader: Reader): Item | null => parsed(itemShape, {
  key: keyOf(reader, message.id), accountId: reader.accountId, network: facebookId, kind: 'message', person: personOf(message.from), text: message.message, contentWarning: null,
  media: filesOf(message), createdUtc: instantOf(message.created_time, reader), isPublic: false, ref: refTo(message.id, null, extraOf(conversation, message.from?.id)), about: null, conversation: conversation.slice(0, 1000),
})

export const threadPostFromMessage = (message: MessageEntity, conversation: string, person: string | undefined, reader: Reader): ThreadPost | null => parsed(threadPostShape, {
  key: keyOf(reader, message.id), accountId: reader.accountId, conversation: conversation.slice(0, 1000), ref: refTo(message.id, null, extraOf(conversation, person)), person: personOf(message.from),
  text: message.message, contentWarning: null, media: filesOf(message), createdUtc: instantOf(message.created_time, reader), isOwn: message.from?.id === reader.remoteId, replyTo: null,
})

export const threadPostFromComment = (comment: CommentEntity, post: string, reader: Reader): ThreadPost | null => parsed(threadPostShape, {
  key: keyOf(reader, comment.id), accountId: reader.accountId, conversation: post.slice(0, 1000), ref: refOfComment(comment, post), person: personOf(comment.from), text: comment.message, contentWarning: null,
  media: mediaOf(comment.attachment), createdUtc: instantOf(comment.created_time, reader), isOwn: comment.from?.id === reader.remoteId, replyTo: comment.parent?.id ?? post,
})

export const threadPostFromPost = (post: PostEntity, reader: Reader): ThreadPost | null => parsed(threadPostShape, {
  key: keyOf(reader, post.id), accountId: reader.accountId, conversation: post.id.slice(0, 1000), ref: refTo(post.id, post.permalink_url, { kind: 'post' }), person: personOf(post.from), text: post.message, contentWarning: null,
  media: allMedia(post), createdUtc: instantOf(post.created_time, reader), isOwn: post.from?.id === reader.remoteId, replyTo: null,
})

/** A video's number goes with its post: deleting and editing go by it. */
export const ownPostFrom = (post: PostEntity, reader: Reader): OwnPost | null => parsed(ownPostShape, {
  key: keyOf(reader, post.id), accountId: reader.accountId, network: facebookId, ref: refTo(post.id, post.permalink_url, videoOf(post)), text: post.message, media: allMedia(post), createdUtc: instantOf(post.created_time, reader), isReply: false,
})
function videoOf({ attachments }: PostEntity): RefExtra {
  const video = attachments?.data.find(one => one.media_type.startsWith('video'))?.target?.id
  return video === undefined ? { kind: 'post' } : { kind: 'video', video }
}

const total = z.object({ summary: z.object({ total_count: z.number().int().nonnegative() }) })

/** Figures as far as they are told: an absent one is unknown, which is not zero. */
export function postSampleFrom(post: PostEntity, reader: Reader): PostSample {
  const comments = total.safeParse(post.comments)
  const insights = figuresOf(post.insights)
  const set = (name: keyof PostSample['figures'], value: number | null | undefined): PostSample['figures'] => (value === null || value === undefined ? {} : { [name]: value })
  return {
    accountId: reader.accountId, key: keyOf(reader, post.id), utc: reader.now(),
    figures: {
      ...set('likes', post.reactions?.summary.total_count), ...set('replies', comments.success ? comments.data.summary.total_count : null), ...set('shares', post.shares?.count),
      ...set('views', insights.get('post_media_view')), ...set('reach', insights.get('post_total_media_view_unique')), ...set('clicks', insights.get('post_clicks')),
    },
  }
}

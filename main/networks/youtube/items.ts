import { itemKey, networkId, type AccountId, type ItemKey } from '../../../preload/contract/ids.ts'
import { item as itemShape, ownPost as ownPostShape, threadPost as threadPostShape, type Item, type OwnPost, type PostSample, type ThreadPost } from '../../../preload/contract/items.ts'
import type { Person } from '../../../preload/contract/publishing.ts'
import type { CommentEntity, ThreadEntity, VideoEntity } from './entities.ts'
import { channelUrl, commentRef, videoRef, watchUrl } from './refs.ts'
import { safeUrl } from '../google-api/safe-url.ts'

export const youtubeId = networkId.parse('youtube')

/** Whose eyes the entities are read with. */
export type Reader = { readonly accountId: AccountId; readonly remoteId: string; readonly handle: string; readonly now: () => number }

export const keyOf = (reader: Reader, remoteId: string): ItemKey => itemKey.parse(`youtube:${reader.accountId}:${remoteId}`)

/** Each maker ends in the contract's own parser: what does not fit is dropped here, one thing at a time. */
function parsed<T>(shape: { safeParse(value: unknown): { success: true; data: T } | { success: false } }, value: T): T | null {
  const result = shape.safeParse(value)
  return result.success ? result.data : null
}

export function instantOf(text: string | null | undefined, now: () => number): number {
  const at = Date.parse(text ?? '')
  return Number.isFinite(at) && at >= 0 ? at : now()
}

/** Commenters are shown by their handle (`@name`) since 2023; older copies show a name. */
export function authorOf({ snippet }: CommentEntity): Person {
  const name = snippet.authorDisplayName ?? ''
  const id = snippet.authorChannelId?.value ?? ''
  return { remoteId: id, handle: (/^@\S+$/u.test(name) ? name.slice(1) : id).slice(0, 400), displayName: name.slice(0, 1000), profileUrl: id === '' ? safeUrl(snippet.authorChannelUrl) : channelUrl(id), avatarUrl: safeUrl(snippet.authorProfileImageUrl) }
}

/** A picture or an animation in a comment, possible since 30 Sep 2026. */
function mediaOf({ snippet }: CommentEntity): Item['media'] {
  const url = safeUrl(snippet.imageUrl)
  return url === null ? [] : [{ kind: 'image', url, previewUrl: null, alt: '' }]
}

const wordsOf = ({ snippet }: CommentEntity): string => (snippet.textOriginal ?? snippet.textDisplay ?? '').slice(0, 200_000)

export const isOwn = ({ snippet }: CommentEntity, reader: Reader): boolean => snippet.authorChannelId?.value === reader.remoteId

export function itemFrom(comment: CommentEntity, { id: thread, snippet }: Pick<ThreadEntity, 'id' | 'snippet'>, reader: Reader): Item | null {
  const video = snippet.videoId ?? comment.snippet.videoId ?? null
  return parsed(itemShape, {
    key: keyOf(reader, comment.id), accountId: reader.accountId, network: youtubeId, kind: 'reply', person: authorOf(comment), text: wordsOf(comment), contentWarning: null, media: mediaOf(comment),
    createdUtc: instantOf(comment.snippet.publishedAt, reader.now), isPublic: (snippet.isPublic ?? true) && (comment.snippet.moderationStatus ?? 'published') === 'published',
    ref: commentRef(comment.id, thread, video), about: video === null ? null : videoRef(video), conversation: thread,
  })
}

export function threadPostFrom(comment: CommentEntity, thread: string, video: string | null, reader: Reader): ThreadPost | null {
  return parsed(threadPostShape, {
    key: keyOf(reader, comment.id), accountId: reader.accountId, conversation: thread, ref: commentRef(comment.id, thread, video), person: authorOf(comment), text: wordsOf(comment),
    contentWarning: null, media: mediaOf(comment), createdUtc: instantOf(comment.snippet.publishedAt, reader.now), isOwn: isOwn(comment, reader), replyTo: comment.id === thread ? null : thread,
  })
}

export const biggestThumbnail = (thumbnails: Readonly<Record<string, { readonly url: string }>> | null | undefined): string | null =>
  safeUrl(thumbnails?.['maxres']?.url ?? thumbnails?.['high']?.url ?? thumbnails?.['medium']?.url ?? thumbnails?.['default']?.url)

export function ownPostFrom(video: VideoEntity, reader: Reader): OwnPost | null {
  const { title = '', description = '', publishedAt, thumbnails } = video.snippet ?? {}
  return parsed(ownPostShape, {
    key: keyOf(reader, video.id), accountId: reader.accountId, network: youtubeId, ref: videoRef(video.id), text: description === '' ? title : `${title}\n\n${description}`,
    media: [{ kind: 'video', url: watchUrl(video.id), previewUrl: biggestThumbnail(thumbnails), alt: '' }], createdUtc: instantOf(publishedAt, reader.now), isReply: false,
  })
}

export type Extras = { readonly shares?: number; readonly saves?: number }

/** A figure that is hidden or left out stays unknown. */
export function postSampleFrom({ id, statistics }: VideoEntity, extras: Extras, reader: Reader): PostSample {
  const figures: PostSample['figures'] = { ...extras }
  const { viewCount: views, likeCount: likes, commentCount: replies } = statistics ?? {}
  if (typeof views === 'number') figures.views = views
  if (typeof likes === 'number') figures.likes = likes
  if (typeof replies === 'number') figures.replies = replies
  return { accountId: reader.accountId, key: keyOf(reader, id), utc: reader.now(), figures }
}

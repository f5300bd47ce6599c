import type { LogEntry } from '../../../preload/contract/events.ts'
import { itemKey, networkId, type AccountId } from '../../../preload/contract/ids.ts'
import { ownPost, type PostSample } from '../../../preload/contract/items.ts'
import type { VideoEntity } from './entities.ts'
import { httpsOnly, postUrl } from './format.ts'

export const tiktokId = networkId.parse('tiktok')

/** Whose eyes the entities are read with. */
export type Reader = { readonly accountId: AccountId; readonly handle: string; readonly now: () => number }

/** A video and its figures; counts that TikTok left out stay unknown. Nothing for one that the contract's parser refuses. */
export function entriesFrom(video: VideoEntity, { accountId, handle, now }: Reader): readonly LogEntry[] {
  const key = itemKey.parse(`tiktok:${accountId}:${video.id}`)
  const url = httpsOnly(video.share_url) ?? postUrl(handle, video.id)
  const cover = httpsOnly(video.cover_image_url)
  const post = ownPost.safeParse({
    key, accountId, network: tiktokId, ref: { id: video.id, url, extra: null }, text: video.video_description || video.title || '',
    media: [{ kind: 'video', url, previewUrl: cover, alt: '' }], createdUtc: Math.round(video.create_time * 1000), isReply: false,
  })
  if (!post.success) return []
  const figures: PostSample['figures'] = {}
  if (typeof video.like_count === 'number') figures.likes = video.like_count
  if (typeof video.comment_count === 'number') figures.replies = video.comment_count
  if (typeof video.share_count === 'number') figures.shares = video.share_count
  if (typeof video.view_count === 'number') figures.views = video.view_count
  return [{ kind: 'own-post', post: post.data }, { kind: 'post-figures', sample: { accountId, key, utc: now(), figures } }]
}

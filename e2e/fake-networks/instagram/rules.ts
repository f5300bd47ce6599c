import { jpeg, mp4, type FileKind } from '../fetched-file.ts'
import { needFileAddress } from '../graph-api/graph-containers.ts'
import type { GraphParams } from '../graph-api/graph-params.ts'
import { GraphRefusal, refuse } from '../graph-api/graph-refusal.ts'

/** A container's fields, checked as `POST /{ig}/media` checks them (…/instagram-graph-api/reference/ig-user/media, seen 23 Nov 2026). */
export type ContainerFields = {
  readonly type: 'IMAGE' | 'VIDEO' | 'REELS' | 'STORIES' | 'CAROUSEL'
  readonly file: 'image' | 'video' | null
  readonly fileUrl: string | null
  readonly isResumable: boolean
  readonly caption: string
  readonly alt: string
  readonly isItem: boolean
  readonly children: readonly string[]
  readonly sharesToFeed: boolean
  readonly thumbOffset: number | null
  readonly isMadeByAi: boolean
  readonly isPaid: boolean
}

const known = [
  'image_url', 'video_url', 'media_type', 'caption', 'alt_text', 'is_carousel_item', 'children', 'share_to_feed', 'thumb_offset', 'upload_type', 'is_ai_generated', 'is_paid_partnership',
]
export const files: Readonly<Record<'image' | 'video', FileKind>> = {
  image: { words: 'image', signatures: [jpeg], maxBytes: 8_000_000 },
  video: { words: 'video', signatures: [mp4], maxBytes: 300_000_000 },
}

export function readContainer(params: GraphParams, mayUpload: boolean): ContainerFields {
  params.onlyThese(known)
  const named = params.oneOf('media_type', ['VIDEO', 'REELS', 'STORIES', 'CAROUSEL'])
  const imageUrl = params.text('image_url')
  const videoUrl = params.text('video_url')
  const isResumable = params.oneOf('upload_type', ['resumable']) !== null
  // "Available only for apps that have implemented Facebook Login for Business" (…/content-publishing/resumable-uploads, 15 Mar 2026).
  if (isResumable && !mayUpload) throw refuse.badParam('upload_type', 'is not supported for this login')
  const isItem = params.flag('is_carousel_item') ?? false
  const type = named ?? 'IMAGE'
  const hasVideo = videoUrl !== null || isResumable
  if (type !== 'CAROUSEL' && (imageUrl !== null) === hasVideo) throw new GraphRefusal(400, 100, 'Only photo or video can be accepted as media type.', { subcode: 2_207_023 })
  if ((type === 'REELS' || type === 'VIDEO') && !hasVideo) throw refuse.missingParam('video_url')
  if (type === 'IMAGE' && imageUrl === null) throw refuse.missingParam('image_url')
  // "VIDEO is no longer supported for single feed videos; use REELS".
  if (type === 'VIDEO' && !isItem) throw new GraphRefusal(400, 100, 'The media_type VIDEO is deprecated. Use the REELS media_type.', { subcode: 2_207_067 })
  if (isItem && !['IMAGE', 'VIDEO'].includes(type)) throw new GraphRefusal(400, 100, 'Invalid carousel item', { subcode: 2_207_028 })
  const caption = params.text('caption') ?? ''
  checkCaption(caption)
  if (caption !== '' && (isItem || type === 'STORIES')) throw refuse.badParam('caption', 'is for posts only')
  const alt = params.text('alt_text') ?? ''
  if ([...alt].length > 1000) throw refuse.badParam('alt_text', 'must be at most 1000 characters long.')
  // "Reels and stories are not supported" (…/content-publishing).
  if (alt !== '' && type !== 'IMAGE') throw refuse.badParam('alt_text', 'is for images only')
  const thumbOffset = params.integer('thumb_offset')
  if (thumbOffset !== null && type !== 'REELS') throw refuse.badParam('thumb_offset', 'is for reels only')
  return {
    type, caption, alt, isItem, isResumable, thumbOffset,
    file: type === 'CAROUSEL' ? null : hasVideo ? 'video' : 'image',
    fileUrl: imageUrl !== null ? needFileAddress('image_url', imageUrl) : videoUrl !== null ? needFileAddress('video_url', videoUrl) : null,
    children: type === 'CAROUSEL' ? readChildren(params) : [],
    sharesToFeed: params.flag('share_to_feed') ?? true,
    isMadeByAi: params.flag('is_ai_generated') ?? false,
    isPaid: params.flag('is_paid_partnership') ?? false,
  }
}

function checkCaption(caption: string): void {
  if (caption.length > 2200) throw new GraphRefusal(400, 36_004, 'The caption is too long.', { subcode: 2_207_010 })
  if ((caption.match(/#[\p{L}\p{N}_]+/gu) ?? []).length > 30 || (caption.match(/@[A-Za-z0-9_.]+/gu) ?? []).length > 20) throw new GraphRefusal(400, 100, 'Too many hashtags or mentions.', { subcode: 2_207_040 })
}

function readChildren(params: GraphParams): readonly string[] {
  const children = params.needText('children').split(',')
  if (children.length < 2 || children.length > 10 || new Set(children).size < children.length) throw new GraphRefusal(400, 100, 'A carousel must have 2 to 10 different children.', { subcode: 2_207_028 })
  return children
}

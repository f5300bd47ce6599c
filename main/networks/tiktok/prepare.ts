import { randomUUID } from 'node:crypto'
import type { Content, MediaUse, Part } from '../../../preload/contract/drafts.ts'
import type { Act } from '../../../preload/contract/publishing.ts'
import { fail, ok, type Result } from '../../../preload/contract/result.ts'
import type { Notes, Prepared, Session } from '../network.ts'
import type { Client } from './client.ts'
import type { CreatorEntity } from './entities.ts'
import { audiences, audiencesOf, draft, isAudience, type Audience } from './limits.ts'
import { writePrepared, type Destination } from './prepared-call.ts'
import { uploadVideo, type Announcement, type PrepareFailure } from './upload.ts'
import { readCreator } from './who-am-i.ts'

export type PrepareTools = { readonly client: Client; readonly session: Session }

const refused = (reason: 'not-valid' | 'not-supported' | 'media' | 'no-web-space', detail: string) => fail({ kind: 'refused' as const, reason, detail })

/** Asks what the account may do now, uploads all but the last part, and writes down the step that publishes. */
export async function prepare(act: Act, notes: Notes, tools: PrepareTools): Promise<Result<Prepared, PrepareFailure>> {
  if (act.kind !== 'publish') return refused('not-supported', `${act.kind}: TikTok lets no program do it`)
  const { content } = act
  const [part] = content.parts
  if (!part) return refused('not-valid', 'nothing to publish')
  const [video] = part.media.filter(use => use.kind === 'video')
  if (!video && part.media.length === 0) return refused('media', 'a post needs a video or photos here')
  const { audience = '' } = content.options ?? {}
  if (audience === draft) return video ? await prepareVideo(part, video, { to: draft, path: '/v2/post/publish/inbox/video/init/', postInfo: null }, notes, tools) : await preparePhotos(part, draft, { description: part.text }, tools)
  if (!isAudience(audience)) return refused('not-valid', 'who is to see it has not been chosen')
  const creator = await readCreator(tools.client)
  if (!creator.ok) return creator
  const problem = mismatch(content, part, audience, creator.value)
  if (problem !== null) return problem
  const info = commonInfo(content, audience, creator.value)
  if (!video) return await preparePhotos(part, audience, { description: part.text, ...info, auto_add_music: isYes(content, 'auto-music') }, tools)
  return await prepareVideo(part, video, { to: audience, path: '/v2/post/publish/video/init/', postInfo: { title: part.text, ...info, ...videoInfo(content, creator.value) } }, notes, tools)
}

/** What TikTok would refuse, or take and change: the account's settings may be others than when the post was written. */
function mismatch(content: Content, { media }: Part, audience: Audience, creator: CreatorEntity): Result<never, PrepareFailure> | null {
  if (!audiencesOf(creator).includes(audience)) return refused('not-valid', `the account does not offer "${audience}" at the moment`)
  // "Branded content visibility cannot be set to private" (content-sharing-guidelines).
  if (isYes(content, 'paid-partnership') && audience === 'private') return refused('not-valid', 'a paid partnership cannot be for oneself only')
  const longestMs = (creator.max_video_post_duration_sec ?? Infinity) * 1000
  return media.some(use => use.kind === 'video' && use.durationMs !== null && use.durationMs > longestMs) ? refused('media', `videos of this account may last ${longestMs / 1000} s`) : null
}

const isYes = ({ options }: Content, name: 'comments' | 'duets' | 'stitches' | 'own-brand' | 'paid-partnership' | 'made-by-ai' | 'auto-music'): boolean => options?.[name] === 'yes'

/** What holds for videos and photos alike. */
const commonInfo = (content: Content, audience: Audience, creator: CreatorEntity) => ({
  privacy_level: audiences[audience],
  disable_comment: creator.comment_disabled || !isYes(content, 'comments'),
  brand_content_toggle: isYes(content, 'paid-partnership'),
  brand_organic_toggle: isYes(content, 'own-brand'),
})

function videoInfo(content: Content, creator: CreatorEntity) {
  const coverMs = content.options?.['cover-ms'] ?? ''
  return {
    disable_duet: creator.duet_disabled || !isYes(content, 'duets'),
    disable_stitch: creator.stitch_disabled || !isYes(content, 'stitches'),
    is_aigc: isYes(content, 'made-by-ai'),
    ...(coverMs.trim() !== '' && Number.isFinite(Number(coverMs)) ? { video_cover_timestamp_ms: Math.round(Number(coverMs)) } : {}),
  }
}

async function prepareVideo({ text }: Part, use: MediaUse, { to, ...announced }: Announcement & { readonly to: Destination }, notes: Notes, tools: PrepareTools): Promise<Result<Prepared, PrepareFailure>> {
  const uploaded = await uploadVideo(use, announced, notes, tools)
  return uploaded.ok ? ok(writePrepared({ kind: 'video', v: 1, text, to, use, ...uploaded.value }, uploaded.value.publishId)) : uploaded
}

/** Photos have no upload: TikTok fetches them from the owner's web space, whose domain is proven in the app's settings. */
async function preparePhotos({ text, media }: Part, to: Destination, postInfo: Readonly<Record<string, unknown>>, { session }: PrepareTools): Promise<Result<Prepared, PrepareFailure>> {
  const { onTheWeb } = session.media
  if (!onTheWeb) return refused('no-web-space', 'photos are fetched from the web only')
  const addresses: string[] = []
  for (const use of media) {
    const placed = await onTheWeb(use, { maxBytes: session.limits.images.maxBytes, maxPixels: session.limits.images.maxPixels, mimes: session.limits.images.mimes })
    if (!placed.ok) return fail(placed.failure.kind === 'media-missing' ? { kind: 'media-missing', detail: placed.failure.detail } : { kind: 'server-trouble', detail: `no place on the web: ${placed.failure.kind}` })
    addresses.push(placed.value.url)
  }
  const request = {
    media_type: 'PHOTO', post_mode: to === draft ? 'MEDIA_UPLOAD' : 'DIRECT_POST', post_info: postInfo,
    source_info: { source: 'PULL_FROM_URL', photo_images: addresses, photo_cover_index: 0 },
  }
  return ok(writePrepared({ kind: 'photos', v: 1, text, to, request }, randomUUID()))
}

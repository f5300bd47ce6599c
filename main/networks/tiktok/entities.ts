import { z } from 'zod'
import { tokenSet } from '../tokens.ts'

/** What the keychain holds for an account: the tokens, whom they speak for, and the app they were given to (renewing needs its secret). */
export const tiktokSecret = tokenSet.extend({
  openId: z.string().min(1),
  scopes: z.array(z.string()),
  /** When the refresh token ends as well: a year after it was given. */
  endsUtc: z.number().nullable(),
  app: z.object({ id: z.string().min(1), secret: z.string().min(1) }),
})
export type TiktokSecret = z.infer<typeof tiktokSecret>

const count = z.number().int().nonnegative().nullish().catch(null)
const words = z.string().nullish().catch(null)

/** `GET /v2/user/info/`: only fields whose right was given are asked for. */
export const userAnswer = z.object({
  user: z.object({
    open_id: z.string().min(1), display_name: words, avatar_url: words, username: words, profile_deep_link: words,
    follower_count: count, following_count: count, video_count: count,
  }),
})
export type UserEntity = z.infer<typeof userAnswer>['user']

/** `POST /v2/post/publish/creator_info/query/`: what this account may do with a post, now. */
export const creatorAnswer = z.object({
  creator_username: words, creator_nickname: words,
  privacy_level_options: z.array(z.string()),
  comment_disabled: z.boolean().catch(false), duet_disabled: z.boolean().catch(false), stitch_disabled: z.boolean().catch(false),
  max_video_post_duration_sec: z.number().positive().nullish().catch(null),
})
export type CreatorEntity = z.infer<typeof creatorAnswer>

export const videoTaskAnswer = z.object({ publish_id: z.string().min(1).max(64), upload_url: z.string().min(1).max(1000) })
export const photoTaskAnswer = z.object({ publish_id: z.string().min(1).max(64) })

export const statusAnswer = z.object({
  status: z.enum(['PROCESSING_UPLOAD', 'PROCESSING_DOWNLOAD', 'SEND_TO_USER_INBOX', 'PUBLISH_COMPLETE', 'FAILED']),
  fail_reason: words,
  uploaded_bytes: z.number().nonnegative().nullish().catch(null),
})

export const videoEntity = z.object({
  id: z.string().regex(/^\d{1,30}$/), create_time: z.number().nonnegative(), title: words, video_description: words,
  cover_image_url: words, share_url: words, like_count: count, comment_count: count, share_count: count, view_count: count,
})
export type VideoEntity = z.infer<typeof videoEntity>

/** Asked for by name; nothing else comes. */
export const videoFields = 'id,create_time,title,video_description,cover_image_url,share_url,like_count,comment_count,share_count,view_count'

/** One that is not understood is left out; the others stay. */
const videos = z.array(z.unknown()).transform(all => all.flatMap(one => {
  const video = videoEntity.safeParse(one)
  return video.success ? [video.data] : []
}))
export const videoPage = z.object({ videos, cursor: z.number().nullish().catch(null), has_more: z.boolean().catch(false) })
export const videoQuery = z.object({ videos })

import { z } from 'zod'

const address = z.string().max(2000).nullish().catch(null)
const count = z.number().int().nonnegative().optional().catch(undefined)

const userFields = {
  username: z.string().min(1),
  name: z.string().nullish().catch(null),
  profile_picture_url: address,
  followers_count: count, follows_count: count, media_count: count,
}
/** With the network's own sign-in `id` belongs to the app, and `user_id` is the account's. */
export const ownUser = z.object({ user_id: z.union([z.string(), z.number()]).transform(String), ...userFields }).transform(user => ({ ...user, id: user.user_id }))
export const pageUser = z.object({ id: z.string().min(1), ...userFields })
export type UserEntity = z.infer<typeof pageUser>

export const mediaEntity = z.object({
  id: z.string().min(1),
  /** Left out where there is none, and, with one of the two sign-ins, perhaps always. */
  caption: z.string().optional().catch(undefined),
  media_type: z.string().catch(''),
  media_product_type: z.string().catch(''),
  media_url: address,
  thumbnail_url: address,
  permalink: address,
  timestamp: z.string().nullish().catch(null),
  username: z.string().catch(''),
  alt_text: z.string().nullish().catch(null),
  like_count: count,
  comments_count: count,
  children: z.object({ data: z.array(z.unknown()) }).optional().catch(undefined),
})
export type MediaEntity = z.infer<typeof mediaEntity>
export const mediaFields = 'id,caption,media_type,media_product_type,media_url,thumbnail_url,permalink,timestamp,username,like_count,comments_count,children{media_type,media_url,thumbnail_url}'
export const briefFields = 'id,caption,media_type,media_product_type,permalink,timestamp'

const childEntity = z.object({ media_type: z.string().catch(''), media_url: address, thumbnail_url: address, alt_text: z.string().nullish().catch(null) })
export type ChildEntity = z.infer<typeof childEntity>
export const childrenOf = (media: MediaEntity): readonly ChildEntity[] => (media.children?.data ?? []).flatMap(each => childEntity.safeParse(each).data ?? [])

const from = z.object({ id: z.string(), username: z.string().catch('') }).optional().catch(undefined)
export const commentEntity = z.object({
  id: z.string().min(1),
  text: z.string().catch(''),
  timestamp: z.string().nullish().catch(null),
  username: z.string().catch(''),
  from,
  parent_id: z.string().optional().catch(undefined),
  replies: z.unknown().optional(),
})
export type CommentEntity = z.infer<typeof commentEntity>
const plainComment = 'id,text,timestamp,username,from'
export const commentFields = `${plainComment},parent_id`
export const commentWithReplies = `${commentFields},replies.limit(50){${commentFields}}`

const party = z.object({ id: z.string().min(1), username: z.string().catch('') })
export const messageEntity = z.object({
  id: z.string().min(1),
  created_time: z.string().nullish().catch(null),
  from: party,
  to: z.object({ data: z.array(party) }).optional().catch(undefined),
  message: z.string().catch(''),
})
export type MessageEntity = z.infer<typeof messageEntity>
export const messageFields = 'id,created_time,from,to,message'
export const conversationEntity = z.object({ id: z.string().min(1), updated_time: z.string().nullish().catch(null), messages: z.unknown().optional() })

const quota = z.object({ quota_total: z.number().positive(), quota_duration: z.number().positive() })
export const publishingLimit = z.object({ data: z.array(z.object({ quota_usage: z.number().nonnegative(), config: quota })).min(1) })

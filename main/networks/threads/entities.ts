import { z } from 'zod'

const text = z.string().catch('')
const idOnly = z.object({ id: z.string() }).optional().catch(undefined)
const address = z.string().max(2000).nullish().catch(null)

export const userEntity = z.object({
  id: z.string().min(1),
  username: z.string().min(1),
  name: text,
  threads_profile_picture_url: address,
})

const childEntity = z.object({ media_type: z.string().catch(''), media_url: address, thumbnail_url: address, alt_text: z.string().nullish().catch(null) })

/** A post, an answer or a mention: only what was asked for is there. */
export const mediaEntity = z.object({
  id: z.string().min(1),
  text,
  username: text,
  timestamp: z.string().nullish().catch(null),
  permalink: address,
  media_type: z.string().catch(''),
  media_url: address,
  thumbnail_url: address,
  alt_text: z.string().nullish().catch(null),
  children: z.object({ data: z.array(z.unknown()) }).optional().catch(undefined),
  has_replies: z.boolean().optional().catch(undefined),
  is_reply: z.boolean().optional().catch(undefined),
  is_reply_owned_by_me: z.boolean().optional().catch(undefined),
  root_post: idOnly,
  replied_to: idOnly,
})
export type MediaEntity = z.infer<typeof mediaEntity>

export const postFields = 'id,text,username,timestamp,permalink,media_type,media_url,thumbnail_url,alt_text,children{media_type,media_url,thumbnail_url,alt_text},has_replies,is_quote_post'
export const replyFields = 'id,text,username,timestamp,permalink,media_type,media_url,thumbnail_url,alt_text,has_replies,is_reply,is_reply_owned_by_me,root_post,replied_to,hide_status'

export type ChildEntity = z.infer<typeof childEntity>
export const childrenOf = (media: MediaEntity): readonly ChildEntity[] => (media.children?.data ?? []).flatMap(each => childEntity.safeParse(each).data ?? [])

export const tokenFacts = z.object({
  data: z.object({
    is_valid: z.boolean(),
    expires_at: z.number().nonnegative().catch(0),
    data_access_expires_at: z.number().nonnegative().catch(0),
    scopes: z.array(z.string()).catch([]),
  }),
})

const quota = z.object({ quota_total: z.number().positive(), quota_duration: z.number().positive() })
const used = z.number().nonnegative()
export const publishingLimit = z.object({ data: z.array(z.object({ quota_usage: used, config: quota, reply_quota_usage: used.optional(), reply_config: quota.optional() })).min(1) })

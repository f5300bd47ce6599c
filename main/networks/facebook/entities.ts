import { z } from 'zod'
import { graphInstant } from '../graph-api/paging.ts'

/** What is read of the network's nodes; all that may be missing is missing for somebody (rights, age, privacy). */
const text = z.string().catch('')
const instant = z.union([z.string(), z.number()]).nullish().catch(null).transform(value => graphInstant(value))
const count = z.number().int().nonnegative().nullish().catch(null)

const profile = z.object({ id: z.string().min(1), name: text }).nullish().catch(null)
const summary = z.object({ summary: z.object({ total_count: count }).catch({ total_count: null }) }).nullish().catch(null)

const attachment = z.object({
  media_type: text,
  type: text,
  title: text,
  url: z.string().optional().catch(undefined),
  unshimmed_url: z.string().optional().catch(undefined),
  target: z.object({ id: z.string().optional().catch(undefined) }).nullish().catch(null),
  media: z.object({ image: z.object({ src: z.string() }).nullish().catch(null), source: z.string().optional().catch(undefined) }).nullish().catch(null),
  description: text,
})
const attachmentTree = attachment.extend({ subattachments: z.object({ data: z.array(attachment).catch([]) }).nullish().catch(null) })
const attachments = z.object({ data: z.array(attachmentTree).catch([]) }).nullish().catch(null)
export type Attachment = z.infer<typeof attachment>

export const postEntity = z.object({
  id: z.string().min(1),
  message: text,
  created_time: instant,
  permalink_url: z.string().nullish().catch(null),
  from: profile,
  is_published: z.boolean().nullish().catch(null),
  scheduled_publish_time: instant,
  application: z.object({ id: z.string() }).nullish().catch(null),
  attachments,
  shares: z.object({ count }).nullish().catch(null),
  comments: z.unknown().optional(),
  reactions: summary,
  insights: z.unknown().optional(),
})
export type PostEntity = z.infer<typeof postEntity>
export const postFields = 'id,message,created_time,permalink_url,from,application,is_published,scheduled_publish_time,attachments{media_type,type,title,url,unshimmed_url,target,media,description,subattachments{media_type,type,target,media}}'

export const commentEntity = z.object({
  id: z.string().min(1),
  message: text,
  created_time: instant,
  permalink_url: z.string().nullish().catch(null),
  from: profile,
  parent: z.object({ id: z.string() }).nullish().catch(null),
  attachment: attachment.nullish().catch(null),
  is_hidden: z.boolean().catch(false),
  like_count: count,
})
export type CommentEntity = z.infer<typeof commentEntity>
export const commentFields = 'id,message,created_time,permalink_url,from,parent{id},attachment,is_hidden,like_count'

export const messageEntity = z.object({
  id: z.string().min(1),
  created_time: instant,
  message: text,
  from: profile,
  to: z.object({ data: z.array(z.object({ id: z.string(), name: text })).catch([]) }).nullish().catch(null),
  attachments: z.object({ data: z.array(z.object({ mime_type: text, name: text, file_url: z.string().optional().catch(undefined), image_data: z.object({ url: z.string(), preview_url: z.string().optional().catch(undefined) }).nullish().catch(null), video_data: z.object({ url: z.string(), preview_url: z.string().optional().catch(undefined) }).nullish().catch(null) })).catch([]) }).nullish().catch(null),
})
export type MessageEntity = z.infer<typeof messageEntity>

export const conversationEntity = z.object({
  id: z.string().min(1),
  updated_time: instant,
  participants: z.object({ data: z.array(z.object({ id: z.string(), name: text })).catch([]) }).nullish().catch(null),
  messages: z.unknown().optional(),
})
export type ConversationEntity = z.infer<typeof conversationEntity>
export const messageFields = 'id,created_time,from,to,message,attachments'

export const pageEntity = z.object({
  id: z.string().min(1),
  name: z.string().min(1),
  username: z.string().nullish().catch(null),
  link: z.string().nullish().catch(null),
  picture: z.object({ data: z.object({ url: z.string() }).nullish().catch(null) }).nullish().catch(null),
  followers_count: count,
  fan_count: count,
  access_token: z.string().min(1).nullish().catch(null),
})
export type PageEntity = z.infer<typeof pageEntity>
export const pageFields = 'id,name,username,link,picture{url}'

/** Meta's own spelling; a phase ends as `complete` or `completed`. */
const phase = z.object({ status: text, bytes_transfered: count, publish_status: text }).nullish().catch(null)
export const videoEntity = z.object({
  id: z.string().min(1),
  status: z.object({ video_status: text, uploading_phase: phase, processing_phase: phase, publishing_phase: phase }).nullish().catch(null),
  published: z.boolean().nullish().catch(null),
  post_id: z.string().nullish().catch(null),
  permalink_url: z.string().nullish().catch(null),
  created_time: instant,
  description: text,
  scheduled_publish_time: instant,
})
export type VideoEntity = z.infer<typeof videoEntity>
export const videoFields = 'id,status,published,post_id,permalink_url,description,scheduled_publish_time'

export const storyEntity = z.object({ post_id: z.string().min(1), status: text, url: z.string().nullish().catch(null), media_id: z.string().nullish().catch(null), creation_time: instant })

/** What a write answers; any of them may be all there is. */
export const writtenEntity = z.object({ id: z.string().min(1).optional(), post_id: z.string().min(1).optional(), success: z.boolean().optional(), message_id: z.string().min(1).optional() })

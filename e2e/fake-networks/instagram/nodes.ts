import type { FakeContainer, FakeContainerState } from '../graph-api/graph-containers.ts'
import { pageAskedBy, pageOf, project, type NodeType } from '../graph-api/graph-fields.ts'
import type { GraphUpload } from '../graph-api/graph-upload.ts'
import type { ContainerFields } from './rules.ts'

export const followers = 1250

export type FakeMedia = {
  readonly id: string
  readonly by: string
  readonly caption: string
  readonly type: 'IMAGE' | 'VIDEO' | 'CAROUSEL_ALBUM'
  readonly product: 'FEED' | 'REELS' | 'STORY'
  readonly createdUtc: number
  /** As it was sent; null: by somebody else. */
  readonly fields: ContainerFields | null
  readonly children: readonly ContainerFields[]
  isLiked: boolean
  isDeleted: boolean
}
export type FakeComment = {
  readonly id: string
  readonly media: string
  readonly parent: string | null
  readonly by: { readonly id: string; readonly username: string }
  readonly text: string
  readonly createdUtc: number
  isHidden: boolean
  isDeleted: boolean
}
export type FakeMessage = { readonly id: string; readonly from: string; readonly to: string; readonly text: string; readonly createdUtc: number }

export const written = (utc: number): string => new Date(utc).toISOString().replace(/\.\d+Z$/u, '+0000')
export const permalinkOf = (media: FakeMedia): string => media.product === 'STORY' ? `https://www.instagram.com/stories/${media.by}/${media.id}` : `https://www.instagram.com/${media.product === 'REELS' ? 'reel' : 'p'}/C${BigInt(media.id).toString(36)}/`
const fileOf = (fields: ContainerFields) => ({ media_type: fields.file === 'video' ? 'VIDEO' : 'IMAGE', media_url: fields.fileUrl, alt_text: fields.alt || undefined })

/** Fields of a post (…/reference/instagram-media, and IGMedia of facebook-business-sdk-codegen): only what is asked for is answered. */
export const mediaNode: NodeType<{ readonly media: FakeMedia; readonly comments: number }> = {
  name: 'IGMedia', usual: ['id'],
  read: {
    id: ({ media }) => media.id,
    caption: ({ media }) => media.caption || undefined,
    media_type: ({ media }) => media.type,
    media_product_type: ({ media }) => media.product,
    media_url: ({ media }) => media.fields?.fileUrl,
    thumbnail_url: () => undefined,
    permalink: ({ media }) => permalinkOf(media),
    timestamp: ({ media }) => written(media.createdUtc),
    username: ({ media }) => media.by,
    alt_text: ({ media }) => media.fields?.alt || undefined,
    like_count: () => 12,
    comments_count: ({ comments }) => comments,
    is_comment_enabled: () => true,
    children: ({ media }) => (media.children.length === 0 ? undefined : { data: media.children.map((child, at) => ({ id: `${media.id}${at}`, ...fileOf(child) })) }),
  },
}

export type SeenComment = { readonly comment: FakeComment; readonly replies: readonly FakeComment[]; readonly media: FakeMedia | null }
export const commentNode: NodeType<SeenComment> = {
  name: 'IGComment', usual: ['id', 'text', 'timestamp'],
  read: {
    id: ({ comment }) => comment.id,
    text: ({ comment }) => comment.text,
    timestamp: ({ comment }) => written(comment.createdUtc),
    username: ({ comment }) => comment.by.username,
    from: ({ comment }) => comment.by,
    like_count: () => 0,
    hidden: ({ comment }) => comment.isHidden,
    parent_id: ({ comment }) => comment.parent ?? undefined,
    media: ({ media }) => (media ? { id: media.id, permalink: permalinkOf(media) } : undefined),
    replies: ({ replies }, field) => (replies.length === 0 ? undefined : pageOf(replies, pageAskedBy(field), reply => project({ comment: reply, replies: [], media: null }, commentNode, field.sub ?? 'id'))),
  },
}

export const messageNode: NodeType<{ readonly message: FakeMessage; readonly nameOf: (id: string) => string }> = {
  name: 'UnifiedMessage', usual: ['id', 'created_time'],
  read: {
    id: ({ message }) => message.id,
    created_time: ({ message }) => written(message.createdUtc),
    from: ({ message, nameOf }) => ({ id: message.from, username: nameOf(message.from) }),
    to: ({ message, nameOf }) => ({ data: [{ id: message.to, username: nameOf(message.to) }] }),
    message: ({ message }) => message.text,
    attachments: () => undefined,
  },
}

const account = {
  username: () => 'fournil.des.halles', name: () => 'Le Fournil des Halles', account_type: () => 'BUSINESS', profile_picture_url: () => 'https://scontent.cdninstagram.com/v/fournil.jpg',
  followers_count: () => followers, follows_count: () => 80, media_count: ({ posts }: { readonly posts: number }) => posts,
}
/** With the network's own sign-in `id` is the app's name for the account, and `user_id` the account. */
export const ownUserNode: NodeType<{ readonly id: string; readonly posts: number }> = { name: 'IGUser', usual: ['id'], read: { id: () => '26384950172843', user_id: user => user.id, ...account } }
export const pageUserNode: NodeType<{ readonly id: string; readonly posts: number }> = { name: 'IGUser', usual: ['id'], read: { id: user => user.id, ...account } }

/** What is made of what went wrong (…/reference/error-codes): a subcode stands in the words of the status. */
const subcodes: Readonly<Record<string, number>> = { download: 2_207_052, size: 2_207_004, format: 2_207_026 }
export const containerNode: NodeType<{ readonly container: FakeContainer<ContainerFields>; readonly state: FakeContainerState; readonly upload: GraphUpload | null }> = {
  name: 'IGContainer', usual: ['id'],
  read: {
    id: ({ container }) => container.id,
    status_code: ({ state }) => state,
    status: ({ container, state }) => (state === 'ERROR' && container.file.kind === 'failed' ? `Error: Media upload has failed with error code ${subcodes[container.file.why] ?? 2_207_001}` : `${state[0]}${state.slice(1).toLowerCase()}`),
    video_status: ({ upload }) => (upload ? { uploading_phase: { status: upload.size === upload.received ? 'complete' : 'in_progress', bytes_transferred: upload.received } } : undefined),
  },
}

import { z } from 'zod'

/**
 * The parts of the lexicons' answers that we read (bluesky-social/atproto, app.bsky.* and chat.bsky.*, 20 Aug 2026). Everything may
 * gain fields at any time, so nothing is strict; what may be absent is optional here.
 */
export const strongRef = z.object({ uri: z.string().startsWith('at://'), cid: z.string() })
export type StrongRef = z.infer<typeof strongRef>
export const blob = z.looseObject({ $type: z.literal('blob'), ref: z.looseObject({ $link: z.string() }), mimeType: z.string(), size: z.number() })
export type Blob = z.infer<typeof blob>

const date = z.string().transform((text, ctx) => {
  const utc = Date.parse(text)
  if (Number.isFinite(utc) && utc >= 0) return utc
  ctx.addIssue({ code: 'custom', message: `no date: ${text.slice(0, 40)}` })
  return z.NEVER
})

export const profileView = z.object({
  did: z.string(), handle: z.string(), displayName: z.string().optional(), avatar: z.string().optional(),
  followersCount: z.number().int().optional(), followsCount: z.number().int().optional(), postsCount: z.number().int().optional(),
  viewer: z.object({ following: z.string().optional(), blocking: z.string().optional() }).optional(),
})
export type ProfileView = z.infer<typeof profileView>

/** A post's record; written by strangers' software, so every field is judged by itself. */
export const postRecord = z.object({
  text: z.string().catch(''),
  createdAt: z.string().catch(''),
  reply: z.object({ root: strongRef, parent: strongRef }).optional().catch(undefined),
})
export type PostRecord = z.infer<typeof postRecord>

const aspect = z.object({ thumb: z.string(), fullsize: z.string(), alt: z.string() })
export const mediaView = z.union([
  z.object({ $type: z.literal('app.bsky.embed.images#view'), images: z.array(aspect) }),
  z.object({ $type: z.literal('app.bsky.embed.gallery#view'), items: z.array(aspect) }),
  z.object({ $type: z.literal('app.bsky.embed.video#view'), playlist: z.string(), thumbnail: z.string().optional(), alt: z.string().optional() }),
])
export const embedView = z.union([mediaView, z.object({ $type: z.literal('app.bsky.embed.recordWithMedia#view'), media: mediaView })])
export type EmbedView = z.infer<typeof embedView>

export const postView = z.object({
  uri: z.string(), cid: z.string(), author: profileView, record: postRecord, embed: embedView.optional().catch(undefined),
  replyCount: z.number().int().optional(), repostCount: z.number().int().optional(), likeCount: z.number().int().optional(), quoteCount: z.number().int().optional(),
  indexedAt: date, viewer: z.object({ like: z.string().optional(), repost: z.string().optional() }).optional(),
})
export type PostView = z.infer<typeof postView>

/** Rows that are not understood (a new kind of thing) are left out; the rest of the page counts. */
const rows = <S extends z.ZodType>(shape: S) => z.array(z.unknown()).transform(all => all.flatMap((one): z.infer<S>[] => {
  const parsed = shape.safeParse(one)
  return parsed.success ? [parsed.data] : []
}))

export const notification = z.object({
  uri: z.string(), cid: z.string(), author: profileView, reason: z.string(), reasonSubject: z.string().optional(), record: postRecord, indexedAt: date,
})
export type Notification = z.infer<typeof notification>
export const notificationPage = z.object({ notifications: rows(notification), cursor: z.string().optional(), seenAt: date.optional().catch(undefined) })
export const feedPage = z.object({ feed: rows(z.object({ post: postView })), cursor: z.string().optional() })
export const posts = z.object({ posts: rows(postView) })
export const actors = z.object({ actors: rows(profileView) })

export type ThreadNode = { readonly post: PostView; readonly parent?: ThreadNode | undefined; readonly replies?: readonly ThreadNode[] | undefined }
const otherNode = z.unknown().transform(() => undefined)
/** Blocked and deleted posts in between become undefined. */
export const threadNode: z.ZodType<ThreadNode> = z.object({
  post: postView,
  get parent() { return z.union([threadNode, otherNode]).optional() },
  get replies() { return z.array(z.union([threadNode, otherNode])).transform(all => all.filter(one => one !== undefined)).optional() },
})

export const written = z.object({ uri: z.string(), cid: z.string() })
export const storedRecord = z.object({ uri: z.string(), cid: z.string().optional(), value: z.looseObject({}) })
export const recordPage = z.object({ records: rows(z.object({ uri: z.string(), cid: z.string(), value: z.looseObject({}) })), cursor: z.string().optional() })

export const message = z.object({ id: z.string(), rev: z.string(), text: z.string(), sender: z.object({ did: z.string() }), sentAt: date })
export type Message = z.infer<typeof message>
export const convo = z.object({ id: z.string(), rev: z.string(), members: z.array(profileView) })
export type Convo = z.infer<typeof convo>
export const convoPage = z.object({ convos: rows(convo), cursor: z.string().optional() })
export const messagePage = z.object({ messages: rows(message), cursor: z.string().optional() })
export const chatLog = z.object({ cursor: z.string().optional(), logs: rows(z.object({ $type: z.literal('chat.bsky.convo.defs#logCreateMessage'), convoId: z.string(), message })) })

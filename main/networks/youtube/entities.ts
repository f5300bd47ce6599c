import { z } from 'zod'

/** Answers of the YouTube Data API v3 (discovery document of 24 Sep 2026), as far as they are used. */
const text = z.string().nullish().catch(null)
const count = z.union([z.string().regex(/^\d{1,15}$/u).transform(Number), z.number().int().nonnegative()]).nullish().catch(null)

const thumbnails = z.record(z.string(), z.object({ url: z.string() }).catch({ url: '' })).nullish().catch(null)

const videoStatus = z.object({
  privacyStatus: z.enum(['public', 'unlisted', 'private']),
  publishAt: text,
  uploadStatus: text,
  failureReason: text,
  rejectionReason: text,
  license: text,
  embeddable: z.boolean().nullish().catch(null),
  publicStatsViewable: z.boolean().nullish().catch(null),
  selfDeclaredMadeForKids: z.boolean().nullish().catch(null),
  containsSyntheticMedia: z.boolean().nullish().catch(null),
})
const videoSnippet = z.object({
  title: z.string(),
  description: z.string().catch(''),
  categoryId: text,
  tags: z.array(z.string()).nullish().catch(null),
  channelId: text,
  channelTitle: text,
  publishedAt: text,
  defaultLanguage: text,
  defaultAudioLanguage: text,
  thumbnails,
})
export const videoEntity = z.object({
  id: z.string().min(1),
  snippet: videoSnippet.optional().catch(undefined),
  status: videoStatus.optional().catch(undefined),
  processingDetails: z.object({ processingStatus: text, processingFailureReason: text }).nullish().catch(null),
  statistics: z.object({ viewCount: count, likeCount: count, commentCount: count }).nullish().catch(null),
})
export type VideoEntity = z.infer<typeof videoEntity>

/** A list of which unreadable members are left out; without `items` it is no list. */
export const listOf = <S extends z.ZodType>(member: S) => z.object({
  nextPageToken: text,
  items: z.array(z.unknown()).transform(rows => rows.flatMap((row): z.output<S>[] => {
    const parsed = member.safeParse(row)
    return parsed.success ? [parsed.data] : []
  })),
})
/** A name of which nothing else is known. */
export const namedEntity = z.object({ id: z.string().min(1) })
export const videoList = listOf(videoEntity)

export const channelEntity = z.object({
  id: z.string().min(1),
  snippet: z.object({ title: z.string(), customUrl: text, country: text, defaultLanguage: text, thumbnails }),
  statistics: z.object({ subscriberCount: count, videoCount: count, hiddenSubscriberCount: z.boolean().nullish().catch(null) }).nullish().catch(null),
  contentDetails: z.object({ relatedPlaylists: z.object({ uploads: text }).nullish().catch(null) }).nullish().catch(null),
  status: z.object({ longUploadsStatus: text }).nullish().catch(null),
})
export type ChannelEntity = z.infer<typeof channelEntity>
export const channelList = listOf(channelEntity)

export const categoryList = listOf(z.object({ id: z.string().min(1).max(300), snippet: z.object({ title: z.string().min(1).max(300), assignable: z.boolean().catch(false) }) }))
export const playlistItemList = listOf(z.object({ contentDetails: z.object({ videoId: z.string().min(1) }) }))

export const commentEntity = z.object({
  id: z.string().min(1),
  snippet: z.object({
    authorDisplayName: text, authorProfileImageUrl: text, authorChannelUrl: text,
    authorChannelId: z.object({ value: text }).nullish().catch(null),
    textOriginal: text, textDisplay: text, imageUrl: text, parentId: text, videoId: text, publishedAt: text, moderationStatus: text,
  }),
})
export type CommentEntity = z.infer<typeof commentEntity>
export const commentList = listOf(commentEntity)

export const threadEntity = z.object({
  id: z.string().min(1),
  snippet: z.object({ videoId: text, isPublic: z.boolean().nullish().catch(null), totalReplyCount: z.number().int().nonnegative().catch(0), topLevelComment: commentEntity }),
  replies: z.object({ comments: z.array(z.unknown()).transform(rows => rows.flatMap((row): CommentEntity[] => {
    const parsed = commentEntity.safeParse(row)
    return parsed.success ? [parsed.data] : []
  })) }).nullish().catch(null),
})
export type ThreadEntity = z.infer<typeof threadEntity>
export const threadList = listOf(threadEntity)

export const searchList = listOf(z.object({
  id: z.object({ videoId: z.string().min(1) }),
  snippet: z.object({ title: z.string(), description: z.string().catch(''), channelId: z.string().min(1), channelTitle: text, publishedAt: text, thumbnails }),
}))
/** Rows of the Analytics API, by the columns it names. */
export const reportAnswer = z.object({
  columnHeaders: z.array(z.object({ name: z.string() })),
  rows: z.array(z.array(z.union([z.string(), z.number()]))).nullish().catch(null),
})

import { z } from 'zod'

/** LinkedIn's answers, as far as they are used. What does not fit is left out, one thing at a time. */
const text = z.string().nullish().catch(null).transform(value => value ?? '')
const count = z.number().int().nonnegative().nullish().catch(null).transform(value => value ?? null)

export const listOfEach = <S extends z.ZodType>(shape: S) => z.object({
  elements: z.array(z.unknown()).transform(rows => rows.flatMap((row): z.output<S>[] => {
    const parsed = shape.safeParse(row)
    return parsed.success ? [parsed.data] : []
  })),
  paging: z.object({ total: count, links: z.array(z.object({ rel: z.string() })).catch([]) }).partial().catch({}).optional(),
})

/** `/v2/userinfo` (OpenID Connect). */
export const userInfo = z.object({ sub: z.string().min(1), name: text, picture: text })
/** `/v2/me` with `r_basicprofile`. */
export const ownProfile = z.object({ id: z.string().min(1), localizedFirstName: text, localizedLastName: text, vanityName: text })

export const organizationAcl = z.object({ organization: z.string(), role: z.string(), state: z.string() })
export const organization = z.object({ id: z.number().int(), localizedName: z.string().min(1), vanityName: text })

const image = z.object({ id: z.string(), altText: text })
export const postEntity = z.object({
  id: z.string().min(1),
  author: z.string(),
  commentary: text,
  createdAt: z.number().nullish().catch(null),
  publishedAt: z.number().nullish().catch(null),
  content: z.object({
    media: image.optional().catch(undefined),
    multiImage: z.object({ images: z.array(image) }).optional().catch(undefined),
    article: z.object({ source: z.string() }).optional().catch(undefined),
    poll: z.object({ question: text, options: z.array(z.object({ text })) }).optional().catch(undefined),
  }).optional().catch(undefined),
})
export type PostEntity = z.infer<typeof postEntity>

export const commentEntity = z.object({
  id: z.string().min(1),
  commentUrn: z.string().optional().catch(undefined),
  object: z.string().optional().catch(undefined),
  actor: z.string(),
  message: z.object({ text }),
  created: z.object({ time: z.number() }).optional().catch(undefined),
  parentComment: z.string().optional().catch(undefined),
})
export type CommentEntity = z.infer<typeof commentEntity>

const told = z.object({ entity: z.string(), owner: text, text }).optional().catch(undefined)
/** `organizationalEntityNotifications`; field names as in real answers seen in public sources, 27 Nov 2026. */
export const notification = z.object({
  notificationId: z.union([z.number(), z.string()]).transform(String),
  action: z.string(),
  sourcePost: text,
  generatedActivity: text,
  lastModifiedAt: z.number(),
  decoratedSourcePost: told,
  decoratedGeneratedActivity: z.object({ comment: told, share: told }).optional().catch(undefined),
})
export type Notification = z.infer<typeof notification>

export const shareStatistics = z.object({
  share: z.string().optional(), ugcPost: z.string().optional(),
  totalShareStatistics: z.object({ impressionCount: count, uniqueImpressionsCount: count, clickCount: count, likeCount: count, commentCount: count, shareCount: count }),
})
export const networkSize = z.object({ firstDegreeSize: z.number().int().nonnegative() })

export const imageUpload = z.object({ value: z.object({ uploadUrl: z.string(), image: z.string() }) })
export const documentUpload = z.object({ value: z.object({ uploadUrl: z.string(), document: z.string() }) })
export const videoUpload = z.object({
  value: z.object({
    video: z.string(), uploadToken: text,
    uploadInstructions: z.array(z.object({ uploadUrl: z.string(), firstByte: z.number().int().nonnegative(), lastByte: z.number().int().nonnegative() })).min(1),
  }),
})
export const mediaState = z.object({ status: z.string() })

import { z } from 'zod'
import { tokenSet } from '../tokens.ts'

/**
 * What the X API v2 answers, as far as it is used (docs.x.com and its OpenAPI description 2.167, read Nov 2026). Its words are being renamed
 * from "tweet" to "post": both spellings are read.
 */
export const id = z.string().regex(/^\d{1,19}$/)
const text = z.string().nullish().transform(value => value ?? '')
const maybe = z.string().nullish().catch(null).transform(value => value ?? null)
const count = z.number().int().nonnegative().nullish().catch(null).transform(value => value ?? null)
const counts = z.record(z.string(), z.unknown()).nullish().catch(null).transform(value => value ?? {})

export const userEntity = z.object({
  id, username: z.string().regex(/^\w{1,50}$/), name: text, profile_image_url: maybe,
  public_metrics: z.object({ followers_count: count, following_count: count, tweet_count: count.optional(), post_count: count.optional() }).nullish().catch(null),
})
export type UserEntity = z.infer<typeof userEntity>

const linkEntity = z.object({ url: z.string(), expanded_url: maybe, unwound_url: maybe, display_url: maybe, media_key: maybe })
const reference = z.object({ type: z.string(), id })

export const postEntity = z.object({
  id, text, author_id: maybe, created_at: maybe, conversation_id: maybe, in_reply_to_user_id: maybe,
  referenced_tweets: listOf(reference), referenced_posts: listOf(reference),
  entities: z.object({ urls: listOf(linkEntity) }).nullish().catch(null),
  // Longer posts of paying accounts carry their whole text here.
  note_tweet: z.object({ text, entities: z.object({ urls: listOf(linkEntity) }).nullish().catch(null) }).nullish().catch(null),
  note_post: z.object({ text, entities: z.object({ urls: listOf(linkEntity) }).nullish().catch(null) }).nullish().catch(null),
  attachments: z.object({ media_keys: listOf(z.string()), poll_ids: listOf(z.string()) }).nullish().catch(null),
  public_metrics: counts, non_public_metrics: counts,
})
export type PostEntity = z.infer<typeof postEntity>

export const mediaEntity = z.object({ media_key: z.string(), type: text, url: maybe, preview_image_url: maybe, alt_text: maybe })
export type MediaEntity = z.infer<typeof mediaEntity>
const pollEntity = z.object({ id: z.string(), options: listOf(z.object({ label: text })) })

const includes = z.object({ users: listOf(userEntity), tweets: listOf(postEntity), posts: listOf(postEntity), media: listOf(mediaEntity), polls: listOf(pollEntity) })
  .nullish().catch(null).transform(value => value ?? { users: [], tweets: [], posts: [], media: [], polls: [] })
export type Includes = z.output<typeof includes>

/** Told beside (or instead of) what was asked for, also with status 200. */
export const problem = z.object({ type: text, title: text, detail: text, resource_id: maybe, value: maybe })
const problems = listOf(problem)
/** The kind of a problem: the last word of its address, whose host has changed once. */
export const problemName = (type: string): string => type.slice(type.lastIndexOf('/') + 1)

const meta = z.object({ next_token: maybe, result_count: count }).nullish().catch(null).transform(value => value ?? null)

export const postPage = z.object({ data: listOf(postEntity), includes, meta, errors: problems })
export type PostPage = z.output<typeof postPage>
/** A page whose rows are still to be read one by one. */
export const rawPage = z.object({ data: z.array(z.unknown()).nullish().transform(rows => rows ?? []), includes, meta, errors: problems })
export const onePost = z.object({ data: postEntity.nullish().catch(null), includes, errors: problems })
export const oneUser = z.object({ data: userEntity.nullish().catch(null), errors: problems })
export const me = z.object({ data: userEntity })

export const created = z.object({ data: z.object({ id, text }) })

export const uploaded = z.object({
  data: z.object({
    id, media_key: maybe, expires_after_secs: count,
    processing_info: z.object({ state: z.string(), check_after_secs: count }).nullish().catch(null),
  }),
})
export type Uploaded = z.output<typeof uploaded>['data']

export const messageEntity = z.object({
  id, text, event_type: text, created_at: maybe, sender_id: maybe, dm_conversation_id: maybe,
  entities: z.object({ urls: listOf(linkEntity) }).nullish().catch(null),
  attachments: z.object({ media_keys: listOf(z.string()) }).nullish().catch(null),
})
export type MessageEntity = z.infer<typeof messageEntity>
export const messagePage = z.object({ data: listOf(messageEntity), includes, meta, errors: problems })
export type MessagePage = z.output<typeof messagePage>
export const messageSent = z.object({ data: z.object({ dm_conversation_id: z.string().min(1), dm_event_id: id }) })

export const granted = z.object({ access_token: z.string().min(1), refresh_token: z.string().min(1).nullish(), expires_in: z.number().positive().nullish().catch(null), scope: z.string().nullish().catch(null) })

/** `clientSecret` is empty for an app of the kind "Native App", which has none. */
export const xSecret = tokenSet.extend({ v: z.literal(1), scopes: z.array(z.string()), clientId: z.string().min(1), clientSecret: z.string() })
export type XSecret = z.infer<typeof xSecret>

/** A list of which unreadable members are left out: one odd post must not hide the others. */
export function listOf<S extends z.ZodType>(member: S): z.ZodType<z.output<S>[]> {
  return z.array(z.unknown()).nullish().catch(null).transform(rows => (rows ?? []).flatMap(row => {
    const parsed = member.safeParse(row)
    return parsed.success ? [parsed.data] : []
  }))
}

/** Ids are numbers that grow with time, too large for a number of ours. */
export const compareIds = (a: string, b: string): number => a.length - b.length || (a < b ? -1 : a > b ? 1 : 0)

const idEpochMs = 1_288_834_974_657n
/** The smallest id a post of that moment can have: its first 42 bits are milliseconds since Nov 2010. */
export const idAt = (utc: number): string => { const ms = BigInt(Math.max(0, Math.floor(utc))) - idEpochMs; return String(ms > 0n ? ms << 22n : 1n) }
export const utcOfId = (postId: string): number => Number((BigInt(postId) >> 22n) + idEpochMs)

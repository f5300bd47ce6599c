import { z } from 'zod'
import { remoteRef } from './drafts.ts'
import { accountId, instant, itemKey, networkId } from './ids.ts'
import { person } from './publishing.ts'

export const remoteMedia = z.object({ kind: z.enum(['image', 'video', 'audio', 'other']), url: z.string().max(2000), previewUrl: z.string().max(2000).nullable(), alt: z.string().max(10_000) })

/** Something a network told about us: a row of the inbox. Text is plain text: networks' HTML ends in main. */
export const item = z.object({
  key: itemKey,
  accountId,
  network: networkId,
  kind: z.enum(['mention', 'reply', 'quote', 'message', 'like', 'boost', 'follow', 'follow-request', 'poll-ended', 'notice', 'review']),
  person,
  text: z.string().max(200_000),
  contentWarning: z.string().max(2000).nullable(),
  media: z.array(remoteMedia).max(50),
  createdUtc: instant,
  isPublic: z.boolean(),
  /** What a reply, like or boost must point at; null where there is nothing to act on (a follow). */
  ref: remoteRef.nullable(),
  /** Our own post that this is about, where it is about one. */
  about: remoteRef.nullable(),
  /** Groups what belongs together: the thread's first post, or the private conversation. */
  conversation: z.string().max(1000),
  /** Of a review: 1 to 5; absent where none was given. */
  rating: z.number().min(1).max(5).optional(),
})
export type Item = z.infer<typeof item>

/** Kinds that someone may wait for an answer to; the others are for information. */
export const asksForAnswer = (kind: Item['kind']): boolean => kind === 'mention' || kind === 'reply' || kind === 'quote' || kind === 'message' || kind === 'review'
export const answerKinds: readonly Item['kind'][] = item.shape.kind.options.filter(asksForAnswer)

/** One post or message of a conversation, drawn around an item for context. */
export const threadPost = z.object({
  key: itemKey, accountId, conversation: z.string().max(1000), ref: remoteRef, person, text: z.string().max(200_000),
  contentWarning: z.string().max(2000).nullable(), media: z.array(remoteMedia).max(50), createdUtc: instant, isOwn: z.boolean(), replyTo: z.string().max(1000).nullable(),
})
export type ThreadPost = z.infer<typeof threadPost>

/** A post of ours as the network shows it, wherever it was written. */
export const ownPost = z.object({
  key: itemKey, accountId, network: networkId, ref: remoteRef, text: z.string().max(200_000), media: z.array(remoteMedia).max(50), createdUtc: instant, isReply: z.boolean(),
})
export type OwnPost = z.infer<typeof ownPost>

/** Figures as a network gives them; a key that is absent is unknown, which is not zero. */
export const accountFigures = z.object({
  followers: z.number().int(), following: z.number().int(), posts: z.number().int(),
  /** Of a place: reviews so far and their average; how often it was seen and what people did then, on the day of the sample. */
  reviews: z.number().int(), rating: z.number(), views: z.number().int(), clicks: z.number().int(), calls: z.number().int(), directions: z.number().int(),
}).partial()
export const postFigures = z.object({ likes: z.number().int(), boosts: z.number().int(), replies: z.number().int(), quotes: z.number().int(), reach: z.number().int(), views: z.number().int(), saves: z.number().int(), shares: z.number().int(), clicks: z.number().int() }).partial()
/** `ofDay`: counts of the whole day in which `utc` lies, told days later and corrected since; else a reading of that moment. */
export const accountSample = z.object({ accountId, utc: instant, figures: accountFigures, ofDay: z.literal(true).optional() })
export const postSample = z.object({ accountId, key: itemKey, utc: instant, figures: postFigures })
export type AccountSample = z.infer<typeof accountSample>
export type PostSample = z.infer<typeof postSample>

import { z } from 'zod'
import { accountId, instant, mediaHash, postId } from './ids.ts'
import { postFormat, visibility } from './networks.ts'
import { publisher } from './publisher.ts'
import { latePolicy, plannedTime } from './time.ts'

/** A file's kind, by its content: a picture, a film, or a document (PDF). */
export const mediaKind = z.enum(['image', 'video', 'document'])
export type MediaKind = z.infer<typeof mediaKind>

/** What is known of a file; made by main when it comes in. */
export const mediaFacts = z.object({
  hash: mediaHash,
  kind: mediaKind,
  mime: z.string(),
  name: z.string(),
  sizeBytes: z.number().int().positive(),
  width: z.number().int().nonnegative(),
  height: z.number().int().nonnegative(),
  durationMs: z.number().nonnegative().nullable(),
  /** Of a document; its width and height are those of the first, in points. */
  pages: z.number().int().positive().optional(),
})
export type MediaFacts = z.infer<typeof mediaFacts>

/** A file used in a post, with the words for those who cannot see it. */
export const mediaUse = mediaFacts.extend({ alt: z.string().max(10_000) })
export type MediaUse = z.infer<typeof mediaUse>

export const poll = z.object({ options: z.array(z.string().max(500)).max(20), durationS: z.number().int().positive(), multiple: z.boolean() })
export type Poll = z.infer<typeof poll>

/** One post of a thread; most posts have exactly one part. */
export const part = z.object({ text: z.string().max(100_000), media: z.array(mediaUse).max(50), poll: poll.nullable() })
export type Part = z.infer<typeof part>

/** A thing on a network, as its adapter names it. `extra` is the adapter's own (versions, roots), opaque to all others. */
export const remoteRef = z.object({ id: z.string().min(1).max(1000), url: z.string().max(2000).nullable(), extra: z.string().max(4000).nullable() })
export type RemoteRef = z.infer<typeof remoteRef>

/** What goes out, complete: nothing is added between here and the network. */
export const content = z.object({
  parts: z.array(part).min(1).max(100),
  contentWarning: z.string().max(2000).nullable(),
  visibility: visibility.nullable(),
  /** BCP 47; null: the account's own default. */
  language: z.string().max(35).nullable(),
  quote: remoteRef.nullable(),
  /** Absent: the account's usual one. */
  format: postFormat.optional(),
  /** What the network asks for beside the text, by `limits.options[].name`. */
  options: z.record(z.string().max(40), z.string().max(5000)).optional(),
})
export type Content = z.infer<typeof content>

const contentDetails = content.pick({ format: true, options: true })
export type ContentDetails = z.infer<typeof contentDetails>

/** A post as the owner made it: one content, and another one for each account whose text differs. */
export const post = z.object({
  id: postId,
  content,
  variants: z.record(accountId, content),
  /** What an account's network asks for beside the text; goes with the common text as with a variant. */
  details: z.record(accountId, contentDetails).optional(),
  accountIds: z.array(accountId),
  plan: plannedTime.nullable(),
  /** Absent: `usualLatePolicy`. */
  late: latePolicy.optional(),
  /** Absent: as the settings say. */
  who: publisher.optional(),
  /** `draft`: being written; `scheduled`: handed over with this revision; the deliveries say what became of it. */
  stage: z.enum(['draft', 'scheduled']),
  /** Raised by each change of a scheduled post; main takes the highest. */
  revision: z.number().int().nonnegative(),
  createdUtc: instant,
  updatedUtc: instant,
})
export type Post = z.infer<typeof post>

export const emptyContent = (): Content => ({ parts: [{ text: '', media: [], poll: null }], contentWarning: null, visibility: null, language: null, quote: null })

/** The content an account will send. A field that was emptied is not sent as one that says nothing. */
export function contentFor({ content: common, variants, details }: Pick<Post, 'content' | 'variants' | 'details'>, id: z.infer<typeof accountId>): Content {
  const words = variants[id] ?? common
  const own = details?.[id]
  if (!own) return words
  const { options: given, ...format } = own
  return { ...words, ...format, ...(given ? { options: Object.fromEntries(Object.entries(given).filter(([, value]) => value !== '')) } : {}) }
}

/** The words of a content alone, as they may stand for any account. */
export const wordsOf = ({ format: _format, options: _options, ...words }: Content): Content => words

import { z } from 'zod'
import type { networkId } from './ids.ts'

/** What a network takes as one sign of a text. */
export const textUnit = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('graphemes') }),
  z.object({ kind: z.literal('code-points') }),
  z.object({ kind: z.literal('utf-16') }),
  /** An emoji counts as its UTF-8 bytes, all else as one code point each. */
  z.object({ kind: z.literal('emoji-as-bytes') }),
  /** Code points of `light` (inclusive) count 1, all others 2, an emoji sequence 2; the text is brought to NFC first. */
  z.object({ kind: z.literal('weighted'), light: z.array(z.tuple([z.number().int(), z.number().int()])) }),
])
export type TextUnit = z.infer<typeof textUnit>

/** How a network counts the length of a text. Data, so that the composer counts as the network does. */
export const textRule = z.object({
  /** In graphemes, or in `unit` where the network counts otherwise. */
  maxGraphemes: z.number().int().positive(),
  unit: textUnit.optional(),
  /** No more than this where media go with it: a caption. */
  maxWithMedia: z.number().int().positive().optional(),
  /** `example.com` without a scheme is an address as well. */
  bareDomainsAreLinks: z.boolean().optional(),
  /** UTF-8 bytes, where the network limits them as well; null where it does not. */
  maxBytes: z.number().int().positive().nullable(),
  /** What every http(s) address counts, whatever its length; null: it counts as written. */
  urlWeight: z.number().int().positive().nullable(),
  /** `@user@host.tld` counts as `@user` only. */
  mentionHostIsFree: z.boolean(),
  /** The content warning counts toward the same limit. */
  warningCounts: z.boolean(),
  /** Signs that the network refuses, written one after the other. */
  forbids: z.string().optional(),
})
export type TextRule = z.infer<typeof textRule>

const mediaLimit = z.object({
  max: z.number().int().nonnegative(),
  maxBytes: z.number().positive(),
  /** Width × height; null where the network does not say. */
  maxPixels: z.number().positive().nullable(),
  maxDurationMs: z.number().positive().nullable(),
  mimes: z.array(z.string()),
  /** 0: no words for those who cannot see it are taken there. */
  altMaxGraphemes: z.number().int().nonnegative(),
  minDurationMs: z.number().positive().optional(),
  /** Of the original, in pixels. */
  minWidth: z.number().positive().optional(),
  minHeight: z.number().positive().optional(),
  /** Width divided by height. */
  minAspect: z.number().positive().optional(),
  maxAspect: z.number().positive().optional(),
  /** Kinds that stand in a post by themselves (animations), with a size of their own. */
  alone: z.object({ mimes: z.array(z.string()), maxBytes: z.number().positive() }).optional(),
  /** An original over the limit is shrunk to a rendition that fits (pictures); where false it is refused. */
  shrinks: z.boolean(),
  /** The network fetches them from the web itself: without a web space of the owner's none can be sent. Absent: they are sent to it. */
  fromTheWeb: z.boolean().optional(),
})
export type MediaLimit = z.infer<typeof mediaLimit>

/** Documents (PDF) go out as they are. */
const documentLimit = z.object({ max: z.number().int().positive(), maxBytes: z.number().positive(), maxPages: z.number().int().positive(), mimes: z.array(z.string()) })
export type DocumentLimit = z.infer<typeof documentLimit>

export const visibility = z.enum(['public', 'unlisted', 'followers', 'direct'])
export type Visibility = z.infer<typeof visibility>

export const pollLimit = z.object({
  maxOptions: z.number().int(), minOptions: z.number().int(), optionMaxGraphemes: z.number().int(),
  minDurationS: z.number().int(), maxDurationS: z.number().int(),
})

/** What the network's own scheduler takes. */
export const scheduleLimit = z.object({
  /** A time closer than this is refused there. */
  minLeadMs: z.number().nonnegative(),
  /** A time further away than this is refused there; null: no end. */
  maxLeadMs: z.number().positive().nullable(),
  /** How many it holds for one account; null: no end. */
  maxHeld: z.number().int().positive().nullable(),
  /** How many of them for one day (UTC); null: no end. */
  maxPerDay: z.number().int().positive().nullable(),
  /** Posts of a thread it can hold: 1 where a scheduled post cannot be answered yet. */
  maxParts: z.number().int().positive(),
})
export type ScheduleLimit = z.infer<typeof scheduleLimit>

/** What a post can be on a network besides a plain one. */
export const postFormat = z.enum(['post', 'reel', 'story', 'short', 'video', 'offer', 'event'])
export type PostFormat = z.infer<typeof postFormat>

/** What it must carry. */
export const mediaNeed = z.enum(['nothing', 'media', 'image', 'video'])

/** A field that a network asks for beside the text, drawn by the composer as it is declared. */
export const optionName = z.enum([
  'title', 'link', 'board', 'audience', 'made-for-kids', 'comments', 'duets', 'stitches', 'own-brand', 'paid-partnership', 'made-by-ai', 'category', 'tags',
  'action', 'action-link', 'offer-code', 'offer-link', 'terms', 'starts', 'ends', 'topic', 'who-can-reply', 'share-to-feed', 'cover-ms', 'auto-music',
])
export type OptionName = z.infer<typeof optionName>
const optionBase = {
  name: optionName, required: z.boolean(), /** Absent: for all of them. */ formats: z.array(postFormat).optional(),
  /** Required where another one is set to one of these values. */
  requiredWith: z.object({ name: optionName, values: z.array(z.string()) }).optional(),
  /** Required where the post carries a document. */
  requiredWithDocument: z.boolean().optional(),
}
export const publishOption = z.discriminatedUnion('kind', [
  /** `label`: in the network's own words (a board's name); null: the window has a word for the value. `initial` null: the owner must choose. */
  z.object({ ...optionBase, kind: z.literal('choice'), values: z.array(z.object({ value: z.string().max(300), label: z.string().max(300).nullable() })), initial: z.string().nullable() }),
  z.object({ ...optionBase, kind: z.literal('text'), maxGraphemes: z.number().int().positive(), /** As in a text. */ unit: textUnit.optional(), forbids: z.string().optional() }),
  z.object({ ...optionBase, kind: z.literal('link') }),
  /** `yes` or `no`. */
  z.object({ ...optionBase, kind: z.literal('flag'), initial: z.enum(['yes', 'no']) }),
  z.object({ ...optionBase, kind: z.literal('number'), min: z.number(), max: z.number() }),
  /** A time, as ISO 8601 in UTC; later than the one of another option. */
  z.object({ ...optionBase, kind: z.literal('moment'), after: optionName.optional() }),
])
export type PublishOption = z.infer<typeof publishOption>

/** One account's limits for one format, where they differ from those of a plain post. */
export const formatRule = z.object({
  format: postFormat,
  needs: mediaNeed,
  text: textRule,
  images: mediaLimit,
  video: mediaLimit.nullable(),
  /** Absent: none are taken in this format. */
  documents: documentLimit.optional(),
  mixesMedia: z.boolean(),
  /** Parts of a thread, or a post and its first comment. */
  maxThreadParts: z.number().int().positive(),
  /** The network's own scheduler takes it. */
  schedules: z.boolean(),
})
export type FormatRule = z.infer<typeof formatRule>

/** What one account may send, read from its server where the server tells. */
export const limits = z.object({
  text: textRule,
  images: mediaLimit,
  video: mediaLimit.nullable(),
  /** A document stands alone in its post. Absent: none are taken. */
  documents: documentLimit.optional(),
  /** Pictures and a video may stand in one post. */
  mixesMedia: z.boolean(),
  poll: pollLimit.nullable(),
  pollWithMedia: z.boolean(),
  maxThreadParts: z.number().int().positive(),
  visibilities: z.array(visibility),
  messageMaxGraphemes: z.number().int().positive(),
  /** Absent: nothing can be handed over ahead of its time. */
  schedule: scheduleLimit.optional(),
  /** What it may be, first the usual one. Absent: a plain post, for which the limits above hold. */
  formats: z.array(formatRule).optional(),
  /** What the network asks for beside the text. */
  options: z.array(publishOption).optional(),
  /** What a plain post must carry; absent: nothing. */
  needs: mediaNeed.optional(),
  /** Where the figures come from and when they were seen: `server` or the rule's address and date. */
  source: z.string(),
})
export type Limits = z.infer<typeof limits>
/** The source of limits that are only the contract's own: the network is not in the registry, and the owner posts there by hand. */
export const unknownLimits = 'unknown'

export const ability = z.enum([
  'text', 'images', 'video', 'thread', 'poll', 'content-warning', 'visibility', 'language', 'reply', 'quote', 'edit', 'delete',
  'like', 'boost', 'follow', 'mute', 'block', 'report', 'messages', 'search', 'account-figures', 'post-figures', 'reach',
  'schedule', 'story', 'short-video', 'first-comment', 'hide', 'reviews', 'documents',
])
export type Ability = z.infer<typeof ability>
export const abilityState = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('works') }),
  /** `network`: it does not exist there; `server`: this account's server lacks it; `permission`: sign in again with more rights. */
  z.object({ kind: z.literal('lacking'), why: z.enum(['network', 'server', 'permission']) }),
])
export type AbilityState = z.infer<typeof abilityState>
const eachAbility = z.record(ability, abilityState)
export type Abilities = z.infer<typeof eachAbility>
// An account stored before an ability existed lacks it until its server is asked again.
const unknownYet = Object.fromEntries(ability.options.map(name => [name, { kind: 'lacking', why: 'network' } satisfies AbilityState]))
export const abilities = z.preprocess(given => typeof given === 'object' && given !== null ? { ...unknownYet, ...given } : given, eachAbility)

/** What it takes to have an ability on a network, for a small business with nothing but this app. Declared once; the table of networks is drawn from it. */
export type Offer =
  | { readonly how: 'works'; /** Nothing: it works with a sign-in alone. */ readonly needs: readonly ('own-app' | 'review' | 'costs')[] }
  /** The network lets no program do it: Comptoir reminds, and the owner does it there. */
  | { readonly how: 'by-hand' }
  | { readonly how: 'impossible' }

/** A step of the way to an own app at a network: exact clicks, what to paste where, what review or cost to expect. */
export type GuideStep = { readonly title: string; readonly text: string; /** The page to open. */ readonly url?: string }

/** `own-app`: in the browser, through the owner's own app at the network. `token`: a token made on the network's own pages. */
export const signInWayId = z.enum(['browser', 'app-password', 'own-app', 'token'])

/** One way to connect; its fields are asked in this order. Names are keys of the texts. */
export type SignInWay = {
  readonly id: z.infer<typeof signInWayId>
  readonly fields: readonly { readonly name: 'server' | 'handle' | 'app-password' | 'client-id' | 'client-secret' | 'configuration' | 'token'; readonly secret: boolean; readonly example: string; readonly optional: boolean }[]
  /** Where the owner has something to prepare first. */
  readonly guide?: { readonly en: readonly GuideStep[]; readonly fr: readonly GuideStep[] }
}

/** What the window knows of a network before any account: sent once at start-up, made from the registry. */
export type NetworkDescription = {
  readonly id: z.infer<typeof networkId>
  readonly name: string
  /** Mark colour as `#rrggbb`; used for small marks only. */
  readonly colour: string
  readonly ways: readonly SignInWay[]
  readonly offers: Readonly<Record<Ability, Offer>>
  /** The version of its interface that is spoken, and the day (ISO) it ends; null: no end is announced. */
  readonly apiVersion?: { readonly name: string; readonly ends: string | null; readonly source: string }
  /** Where the owner writes a post there by hand. */
  readonly composePage: string | null
}

import { z } from 'zod'
import type { networkId } from './ids.ts'

/** How a network counts the length of a text. Data, so that the composer counts as the network does. */
export const textRule = z.object({
  maxGraphemes: z.number().int().positive(),
  /** UTF-8 bytes, where the network limits them as well; null where it does not. */
  maxBytes: z.number().int().positive().nullable(),
  /** What every http(s) address counts, whatever its length; null: it counts as written. */
  urlWeight: z.number().int().positive().nullable(),
  /** `@user@host.tld` counts as `@user` only. */
  mentionHostIsFree: z.boolean(),
  /** The content warning counts toward the same limit. */
  warningCounts: z.boolean(),
})
export type TextRule = z.infer<typeof textRule>

const mediaLimit = z.object({
  max: z.number().int().nonnegative(),
  maxBytes: z.number().positive(),
  /** Width × height; null where the network does not say. */
  maxPixels: z.number().positive().nullable(),
  maxDurationMs: z.number().positive().nullable(),
  mimes: z.array(z.string()),
  altMaxGraphemes: z.number().int().positive(),
  /** An original over the limit is shrunk to a rendition that fits (pictures); where false it is refused. */
  shrinks: z.boolean(),
})
export type MediaLimit = z.infer<typeof mediaLimit>

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

/** What one account may send, read from its server where the server tells. */
export const limits = z.object({
  text: textRule,
  images: mediaLimit,
  video: mediaLimit.nullable(),
  /** Pictures and a video may stand in one post. */
  mixesMedia: z.boolean(),
  poll: pollLimit.nullable(),
  pollWithMedia: z.boolean(),
  maxThreadParts: z.number().int().positive(),
  visibilities: z.array(visibility),
  messageMaxGraphemes: z.number().int().positive(),
  /** Absent: nothing can be handed over ahead of its time. */
  schedule: scheduleLimit.optional(),
  /** Where the figures come from and when they were seen: `server` or the rule's address and date. */
  source: z.string(),
})
export type Limits = z.infer<typeof limits>

export const ability = z.enum([
  'images', 'video', 'thread', 'poll', 'content-warning', 'visibility', 'language', 'reply', 'quote', 'edit', 'delete',
  'like', 'boost', 'follow', 'mute', 'block', 'report', 'messages', 'search', 'account-figures', 'post-figures', 'reach',
  'schedule',
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

/** One way to connect; its fields are asked in this order. Names are keys of the texts. */
export type SignInWay = {
  readonly id: 'browser' | 'app-password'
  readonly fields: readonly { readonly name: 'server' | 'handle' | 'app-password'; readonly secret: boolean; readonly example: string; readonly optional: boolean }[]
}

/** What the window knows of a network before any account: sent once at start-up, made from the registry. */
export type NetworkDescription = {
  readonly id: z.infer<typeof networkId>
  readonly name: string
  /** Mark colour as `#rrggbb`; used for small marks only. */
  readonly colour: string
  readonly ways: readonly SignInWay[]
}

import { Temporal } from 'temporal-polyfill'
import type { Act } from '../../preload/contract/publishing.ts'

/** One published cap of a network. */
export type QuotaRule = {
  readonly name: QuotaName
  readonly max: number
  readonly windowMs: number
  /** It begins anew at midnight in this zone (IANA), and not one window after the first use. */
  readonly endsAtMidnightIn?: string
  /** False: servers of this network differ, so it holds only where the server itself has told an allowance. */
  readonly isEverywhere: boolean
  readonly source: string
}
export type QuotaName = 'calls' | 'media' | 'deletes' | 'posts' | 'points-hour' | 'points-day'
export type Charge = { readonly name: QuotaName; readonly cost: number }

/** What a network lets an account do in a while, as data; what a request and an act cost of it. Absent: only the network's own refusals hold. */
export type NetworkQuotas = {
  readonly rules: readonly QuotaRule[]
  /** The allowance that reading uses up, so that it slows down in time. Default `calls`. */
  readonly readingUses?: QuotaName
  chargesOf(request: { readonly method: string; readonly url: string; readonly body: unknown }): readonly Charge[]
  needOf(act: Act): readonly Charge[]
}

/** Pictures and parts of an act. */
export function sizeOf(act: Act): { readonly parts: number; readonly media: number } {
  if (!('content' in act)) return { parts: 1, media: 0 }
  return { parts: act.content.parts.length, media: act.content.parts.reduce((sum, part) => sum + part.media.length, 0) }
}

/** The next midnight on the wall clocks of a zone. */
export const nextMidnight = (zone: string, utc: number): number =>
  Temporal.Instant.fromEpochMilliseconds(utc).toZonedDateTimeISO(zone).add({ days: 1 }).startOfDay().epochMilliseconds

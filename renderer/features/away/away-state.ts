import type { Away } from '../../../preload/contract/away.ts'
import type { DeliveryState } from '../../../preload/contract/publishing.ts'
import type { DeliveryRow } from '../../db/schema.ts'

/** Sooner than this after its time a post is not late: a busy minute, a clock that differs. */
export const punctualMs = 5 * 60_000

/** What became of one post that was due while nobody could send it from here. */
export type Fate =
  /** Its owner decides: too late for its policy, or too many at once. */
  | { readonly kind: 'asks'; readonly row: DeliveryRow }
  /** Failed, or nobody can tell whether it went out. */
  | { readonly kind: 'troubled'; readonly row: DeliveryRow }
  | { readonly kind: 'under-way'; readonly row: DeliveryRow }
  | { readonly kind: 'moved'; readonly row: DeliveryRow; readonly toUtc: number }
  | { readonly kind: 'late'; readonly row: DeliveryRow; readonly byMs: number }
  | { readonly kind: 'by-network'; readonly row: DeliveryRow }
  | { readonly kind: 'dropped'; readonly row: DeliveryRow }

/** In the order in which they matter to the reader. */
export const fateKinds = ['asks', 'troubled', 'under-way', 'moved', 'late', 'by-network', 'dropped'] as const satisfies readonly Fate['kind'][]

export type AwayStory = { readonly away: Away; readonly fates: readonly Fate[]; readonly cameIn: number }

/** Null: nothing worth telling, as it went out at its time or its owner called it off. */
export function fateOf(row: DeliveryRow, away: Away): Fate | null {
  const { state, delivery } = row
  switch (state.kind) {
    case 'needs-owner': return state.question.kind === 'late' ? { kind: 'asks', row } : { kind: 'troubled', row }
    case 'failed': case 'unknown': return { kind: 'troubled', row }
    case 'planned': case 'preparing': case 'committing': return { kind: 'under-way', row }
    // Held by the network, or on its way there or back: it is looked after.
    case 'handing-over': case 'handed-over': case 'recalling': return { kind: 'under-way', row }
    case 'waiting': return state.why === 'slot' ? { kind: 'moved', row, toUtc: state.untilUtc } : { kind: 'under-way', row }
    case 'published': return publishedFate(row, state, away)
    // The journal drops what is late at once when it is back; an owner who calls something off does so before its time, or in the outbox.
    case 'cancelled': return delivery.late.then === 'drop' && state.utc >= away.fromUtc && state.utc - row.dueUtc > delivery.late.graceMinutes * 60_000 ? { kind: 'dropped', row } : null
  }
}

function publishedFate(row: DeliveryRow, state: Extract<DeliveryState, { kind: 'published' }>, away: Away): Fate | null {
  // This computer could not have: someone else did.
  if ((row.delivery.who === 'network' || row.attempts === 0) && state.utc < away.untilUtc) return { kind: 'by-network', row }
  const byMs = state.utc - row.dueUtc
  return byMs > punctualMs ? { kind: 'late', row, byMs } : null
}

export const storyOf = (away: Away, rows: readonly DeliveryRow[], cameIn: number): AwayStory =>
  ({ away, fates: rows.flatMap(row => fateOf(row, away) ?? []), cameIn })

/** The times away that the sheet tells of: not looked at yet, or over since this day began. Newest first. */
export const toldAways = (aways: readonly Away[], seenUtc: number, dayStartUtc: number): readonly Away[] =>
  aways.filter(away => away.untilUtc > seenUtc || away.untilUtc >= dayStartUtc).toReversed()

/** What the banner speaks of: posts that were due in a time not looked at yet. */
export const unseenFates = (stories: readonly AwayStory[], seenUtc: number): readonly Fate[] =>
  stories.filter(story => story.away.untilUtc > seenUtc).flatMap(story => story.fates)

import { mayBeThere, type Act, type DeliveryState, type Look, type OwnerChoice } from '../../preload/contract/publishing.ts'
import type { DeliveryRow } from '../db/schema.ts'
import type { FailureAct } from '../text/describe-failure.ts'

/** Things planned further ahead than this are the calendar's, not yet "on their way". */
export const soonMs = 60_000

export type OutboxGroups = { readonly asks: readonly DeliveryRow[]; readonly travelling: readonly DeliveryRow[] }

export const asksOwner = (state: DeliveryState): boolean => state.kind === 'needs-owner' || state.kind === 'failed'

export const groupOutbox = (rows: readonly DeliveryRow[]): OutboxGroups => ({
  asks: rows.filter(row => asksOwner(row.state)),
  travelling: rows.filter(row => !asksOwner(row.state)),
})

/** What can be answered to a state, the first one foremost. */
export function choicesFor(state: DeliveryState, act: Pick<Act, 'kind'>): readonly OwnerChoice[] {
  if (state.kind === 'failed') return ['try-again', 'give-up']
  if (state.kind === 'published' && state.byOwner) return ['not-there']
  if (state.kind !== 'needs-owner') return []
  switch (state.question.kind) {
    case 'late': return act.kind === 'publish' ? ['publish-now', 'next-slot', 'give-up'] : ['publish-now', 'give-up']
    case 'unproved': case 'restored': return ['it-is-there', 'try-again', 'give-up']
    case 'sign-in': return ['give-up']
    case 'missing-there': return ['publish-now', 'it-is-there', 'give-up']
    case 'too-many': return ['go-on', 'give-up']
    // What is there is said in its own sheet, with the link.
    case 'by-hand': return ['next-slot', 'give-up']
  }
}

/** Its owner posts it there themselves, now. */
export const isForOwnHands = (state: DeliveryState): boolean => state.kind === 'needs-owner' && state.question.kind === 'by-hand'

/** What was looked at before the owner is asked whether it is there; null for other questions. */
export const looksAskedAbout = (state: DeliveryState): readonly Look[] | null =>
  state.kind === 'needs-owner' && 'looks' in state.question ? state.question.looks : null

/** The network said no after it had been sent: networks have said so of posts that stood there, so a retry looks first. */
export const isLookedForFirst = ({ state, attempts }: Pick<DeliveryRow, 'state' | 'attempts'>): boolean =>
  attempts > 0 && state.kind === 'failed' && (state.failure.kind === 'refused' || state.failure.kind === 'missing')

/** Sending the same again cannot help where the post, the account or a setting must change first. */
export const leadsElsewhere = (act: FailureAct): act is 'change-post' | 'sign-in' | 'see-account' | 'see-settings' | 'add-again' =>
  act === 'change-post' || act === 'sign-in' || act === 'see-account' || act === 'see-settings' || act === 'add-again'

/** Can still be taken back without a question having been asked. */
export const isCancellable = (state: DeliveryState): boolean => (mayBeThere(state) && !(state.kind === 'recalling' && state.why === 'cancelled')) || state.kind === 'planned' || state.kind === 'waiting' || state.kind === 'preparing'

/** What a listener should hear when the outbox went from one count to another; null: nothing worth a word. */
export type Announcement = { readonly kind: 'sent'; readonly count: number } | { readonly kind: 'waiting'; readonly count: number } | { readonly kind: 'asks' }
export function announcementFor(before: OutboxGroups, now: OutboxGroups, published: number): Announcement | null {
  if (now.asks.length > before.asks.length) return { kind: 'asks' }
  if (published > 0) return { kind: 'sent', count: published }
  if (now.travelling.length > before.travelling.length) return { kind: 'waiting', count: now.travelling.length }
  return null
}

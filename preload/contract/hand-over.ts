import type { AccountSummary } from './accounts.ts'
import { limitsFor } from './check-draft.ts'
import type { Content } from './drafts.ts'
import type { Delivery } from './publishing.ts'

/** Closer than this the computer is on anyway, and a change of mind could come too late to call it back. */
export const sensibleLeadMs = 15 * 60_000

/** `parts`: how many posts it is; 0 for anything but a new post. */
export type Handable = Pick<Content, 'format'> & { readonly who: Delivery['who']; readonly dueUtc: number; readonly parts: number }

export type HandOver =
  | { readonly kind: 'now' }
  /** Further ahead than the network's scheduler takes: from then on. */
  | { readonly kind: 'later'; readonly fromUtc: number }
  | { readonly kind: 'never'; readonly why: 'chosen' | 'not-offered' | 'not-this' | 'soon' }

/** Pure: can the network's own scheduler publish it? Used by the composer to say who will, and again before it is handed over. */
export function decideHandOver({ who, dueUtc, parts, format }: Handable, { abilities, limits }: Pick<AccountSummary, 'abilities' | 'limits'>, nowUtc: number): HandOver {
  const { schedule } = limitsFor(format === undefined ? {} : { format }, limits)
  if (who !== 'network') return { kind: 'never', why: 'chosen' }
  if (abilities.schedule.kind !== 'works' || !schedule) return { kind: 'never', why: 'not-offered' }
  if (parts < 1 || parts > schedule.maxParts) return { kind: 'never', why: 'not-this' }
  const leadMs = dueUtc - nowUtc
  // Twice the network's own: preparing takes its time, and clocks differ.
  if (leadMs < Math.max(sensibleLeadMs, schedule.minLeadMs * 2)) return { kind: 'never', why: 'soon' }
  return schedule.maxLeadMs !== null && leadMs > schedule.maxLeadMs ? { kind: 'later', fromUtc: dueUtc - schedule.maxLeadMs } : { kind: 'now' }
}

export const handable = ({ who, due, act }: Delivery): Handable => ({ who, dueUtc: due.utc, ...act.kind === 'publish' ? partsAndFormat(act.content) : { parts: 0 } })
export const partsAndFormat = ({ parts, format }: Content): Pick<Handable, 'parts' | 'format'> => ({ parts: parts.length, ...(format ? { format } : {}) })

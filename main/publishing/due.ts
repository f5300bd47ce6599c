import type { Delivery } from '../../preload/contract/publishing.ts'
import { assertNever } from '../../preload/contract/result.ts'

export type DueDecision =
  | { readonly kind: 'start' }
  | { readonly kind: 'ask' | 'drop'; readonly byMs: number }
  /** The next free hour of the account's own day. */
  | { readonly kind: 'slot' }

/**
 * Pure: what to do with a delivery whose time has come. What has begun to go out, or what the owner vouched for, is never late.
 * `meantUtc` is when it was to leave by our own doing (a turn, a slot); being made to wait by us is not being late.
 * An answer, a like or a deletion has no hour of the day to wait for: people wait for it, so it is asked and not put off.
 */
export function decideDue({ act, late }: Pick<Delivery, 'act' | 'late'>, nowUtc: number, meantUtc: number, hasBegun: boolean): DueDecision {
  const byMs = nowUtc - meantUtc
  if (hasBegun || byMs <= late.graceMinutes * 60_000) return { kind: 'start' }
  switch (late.then) {
    case 'publish': return { kind: 'start' }
    case 'ask': return { kind: 'ask', byMs }
    case 'drop': return { kind: 'drop', byMs }
    case 'next-slot': return act.kind === 'publish' ? { kind: 'slot' } : { kind: 'ask', byMs }
    default: return assertNever(late.then)
  }
}

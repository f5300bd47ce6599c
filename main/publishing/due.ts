import type { Delivery } from '../../preload/contract/publishing.ts'
import { assertNever } from '../../preload/contract/result.ts'

export type DueDecision = { readonly kind: 'start' } | { readonly kind: 'ask'; readonly byMs: number } | { readonly kind: 'drop'; readonly byMs: number }

/** Pure: what to do with a delivery whose time has come. What has begun to go out, or what the owner vouched for, is never late. */
export function decideDue(delivery: Delivery, nowUtc: number, hasBegun: boolean): DueDecision {
  const byMs = nowUtc - delivery.due.utc
  if (hasBegun || byMs <= delivery.late.graceMinutes * 60_000) return { kind: 'start' }
  switch (delivery.late.then) {
    case 'publish': return { kind: 'start' }
    case 'ask': return { kind: 'ask', byMs }
    case 'drop': return { kind: 'drop', byMs }
    default: return assertNever(delivery.late.then)
  }
}

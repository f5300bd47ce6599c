import type { DeliveryRecord, DeliveryState } from '../../preload/contract/publishing.ts'

const minuteMs = 60_000
const hourMs = 60 * minuteMs
/** No wait of ours is longer than this when it begins: what lies farther ahead was counted from another clock. */
const longestWaitMs = { 'no-line': 15 * minuteMs, 'server-trouble': 15 * minuteMs, keychain: 15 * minuteMs, paused: 15 * minuteMs, 'rate-limited': 25 * hourMs, quota: 25 * hourMs, turn: 25 * hourMs } as const

/**
 * Pure: where a delivery stands after the computer's clock went back by `backMs` (0: at a start, when nobody knows), or null where that
 * changes nothing. Lengths of time go back with the clock; a planned time and a slot are hours of the day and stay. What a wrong clock had made
 * late is planned again.
 */
export function afterClockMove({ delivery, state }: DeliveryRecord, hasBegun: boolean, backMs: number, nowUtc: number): { readonly state: DeliveryState; readonly nextUtc: number } | null {
  if (state.kind === 'unknown') return { state, nextUtc: nowUtc }
  if (state.kind !== 'waiting') return null
  if (delivery.due.utc > nowUtc && !hasBegun) return { state: { kind: 'planned' }, nextUtc: delivery.due.utc }
  if (state.why === 'slot') return null
  const back = Math.max(nowUtc, state.untilUtc - backMs)
  const untilUtc = back > nowUtc + longestWaitMs[state.why] ? nowUtc : back
  return untilUtc === state.untilUtc ? null : { state: { ...state, untilUtc }, nextUtc: untilUtc }
}

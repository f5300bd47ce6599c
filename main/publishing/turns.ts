import type { Pace } from '../../preload/contract/pace.ts'
import type { Posted } from '../journal/deliveries.ts'

export type Turn =
  | { readonly kind: 'go' }
  | { readonly kind: 'wait'; readonly untilUtc: number }
  /** It would be one more than the account's limit within an hour. */
  | { readonly kind: 'ask'; readonly count: number }

/** One of the account's posts that are due, in their order. */
export type Queued = { readonly isVouched: boolean; /** Its turn was given before, and has come. */ readonly hadTurn: boolean }

const hourMs = 3_600_000
/** Turns lie this much farther apart than the gap, so that a post sent a moment after its turn does not push the next one off. */
const leewayMs = 1_000

/** Pure: who of the queue may go now, who waits until when, who is too many. The journal says what went out, so that a restart changes nothing. */
export function giveTurns(queue: readonly Queued[], nowUtc: number, { lastUtc, inLastHour, lastTurnUtc }: Posted, { gapMinutes, postsPerHour }: Pace): readonly Turn[] {
  const gapMs = gapMinutes * 60_000
  // A note from the future (the clock was wrong and has been set) must not close the account until then.
  let sent = inLastHour.map(utc => Math.min(utc, nowUtc))
  // Whoever has waited a turn for it has kept the distance.
  const isFromFuture = lastUtc !== null && lastUtc > nowUtc
  let freeUtc = lastUtc === null || (isFromFuture && queue[0]?.hadTurn) ? nowUtc : Math.max(nowUtc, Math.min(lastUtc, nowUtc) + gapMs)
  return queue.map(({ isVouched, hadTurn }): Turn => {
    const atUtc = gapMs > 0 && !hadTurn && lastTurnUtc !== null ? Math.max(freeUtc, lastTurnUtc + gapMs + leewayMs) : freeUtc
    sent = sent.filter(utc => utc > atUtc - hourMs)
    if (sent.length >= postsPerHour && !isVouched) return { kind: 'ask', count: sent.length }
    sent.push(atUtc)
    freeUtc = gapMs > 0 ? atUtc + gapMs + leewayMs : atUtc
    return atUtc <= nowUtc ? { kind: 'go' } : { kind: 'wait', untilUtc: atUtc }
  })
}

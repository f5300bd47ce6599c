/** Pure: how long to wait before the next try, in milliseconds. `random` is 0..1 and spreads tries of many accounts. */
const secondMs = 1000
const minuteMs = 60 * secondMs

/** Nothing was made public, the server was in trouble or out of reach: 10 s, 20 s, 40 s … at most 10 minutes. */
export function retryDelayMs(attempt: number, random: number): number {
  const base = Math.min(10 * secondMs * 2 ** Math.max(0, attempt - 1), 10 * minuteMs)
  return Math.round(base * (1 + random * 0.2))
}

/** After a lost answer: the delays between looks that came to no proof. Past the last one the owner is asked. */
const lookDelaysMs = [2, 5, 15, 30, 60, 300, 900, 1800, 3600].map(s => s * secondMs)
export function lookDelayMs(looksWithoutProof: number): number | null {
  return lookDelaysMs[looksWithoutProof] ?? null
}

/** A look that could not reach the network proves nothing and does not count. Soon again at first, then seldom: 20 s to 10 minutes. */
export const unreachedLookDelayMs = (lostForMs: number): number => Math.min(Math.max(20 * secondMs, Math.round(lostForMs / 4)), 10 * minuteMs)

/** A server in trouble of its own for this long: the owner is asked. Without a line nobody is, since looking is still to come. */
export const longestTroubleMs = 24 * 60 * minuteMs

/**
 * When the server says to come back: Retry-After (seconds or HTTP date, RFC 9110 10.2.3) or a rate-limit header whose
 * remaining count is 0. Resets come as seconds to wait, unix seconds or ISO dates, depending on the software.
 */
export function readRetryAt(headers: Headers, nowUtc: number): number | null {
  const after = headers.get('retry-after')
  if (after !== null) {
    const at = /^\d+$/.test(after.trim()) ? nowUtc + Number(after) * 1000 : Date.parse(after)
    if (Number.isFinite(at)) return at
  }
  for (const prefix of ['x-ratelimit-', 'ratelimit-', 'x-rate-limit-']) {
    const reset = headers.get(`${prefix}reset`)
    if (reset === null || headers.get(`${prefix}remaining`)?.trim() !== '0') continue
    const at = readReset(reset.trim(), nowUtc)
    if (at !== null) return at
  }
  return null
}

export function readReset(value: string, nowUtc: number): number | null {
  if (!/^\d+(\.\d+)?$/.test(value)) {
    const at = Date.parse(value)
    return Number.isFinite(at) ? at : null
  }
  const seconds = Number(value)
  // Below a year it can only be a delay; unix seconds are far above.
  return seconds < 31_536_000 ? nowUtc + seconds * 1000 : seconds * 1000
}

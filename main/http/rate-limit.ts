import { readReset } from './retry-at.ts'

/** What an answer says of the sender's allowance: so much, so much left, until then. */
export type RateLimit = { readonly limit: number; readonly remaining: number; readonly resetUtc: number }

/** The three spellings in use (`x-ratelimit-`, `ratelimit-` of the IETF drafts, `x-rate-limit-`); null where the server says nothing whole. */
export function readRateLimit(headers: Headers, nowUtc: number): RateLimit | null {
  for (const prefix of ['x-ratelimit-', 'ratelimit-', 'x-rate-limit-']) {
    // `100, 100;w=60`: the number comes first (draft-ietf-httpapi-ratelimit-headers-03).
    const [limit, remaining] = ['limit', 'remaining'].map(name => /^\s*(\d+)/.exec(headers.get(`${prefix}${name}`) ?? '')?.[1])
    const reset = headers.get(`${prefix}reset`)
    const resetUtc = reset === null ? null : readReset(reset.trim(), nowUtc)
    if (limit !== undefined && remaining !== undefined && resetUtc !== null) return { limit: Number(limit), remaining: Number(remaining), resetUtc }
  }
  return null
}

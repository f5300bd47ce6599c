import { sizeOf, type NetworkQuotas } from '../quota.ts'

const minuteMs = 60_000
const source = 'https://developers.pinterest.com/docs/reference/rate-limits/ 2026-11-27'

/** Standard access, a user and minute. With trial access an app has 1000 calls a day, 300 of them writing: then Pinterest's 429 decides. */
export const quotas: NetworkQuotas = {
  rules: [
    { name: 'calls', max: 1000, windowMs: minuteMs, isEverywhere: false, source },
    { name: 'posts', max: 100, windowMs: minuteMs, isEverywhere: false, source },
  ],
  chargesOf: ({ method, url }) => {
    if (!new URL(url).pathname.startsWith('/v5/')) return []
    return method === 'GET' ? [{ name: 'calls', cost: 1 }] : [{ name: 'calls', cost: 1 }, { name: 'posts', cost: 1 }]
  },
  needOf: act => {
    const { media } = sizeOf(act)
    return [{ name: 'calls', cost: 2 + media * 2 }, { name: 'posts', cost: 1 + media }]
  },
}

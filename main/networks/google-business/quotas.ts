import { sizeOf, type NetworkQuotas } from '../quota.ts'

const minuteMs = 60_000
const source = 'https://developers.google.com/my-business/content/limits 2026-09-11'

/** 300 a minute for the project and each interface, taken together here; ten changes a minute for one profile. */
export const quotas: NetworkQuotas = {
  rules: [
    { name: 'calls', max: 300, windowMs: minuteMs, isEverywhere: true, source },
    { name: 'posts', max: 10, windowMs: minuteMs, isEverywhere: true, source },
  ],
  chargesOf: ({ method, url }) => {
    if (!/^\/v[14]\//u.test(new URL(url).pathname)) return []
    return [{ name: 'calls', cost: 1 }, ...(method === 'GET' ? [] : [{ name: 'posts', cost: 1 } as const])]
  },
  needOf: act => [{ name: 'calls', cost: sizeOf(act).parts * 12 }, { name: 'posts', cost: 1 }],
}

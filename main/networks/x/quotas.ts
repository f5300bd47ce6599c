import { sizeOf, type NetworkQuotas } from '../quota.ts'

const minuteMs = 60_000
const source = 'https://docs.x.com/x-api/fundamentals/rate-limits 2026-08-22'

/** Each call has a window of its own there; those of reading are far wider than what is read, so only what is written is counted. */
export const quotas: NetworkQuotas = {
  rules: [
    { name: 'posts', max: 100, windowMs: 15 * minuteMs, isEverywhere: true, source },
    { name: 'deletes', max: 50, windowMs: 15 * minuteMs, isEverywhere: true, source },
    { name: 'media', max: 500, windowMs: 15 * minuteMs, isEverywhere: true, source },
  ],
  chargesOf: ({ method, url }) => {
    const { pathname } = new URL(url)
    if (method === 'POST' && pathname === '/2/tweets') return [{ name: 'posts', cost: 1 }]
    if (method === 'DELETE' && /^\/2\/tweets\/\d+$/u.test(pathname)) return [{ name: 'deletes', cost: 1 }]
    if (method === 'POST' && pathname === '/2/media/upload') return [{ name: 'media', cost: 1 }]
    return []
  },
  needOf: act => {
    const { parts, media } = sizeOf(act)
    switch (act.kind) {
      case 'publish': case 'reply': return [{ name: 'posts', cost: parts }, ...(media > 0 ? [{ name: 'media', cost: media } as const] : [])]
      case 'delete': return [{ name: 'deletes', cost: 1 }]
      default: return []
    }
  },
}

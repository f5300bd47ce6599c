import { sizeOf, type NetworkQuotas } from '../quota.ts'

const minuteMs = 60_000
const source = 'https://docs.joinmastodon.org/api/rate-limits/ 2026-07-02; posts: mastodon/mastodon RateLimiter, read with it'

/** Servers may have others, and other software has none: they hold where the server tells an allowance, and its own figures go before these. */
export const quotas: NetworkQuotas = {
  rules: [
    { name: 'calls', max: 300, windowMs: 5 * minuteMs, isEverywhere: false, source },
    { name: 'media', max: 30, windowMs: 30 * minuteMs, isEverywhere: false, source },
    { name: 'deletes', max: 30, windowMs: 30 * minuteMs, isEverywhere: false, source },
    { name: 'posts', max: 300, windowMs: 180 * minuteMs, isEverywhere: false, source },
  ],
  chargesOf: ({ method, url }) => {
    const { pathname } = new URL(url)
    if (!pathname.startsWith('/api/')) return []
    const calls = { name: 'calls', cost: 1 } as const
    if (method === 'POST' && /^\/api\/v[12]\/media$/.test(pathname)) return [calls, { name: 'media', cost: 1 }]
    if ((method === 'DELETE' && pathname.startsWith('/api/v1/statuses/')) || pathname.endsWith('/unreblog')) return [calls, { name: 'deletes', cost: 1 }]
    if (method === 'POST' && (pathname === '/api/v1/statuses' || pathname.endsWith('/reblog'))) return [calls, { name: 'posts', cost: 1 }]
    return [calls]
  },
  needOf: act => {
    const { parts, media } = sizeOf(act)
    switch (act.kind) {
      // Each part is sent and read back; a picture is sent and asked for once.
      case 'publish': case 'reply': return [{ name: 'calls', cost: parts * 2 + media * 2 }, { name: 'posts', cost: parts }, ...(media > 0 ? [{ name: 'media', cost: media } as const] : [])]
      case 'delete': return [{ name: 'calls', cost: 2 }, { name: 'deletes', cost: 1 }]
      case 'boost': return [{ name: 'calls', cost: 1 }, { name: act.on ? 'posts' : 'deletes', cost: 1 }]
      default: return [{ name: 'calls', cost: 2 + media * 2 }]
    }
  },
}

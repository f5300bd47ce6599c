import type { NetworkQuotas } from '../quota.ts'

const dayMs = 24 * 60 * 60_000

/** The guide says 100 a day, the reference 50 (both seen 27 Nov 2026): the smaller holds only where the network itself tells an allowance; publishing asks it each time. */
export const quotas: NetworkQuotas = {
  rules: [{ name: 'posts', max: 50, windowMs: dayMs, isEverywhere: false, source: 'https://developers.facebook.com/documentation/instagram-platform/instagram-graph-api/reference/ig-user/media_publish 2025-01-21' }],
  chargesOf: ({ method, url }) => (method === 'POST' && new URL(url).pathname.endsWith('/media_publish') ? [{ name: 'posts', cost: 1 }] : []),
  needOf: act => (act.kind === 'publish' ? [{ name: 'posts', cost: 1 }] : []),
}

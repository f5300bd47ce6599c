import type { NetworkQuotas } from '../quota.ts'

const dayMs = 24 * 3_600_000

/**
 * In the development tier of Community Management, where every page's app begins, a member has a hundred calls a day, with the self-serve
 * products a hundred and fifty; beyond, the numbers are not published, and LinkedIn tells no allowance in its answers. So reading is kept to
 * seventy everywhere, and what is left is for publishing and answering, which no number of ours holds back: there LinkedIn's own 429 decides.
 */
export const quotas: NetworkQuotas = {
  rules: [{ name: 'calls', max: 70, windowMs: dayMs, isEverywhere: true, source: 'https://learn.microsoft.com/en-us/linkedin/marketing/community-management/ (development tier), as quoted 2026-11-23' }],
  chargesOf: ({ method, url }) => (method === 'GET' && new URL(url).pathname.startsWith('/rest/') ? [{ name: 'calls', cost: 1 }] : []),
  needOf: () => [],
}

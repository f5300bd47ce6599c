import type { NetworkQuotas } from '../quota.ts'

const dayMs = 24 * 60 * 60_000
const source = 'https://developers.facebook.com/documentation/threads/overview#rate-limits 2026-11-27'

/**
 * A post counts once, whatever it carries. Answers, and the later posts of a thread with them, have an allowance of their own (1000 a day), which
 * publishing asks the network for; their call names the account by its number (publish.ts), so that it is told apart here.
 */
export const quotas: NetworkQuotas = {
  rules: [
    { name: 'posts', max: 250, windowMs: dayMs, isEverywhere: true, source },
    { name: 'deletes', max: 100, windowMs: dayMs, isEverywhere: true, source },
  ],
  chargesOf: ({ method, url }) => {
    const { pathname } = new URL(url)
    if (method === 'POST' && pathname.endsWith('/me/threads_publish')) return [{ name: 'posts', cost: 1 }]
    return method === 'DELETE' ? [{ name: 'deletes', cost: 1 }] : []
  },
  needOf: act => {
    switch (act.kind) {
      case 'publish': return [{ name: 'posts', cost: 1 }]
      case 'delete': return [{ name: 'deletes', cost: 1 }]
      default: return []
    }
  },
}

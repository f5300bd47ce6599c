import { sizeOf, type Charge, type NetworkQuotas } from '../quota.ts'
import { quotaZone } from './failures.ts'

const dayMs = 24 * 60 * 60_000
// Since 1 Jun 2026 uploads have an allowance of their own. Both are the project's: two channels of one project share them, and then the network's own no holds.
const source = 'https://developers.google.com/youtube/v3/determine_quota_cost 2026-11-27'

/** A list costs 1, a change 50. */
const change = 50
const isData = /^\/(?:upload\/)?youtube\/v3\//u

export const quotas: NetworkQuotas = {
  rules: [
    { name: 'points-day', max: 10_000, windowMs: dayMs, endsAtMidnightIn: quotaZone, isEverywhere: true, source },
    { name: 'posts', max: 100, windowMs: dayMs, endsAtMidnightIn: quotaZone, isEverywhere: true, source },
  ],
  readingUses: 'points-day',
  chargesOf: ({ method, url }) => {
    const { pathname, searchParams } = new URL(url)
    // Searches have their own hundred; bytes sent to an upload session cost nothing.
    if (!isData.test(pathname) || pathname.endsWith('/search') || searchParams.has('upload_id')) return []
    if (pathname === '/upload/youtube/v3/videos') return [{ name: 'posts', cost: 1 }]
    return [{ name: 'points-day', cost: method === 'GET' ? 1 : change }]
  },
  needOf: act => {
    const { parts, media } = sizeOf(act)
    const points = (cost: number): Charge => ({ name: 'points-day', cost })
    switch (act.kind) {
      // The update that makes it public, looks at its processing, a thumbnail; each further part is a comment.
      case 'publish': return [points(change + 20 + Math.max(0, media - 1) * change + (parts - 1) * (change + 1)), { name: 'posts', cost: 1 }]
      default: return [points(change + 3)]
    }
  },
}

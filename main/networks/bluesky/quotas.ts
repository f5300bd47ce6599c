import { sizeOf, type NetworkQuotas } from '../quota.ts'

const minuteMs = 60_000
const source = 'https://docs.bsky.app/docs/advanced-guides/rate-limits 2026-04-21'
// What we write is put under a key of our own choosing. It may count as a creation: reckoned as one, we stop early rather than late.
const putPoints = 3

export const quotas: NetworkQuotas = {
  rules: [
    { name: 'calls', max: 3000, windowMs: 5 * minuteMs, isEverywhere: true, source },
    { name: 'points-hour', max: 5000, windowMs: 60 * minuteMs, isEverywhere: true, source },
    { name: 'points-day', max: 35_000, windowMs: 24 * 60 * minuteMs, isEverywhere: true, source },
  ],
  chargesOf: ({ url }) => {
    const method = new URL(url).pathname.split('/xrpc/')[1]
    if (method === undefined) return []
    const points = method === 'com.atproto.repo.putRecord' || method === 'com.atproto.repo.createRecord' ? putPoints : method === 'com.atproto.repo.deleteRecord' ? 1 : 0
    return [{ name: 'calls', cost: 1 }, ...(points > 0 ? [{ name: 'points-hour', cost: points }, { name: 'points-day', cost: points }] as const : [])]
  },
  needOf: act => {
    const { parts, media } = sizeOf(act)
    const points = act.kind === 'message' || act.kind === 'mark-read' ? 0 : act.kind === 'delete' ? 1 : putPoints * parts
    return [{ name: 'calls', cost: parts * 2 + media }, ...(points > 0 ? [{ name: 'points-hour', cost: points }, { name: 'points-day', cost: points }] as const : [])]
  },
}

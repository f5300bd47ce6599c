import { sizeOf, type NetworkQuotas } from '../quota.ts'

const dayMs = 24 * 3_600_000

/**
 * 150 calls a member and day with the self-serve products, 100 in the development tier of Community Management, unpublished ones beyond.
 * LinkedIn tells no allowance in its answers, so which of them holds is not known: its own 429 decides, and readings are kept rare (read.ts).
 */
export const quotas: NetworkQuotas = {
  rules: [{ name: 'calls', max: 150, windowMs: dayMs, isEverywhere: false, source: 'https://learn.microsoft.com/en-us/linkedin/consumer/integrations/self-serve/share-on-linkedin 2026-11-23' }],
  chargesOf: ({ url }) => (/^\/(?:rest|v2)\//u.test(new URL(url).pathname) ? [{ name: 'calls', cost: 1 }] : []),
  needOf: act => {
    const { parts, media } = sizeOf(act)
    // Each part is sent and read back; a file is announced and asked for.
    return [{ name: 'calls', cost: parts * 2 + media * 3 }]
  },
}

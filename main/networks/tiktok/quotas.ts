import type { NetworkQuotas } from '../quota.ts'

const source = 'https://developers.tiktok.com/doc/content-posting-api-reference-direct-post 2026-09-11'

/**
 * Announcements of posts, per account. The cap of a day (about 15 posts, over all programs) differs from account to account and is not told:
 * there TikTok's own refusal holds.
 */
export const quotas: NetworkQuotas = {
  rules: [{ name: 'posts', max: 6, windowMs: 60_000, isEverywhere: true, source }],
  chargesOf: ({ method, url }) => (method === 'POST' && /^\/v2\/post\/publish\/(?:inbox\/)?(?:video|content)\/init\/$/u.test(new URL(url).pathname) ? [{ name: 'posts', cost: 1 }] : []),
  needOf: act => (act.kind === 'publish' ? [{ name: 'posts', cost: 1 }] : []),
}

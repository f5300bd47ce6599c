import type { NetworkQuotas } from '../quota.ts'
import { reelsPerDay } from './limits.ts'

/** All else is measured by how many people a Page reaches, which only the network's own headers tell; its refusals hold then. */
export const quotas: NetworkQuotas = {
  rules: [{ name: 'posts', ...reelsPerDay, isEverywhere: true }],
  chargesOf: ({ method, url, body }) =>
    method === 'POST' && new URL(url).pathname.endsWith('/video_reels') && body instanceof URLSearchParams && body.get('upload_phase') === 'finish' ? [{ name: 'posts', cost: 1 }] : [],
  needOf: act => (act.kind === 'publish' && act.content.format === 'reel' ? [{ name: 'posts', cost: 1 }] : []),
}

import type { GuideStep } from '../../../preload/contract/networks.ts'

/** What the owner prepares at the network: exact clicks, what to paste where, what review or cost to expect; four to eight steps. */
export const guide: { readonly en: readonly GuideStep[]; readonly fr: readonly GuideStep[] } = { en: [], fr: [] }

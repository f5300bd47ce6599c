import type { OfferList } from '../offers.ts'

/** What the AT Protocol's lexicons offer (https://docs.bsky.app, read 2 Jul 2026). Posts are not edited there. */
export const blueskyOffers: OfferList = {
  works: [
    'text', 'images', 'video', 'thread', 'language', 'reply', 'quote', 'delete', 'like', 'boost', 'follow', 'mute', 'block', 'report', 'messages', 'search', 'account-figures', 'post-figures',
  ],
}

import type { OfferList } from '../offers.ts'

/** For somebody with nothing but this app: an app of their own, and for customers' private messages the network's review of it (access-levels and Conversations API, read 27 Nov 2026). */
export const facebookOffers: OfferList = {
  // Reviews are told to no program any more since v22.0 (reference/recommendation, read 27 Nov 2026).
  byHand: ['reviews', 'quote', 'boost', 'block', 'report', 'search'],
  needs: [
    { needs: ['own-app'], abilities: ['text', 'images', 'video', 'edit', 'delete', 'schedule', 'story', 'short-video', 'first-comment', 'reply', 'like', 'hide', 'account-figures', 'post-figures', 'reach'] },
    { needs: ['own-app', 'review'], abilities: ['messages'] },
  ],
}

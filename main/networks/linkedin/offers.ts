import type { OfferList } from '../offers.ts'

/** The member's own posts with an app anybody can make; pages, their comments and figures after LinkedIn's review of it. */
export const offers: OfferList = {
  needs: [
    { needs: ['own-app'], abilities: ['text', 'images', 'video', 'documents', 'poll', 'edit', 'delete'] },
    { needs: ['own-app', 'review'], abilities: ['first-comment', 'reply', 'like', 'account-figures', 'post-figures', 'reach'] },
  ],
  byHand: ['messages', 'boost', 'quote', 'follow', 'mute', 'block', 'report', 'search', 'schedule'],
}

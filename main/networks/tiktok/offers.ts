import type { OfferList } from '../offers.ts'

/**
 * What TikTok's interface offers (scopes-overview and app-review-guidelines, seen 23 Nov 2026). An app that has not been reviewed posts for
 * its owner's eyes only, so all of it needs the review. Comments and messages have no interface there.
 */
export const tiktokOffers: OfferList = {
  needs: [{ needs: ['own-app', 'review'], abilities: ['images', 'video', 'short-video', 'account-figures', 'post-figures'] }],
  byHand: ['reply', 'like', 'delete', 'edit', 'hide', 'messages', 'first-comment', 'story', 'schedule', 'follow', 'block', 'report', 'search', 'reach'],
}

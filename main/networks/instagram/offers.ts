import type { OfferList } from '../offers.ts'

/** What the Instagram Platform offers to the owner's own app for the owner's own account (https://developers.facebook.com/documentation/instagram-platform/overview, seen 27 Nov 2026). Messages of strangers come only after a review. */
export const instagramOffers: OfferList = {
  needs: [
    { needs: ['own-app'], abilities: ['images', 'video', 'story', 'short-video', 'first-comment', 'reply', 'hide', 'delete', 'like', 'account-figures', 'post-figures', 'reach'] },
    { needs: ['own-app', 'review'], abilities: ['messages'] },
  ],
  byHand: ['edit', 'poll', 'follow', 'mute', 'block', 'report', 'boost', 'schedule', 'search'],
}

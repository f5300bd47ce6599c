import type { OfferList } from '../offers.ts'

/** What YouTube's interface offers (discovery document of 24 Sep 2026). Posts of text or pictures have no interface. */
export const youtubeOffers: OfferList = {
  needs: [{ needs: ['own-app'], abilities: ['video', 'short-video', 'first-comment', 'visibility', 'language', 'reply', 'edit', 'delete', 'hide', 'search', 'account-figures', 'post-figures', 'schedule'] }],
  byHand: ['text', 'images', 'poll', 'quote', 'like', 'block', 'report'],
}

import type { OfferList } from '../offers.ts'

/** https://developers.google.com/my-business/content/faq and change-log, as mirrored on 11 Sep 2026. A project must be let in by Google first, upon request. */
export const businessOffers: OfferList = {
  needs: [{ needs: ['own-app', 'review'], abilities: ['text', 'images', 'language', 'reply', 'edit', 'delete', 'schedule', 'account-figures', 'reviews'] }],
  byHand: ['video', 'report'],
}

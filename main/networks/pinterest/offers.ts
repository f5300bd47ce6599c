import type { OfferList } from '../offers.ts'

/** Every app is looked at by a person before it may do anything, and again before others see what it pins. */
export const offers: OfferList = {
  needs: [{ needs: ['own-app', 'review'], abilities: ['images', 'video', 'edit', 'delete', 'account-figures', 'post-figures'] }],
  // What others say and do is told to no program, and nothing can be said back.
  byHand: ['reply', 'like', 'first-comment', 'messages', 'follow', 'block', 'report', 'search', 'schedule'],
}

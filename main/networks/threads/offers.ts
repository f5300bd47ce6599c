import type { OfferList } from '../offers.ts'

/** What the Threads API offers to somebody's own app without review (https://developers.facebook.com/documentation/threads, seen 27 Nov 2026). Without review a search sees nobody else's posts. */
export const threadsOffers: OfferList = {
  needs: [
    { needs: ['own-app'], abilities: ['text', 'images', 'video', 'thread', 'poll', 'quote', 'reply', 'hide', 'delete', 'account-figures', 'post-figures'] },
    { needs: ['own-app', 'review'], abilities: ['search'] },
  ],
  byHand: ['edit', 'like', 'boost', 'follow', 'mute', 'block', 'report', 'messages', 'schedule'],
}

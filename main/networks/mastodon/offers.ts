import type { OfferList } from '../offers.ts'

/** What Mastodon's interface offers (https://docs.joinmastodon.org/methods/, read 2 Jul 2026); single servers may lack some. */
export const mastodonOffers: OfferList = {
  works: [
    'text', 'images', 'video', 'thread', 'poll', 'content-warning', 'visibility', 'language', 'reply', 'quote', 'edit', 'delete', 'like', 'boost', 'follow', 'mute', 'block', 'report',
    'messages', 'search', 'account-figures', 'post-figures', 'schedule',
  ],
}

import type { OfferList } from '../offers.ts'

/**
 * What X's interface lets a self-serve app do (docs.x.com, Aug 2026). Likes, follows and quotes ended there on 20 Apr 2026, blocks too; nothing can be
 * edited without X Premium. Answers go only to whoever mentioned the account.
 */
export const xOffers: OfferList = {
  needs: [{
    needs: ['own-app', 'costs'],
    abilities: ['text', 'images', 'video', 'thread', 'poll', 'reply', 'delete', 'boost', 'mute', 'messages', 'search', 'account-figures', 'post-figures', 'hide'],
  }],
}

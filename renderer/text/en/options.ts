/** What a network asks for beside the text. */
export const options = {
  of: 'For {{account}}',
  more: 'More choices ({{number}})',
  format: 'Kind of post',
  choose: 'Choose',
  formats: { post: 'Post', reel: 'Reel', story: 'Story', short: 'Short video', video: 'Video', offer: 'Offer', event: 'Event' },
  name: {
    title: 'Title', link: 'Link', board: 'Board', audience: 'Who can see it', 'made-for-kids': 'Made for children', comments: 'Comments allowed', duets: 'Duets allowed', stitches: 'Stitches allowed',
    'own-brand': 'Promotes your own business', 'paid-partnership': 'Paid partnership', 'made-by-ai': 'Made with AI', category: 'Category', tags: 'Keywords', action: 'Button', 'action-link': 'Where the button leads',
    'offer-code': 'Voucher code', 'offer-link': 'Where to redeem it', terms: 'Terms', starts: 'Begins', ends: 'Ends', topic: 'Topic', 'who-can-reply': 'Who can answer', 'share-to-feed': 'Show it in the feed as well',
    'cover-ms': 'Cover picture (seconds into the video)', 'auto-music': 'Let the network add music',
  },
  value: {
    public: 'Everybody', unlisted: 'Whoever has the link', private: 'Only me', followers: 'Followers', friends: 'Friends', connections: 'Contacts', everyone: 'Everybody', mentioned: 'Whoever is mentioned', following: 'People you follow', verified: 'Verified accounts',
    book: 'Book', order: 'Order online', shop: 'Buy', 'learn-more': 'Learn more', 'sign-up': 'Sign up', call: 'Call', none: 'None', yes: 'Yes', no: 'No',
    draft: 'Nobody yet: a draft, without the text, that you finish in their app',
  },
} as const

export const abilities = {
  text: 'Text alone', images: 'Pictures', video: 'Video', thread: 'Several posts in a row', poll: 'Polls', 'content-warning': 'Content warning', visibility: 'Who can see it', language: 'Language of a post',
  reply: 'Answer', quote: 'Quote', edit: 'Change what is out', delete: 'Delete what is out', like: 'Like', boost: 'Boost', follow: 'Follow', mute: 'Mute', block: 'Block', report: 'Report',
  messages: 'Private messages', search: 'Search', 'account-figures': 'Follower figures', 'post-figures': 'Figures of each post', reach: 'How many saw it',
  schedule: 'Publish at a set time by itself, even with this computer off',
  story: 'Stories', 'short-video': 'Reels and other short videos', 'first-comment': 'First comment', hide: 'Hide a comment', reviews: 'Customer reviews', documents: 'Documents (PDF)',
  works: 'Yes',
  why: { network: 'This network does not have it', server: 'This server does not offer it', permission: 'Sign in again to allow it' },
} as const

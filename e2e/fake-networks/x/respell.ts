/** Docs and reported answers say "tweet"; the OpenAPI description of 22 Aug 2026 says "post". */
export type Spelling = 'tweet' | 'post'

const renamed: Readonly<Record<string, string>> = {
  retweet_count: 'repost_count', tweet_count: 'post_count', referenced_tweets: 'referenced_posts', edit_history_tweet_ids: 'edit_history_post_ids', note_tweet: 'note_post', pinned_tweet_id: 'pinned_post_id', tweets: 'posts',
}

export function respelled(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(respelled)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [renamed[name] ?? name, respelled(inner)]))
}

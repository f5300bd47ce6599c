import type { Context } from 'hono'
import { invalidRequest } from './problems.ts'
import type { Wanted } from './render.ts'

/** The words of X's query strings (docs.x.com, fundamentals/fields, Aug 2026); any other is refused. */
const tweetFields = new Set([
  'article', 'attachments', 'author_id', 'card_uri', 'community_id', 'context_annotations', 'conversation_id', 'created_at', 'display_text_range', 'edit_controls', 'edit_history_tweet_ids', 'entities', 'geo', 'id',
  'in_reply_to_user_id', 'lang', 'media_metadata', 'non_public_metrics', 'note_tweet', 'organic_metrics', 'paid_partnership', 'possibly_sensitive', 'promoted_metrics', 'public_metrics', 'referenced_tweets', 'reply_settings', 'scopes',
  'source', 'text', 'withheld',
])
const expansions = new Set(['article.cover_media', 'attachments.media_keys', 'attachments.poll_ids', 'author_id', 'edit_history_tweet_ids', 'entities.mentions.username', 'geo.place_id', 'in_reply_to_user_id', 'referenced_tweets.id', 'referenced_tweets.id.author_id'])
const messageExpansions = new Set(['attachments.media_keys', 'participant_ids', 'referenced_tweets.id', 'sender_id'])
const userFields = new Set(['affiliation', 'created_at', 'description', 'entities', 'id', 'location', 'name', 'pinned_tweet_id', 'profile_banner_url', 'profile_image_url', 'protected', 'public_metrics', 'subscription_type', 'url', 'username', 'verified', 'verified_type', 'withheld'])
const mediaFields = new Set(['alt_text', 'duration_ms', 'height', 'media_key', 'non_public_metrics', 'organic_metrics', 'preview_image_url', 'promoted_metrics', 'public_metrics', 'type', 'url', 'variants', 'width'])
const pollFields = new Set(['duration_minutes', 'end_datetime', 'id', 'options', 'voting_status'])
const messageFields = new Set(['attachments', 'created_at', 'dm_conversation_id', 'entities', 'event_type', 'id', 'participant_ids', 'referenced_tweets', 'sender_id', 'text'])

const shown = ['tweet.fields', 'expansions', 'user.fields', 'media.fields', 'poll.fields', 'dm_event.fields'] as const
const listsOf = (isMessages: boolean): ReadonlyMap<string, ReadonlySet<string>> => new Map([
  ['tweet.fields', tweetFields], ['expansions', isMessages ? messageExpansions : expansions], ['user.fields', userFields], ['media.fields', mediaFields], ['poll.fields', pollFields], ['dm_event.fields', messageFields],
])

/** Reads a query as strictly as X: unknown names, unknown fields and doubled ones are refused. */
export function readQuery(c: Context, names: readonly string[], isMessages = false): { readonly text: (name: string) => string | null; readonly wanted: Wanted } {
  const url = new URL(c.req.url)
  const allowed = [...names, ...shown]
  for (const name of new Set(url.searchParams.keys())) {
    if (!allowed.includes(name)) throw invalidRequest(`The query parameter [${name}] is not one of [${allowed.join(',')}]`, { [name]: url.searchParams.getAll(name) })
  }
  const lists = listsOf(isMessages)
  const listed = (name: string): ReadonlySet<string> => {
    const value = url.searchParams.get(name)
    if (value === null) return new Set()
    const words = value.split(',')
    const wrong = words.find((word, index) => !lists.get(name)?.has(word) || words.indexOf(word) !== index)
    if (wrong !== undefined) throw invalidRequest(`The \`${name}\` query parameter value [${wrong}] is not one of [${[...lists.get(name) ?? []].join(',')}]`, { [name]: [value] })
    return new Set(words)
  }
  for (const name of shown) listed(name)
  const text = (name: string): string | null => url.searchParams.get(name)
  for (const name of ['since_id', 'until_id']) {
    const value = text(name)
    if (value !== null && !/^\d{1,19}$/u.test(value)) throw invalidRequest(`The \`${name}\` query parameter value [${value}] is not valid`, { [name]: [value] })
  }
  return { text, wanted: { fields: listed('tweet.fields'), expansions: listed('expansions'), userFields: listed('user.fields'), mediaFields: listed('media.fields'), web: 'https://x.com' } }
}

export function readCount(value: string | null, min: number, max: number, usual: number): number {
  if (value === null) return usual
  const count = Number(value)
  if (!Number.isInteger(count) || count < min || count > max) throw invalidRequest(`The \`max_results\` query parameter value [${value}] is not between ${min} and ${max}`, { max_results: [value] })
  return count
}

/** Page tokens say nothing to whoever holds them. */
export const pageToken = (place: string): string => `7140${Buffer.from(place).toString('hex')}`.padEnd(24, '0')
export function readPageToken(token: string | null): string | null {
  if (token === null) return null
  const place = Buffer.from(token.slice(4), 'hex').toString().replaceAll('\0', '')
  if (!/^7140[0-9a-f]{20,}$/u.test(token) || !/^\d+$/u.test(place)) throw invalidRequest('The `pagination_token` query parameter value is not valid', { pagination_token: [token] })
  return place
}

import { createHash } from 'node:crypto'
import { fieldUnauthorized } from './problems.ts'
import { linksIn } from './weigh.ts'
import type { Media, Post, User, World } from './world.ts'

export const followers = 214

const privateForMs = 30 * 24 * 60 * 60_000

/** Words as X gives them out: three signs escaped, links shortened, the post's own pictures as a link behind, names of those answered in front. */
function wireText(post: Post, world: World, web: string) {
  const parent = post.replyTo === null ? undefined : world.posts.get(post.replyTo)
  const answered = parent && parent.authorId !== post.authorId ? world.users.get(parent.authorId)?.username : undefined
  const isNamed = answered === undefined || post.text.toLowerCase().startsWith(`@${answered.toLowerCase()} `)
  const text = isNamed ? post.text : `@${answered} ${post.text}`
  const urls: Record<string, unknown>[] = []
  let wire = ''
  let at = 0
  for (const { from, to } of linksIn(text)) {
    const written = text.slice(from, to)
    const full = /^https?:\/\//iu.test(written) ? written : `http://${written}`
    wire += escapeText(text.slice(at, from))
    urls.push(urlEntity(wire.length, short(`${post.id}${from}`), { expanded_url: full, display_url: full.replace(/^https?:\/\/(?:www\.)?/u, '').slice(0, 26) }))
    wire += short(`${post.id}${from}`)
    at = to
  }
  wire += escapeText(text.slice(at))
  const [first] = post.mediaIds
  const media = first === undefined ? undefined : world.media.get(first)
  if (media) {
    if (wire !== '') wire += ' '
    const username = world.users.get(post.authorId)?.username ?? 'i'
    urls.push(urlEntity(wire.length, short(`${post.id}media`), { expanded_url: `${web}/${username}/status/${post.id}/${media.category === 'tweet_video' ? 'video' : 'photo'}/1`, display_url: `pic.x.com/${media.id.slice(-8)}`, media_key: media.key }))
    wire += short(`${post.id}media`)
  }
  return { text: wire, urls }
}
const escapeText = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
const short = (seed: string): string => `https://t.co/${createHash('sha256').update(seed).digest('base64url').replace(/[-_]/gu, 'x').slice(0, 10)}`
const urlEntity = (start: number, url: string, more: Record<string, unknown>) => ({ start, end: start + url.length, url, ...more })

export type Wanted = { readonly fields: ReadonlySet<string>; readonly expansions: ReadonlySet<string>; readonly userFields: ReadonlySet<string>; readonly mediaFields: ReadonlySet<string>; readonly web: string }

/** One post with the fields that were asked for; `errors` are those its reader may not see. */
export function renderPost(post: Post, wanted: Wanted, world: World): { readonly data: Record<string, unknown>; readonly errors: readonly unknown[] } {
  const { fields } = wanted
  const { text, urls } = wireText(post, world, wanted.web)
  const errors: unknown[] = []
  const has = (field: string): boolean => fields.has(field)
  const data: Record<string, unknown> = { id: post.id, text, edit_history_tweet_ids: [post.id] }
  if (has('author_id') || wanted.expansions.has('author_id')) data['author_id'] = post.authorId
  if (has('created_at')) data['created_at'] = new Date(post.createdUtc).toISOString()
  if (has('conversation_id')) data['conversation_id'] = post.conversationId
  if (has('entities') && urls.length > 0) data['entities'] = { urls }
  if (has('lang')) data['lang'] = 'fr'
  if (has('reply_settings')) data['reply_settings'] = post.replySettings ?? 'everyone'
  const parent = post.replyTo === null ? undefined : world.posts.get(post.replyTo)
  if (has('in_reply_to_user_id') && parent) data['in_reply_to_user_id'] = parent.authorId
  if ((has('referenced_tweets') || wanted.expansions.has('referenced_tweets.id')) && post.replyTo !== null) data['referenced_tweets'] = [{ type: 'replied_to', id: post.replyTo }]
  if ((has('attachments') || wanted.expansions.has('attachments.media_keys') || wanted.expansions.has('attachments.poll_ids')) && (post.mediaIds.length > 0 || post.poll)) {
    data['attachments'] = {
      ...(post.mediaIds.length > 0 ? { media_keys: post.mediaIds.flatMap(id => world.media.get(id)?.key ?? []) } : {}),
      ...(post.poll ? { poll_ids: [post.poll.id] } : {}),
    }
  }
  if (has('public_metrics')) data['public_metrics'] = { retweet_count: 0, reply_count: [...world.posts.values()].filter(each => each.replyTo === post.id && !each.isDeleted).length, like_count: 3, quote_count: 0, bookmark_count: 1, impression_count: 120 }
  if (has('non_public_metrics')) {
    if (post.authorId === world.owner.id && post.createdUtc > world.now() - privateForMs) data['non_public_metrics'] = { impression_count: 120, url_link_clicks: 4, user_profile_clicks: 2, engagements: 9 }
    else errors.push(fieldUnauthorized(post.id, 'non_public_metrics'))
  }
  return { data, errors }
}

export function renderUser(user: User, fields: ReadonlySet<string>, world: World): Record<string, unknown> {
  const own = [...world.posts.values()].filter(post => post.authorId === user.id && !post.isDeleted).length
  return {
    id: user.id, name: user.name, username: user.username,
    ...(fields.has('profile_image_url') ? { profile_image_url: `https://pbs.twimg.com/profile_images/${user.id}/a_normal.jpg` } : {}),
    ...(fields.has('public_metrics') ? { public_metrics: { followers_count: followers, following_count: 58, tweet_count: own, listed_count: 2, like_count: 30, media_count: 0 } } : {}),
  }
}

export function renderMedia(media: Media, fields: ReadonlySet<string>): Record<string, unknown> {
  const isVideo = media.category.endsWith('video')
  const picture = `https://pbs.twimg.com/media/${media.id}.jpg`
  return {
    media_key: media.key, type: isVideo ? 'video' : media.category.endsWith('gif') ? 'animated_gif' : 'photo',
    ...(fields.has('url') && !isVideo ? { url: picture } : {}), ...(fields.has('preview_image_url') && isVideo ? { preview_image_url: picture } : {}),
    ...(fields.has('alt_text') && media.alt !== '' ? { alt_text: media.alt } : {}),
  }
}

/** A list of posts as X answers it: `data` is absent when there is nothing, and what was asked for beside stands in `includes`. */
export function renderPosts(posts: readonly Post[], wanted: Wanted, world: World): Record<string, unknown> {
  const rendered = posts.map(post => renderPost(post, wanted, world))
  const { expansions } = wanted
  const users = expansions.has('author_id') ? [...new Set(posts.map(post => post.authorId))].flatMap(id => world.users.get(id) ?? []).map(user => renderUser(user, wanted.userFields, world)) : []
  const media = expansions.has('attachments.media_keys') ? posts.flatMap(post => post.mediaIds).flatMap(id => world.media.get(id) ?? []).map(one => renderMedia(one, wanted.mediaFields)) : []
  const polls = expansions.has('attachments.poll_ids') ? posts.flatMap(({ poll }) => (poll ? [{ id: poll.id, options: poll.options.map((label, index) => ({ position: index + 1, label, votes: 0 })) }] : [])) : []
  const includes = { ...(users.length > 0 ? { users } : {}), ...(media.length > 0 ? { media } : {}), ...(polls.length > 0 ? { polls } : {}) }
  const errors = rendered.flatMap(each => each.errors)
  return {
    ...(posts.length > 0 ? { data: rendered.map(each => each.data) } : {}), ...(Object.keys(includes).length > 0 ? { includes } : {}), ...(errors.length > 0 ? { errors } : {}),
  }
}

import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'
import { z } from 'zod'
import { enter, idShape, readBody, type Api } from './api.ts'
import { pageToken, readCount, readPageToken, readQuery } from './asked.ts'
import { forbidden, invalidRequest, notFound } from './problems.ts'
import { renderPost, renderPosts, type Wanted } from './render.ts'
import { linksIn, weigh } from './weigh.ts'
import { costs, type Post, type World } from './world.ts'

/** `CreatePostsRequest` of the OpenAPI description 2.167. */
const createShape = z.strictObject({
  text: z.string().default(''),
  media: z.strictObject({ media_ids: z.array(idShape).min(1).max(4), tagged_user_ids: z.array(idShape).max(10).optional() }).optional(),
  poll: z.strictObject({ options: z.array(z.string().min(1).max(25)).min(2).max(4), duration_minutes: z.number().int().min(5).max(10_080), reply_settings: z.enum(['following', 'mentionedUsers', 'subscribers', 'verified']).optional() }).optional(),
  reply: z.strictObject({ in_reply_to_tweet_id: idShape, exclude_reply_user_ids: z.array(z.string()).optional(), auto_populate_reply_metadata: z.boolean().optional() }).optional(),
  quote_tweet_id: idShape.optional(),
  reply_settings: z.enum(['following', 'mentionedUsers', 'subscribers', 'verified']).optional(),
  edit_options: z.strictObject({ previous_post_id: idShape }).optional(),
  geo: z.strictObject({ place_id: z.string() }).optional(),
  community_id: idShape.optional(), card_uri: z.string().optional(), direct_message_deep_link: z.string().optional(),
  share_with_followers: z.boolean().optional(), for_super_followers_only: z.boolean().optional(), nullcast: z.boolean().optional(), made_with_ai: z.boolean().optional(), paid_partnership: z.boolean().optional(),
})
type Create = z.infer<typeof createShape>

const duplicateForMs = 24 * 60 * 60_000

export function addPosts(api: Api, world: World): void {
  api.post('/2/tweets', async c => {
    enter(c, world, { scopes: ['tweet.read', 'tweet.write', 'users.read'], route: 'POST /2/tweets', limit: 100 })
    const asked = await readBody(c, createShape)
    const post = create(asked, world)
    if (world.losesNextAnswer) {
      world.losesNextAnswer = false
      c.env.incoming.socket.destroy()
      return RESPONSE_ALREADY_SENT
    }
    const { data } = renderPost(post, { ...nothingBeside, web: 'https://x.com' }, world)
    return c.json({ data: { id: post.id, text: data['text'], edit_history_tweet_ids: [post.id] } }, 201)
  })
  api.delete('/2/tweets/:id', c => {
    enter(c, world, { scopes: ['tweet.read', 'tweet.write', 'users.read'], route: 'DELETE /2/tweets/:id', limit: 50 })
    const post = world.alive(c.req.param('id'))
    if (post && post.authorId !== world.owner.id) throw forbidden('You are not authorized to delete this Tweet.')
    world.pay(costs.management)
    if (post) post.isDeleted = true
    return c.json({ data: { deleted: true } })
  })
  api.get('/2/tweets/search/recent', c => {
    enter(c, world, { scopes: ['tweet.read', 'users.read'], route: 'GET /2/tweets/search/recent', limit: 300 })
    const { text, wanted } = readQuery(c, ['query', 'max_results', 'next_token', 'pagination_token', 'start_time', 'end_time', 'since_id', 'until_id', 'sort_order'])
    const query = text('query') ?? ''
    if (query === '' || query.length > 512) throw invalidRequest('The `query` query parameter must be between 1 and 512 characters', { query: [query] })
    const conversation = /^conversation_id:(\d+)$/u.exec(query)?.[1]
    const found = (post: Post): boolean => (conversation === undefined ? post.text.toLowerCase().includes(query.toLowerCase()) : post.conversationId === conversation)
    const young = [...world.posts.values()].filter(post => post.createdUtc > world.now() - 7 * 24 * 60 * 60_000 && found(post))
    return c.json(listed(young, { text, wanted, min: 10, usual: 10 }, world, costs.otherPost))
  })
  api.get('/2/tweets', c => {
    enter(c, world, { scopes: ['tweet.read', 'users.read'], route: 'GET /2/tweets', limit: 5000 })
    const { text, wanted } = readQuery(c, ['ids'])
    const ids = (text('ids') ?? '').split(',')
    if (ids.length > 100 || !ids.every(id => /^\d{1,19}$/u.test(id))) throw invalidRequest('The `ids` query parameter value is not valid', { ids })
    const posts = ids.flatMap(id => world.alive(id) ?? [])
    world.pay(posts.length * costs.ownRead)
    const rendered = renderPosts(posts, wanted, world)
    const errors = [...(Array.isArray(rendered['errors']) ? rendered['errors'] : []), ...ids.filter(id => !world.alive(id)).map(id => notFound('tweet', 'ids', id))]
    return c.json({ ...rendered, ...(errors.length > 0 ? { errors } : {}) })
  })
  // What is not there is told with status 200.
  api.get('/2/tweets/:id', c => {
    enter(c, world, { scopes: ['tweet.read', 'users.read'], route: 'GET /2/tweets/:id', limit: 900 })
    const { wanted } = readQuery(c, [])
    const post = world.alive(c.req.param('id'))
    if (!post) return c.json({ errors: [notFound('tweet', 'id', c.req.param('id'))] })
    world.pay(costs.ownRead)
    const { data, ...rest } = renderPosts([post], wanted, world)
    return c.json({ data: Array.isArray(data) ? (data[0] as unknown) : data, ...rest })
  })
  api.get('/2/users/:id/tweets', c => {
    enter(c, world, { scopes: ['tweet.read', 'users.read'], route: 'GET /2/users/:id/tweets', limit: 900 })
    const { text, wanted } = readQuery(c, ['max_results', 'pagination_token', 'start_time', 'end_time', 'since_id', 'until_id', 'exclude'])
    return c.json(listed([...world.posts.values()].filter(post => post.authorId === c.req.param('id')), { text, wanted, min: 5, usual: 10 }, world, costs.ownRead))
  })
  api.get('/2/users/:id/mentions', c => {
    enter(c, world, { scopes: ['tweet.read', 'users.read'], route: 'GET /2/users/:id/mentions', limit: 300 })
    const { text, wanted } = readQuery(c, ['max_results', 'pagination_token', 'start_time', 'end_time', 'since_id', 'until_id'])
    const user = world.users.get(c.req.param('id'))
    const names = (post: Post): boolean => post.authorId !== user?.id && mentions(post, user?.username ?? '') && !post.isHidden
    return c.json(listed([...world.posts.values()].filter(names), { text, wanted, min: 5, usual: 10 }, world, costs.ownRead))
  })
}

const nothingBeside = { fields: new Set<string>(), expansions: new Set<string>(), userFields: new Set<string>(), mediaFields: new Set<string>() }
const mentions = (post: Post, username: string): boolean => new RegExp(`(?<![\\w@])@${username}(?!\\w)`, 'iu').test(post.text)

function listed(posts: readonly Post[], { text, wanted, min, usual }: { readonly text: (name: string) => string | null; readonly wanted: Wanted; readonly min: number; readonly usual: number }, world: World, cost: number): Record<string, unknown> {
  const most = readCount(text('max_results'), min, 100, usual)
  const place = readPageToken(text('pagination_token') ?? text('next_token'))
  const [since, until] = [text('since_id'), text('until_id')]
  const fits = (post: Post): boolean => !post.isDeleted && (since === null || BigInt(post.id) > BigInt(since)) && (until === null || BigInt(post.id) < BigInt(until)) && (place === null || BigInt(post.id) < BigInt(place))
  const all = posts.filter(fits).toSorted((a, b) => (BigInt(b.id) > BigInt(a.id) ? 1 : -1))
  const page = all.slice(0, most)
  world.pay(page.length * cost)
  const [newest, oldest] = [page[0]?.id, page.at(-1)?.id]
  const more = all.length > page.length && oldest !== undefined ? { next_token: pageToken(oldest) } : {}
  return { ...renderPosts(page, wanted, world), meta: { result_count: page.length, ...(newest === undefined ? {} : { newest_id: newest, oldest_id: oldest }), ...more } }
}

function create(asked: Create, world: World): Post {
  const { text, media, poll, reply } = asked
  if ([media, poll, asked.quote_tweet_id, asked.card_uri].filter(one => one !== undefined).length > 1) throw invalidRequest('$.media, $.poll, $.quote_tweet_id and $.card_uri are mutually exclusive')
  if (text.trim() === '' && !media) throw invalidRequest('$.text: must not be empty')
  if (/[\ufffe\ufeff\uffff]/u.test(text)) throw invalidRequest('$.text: invalid characters')
  if (asked.quote_tweet_id !== undefined) throw forbidden('Quoting posts is only available to Enterprise clients.')
  if (asked.edit_options || asked.community_id !== undefined || asked.for_super_followers_only) throw forbidden('You are not permitted to perform this action.')
  if (weigh(text) > 280) throw forbidden('You are not permitted to perform this action.')
  if ([...text.matchAll(/(?<![\w$])\$[a-z]{1,6}\b/giu)].length > 1) throw forbidden('Posts are limited to one cashtag.')
  const parent = reply ? world.alive(reply.in_reply_to_tweet_id) : undefined
  if (reply && !parent) throw forbidden('You attempted to reply to a Tweet that is deleted or not visible to you.')
  if (parent && parent.authorId !== world.owner.id && !mentions(parent, world.owner.username)) {
    throw forbidden('Reply to this conversation is not allowed because you have not been mentioned or otherwise engaged by the author of the post you are replying to.')
  }
  if (parent && asked.reply_settings !== undefined) throw invalidRequest('$.reply_settings: is set where a conversation begins')
  const mediaIds = useMedia(media?.media_ids ?? [], world)
  const isAgain = (post: Post): boolean => !post.isDeleted && post.authorId === world.owner.id && post.text === text && post.mediaIds.length === 0 && post.replyTo === (parent?.id ?? null) && post.createdUtc > world.now() - duplicateForMs
  if (mediaIds.length === 0 && [...world.posts.values()].some(isAgain)) throw forbidden('You are not allowed to create a Tweet with duplicate content.')
  world.pay(linksIn(text.normalize('NFC')).length > 0 ? costs.postWithLink : parent && parent.authorId !== world.owner.id ? costs.reply : costs.post)
  return world.addPost({
    authorId: world.owner.id, text, replyTo: parent?.id ?? null, mediaIds, replySettings: asked.reply_settings ?? null,
    poll: poll ? { id: world.nextId(), options: poll.options, endsUtc: world.now() + poll.duration_minutes * 60_000 } : null,
    disclosed: [...(asked.made_with_ai ? ['made_with_ai'] : []), ...(asked.paid_partnership ? ['paid_partnership'] : [])],
  })
}

function useMedia(ids: readonly string[], world: World): readonly string[] {
  const used = ids.map(id => world.media.get(id))
  const isUsable = used.every(media => media && media.isFinal && !media.failed && media.expiresUtc > world.now() && media.readyUtc <= world.now() && media.category.startsWith('tweet_'))
  if (!isUsable) throw invalidRequest('Your media IDs are invalid.', { 'media.media_ids': ids })
  if (used.length > 1 && used.some(media => media?.category !== 'tweet_image')) throw invalidRequest('You may attach up to 4 photos, 1 animated GIF or 1 video.', { 'media.media_ids': ids })
  return ids
}

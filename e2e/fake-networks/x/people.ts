import { z } from 'zod'
import { enter, idShape, isMe, readBody, type Api, type Ask } from './api.ts'
import { readQuery } from './asked.ts'
import { Problem, forbidden, notFound } from './problems.ts'
import { renderUser } from './render.ts'
import { costs, type World } from './world.ts'

/** Who one is, who others are, and what one does with them and with what they say. */
export function addPeople(api: Api, world: World): void {
  const write = (c: Ask, scope: string, route: string): void => { enter(c, world, { scopes: ['tweet.read', 'users.read', scope], route, limit: 50 }) }
  const own = (c: Ask): void => { if (!isMe(c.req.param('id') ?? '', world)) throw forbidden('You are not allowed to act as another user.') }

  api.get('/2/users/me', c => {
    enter(c, world, { scopes: ['tweet.read', 'users.read'], route: 'GET /2/users/me', limit: 75, isFree: true })
    return c.json({ data: renderUser(world.owner, readQuery(c, []).wanted.userFields, world) })
  })
  api.get('/2/users/by/username/:username', c => {
    enter(c, world, { scopes: ['tweet.read', 'users.read'], route: 'GET /2/users/by/username', limit: 900 })
    const { wanted } = readQuery(c, [])
    const user = world.userByName(c.req.param('username'))
    if (!user) return c.json({ errors: [notFound('user', 'username', c.req.param('username'))] })
    world.pay(costs.person)
    return c.json({ data: renderUser(user, wanted.userFields, world) })
  })
  api.put('/2/tweets/:id/hidden', async c => {
    write(c, 'tweet.moderate.write', 'PUT hidden')
    const { hidden } = await readBody(c, z.strictObject({ hidden: z.boolean() }))
    const post = world.alive(c.req.param('id'))
    if (!post) throw new Problem(404, notFound('tweet', 'tweet_id', c.req.param('id')))
    if (world.posts.get(post.conversationId)?.authorId !== world.owner.id || post.replyTo === null) throw forbidden('You can only hide replies in conversations you started.')
    world.pay(costs.management)
    post.isHidden = hidden
    return c.json({ data: { hidden } })
  })
  api.post('/2/users/:id/muting', async c => {
    write(c, 'mute.write', 'POST muting')
    own(c)
    const { target_user_id: target } = await readBody(c, z.strictObject({ target_user_id: idShape }))
    world.pay(costs.interaction)
    world.muted.add(target)
    return c.json({ data: { muting: true } })
  })
  api.delete('/2/users/:id/muting/:target', c => {
    write(c, 'mute.write', 'DELETE muting')
    own(c)
    world.pay(costs.undone)
    world.muted.delete(c.req.param('target'))
    return c.json({ data: { muting: false } })
  })
  api.post('/2/users/:id/retweets', async c => {
    write(c, 'tweet.write', 'POST retweets')
    own(c)
    const { tweet_id: target } = await readBody(c, z.strictObject({ tweet_id: idShape }))
    if (!world.alive(target)) throw new Problem(404, notFound('tweet', 'tweet_id', target))
    world.pay(costs.interaction)
    world.reposts.add(target)
    return c.json({ data: { rest_id: world.nextId(), retweeted: true } })
  })
  api.delete('/2/users/:id/retweets/:target', c => {
    write(c, 'tweet.write', 'DELETE retweets')
    own(c)
    world.pay(costs.undone)
    world.reposts.delete(c.req.param('target'))
    return c.json({ data: { retweeted: false } })
  })
}

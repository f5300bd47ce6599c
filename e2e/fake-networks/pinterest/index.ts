import type { AddressInfo } from 'node:net'
import { serve } from '@hono/node-server'
import { Hono } from 'hono'
import type { FakeNetwork, RequestRule } from '../fake-network.ts'
import { answerOf } from './errors.ts'
import { guard, needs, pageOf, type Env } from './guard.ts'
import { addMedia } from './media.ts'
import { addOauth, consentTo } from './oauth.ts'
import { addPins } from './pins.ts'
import { createWorld, standing, type World } from './state.ts'

const followers = 41

/** What tests of the adapter want beside: the account's world, and the page of consent by itself. */
export type FakePinterest = FakeNetwork & {
  readonly world: World
  /** Where the consent page sends the browser. */
  authorize(url: string, choice?: 'yes' | 'no'): string
}

const rules: readonly RequestRule[] = [
  { method: 'POST', path: /^\/v5\/pins$/u, kind: 'publish' },
  { method: 'PATCH', path: /^\/v5\/pins\//u, kind: 'edit' },
  { method: 'DELETE', path: /^\/v5\/pins\//u, kind: 'delete' },
  { method: 'POST', path: /media|upload/u, kind: 'upload' },
  { method: 'GET', path: /^\/v5\/(?:pins|boards\/\d+\/pins)(?:\?|$)/u, kind: 'look' },
  { method: 'GET', path: /^\/v5\/pins\//u, kind: 'read-back' },
]

/**
 * Pinterest's interface v5 as its OpenAPI description 5.23.0 (https://github.com/pinterest/api-description, 11 Dec 2025) has it: fields and their
 * lengths, rights of each call, error numbers, paging, the limits' headers. Sign-in, tiers and the place for videos as
 * https://developers.pinterest.com/docs/ described them, seen 23 to 27 Nov 2026. It refuses fields the description does not know.
 */
export async function start({ now = Date.now, processingMs = 0 }: { readonly now?: () => number; readonly processingMs?: number } = {}): Promise<FakePinterest> {
  const world = createWorld(now, processingMs)
  const hono = new Hono<Env>()
  let origin = ''
  hono.use(async (c, next) => {
    await next()
    world.requests.push({ method: c.req.method, path: c.req.path, status: c.res.status })
    if (!world.losesNextAnswer || c.req.method !== 'POST' || c.req.path !== '/v5/pins') return
    world.losesNextAnswer = false
    c.env.incoming.socket.destroy()
  })
  hono.onError((error, c) => answerOf(error, c))
  hono.notFound(c => c.json({ code: 0, message: 'not found' }, 404))
  hono.use('/v5/*', guard(world))
  addOauth(hono, world)
  addMedia(hono, world, () => origin)
  addPins(hono, world)
  hono.get('/v5/user_account', c => {
    needs(c, 'user_accounts:read')
    const { id, username, business } = world.account
    return c.json({ id, username, business_name: business, account_type: 'BUSINESS', profile_image: 'https://i.pinimg.com/280x280_RS/a.jpg', follower_count: followers, following_count: 12, pin_count: standing(world).length, board_count: 3, monthly_views: 900, website_url: '' })
  })
  hono.get('/v5/boards', c => {
    needs(c, 'boards:read')
    return c.json(pageOf(c, world.boards.filter(board => board.isOurs).map(({ isOurs: _, ...board }) => ({ ...board, description: null, owner: { username: world.account.username } }))))
  })

  const server = await new Promise<ReturnType<typeof serve>>(resolve => {
    const made = serve({ fetch: hono.fetch, hostname: '127.0.0.1', port: 0 }, () => { resolve(made) })
  })
  // The cast: a server listening on TCP has such an address.
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`

  return {
    world,
    hosts: { api: origin, www: origin },
    connect: { way: 'own-app', fields: { 'client-id': world.app.id, 'client-secret': world.app.secret } },
    chooses: null, followers,
    authorize: (url, choice) => consentTo(world, url, choice),
    async consent(url) { await fetch(consentTo(world, url)) },
    posts: () => standing(world).map(pin => ({ id: pin.id, url: `https://www.pinterest.com/pin/${pin.id}/`, text: pin.description ?? '', alts: pin.alt === null ? [] : [pin.alt], kind: pin.kind, createdUtc: pin.createdAt })),
    say: null,
    rules,
    answers: () => [],
    loseNextAnswer: () => { world.losesNextAnswer = true },
    endSignIn: () => { for (const grant of world.grants) Object.assign(grant, { isAccessDead: true, isRefreshDead: true }) },
    requests: () => world.requests,
    stop: () => new Promise(resolve => {
      server.close(() => { resolve() })
      if ('closeAllConnections' in server) server.closeAllConnections()
    }),
  }
}

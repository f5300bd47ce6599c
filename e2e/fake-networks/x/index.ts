import type { AddressInfo } from 'node:net'
import { createAdaptorServer } from '@hono/node-server'
import { Hono } from 'hono'
import type { FakeNetwork, FakePost, RequestRule } from '../fake-network.ts'
import type { Env } from './api.ts'
import { addMedia } from './media.ts'
import { addMessages, conversationOf } from './messages.ts'
import { addOauth, agree } from './oauth.ts'
import { addPeople } from './people.ts'
import { addPosts } from './posts.ts'
import { Problem, answerProblem, noSuchPath } from './problems.ts'
import { followers } from './render.ts'
import { respelled, type Spelling } from './respell.ts'
import { createWorld, type App, type Post, type World } from './world.ts'

/** What the owner did in X's console, and more than a `FakeNetwork` tells. */
export type FakeX = FakeNetwork & {
  readonly world: World
  /** What the browser is sent back to after the owner's yes. */
  agree(address: string): string
  /** Somebody writes to us in private. */
  write(text: string): void
}
export type FakeXOptions = { readonly now?: () => number; readonly app?: Partial<App>; /** X is going over from "tweet" to "post" in its answers: which it speaks. */ readonly spelling?: Spelling }

/** The address that the guide tells the owner to paste into X's console. */
const callback = 'http://127.0.0.1:28417/callback'

const rules: readonly RequestRule[] = [
  { method: 'POST', path: /^\/2\/tweets$/u, kind: 'publish' },
  { method: 'DELETE', path: /^\/2\/tweets\//u, kind: 'delete' },
  { path: /^\/2\/media\//u, kind: 'upload' },
  { method: 'GET', path: /^\/2\/users\/\d+\/tweets/u, kind: 'look' },
  { method: 'GET', path: /^\/2\/tweets\/\d+/u, kind: 'read-back' },
]

/**
 * X's interface v2 as a self-serve developer meets it, built from docs.x.com and its OpenAPI description 2.167 of 22 Aug 2026: PKCE with an exact
 * redirect, tokens of two hours and refresh tokens good for one use, strict bodies and query words, chunked uploads, t.co links, duplicates
 * refused, answers only to whoever mentioned us, allowances and credit.
 */
export async function start({ now = Date.now, app = {}, spelling = 'tweet' }: FakeXOptions = {}): Promise<FakeX> {
  const world = createWorld(now, { clientId: 'UkFpd2ZIMkNfS1pGUGZYM0x2ZTI6MTpjaQ', clientSecret: '', redirects: [callback], ...app })
  const api = new Hono<Env>()
  api.use(async (c, next) => {
    await next()
    world.requests.push({ method: c.req.method, path: c.req.path, status: c.res.status })
    if (spelling === 'post' && c.res.headers.get('content-type')?.includes('json')) {
      const { status, headers } = c.res
      const told = JSON.stringify(respelled(await c.res.json()))
      c.res = new Response(told, { status, headers: new Headers([...headers].filter(([name]) => name !== 'content-length')) })
    }
  })
  api.onError((error, c) => {
    if (error instanceof Problem) return answerProblem(c, error)
    throw error
  })
  api.notFound(c => answerProblem(c, noSuchPath()))
  addOauth(api, world)
  addPosts(api, world)
  addPeople(api, world)
  addMedia(api, world)
  addMessages(api, world)
  const server = createAdaptorServer({ fetch: api.fetch })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo // the cast: a server listening on TCP has such an address
  const url = `http://127.0.0.1:${port}`

  const own = (): Post[] => [...world.posts.values()].filter(post => post.authorId === world.owner.id && !post.isDeleted).toSorted((a, b) => (BigInt(b.id) > BigInt(a.id) ? 1 : -1))
  const asFake = (post: Post): FakePost => ({
    id: post.id, url: `${url}/${world.owner.username}/status/${post.id}`, text: post.text, createdUtc: post.createdUtc, ...(post.replyTo === null ? {} : { follows: post.replyTo }), kind: post.poll ? 'poll' : post.mediaIds.length > 0 ? 'media' : 'text',
    alts: post.mediaIds.flatMap(id => world.media.get(id) ?? []).filter(media => !media.category.endsWith('video')).map(media => media.alt),
  })
  const answersOthers = (post: Post): boolean => post.replyTo !== null && world.posts.get(post.replyTo)?.authorId !== world.owner.id
  const julie = world.userByName('julie_m')
  if (!julie) throw new Error('nobody is there')

  return {
    world,
    hosts: { api: url, web: url },
    connect: { way: 'own-app', fields: { 'client-id': world.app.clientId, ...(world.app.clientSecret === '' ? {} : { 'client-secret': world.app.clientSecret }) } },
    chooses: null, followers,
    agree: address => agree(world, address),
    async consent(address) {
      await fetch(agree(world, address))
    },
    posts: () => own().filter(post => !answersOthers(post)).map(asFake),
    say: text => { world.addPost({ authorId: julie.id, text: `@${world.owner.username} ${text}`, replyTo: null }) },
    write: text => { world.messages.push({ id: world.nextId(), conversation: conversationOf(world.owner.id, julie.id), senderId: julie.id, text, createdUtc: now() }) },
    rules,
    answers: () => own().filter(answersOthers).map(post => post.text),
    loseNextAnswer: () => { world.losesNextAnswer = true },
    endSignIn: () => { for (const grant of world.grants) grant.isDead = true },
    requests: () => world.requests,
    stop: () => new Promise(resolve => { server.close(() => { resolve() }); if ('closeAllConnections' in server) server.closeAllConnections() }),
  }
}

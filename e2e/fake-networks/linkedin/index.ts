import type { AddressInfo } from 'node:net'
import { serve } from '@hono/node-server'
import { Hono } from 'hono'
import type { FakeNetwork, FakePost, RequestRule } from '../fake-network.ts'
import { answerOf } from './errors.ts'
import { guard, type Env } from './guard.ts'
import { readLittle } from './little-text.ts'
import { addOauth, consentTo } from './oauth.ts'
import { addPosts } from './posts.ts'
import { addProfiles } from './profiles.ts'
import { addComment, addSocial } from './social.ts'
import { addStatistics, followers } from './statistics.ts'
import { createWorld, mayPostAs, standing, type Comment, type Post, type World } from './state.ts'
import { addUploads } from './uploads.ts'

export { registeredRedirect } from './state.ts'

/** What tests of the adapter want beside: the member's world, and the page of consent by itself. */
export type FakeLinkedIn = FakeNetwork & {
  readonly world: World
  /** Where the consent page sends the browser. */
  authorize(url: string, choice?: 'yes' | 'no'): string
}

const rules: readonly RequestRule[] = [
  { method: 'POST', path: /^\/rest\/posts$|\/comments(?:\?|$)/u, kind: 'publish' },
  { method: 'POST', path: /^\/rest\/(?:posts|socialActions)\//u, kind: 'edit' },
  { method: 'DELETE', path: /^\/rest\/(?:posts|socialActions)\//u, kind: 'delete' },
  { path: /^\/rest\/(?:images|videos)|upload/u, kind: 'upload' },
  { method: 'GET', path: /^\/rest\/posts\?|\/comments\?/u, kind: 'look' },
  { method: 'GET', path: /^\/rest\/posts\//u, kind: 'read-back' },
]

/**
 * LinkedIn's Posts, Images, Videos, Documents, Comments, Reactions and statistics interfaces (version 202609), and its sign-in, as the documentation at
 * https://learn.microsoft.com/en-us/linkedin/ describes them; read through what integrators quote of it between Aug and 27 Nov 2026.
 * Refuses what the real one refuses: other versions, addresses that are not encoded, unknown fields, rights an app has not, strange owners of
 * files, repeats of the same words. Cuts texts at a sign that is not escaped, as the real one does.
 */
export async function start({ now = Date.now, processingMs = 0 }: { readonly now?: () => number; readonly processingMs?: number } = {}): Promise<FakeLinkedIn> {
  const world = createWorld(now, processingMs)
  const hono = new Hono<Env>()
  let origin = ''
  hono.use(async (c, next) => {
    await next()
    c.header('x-li-uuid', `AAY${world.requests.length}`)
    if (c.req.path.startsWith('/rest/')) c.header('x-restli-protocol-version', '2.0.0')
    world.requests.push({ method: c.req.method, path: new URL(c.req.url).pathname, status: c.res.status })
    const isPublic = c.req.method === 'POST' && (c.req.path === '/rest/posts' || c.req.path.endsWith('/comments'))
    if (!isPublic || !world.losesNextAnswer) return
    world.losesNextAnswer = false
    c.env.incoming.socket.destroy()
  })
  hono.onError((error, c) => answerOf(error, c))
  hono.notFound(c => c.json({ status: 404, code: 'RESOURCE_NOT_FOUND', message: `No virtual resource found: ${c.req.path}` }, 404))
  hono.use('/rest/*', guard(world))
  hono.use('/v2/*', guard(world))
  addOauth(hono, world)
  addProfiles(hono, world)
  addUploads(hono, world, () => origin)
  addPosts(hono, world)
  addSocial(hono, world)
  addStatistics(hono, world)

  const server = await new Promise<ReturnType<typeof serve>>(resolve => {
    const made = serve({ fetch: hono.fetch, hostname: '127.0.0.1', port: 0 }, () => { resolve(made) })
  })
  // The cast: a server listening on TCP has such an address.
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`

  return {
    world,
    hosts: { api: origin, www: origin },
    connect: { way: 'own-app', fields: { 'client-id': '78pages', 'client-secret': 'WPL_AP1.pages' } },
    chooses: 'Boulangerie du Port', followers,
    authorize: (url, choice) => consentTo(world, url, choice),
    async consent(url) { await fetch(consentTo(world, url)) },
    posts: () => standing(world).map(fakePost),
    say: text => { somebodySays(world, text) },
    rules,
    answers: () => ours(world).filter(comment => !postBefore(world, comment)).map(comment => comment.text),
    firstComments: () => ours(world).flatMap(comment => {
      const post = postBefore(world, comment)
      return post && !post.isDeleted ? [{ id: comment.urn, text: comment.text, on: post.urn }] : []
    }),
    loseNextAnswer: () => { world.losesNextAnswer = true },
    endSignIn: () => { for (const token of [...world.tokens, ...world.refreshes]) token.isRevoked = true },
    requests: () => world.requests,
    stop: () => new Promise(resolve => {
      server.close(() => { resolve() })
      if ('closeAllConnections' in server) server.closeAllConnections()
    }),
  }
}

const ours = (world: World): readonly Comment[] => world.comments.filter(comment => !comment.isDeleted && mayPostAs(world, comment.actor))
/** The post of ours that a comment of ours stands below, answering nobody. */
const postBefore = (world: World, comment: Comment): Post | undefined => (comment.parent === null ? world.posts.find(post => post.activity === comment.entity && mayPostAs(world, post.author)) : undefined)

/** Under the page's newest post; before it has any, an older one of its own is there. */
function somebodySays(world: World, text: string): void {
  const [page] = world.organizations
  const author = `urn:li:organization:${page?.id ?? 0}`
  let post = standing(world).find(one => one.author === author)
  if (!post) {
    const number = world.nextNumber()
    post = { urn: `urn:li:share:${number}`, activity: `urn:li:activity:${number + 1}`, author, commentary: 'Bienvenue', visibility: 'PUBLIC', content: null, createdAt: world.now() - 86_400_000, isDeleted: false }
    world.posts.unshift(post)
  }
  addComment(world, { post, actor: 'urn:li:person:jUl1e-42', text, parent: null })
}

function fakePost(post: Post): FakePost {
  const { media, multiImage, article, poll } = (post.content ?? {}) as { media?: { id: string; altText?: string }; multiImage?: { images: readonly { altText?: string }[] }; article?: { thumbnailAltText?: string }; poll?: unknown }
  const kind = poll ? 'poll' : article ? 'article' : multiImage ? 'multi-image' : media ? (/^urn:li:(image|video|document):/u.exec(media.id)?.[1] ?? 'other') : 'text'
  const alts = kind === 'image' ? [media?.altText ?? ''] : (multiImage?.images ?? []).map(image => image.altText ?? '')
  return { id: post.urn, url: `https://www.linkedin.com/feed/update/${post.urn}/`, text: readLittle(post.commentary).shown, alts, kind, createdUtc: post.createdAt }
}

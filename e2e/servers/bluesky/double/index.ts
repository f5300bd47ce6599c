/**
 * A double of what stands behind a lone PDS: the network view (AppView), the report service and the chat service. Written from the
 * AT Protocol lexicons (@atproto/api 0.21.0, 27 Sep 2026); each answer is validated with them before it leaves. The posts, likes and
 * follows are the PDS's own, read over its public calls, so that a reply shows up as a notification when it is really in a repository.
 * Not held: ranking, labels, pagination, blocks in threads; the PDS's service tokens are read, their signature is not verified.
 */
import { jsonToLex, lexicons } from '@atproto/api'
import { Hono, type Context } from 'hono'
import { z } from 'zod'
import { createChat } from './chat.ts'
import { XrpcRefusal } from './refusal.ts'
import { watchRepos } from './repos.ts'
import { detailedProfileOf, findPost, findRepo, isoOf, notificationsFor, postViewOf, profileOf, recordsOf, threadOf, type World } from './views.ts'

type Json = Record<string, unknown>
type Asked = { readonly world: World; readonly viewer: string; readonly query: URLSearchParams; readonly body: unknown }

export function createViewDouble({ pdsUrl, viewUrl, viewDid }: { readonly pdsUrl: string; readonly viewUrl: string; readonly viewDid: string }) {
  const repos = watchRepos(pdsUrl)
  const muted = new Map<string, Set<string>>()
  const seen = new Map<string, number>()
  const reports: unknown[] = []
  const worldOf = (viewer: string): World => ({ viewer, repos: repos.all(), muted: muted.get(viewer) ?? new Set(), pdsUrl })
  const chat = createChat((viewer, did) => profileOf(worldOf(viewer), did))
  const mutedBy = (viewer: string): Set<string> => muted.get(viewer) ?? muted.set(viewer, new Set()).get(viewer) ?? new Set()
  const mustFind = (world: World, actor: string): string => {
    const repo = findRepo(world, actor)
    if (!repo) throw new XrpcRefusal(400, 'InvalidRequest', 'Profile not found')
    return repo.did
  }
  const actorOf = (asked: Asked): string => mustFind(asked.world, z.object({ actor: z.string() }).parse(asked.body).actor)

  const methods: Record<string, (asked: Asked) => Json | null> = {
    'app.bsky.notification.listNotifications': ({ world, viewer, query }) => {
      const seenUtc = seen.get(viewer) ?? 0
      const before = Number(query.get('cursor') ?? Infinity)
      const page = notificationsFor(world).filter(one => one.indexedUtc < before).slice(0, Number(query.get('limit') ?? 50))
      return { notifications: page.map(({ indexedUtc, ...one }) => ({ ...one, isRead: indexedUtc <= seenUtc, indexedAt: isoOf(indexedUtc) })), ...(page.length > 0 ? { cursor: String(page.at(-1)?.indexedUtc) } : {}), seenAt: isoOf(seenUtc), priority: false }
    },
    'app.bsky.notification.getUnreadCount': ({ world, viewer }) => ({ count: notificationsFor(world).filter(one => one.indexedUtc > (seen.get(viewer) ?? 0)).length }),
    'app.bsky.notification.updateSeen': ({ viewer, body }) => {
      seen.set(viewer, Date.parse(z.object({ seenAt: z.string() }).parse(body).seenAt))
      return null
    },
    'app.bsky.feed.getPostThread': ({ world, query }) => {
      const thread = threadOf(world, query.get('uri') ?? '')
      if (thread['notFound'] === true) throw new XrpcRefusal(400, 'NotFound', 'Post not found')
      return { thread }
    },
    'app.bsky.feed.getPosts': ({ world, query }) => ({ posts: query.getAll('uris').flatMap(uri => findPost(world, uri) ?? []).map(post => postViewOf(world, post)) }),
    'app.bsky.feed.getAuthorFeed': ({ world, query }) => {
      const did = mustFind(world, query.get('actor') ?? '')
      const posts = recordsOf(world, 'app.bsky.feed.post').filter(post => post.did === did).toSorted((a, b) => b.indexedUtc - a.indexedUtc)
      return { feed: posts.slice(0, Number(query.get('limit') ?? 50)).map(post => ({ post: postViewOf(world, post) })) }
    },
    'app.bsky.feed.searchPosts': ({ world, query }) => {
      const words = (query.get('q') ?? '').toLowerCase()
      return { posts: recordsOf(world, 'app.bsky.feed.post').filter(post => post.value.text?.toLowerCase().includes(words)).map(post => postViewOf(world, post)) }
    },
    'app.bsky.actor.getProfile': ({ world, query }) => detailedProfileOf(world, mustFind(world, query.get('actor') ?? '')),
    'app.bsky.actor.searchActors': ({ world, query }) => ({ actors: world.repos.filter(repo => repo.handle.includes((query.get('q') ?? '').toLowerCase())).map(repo => profileOf(world, repo.did)) }),
    'app.bsky.graph.muteActor': asked => { mutedBy(asked.viewer).add(actorOf(asked)); return null },
    'app.bsky.graph.unmuteActor': asked => { mutedBy(asked.viewer).delete(actorOf(asked)); return null },
    'com.atproto.moderation.createReport': ({ viewer, body }) => {
      const { reasonType, subject } = z.object({ reasonType: z.string(), subject: z.object({ $type: z.string() }).loose() }).loose().parse(body)
      reports.push(body)
      return { id: reports.length, reasonType, subject, reportedBy: viewer, createdAt: new Date().toISOString() }
    },
    'chat.bsky.convo.getConvoForMembers': ({ viewer, query }) => chat.getConvoForMembers(viewer, query),
    'chat.bsky.convo.listConvos': ({ viewer }) => chat.listConvos(viewer),
    'chat.bsky.convo.getConvo': ({ viewer, query }) => chat.getConvo(viewer, query),
    'chat.bsky.convo.getMessages': ({ viewer, query }) => chat.getMessages(viewer, query),
    'chat.bsky.convo.getLog': ({ viewer, query }) => chat.getLog(viewer, query),
    'chat.bsky.convo.sendMessage': ({ viewer, body }) => chat.sendMessage(viewer, body),
    'chat.bsky.convo.updateRead': ({ viewer, body }) => chat.updateRead(viewer, body),
  }

  const app = new Hono()
  app.get('/.well-known/did.json', c => c.json({
    '@context': ['https://www.w3.org/ns/did/v1'], id: viewDid,
    service: [{ id: '#bsky_appview', type: 'BskyAppView', serviceEndpoint: viewUrl }, { id: '#bsky_chat', type: 'BskyChatService', serviceEndpoint: viewUrl }],
  }))
  app.all('/xrpc/:method', async c => {
    const method = c.req.param('method')
    const answer = methods[method]
    if (!answer) return c.json({ error: 'MethodNotImplemented', message: `the double does not know ${method}` }, 501)
    try {
      const viewer = readServiceToken(c, method, viewDid)
      await repos.catchUp()
      const text = c.req.method === 'POST' ? await c.req.text() : ''
      const asked: Asked = { world: worldOf(viewer), viewer, query: new URL(c.req.url).searchParams, body: text === '' ? undefined : JSON.parse(text) }
      if (text !== '') lexicons.assertValidXrpcInput(method, jsonToLex(asked.body))
      const out = answer(asked)
      if (out === null) return c.body(null, 200)
      lexicons.assertValidXrpcOutput(method, jsonToLex(out))
      return c.json(out)
    } catch (error) {
      if (error instanceof XrpcRefusal) return c.json({ error: error.error, message: error.message }, error.status)
      // Seen by the test that asked: either the double or what it was sent does not follow the lexicons.
      return c.json({ error: 'InternalServerError', message: `double of ${method}: ${String(error)}` }, 500)
    }
  })
  return { fetch: app.fetch, catchUp: () => repos.catchUp(), reports }
}

const claims = z.object({ iss: z.string(), aud: z.string(), lxm: z.string() })
/** Who asks, by the token that the PDS made for this call. */
function readServiceToken(c: Context, method: string, viewDid: string): string {
  const [, payload = ''] = (c.req.header('authorization') ?? '').replace(/^Bearer /, '').split('.')
  const token = claims.safeParse(payload === '' ? null : JSON.parse(Buffer.from(payload, 'base64url').toString()))
  if (!token.success) throw new XrpcRefusal(401, 'AuthMissing', 'no service token')
  if (token.data.aud.split('#')[0] !== viewDid || token.data.lxm !== method) throw new XrpcRefusal(401, 'BadJwtAudience', `token for ${token.data.lxm} at ${token.data.aud}`)
  return token.data.iss
}

import type { FakeNetwork, FakePost, RequestRule, StartFakeNetwork } from '../fake-network.ts'
import { pageOf, parseFields, project, type Field } from '../graph-api/graph-fields.ts'
import { refuse } from '../graph-api/graph-refusal.ts'
import { startGraphServer, type GraphRequest } from '../graph-api/graph-server.ts'
import { createGraphTokens, type GraphToken } from '../graph-api/graph-tokens.ts'
import { insightsOf, pageMetrics, postMetrics } from './insights.ts'
import { nodeTypes } from './nodes.ts'
import { addComment, addMessage, changeComment, like, sendMessage } from './people.ts'
import { changePost, pageNamed, publishPost, uploadPhoto } from './posts.ts'
import { createSignIn } from './sign-in.ts'
import { createState, permalinkOf, tick, type Post, type State } from './state.ts'
import { changeVideo, continueUpload, makeVideo, openUpload, receiveReel, reelPhase } from './videos.ts'

/**
 * A double of the Graph API for Facebook Pages, v26.0: from Meta's pages read on 23 and 27 Nov 2026 (pages-api/posts, video-api/guides/reels-publishing,
 * page-stories-api, graph-api/reference/page/insights, guides/error-handling, guides/upload, overview/rate-limiting, the manual login flow) and the
 * nodes and parameters of facebook-business-sdk-codegen of 15 Apr 2026. Stricter than the real one: unknown parameters and calls without a version
 * are refused.
 */
export type FakeFacebook = FakeNetwork & {
  readonly state: State
  /** A token as a system user of the owner's business has it. */
  readonly systemUserToken: string
  /** A customer writes on the Page, comments on a post, or writes a private message. */
  customer: { visits(text: string): string; comments(post: string, text: string, parent?: string): string; writes(text: string): string }
  /** The next calls are refused: so many, with these minutes to wait. */
  throttle(calls: number, minutes: number): void
}

const version = 'v26.0'
const customer = { id: '24500000000000077', name: 'Julie Martin' }

/** Of its films only the last step is public, and that is told by the body: both are troubled as if they were. */
const rules: readonly RequestRule[] = [
  { method: 'POST', path: /\/(?:feed|videos|video_reels|video_stories|photo_stories|comments)(?:\?|$)/u, kind: 'publish' },
  { method: 'POST', path: /\/(?:photos|uploads)(?:\?|$)|\/upload:|\/video-upload\//u, kind: 'upload' },
  { method: 'GET', path: /\/(?:feed|posts|published_posts|scheduled_posts|videos|video_reels|stories)(?:\?|$)/u, kind: 'look' },
  { method: 'DELETE', path: /^\/v[\d.]+\/[\d_]+(?:\?|$)/u, kind: 'delete' },
  { method: 'POST', path: /^\/v[\d.]+\/[\d_]+(?:\?|$)/u, kind: 'edit' },
  { method: 'GET', path: /^\/v[\d.]+\/[\d_]+(?:\?|$)/u, kind: 'read-back' },
]

export const start: StartFakeNetwork = options => startFacebook(options)

export async function startFacebook({ now = Date.now }: { readonly now?: () => number } = {}): Promise<FakeFacebook> {
  const state = createState(now)
  const tokens = createGraphTokens(now, { secret: state.app.secret, requiresProof: false })
  const signIn = createSignIn(state, tokens)
  const throttled = { calls: 0, minutes: 0 }

  const answer = (request: GraphRequest): unknown => {
    tick(state)
    const known = signIn.answer(request, page => nodeTypes(state, page))
    if (known !== undefined) return known
    const token = tokens.check(request.token, request.params)
    if (throttled.calls > 0) {
      throttled.calls--
      throw refuse.throttled(80_001)
    }
    if (request.host === 'upload') return receiveReel(request, ownPage(token), state)
    const [id = '', edge, ...more] = request.path
    if (more.length > 0) throw refuse.unknownPath(request.path.join('/'))
    if (id.startsWith('upload:') && edge === undefined) return continueUpload(request, state)
    if (edge === 'uploads') return openUpload(request, token.value, state)
    // Pages, their posts and people are spoken for by the Page's own token.
    const page = ownPage(token)
    return edge === undefined ? node(request, id, page, token) : request.method === 'GET' ? readEdge(request, id, edge, page, token) : writeEdge(request, id, edge, page, token)
  }

  function ownPage(token: GraphToken): string {
    if (token.kind !== 'page') throw refuse.permission('a Page access token', 190)
    return token.subject
  }

  function node(request: GraphRequest, id: string, page: string, token: GraphToken): unknown {
    const types = nodeTypes(state, page)
    const fields = request.params.text('fields')
    const isReading = request.method === 'GET'
    if (!isReading && request.method !== 'POST' && request.method !== 'DELETE') throw refuse.unknownPath(request.method)
    const post = state.posts.find(one => one.id === id && one.page === page)
    const comment = state.comments.find(one => one.id === id)
    const video = state.videos.get(id)
    const photo = state.photos.get(id)
    const conversation = state.conversations.find(one => one.id === id && one.page === page)
    if (isReading) {
      if (id === page) return project(pageNamed(page, state), types.page, fields)
      if (conversation) {
        tokens.need(token, 'pages_messaging')
        return project(conversation, types.conversation, fields)
      }
      tokens.need(token, 'pages_read_engagement')
      if (post) return project(post, types.post, fields)
      if (comment) return project(comment, types.comment, fields)
      if (video?.page === page) return project(video, types.video, fields)
      if (photo?.page === page) return project(photo, types.photo, fields)
      throw refuse.notThere(id)
    }
    if (comment) {
      tokens.need(token, 'pages_manage_engagement')
      return request.method === 'POST' ? changeComment(request, comment, page) : remove(state.comments, other => other.id === id || other.parent === id)
    }
    tokens.need(token, 'pages_manage_posts')
    if (post) return request.method === 'POST' ? changePost(request, post, state) : removePost(post)
    if (video?.page === page) {
      if (request.method === 'POST') return changeVideo(request, video, state)
      state.videos.delete(id)
      return remove(state.posts, other => other.video === id)
    }
    throw refuse.notThere(id)
  }

  function remove<T>(rows: T[], isOne: (row: T) => boolean): unknown {
    for (let at = rows.length - 1; at >= 0; at--) if (isOne(rows[at] as T)) rows.splice(at, 1) // the cast: within its length
    return { success: true }
  }
  function removePost(post: Post): unknown {
    if (post.video !== null) state.videos.delete(post.video)
    remove(state.comments, comment => comment.post === post.id)
    return remove(state.posts, other => other.id === post.id)
  }

  function readEdge(request: GraphRequest, id: string, edge: string, page: string, token: GraphToken): unknown {
    const { params } = request
    const types = nodeTypes(state, page)
    const fields = params.text('fields')
    const args = Object.fromEntries(['limit', 'after', 'filter', 'order', 'summary'].flatMap(name => { const value = params.has(name) ? String(params.text(name)) : null; return value === null ? [] : [[name, value]] }))
    const field: Field = { name: edge, args, sub: fields === null ? null : parseFields(fields) }
    if (edge === 'insights') {
      params.onlyThese(['metric', 'period', 'since', 'until', 'breakdown'])
      tokens.need(token, 'read_insights')
      const isPage = id === page
      if (!isPage && !state.posts.some(one => one.id === id)) throw refuse.notThere(id)
      const period = params.oneOf('period', ['day', 'week', 'days_28', 'lifetime', 'total_over_range']) ?? (isPage ? 'day' : 'lifetime')
      return insightsOf(params.needText('metric'), isPage ? pageMetrics : postMetrics, id, 120, period)
    }
    if (edge === 'comments') {
      params.onlyThese(['filter', 'order', 'since'])
      tokens.need(token, 'pages_read_user_content')
      if (!state.posts.some(one => one.id === id || one.video === id) && !state.comments.some(one => one.id === id)) throw refuse.notThere(id)
      return types.commentsOf(state.posts.find(one => one.video === id)?.id ?? id, field)
    }
    if (id !== page) throw refuse.notThere(id)
    // What gives recommendations is gone from v22.0 on (reference/recommendation).
    if (edge === 'ratings') throw refuse.gone('ratings')
    const list = types.lists[edge]
    if (!list) throw refuse.unknownPath(`/${id}/${edge}`)
    params.onlyThese(edge === 'conversations' ? ['platform', 'folder'] : edge === 'videos' ? ['type'] : ['since', 'until', 'with'])
    tokens.need(token, edge === 'conversations' ? 'pages_messaging' : ['visitor_posts', 'tagged'].includes(edge) ? 'pages_read_user_content' : 'pages_read_engagement')
    if (edge === 'conversations' && params.oneOf('platform', ['messenger', 'instagram']) === 'instagram') return pageOf([], { limit: null, after: null, self: null }, row => row)
    return list(field)
  }

  function writeEdge(request: GraphRequest, id: string, edge: string, page: string, token: GraphToken): unknown {
    if (edge === 'comments' || edge === 'likes') {
      tokens.need(token, 'pages_manage_engagement')
      if (edge === 'likes' && (request.method === 'POST' || request.method === 'DELETE')) return like(request, id, page, state)
      if (request.method === 'POST') return addComment(request, id, page, state)
    }
    if (request.method !== 'POST' || id !== page) throw refuse.notThere(id)
    if (edge === 'messages') {
      tokens.need(token, 'pages_messaging')
      return sendMessage(request, page, state)
    }
    tokens.need(token, 'pages_manage_posts')
    switch (edge) {
      case 'feed': return publishPost(request, page, state)
      case 'photos': return uploadPhoto(request, page, state)
      case 'videos': return makeVideo(request, page, state)
      case 'video_reels': return reelPhase(request, page, 'reel', state)
      case 'video_stories': return reelPhase(request, page, 'story', state)
      case 'photo_stories': return publishPhotoStory(request, page)
      default: throw refuse.unknownPath(`/${id}/${edge}`)
    }
  }

  function publishPhotoStory({ params }: GraphRequest, page: string): unknown {
    params.onlyThese(['photo_id'])
    const photo = state.photos.get(params.needText('photo_id'))
    if (!photo || photo.page !== page) throw refuse.notThere(params.needText('photo_id'))
    if (photo.usedBy !== null) throw refuse.badParam('photo_id', 'was published already')
    const postId = state.nextId()
    photo.usedBy = postId
    state.stories.unshift({ id: `${page}_${postId}`, page, mediaId: photo.id, mediaType: 'photo', createdUtc: now() })
    return { success: true, post_id: postId }
  }

  const server = await startGraphServer({
    now, answer, hosts: ['www', 'graph', 'video', 'upload'], versions: [version, 'v25.0'], unversioned: ['/video-upload/'],
    isCommit: ({ method, path, params }) => method === 'POST' && (path[1] === 'feed' || path[1] === 'photo_stories' || path[1] === 'comments' || (path[1] === 'messages' && params.has('message')) || (['video_reels', 'video_stories'].includes(path[1] ?? '') && params.text('upload_phase') === 'finish') || path[1] === 'videos'),
    usage: ({ token }, calls): Readonly<Record<string, string>> => {
      const subject = token === null ? null : tokens.look(token)?.token
      if (!subject || calls < 5) return {}
      const use = { call_count: Math.min(100, Math.floor(calls / 20)), total_cputime: 3, total_time: 4 }
      return subject.kind === 'page' ? { 'x-business-use-case-usage': JSON.stringify({ [subject.subject]: [{ type: 'pages', ...use, estimated_time_to_regain_access: throttled.minutes }] }) } : { 'x-app-usage': JSON.stringify(use) }
    },
  })

  const [page] = state.pages
  if (!page) throw new Error('there is a Page')
  const says: FakeFacebook['customer'] = {
    visits(text) {
      const id = `${page.id}_${state.nextId()}`
      state.posts.unshift({ id, page: page.id, from: customer, app: null, message: text, link: null, photos: [], video: null, kind: 'visitor', createdUtc: now(), published: true, scheduledUtc: null, likes: new Set() })
      return id
    },
    comments(post, text, parent) {
      const id = `${post.split('_').at(-1) ?? ''}_${state.nextId()}`
      state.comments.unshift({ id, post, parent: parent ?? null, from: customer, message: text, createdUtc: now(), isHidden: false, photo: null, likes: new Set() })
      return id
    },
    writes(text) {
      let conversation = state.conversations.find(one => one.page === page.id)
      if (!conversation) {
        conversation = { id: `t_${state.nextId()}`, person: customer, page: page.id, messages: [], seenUtc: 0 }
        state.conversations.push(conversation)
      }
      return addMessage(conversation, customer, text, state)
    },
  }
  const own = (): Post[] => state.posts.filter(post => post.from.id === post.page && post.published)
  return {
    state, customer: says, systemUserToken: signIn.systemUserToken(),
    hosts: server.origins,
    connect: { way: 'own-app', fields: { 'client-id': state.app.id, 'client-secret': state.app.secret } },
    chooses: page.name, followers: page.followers,
    async consent(url) {
      const shown = await fetch(url, { redirect: 'manual' })
      const location = shown.headers.get('location')
      if (shown.status !== 302 || location === null) throw new Error(await shown.text())
      await fetch(location.replace(/#.*$/u, ''))
    },
    posts() {
      tick(state)
      const posts = own().map((post): FakePost => ({ id: post.id, url: new URL(permalinkOf(post), 'https://www.facebook.com').href, text: post.message, alts: post.photos.map(id => state.photos.get(id)?.alt ?? ''), kind: post.kind, createdUtc: post.createdUtc }))
      const stories = state.stories.map((story): FakePost => ({ id: story.id, url: `https://facebook.com/stories/${story.page}/${story.id.split('_')[1]}/`, text: '', alts: [], kind: 'story', createdUtc: story.createdUtc }))
      return [...posts, ...stories].toSorted((a, b) => b.createdUtc - a.createdUtc)
    },
    say(text) {
      const [newest] = own()
      if (newest) says.comments(newest.id, text)
      else says.visits(text)
    },
    rules,
    firstComments: () => state.comments.filter(comment => comment.from.id === page.id && comment.parent === null && own().some(post => post.id === comment.post || post.video === comment.post)).map(({ id, message, post }) => ({ id, text: message, on: own().find(one => one.video === post)?.id ?? post })),
    answers: () => [
      ...state.comments.filter(comment => comment.from.id === page.id && (comment.parent !== null || !own().some(post => post.id === comment.post))).map(comment => comment.message),
      ...state.conversations.flatMap(one => one.messages.filter(message => message.from.id === page.id).map(message => message.text)),
    ],
    loseNextAnswer: server.loseNextAnswer,
    endSignIn: () => { tokens.end(token => token.person === state.owner.id || token.kind === 'system-user', 458) },
    throttle: (calls, minutes) => { Object.assign(throttled, { calls, minutes }) },
    requests: server.requests,
    stop: server.stop,
  }
}

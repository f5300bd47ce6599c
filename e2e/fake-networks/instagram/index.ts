import type { FakeNetwork, FakePost, RequestRule, StartFakeNetwork } from '../fake-network.ts'
import { pageOf, parseFields, project } from '../graph-api/graph-fields.ts'
import { GraphRefusal, refuse } from '../graph-api/graph-refusal.ts'
import { startGraphServer, type GraphRequest } from '../graph-api/graph-server.ts'
import { createGraphTokens, type GraphToken } from '../graph-api/graph-tokens.ts'
import { commentNode, type FakeComment, type FakeMedia, type FakeMessage, followers, mediaNode, messageNode, ownUserNode, pageUserNode, permalinkOf, written } from './nodes.ts'
import { createPublishing } from './publishing.ts'
import { account, app, createSignIns } from './sign-in.ts'

const rules: readonly RequestRule[] = [
  { method: 'POST', path: /\/(?:media_publish|comments|replies|mentions)(?:\?|$)/u, kind: 'publish' },
  { method: 'POST', path: /\/media(?:\?|$)|\/ig-api-upload\//u, kind: 'upload' },
  { method: 'GET', path: /\/(?:media|stories|replies)(?:\?|$)/u, kind: 'look' },
  { method: 'DELETE', path: /^\/v[\d.]+\/\d+(?:\?|$)/u, kind: 'delete' },
  { method: 'GET', path: /^\/v[\d.]+\/\d+(?:\?|$)/u, kind: 'read-back' },
]

/**
 * Instagram's professional accounts, by both sign-ins: built from https://developers.facebook.com/documentation/instagram-platform as it stood
 * between Mar and Sep 2026 (v26.0) and from IGUser, IGMedia, IGComment and IGUserForIGOnlyAPI of facebook-business-sdk-codegen. Numbers of errors
 * that no page names are those of …/reference/error-codes or of the Graph API.
 */
export const start: StartFakeNetwork = options => startInstagram(options)

const dayMs = 24 * 60 * 60_000
const me = { id: account.id, username: 'fournil.des.halles' }
const others = { julie: { id: '6510273844120911', username: 'julie_m' } }
const metrics = { FEED: ['views', 'reach', 'saved', 'shares', 'likes', 'comments', 'total_interactions', 'reposts', 'follows', 'profile_visits'], REELS: ['views', 'reach', 'saved', 'shares', 'likes', 'comments', 'total_interactions', 'reposts', 'ig_reels_avg_watch_time'], STORY: ['views', 'reach', 'shares', 'total_interactions', 'replies', 'navigation', 'follows', 'profile_visits'] }

export type FakeInstagram = FakeNetwork & {
  /** As the dashboard gives it, two days ago. */
  readonly token: string
  readonly app: typeof app
  issue(issuedUtc?: number): string
  /** From now on Pages' tokens are told of posts and containers that they do not exist, as since 23 May 2026 (…/community/threads/1221094378050282). */
  blindPages(): void
  /** Where the consent page sends the browser back to. */
  agree(url: string): Promise<string>
  comments(text: string, media: string, parent?: string | null): string
  marks(text: string): string
  writes(text: string): void
  media(): readonly FakeMedia[]
  allComments(): readonly FakeComment[]
}

export async function startInstagram({ now = Date.now }: Parameters<StartFakeNetwork>[0] = {}): Promise<FakeInstagram> {
  const tokens = createGraphTokens(now, { secret: app.secret, requiresProof: false })
  const signIns = createSignIns(tokens, now)
  const media = new Map<string, FakeMedia>()
  const comments = new Map<string, FakeComment>()
  const messages: FakeMessage[] = []
  const conversation = 'aWdfZAG06MTpJR01lc3NhZA2VUaHJlYWQ6MTc4NDE0'
  let pagesAreBlind = false
  let lastId = 17_900_000_000_000_000n
  const nextId = (): string => String(++lastId)
  const putMedia = (one: Pick<FakeMedia, 'caption' | 'type' | 'product' | 'fields' | 'children'>, by = me.username): FakeMedia => {
    const whole: FakeMedia = { ...one, id: nextId(), by, createdUtc: now(), isLiked: false, isDeleted: false }
    media.set(whole.id, whole)
    return whole
  }
  const publishing = createPublishing({ now, nextId, put: putMedia, uploadOrigin: () => server.origins['upload'] ?? '' })

  const isOut = (one: FakeMedia): boolean => !one.isDeleted && (one.product !== 'STORY' || one.createdUtc > now() - dayMs)
  const newestFirst = (keep: (one: FakeMedia) => boolean): FakeMedia[] => [...media.values()].filter(one => isOut(one) && keep(one)).toReversed()
  const commentsWhere = (keep: (one: FakeComment) => boolean): FakeComment[] => [...comments.values()].filter(one => !one.isDeleted && keep(one))
  const showMedia = (one: FakeMedia, fields: string | null) => project({ media: one, comments: commentsWhere(comment => comment.media === one.id).length }, mediaNode, fields)
  const showComment = (comment: FakeComment, fields: string | null) => project({ comment, replies: commentsWhere(one => one.parent === comment.id), media: media.get(comment.media) ?? null }, commentNode, fields)
  const asked = ({ params, self }: GraphRequest) => ({ limit: params.integer('limit'), after: params.text('after'), self })
  const listMedia = (rows: readonly FakeMedia[], request: GraphRequest) => pageOf(rows, asked(request), one => showMedia(one, request.params.text('fields')))
  const listComments = (rows: readonly FakeComment[], request: GraphRequest) => pageOf(rows, asked(request), one => showComment(one, request.params.text('fields')))
  const putComment = (text: string, on: string, parent: string | null, by: FakeComment['by']): { readonly id: string } => {
    if (text.trim() === '' || text.length > 2200) throw refuse.badParam('message', 'must have 1 to 2200 characters')
    const id = nextId()
    comments.set(id, { id, media: on, parent, by, text, createdUtc: now(), isHidden: false, isDeleted: false })
    return { id }
  }
  /** By Facebook's sign-in: a Page's token, or the person's behind it. */
  const isByPage = (token: GraphToken): boolean => token.subject !== account.id
  const need = (token: GraphToken, own: string, byPage: string): void => { tokens.need(token, isByPage(token) ? byPage : own) }
  const onlyByPage = (token: GraphToken, scope: string): void => {
    if (!isByPage(token)) throw refuse.permission(scope, 10)
    tokens.need(token, scope)
  }

  function ofAccount(request: GraphRequest, token: GraphToken, edge: string | undefined): unknown {
    const { method, params } = request
    const isPost = method === 'POST'
    switch (isPost ? `POST ${edge}` : method === 'DELETE' ? `DELETE ${edge}` : edge ?? '') {
      case '': return project({ id: me.id, posts: newestFirst(one => one.by === me.username && one.product !== 'STORY').length }, isByPage(token) ? pageUserNode : ownUserNode, params.text('fields'))
      case 'media': return listMedia(newestFirst(one => one.by === me.username && one.product !== 'STORY'), request)
      case 'stories': return listMedia(newestFirst(one => one.by === me.username && one.product === 'STORY'), request)
      case 'tags': return listMedia(newestFirst(one => one.by !== me.username), request)
      case 'content_publishing_limit': return publishing.limit()
      case 'conversations': {
        need(token, 'instagram_business_manage_messages', 'instagram_manage_messages')
        if (params.needText('platform') !== 'instagram') throw refuse.badParam('platform', 'must be instagram')
        const last = messages.at(-1)
        return { data: last ? [{ id: conversation, updated_time: written(last.createdUtc) }] : [] }
      }
      case 'POST media':
        need(token, 'instagram_business_content_publish', 'instagram_content_publish')
        return publishing.make(request, isByPage(token))
      case 'POST media_publish':
        need(token, 'instagram_business_content_publish', 'instagram_content_publish')
        return publishing.publish(request)
      case 'POST mentions':
        need(token, 'instagram_business_manage_comments', 'instagram_manage_comments')
        return putComment(params.needText('message'), mediaAt(params.needText('media_id')).id, null, me)
      case 'POST likes': case 'DELETE likes': {
        onlyByPage(token, 'instagram_manage_engagement')
        const target = params.text('media_id') ?? params.needText('comment_id')
        const liked = media.get(target)
        if (liked) liked.isLiked = isPost
        else if (!comments.has(target)) throw refuse.notThere(target)
        return { success: true }
      }
      case 'POST messages': return sendMessage(request, token)
      default: throw refuse.unknownPath(edge ?? '')
    }
  }

  function sendMessage({ params }: GraphRequest, token: GraphToken): unknown {
    need(token, 'instagram_business_manage_messages', 'instagram_manage_messages')
    const recipient = params.json('recipient')
    const message = params.json('message')
    const to = typeof recipient === 'object' && recipient !== null && 'id' in recipient ? String(recipient.id) : ''
    const text = typeof message === 'object' && message !== null && 'text' in message ? String(message.text) : ''
    const last = messages.findLast(one => one.from === to)
    if (!last || text === '' || Buffer.byteLength(text) > 1000) throw refuse.badParam('message', 'must have 1 to 1000 bytes and a recipient who wrote')
    if (last.createdUtc < now() - dayMs) throw new GraphRefusal(400, 10, 'This message is sent outside of allowed window.', { subcode: 2_534_022 })
    messages.push({ id: `aWdfZAG1faXRlbT${nextId()}`, from: me.id, to, text, createdUtc: now() })
    return { recipient_id: to, message_id: messages.at(-1)?.id }
  }

  const mediaAt = (id: string): FakeMedia => {
    const found = media.get(id)
    if (!found || !isOut(found)) throw refuse.notThere(id)
    return found
  }

  function ofMedia(request: GraphRequest, token: GraphToken, one: FakeMedia, edge: string | undefined): unknown {
    const { method, params } = request
    if (method === 'DELETE' && edge === undefined) {
      onlyByPage(token, 'instagram_manage_contents')
      one.isDeleted = true
      return { success: true }
    }
    if (edge === 'comments') {
      need(token, 'instagram_business_manage_comments', 'instagram_manage_comments')
      if (one.by !== me.username) throw refuse.permission('ownership', 10)
      if (method === 'POST') return putComment(params.needText('message'), one.id, null, me)
      return listComments(commentsWhere(comment => comment.media === one.id && comment.parent === null).toReversed(), request)
    }
    if (method !== 'GET') throw refuse.unknownPath(edge ?? '')
    if (edge === undefined) return showMedia(one, params.text('fields'))
    if (edge !== 'insights') throw refuse.unknownPath(edge)
    need(token, 'instagram_business_manage_insights', 'instagram_manage_insights')
    const names = params.needText('metric').split(',')
    // One that this kind of post does not have fails the whole call.
    if (names.some(name => !metrics[one.product].includes(name))) throw refuse.badMetric()
    return { data: names.map((name, at) => ({ name, period: 'lifetime', values: [{ value: 90 - at }], title: name, description: '', id: `${one.id}/insights/${name}/lifetime` })) }
  }

  function ofComment(request: GraphRequest, token: GraphToken, comment: FakeComment, edge: string | undefined): unknown {
    const { method, params } = request
    need(token, 'instagram_business_manage_comments', 'instagram_manage_comments')
    if (edge === 'replies' && method === 'POST') return putComment(params.needText('message'), comment.media, comment.parent ?? comment.id, me)
    if (edge === 'replies') return listComments(commentsWhere(one => one.parent === comment.id).toReversed(), request)
    if (edge !== undefined) throw refuse.unknownPath(edge)
    if (method === 'DELETE') {
      comment.isDeleted = true
      return { success: true }
    }
    if (method === 'POST') {
      const hide = params.flag('hide')
      if (hide === null) throw refuse.missingParam('hide')
      if (comment.by.id === me.id && hide) throw refuse.badParam('hide', 'own comments cannot be hidden')
      comment.isHidden = hide
      return { success: true }
    }
    return showComment(comment, params.text('fields'))
  }

  function answer(request: GraphRequest): unknown {
    const { host, method, path, params } = request
    const [first = '', edge] = path
    if (host === 'www') return signIns.dialog(request)
    if (host === 'instagram' && request.version === null) return signIns.refresh(request)
    if (host === 'graph' && first === 'oauth') return signIns.token(request)
    if (host === 'graph' && first === 'debug_token') return signIns.debug(request)
    if (host === 'graph' && first === 'me' && edge === 'accounts') return signIns.pages(request)
    const token = tokens.check(request.token, params)
    if (host === 'upload') return publishing.upload(request)
    // Each sign-in's tokens speak at its own host only.
    if ((host === 'graph') !== isByPage(token)) throw refuse.badToken()
    need(token, 'instagram_business_basic', 'instagram_basic')
    if (isByPage(token) && first === account.page && (edge === 'conversations' || edge === 'messages')) return ofAccount(request, token, edge)
    if (first === me.id || (first === 'me' && host === 'instagram')) return ofAccount(request, token, edge)
    if (pagesAreBlind && token.kind === 'page' && method === 'GET') throw refuse.notThere(first)
    if (method === 'GET' && edge === undefined && publishing.has(first)) return publishing.show(request, first)
    if (method === 'GET' && first === conversation) {
      const field = parseFields(params.needText('fields')).find(one => one.name === 'messages')
      const nameOf = (id: string): string => (id === me.id ? me.username : others.julie.username)
      return { id: conversation, messages: pageOf(messages.toReversed().slice(0, 20), { limit: null, after: null, self: null }, message => project({ message, nameOf }, messageNode, field?.sub ?? null)) }
    }
    const comment = comments.get(first)
    return comment && !comment.isDeleted ? ofComment(request, token, comment, edge) : ofMedia(request, token, mediaAt(first), edge)
  }

  const commits = new Set(['media_publish', 'comments', 'replies', 'messages', 'mentions'])
  const server = await startGraphServer({
    now, answer, hosts: ['instagram', 'graph', 'upload', 'www'], versions: ['v26.0'], unversioned: ['/refresh_access_token', '/ig-api-upload/'],
    isCommit: ({ method, path }) => method === 'POST' && commits.has(path[1] ?? ''),
    usage: ({ host }): Readonly<Record<string, string>> => (host === 'www' || host === 'upload' ? {} : { 'x-business-use-case-usage': JSON.stringify({ [me.id]: [{ type: 'instagram', call_count: 3, total_cputime: 1, total_time: 2, estimated_time_to_regain_access: 0 }] }) }),
  })

  const agree: FakeInstagram['agree'] = async url => {
    const response = await globalThis.fetch(url, { redirect: 'manual' })
    const location = response.headers.get('location')
    if (location === null) throw new Error(await response.text())
    return location
  }
  const writeComment: FakeInstagram['comments'] = (text, on, parent = null) => putComment(text, on, parent, others.julie).id
  const marks: FakeInstagram['marks'] = text => putMedia({ caption: text, type: 'IMAGE', product: 'FEED', fields: null, children: [] }, others.julie.username).id
  const kinds = { FEED: 'photo', REELS: 'reel', STORY: 'story' } as const
  const token = signIns.own(now() - 2 * dayMs)
  return {
    token, app, agree, marks,
    issue: signIns.own,
    blindPages: () => { pagesAreBlind = true },
    comments: writeComment,
    writes: text => { messages.push({ id: `aWdfZAG1faXRlbT${nextId()}`, from: others.julie.id, to: me.id, text, createdUtc: now() }) },
    media: () => [...media.values()],
    allComments: () => [...comments.values()].filter(one => !one.isDeleted),
    hosts: server.origins,
    connect: { way: 'own-app', fields: { 'client-id': app.id, 'client-secret': app.secret } },
    chooses: null, followers,
    consent: async url => { await globalThis.fetch(await agree(url)) },
    posts: () => newestFirst(one => one.by === me.username).map((one): FakePost => ({
      id: one.id, url: permalinkOf(one), text: one.caption, kind: one.type === 'CAROUSEL_ALBUM' ? 'carousel' : kinds[one.product], createdUtc: one.createdUtc,
      alts: (one.children.length > 0 ? one.children : one.fields ? [one.fields] : []).flatMap(file => (file.alt === '' ? [] : [file.alt])),
    })),
    say: text => {
      // Under a story nobody comments: they write a message.
      const [newest] = newestFirst(one => one.by === me.username && one.product !== 'STORY')
      if (newest) writeComment(text, newest.id)
      else marks(text)
    },
    rules,
    firstComments: () => commentsWhere(one => one.by.id === me.id && one.parent === null && media.get(one.media)?.by === me.username && media.get(one.media)?.isDeleted === false).map(({ id, text, media: on }) => ({ id, text, on })),
    answers: () => [...commentsWhere(one => one.by.id === me.id && (one.parent !== null || media.get(one.media)?.by !== me.username)).map(one => one.text), ...messages.filter(one => one.from === me.id).map(one => one.text)].toReversed(),
    loseNextAnswer: server.loseNextAnswer,
    endSignIn: () => { tokens.end(() => true, 460) },
    requests: server.requests,
    stop: server.stop,
  }
}

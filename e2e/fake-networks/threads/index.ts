import type { FakeNetwork, FakePost, RequestRule, StartFakeNetwork } from '../fake-network.ts'
import { comesAs } from '../fetched-file.ts'
import { stateOf, type FakeContainer } from '../graph-api/graph-containers.ts'
import { pageOf, project } from '../graph-api/graph-fields.ts'
import { GraphRefusal, refuse } from '../graph-api/graph-refusal.ts'
import { startGraphServer, type GraphRequest } from '../graph-api/graph-server.ts'
import { createGraphTokens, type GraphToken } from '../graph-api/graph-tokens.ts'
import { containerNode, mediaNode, userNode, type FakeMedia } from './nodes.ts'
import { files, readContainer, type ContainerFields } from './rules.ts'

const rules: readonly RequestRule[] = [
  { method: 'POST', path: /\/threads_publish(?:\?|$)/u, kind: 'publish' },
  { method: 'POST', path: /\/threads(?:\?|$)/u, kind: 'upload' },
  { method: 'GET', path: /\/(?:threads|replies|conversation)(?:\?|$)/u, kind: 'look' },
  { method: 'DELETE', path: /^\/v[\d.]+\/\d+(?:\?|$)/u, kind: 'delete' },
  { method: 'GET', path: /^\/v[\d.]+\/\d+(?:\?|$)/u, kind: 'read-back' },
]
const followers = 312

/**
 * Threads: built from https://developers.facebook.com/documentation/threads as it stood between Apr and Sep 2026 and from Meta's Postman
 * collection fbsamples/threads_api of 2 Jan 2026. Its numbers for errors that no page names are those of the Graph API.
 */
export const start: StartFakeNetwork = options => startThreads(options)

const hourMs = 60 * 60_000
const dayMs = 24 * hourMs
const me = { id: '24561983450112233', username: 'fournil.des.halles', name: 'Le Fournil des Halles' }
const allScopes = ['threads_basic', 'threads_content_publish', 'threads_manage_replies', 'threads_read_replies', 'threads_manage_mentions', 'threads_manage_insights', 'threads_delete']
const postMetrics = ['views', 'likes', 'replies', 'reposts', 'quotes', 'shares']
const accountMetrics = ['views', 'likes', 'replies', 'reposts', 'quotes', 'clicks', 'followers_count', 'follower_demographics']
const appSecret = '0a1b2c3d4e5f60718293a4b5c6d7e8f9'

export type FakeThreads = FakeNetwork & {
  readonly token: string
  readonly appSecret: string
  /** Gives a token as the network's pages do. */
  issue(token?: { readonly scopes?: readonly string[]; readonly forMs?: number; readonly issuedUtc?: number }): string
  /** Somebody writes under a post, or names us. */
  hears(text: string, under: string | null): string
  media(): readonly FakeMedia[]
}

export async function startThreads({ now = Date.now }: Parameters<StartFakeNetwork>[0] = {}): Promise<FakeThreads> {
  const tokens = createGraphTokens(now, { secret: appSecret, requiresProof: false })
  const issuedUtc = new Map<string, number>()
  const containers = new Map<string, FakeContainer<ContainerFields>>()
  const media = new Map<string, FakeMedia>()
  const published: { readonly utc: number; readonly isReply: boolean }[] = []
  const deletedUtc: number[] = []
  let lastId = 18_000_000_000_000_000n
  const nextId = (): string => String(++lastId)
  const isRecent = (utc: number): boolean => utc > now() - dayMs

  const issue: FakeThreads['issue'] = ({ scopes = allScopes, forMs = 60 * dayMs, issuedUtc: at = now() } = {}) => {
    const { value } = tokens.issue({ kind: 'user', subject: me.id, person: me.id, scopes, expiresUtc: at + forMs }, 'THAA')
    issuedUtc.set(value, at)
    return value
  }
  const newestFirst = (keep: (one: FakeMedia) => boolean): FakeMedia[] => [...media.values()].filter(one => !one.isDeleted && keep(one)).toReversed()
  const mediaAt = (id: string): FakeMedia => {
    const found = media.get(id)
    if (!found || found.isDeleted) throw refuse.notThere(id)
    return found
  }
  const put = (one: Omit<FakeMedia, 'id' | 'createdUtc' | 'isDeleted' | 'isHidden' | 'shortcode'>): FakeMedia => {
    const id = nextId()
    const whole = { ...one, id, shortcode: `D${BigInt(id).toString(36)}`, createdUtc: now(), isDeleted: false, isHidden: false }
    media.set(id, whole)
    return whole
  }
  const show = (one: FakeMedia, fields: string | null) => project({ one, answers: newestFirst(other => other.replyTo === one.id).length, ownId: me.id, me: me.username, replyTo: one.replyTo === null ? null : media.get(one.replyTo) ?? null }, mediaNode, fields)
  const list = (rows: readonly FakeMedia[], { params, self }: GraphRequest) =>
    pageOf(rows, { limit: params.integer('limit'), after: params.text('after'), self }, one => show(one, params.text('fields') ?? 'id'))
  const sinceOf = ({ params }: GraphRequest) => {
    const since = params.integer('since')
    if (since !== null && since < 1_688_540_400) throw refuse.badParam('since', 'must be greater than or equal to 1688540400')
    return (one: FakeMedia): boolean => since === null || one.createdUtc >= since * 1000
  }

  function makeContainer({ params }: GraphRequest, token: GraphToken): unknown {
    tokens.need(token, 'threads_content_publish')
    const fields = readContainer(params)
    if (fields.replyTo !== null) {
      tokens.need(token, 'threads_manage_replies')
      mediaAt(fields.replyTo)
    }
    if (fields.quote !== null) mediaAt(fields.quote)
    for (const id of fields.children) {
      const child = containers.get(id)
      if (!child?.fields.isItem) throw refuse.badParam('children', `${id} is no carousel item`)
      if (stateOf(child, now()) !== 'FINISHED') throw new GraphRefusal(400, 24, 'The requested resource does not exist', { subcode: 4_279_009 })
    }
    const id = nextId()
    const { fileUrl, type } = fields
    const container: FakeContainer<ContainerFields> = { id, createdUtc: now(), fields, readyUtc: now() + (type === 'VIDEO' ? 1500 : type === 'TEXT' ? 0 : 200), file: { kind: fileUrl === null ? 'none' : 'coming' }, publishedAs: null }
    containers.set(id, container)
    if (fileUrl !== null && (type === 'IMAGE' || type === 'VIDEO')) void comesAs(fileUrl, files[type]).then(file => { container.file = file })
    return { id }
  }

  function publish({ params }: GraphRequest, token: GraphToken): unknown {
    tokens.need(token, 'threads_content_publish')
    params.onlyThese(['creation_id'])
    const container = containers.get(params.needText('creation_id'))
    if (!container || container.fields.isItem) throw refuse.notThere(params.needText('creation_id'))
    const state = stateOf(container, now())
    if (state !== 'FINISHED') throw new GraphRefusal(400, 24, 'The requested resource does not exist', { subcode: 4_279_009, userMessage: 'The media with this id cannot be found.' })
    const { fields } = container
    const isReply = fields.replyTo !== null
    if (published.filter(one => one.isReply === isReply && isRecent(one.utc)).length >= (isReply ? 1000 : 250)) throw refuse.throttled(4)
    if (fields.replyTo !== null) mediaAt(fields.replyTo)
    const children = fields.children.flatMap(id => containers.get(id)?.fields ?? [])
    const one = put({
      by: me.username, text: fields.text, replyTo: fields.replyTo, root: fields.replyTo === null ? null : mediaAt(fields.replyTo).root ?? fields.replyTo, names: [],
      type: fields.type === 'TEXT' ? 'TEXT_POST' : fields.type === 'CAROUSEL' ? 'CAROUSEL_ALBUM' : fields.type, fields, children,
    })
    container.publishedAs = one.id
    published.push({ utc: now(), isReply })
    return { id: one.id }
  }

  function debug({ params }: GraphRequest): unknown {
    const value = params.needText('input_token')
    const look = tokens.look(value)
    if (!look) throw refuse.badToken()
    const ends = Math.floor((look.token.expiresUtc ?? 0) / 1000)
    const issued = Math.floor((issuedUtc.get(value) ?? 0) / 1000)
    return { data: { type: 'USER', application: 'Comptoir du Fournil', data_access_expires_at: issued + 90 * 86_400, expires_at: ends, is_valid: look.isAlive, issued_at: issued, scopes: look.token.scopes, user_id: me.id } }
  }

  /** The pages that give and renew tokens, which stand in front of no version. */
  function tokenPage({ path: [page], params }: GraphRequest): unknown {
    const grant = params.needText('grant_type')
    const old = tokens.check(params.needText('access_token'), params)
    const age = now() - (issuedUtc.get(old.value) ?? 0)
    const isLong = (old.expiresUtc ?? 0) - (issuedUtc.get(old.value) ?? 0) > dayMs
    if (page === 'access_token') {
      if (grant !== 'th_exchange_token') throw refuse.badParam('grant_type', 'must be th_exchange_token')
      if (params.needText('client_secret') !== appSecret) throw new GraphRefusal(400, 1, 'Error validating client secret.')
      if (isLong) throw new GraphRefusal(400, 452, 'Session key invalid. This could be because the session key has an incorrect format.')
    } else {
      if (grant !== 'th_refresh_token') throw refuse.badParam('grant_type', 'must be th_refresh_token')
      tokens.need(old, 'threads_basic')
      if (!isLong || age < dayMs) throw new GraphRefusal(400, 100, '(#100) The access token cannot be refreshed yet')
    }
    return { access_token: issue({ scopes: old.scopes }), token_type: 'bearer', expires_in: 5_184_000 }
  }

  function ofUser(request: GraphRequest, token: GraphToken, edge: string | undefined): unknown {
    const { method, params } = request
    if (method === 'POST' && edge === 'threads') return makeContainer(request, token)
    if (method === 'POST' && edge === 'threads_publish') return publish(request, token)
    if (method !== 'GET') throw refuse.unknownPath(edge ?? '')
    switch (edge) {
      case undefined: return project(me, userNode, params.text('fields') ?? 'id')
      case 'threads': return list(newestFirst(one => one.by === me.username && one.replyTo === null && sinceOf(request)(one)), request)
      case 'replies':
        tokens.need(token, 'threads_read_replies')
        return list(newestFirst(one => one.by === me.username && one.replyTo !== null && sinceOf(request)(one)), request)
      case 'mentions':
        tokens.need(token, 'threads_manage_mentions')
        return list(newestFirst(one => one.names.includes(me.username) && sinceOf(request)(one)), request)
      case 'threads_publishing_limit': {
        const used = (isReply: boolean): number => published.filter(one => one.isReply === isReply && isRecent(one.utc)).length
        const config = (total: number) => ({ quota_total: total, quota_duration: 86_400 })
        return { data: [{ quota_usage: used(false), config: config(250), reply_quota_usage: used(true), reply_config: config(1000), delete_quota_usage: deletedUtc.filter(isRecent).length, delete_config: config(100) }] }
      }
      case 'threads_insights': {
        tokens.need(token, 'threads_manage_insights')
        const asked = params.needText('metric').split(',')
        if (asked.some(metric => !accountMetrics.includes(metric))) throw refuse.badMetric()
        return { data: asked.map(name => ({ name, period: 'day', title: name, total_value: { value: name === 'followers_count' ? followers : 4 }, id: `${me.id}/insights/${name}/day` })) }
      }
      default: throw refuse.unknownPath(edge)
    }
  }

  function ofMedia(request: GraphRequest, token: GraphToken, one: FakeMedia, edge: string | undefined): unknown {
    const { method, params, self } = request
    if (method === 'DELETE' && edge === undefined) {
      tokens.need(token, 'threads_delete')
      if (one.by !== me.username) throw refuse.permission('ownership', 10)
      if (deletedUtc.filter(isRecent).length >= 100) throw refuse.throttled(4)
      deletedUtc.push(now())
      one.isDeleted = true
      return { success: true, deleted_id: one.id }
    }
    if (method === 'POST' && edge === 'manage_reply') {
      tokens.need(token, 'threads_manage_replies')
      params.onlyThese(['hide'])
      const hide = params.flag('hide')
      if (hide === null) throw refuse.missingParam('hide')
      if (one.replyTo === null || media.get(one.root ?? '')?.by !== me.username || one.by === me.username) throw refuse.permission('ownership', 10)
      one.isHidden = hide
      return { success: true }
    }
    if (method !== 'GET') throw refuse.unknownPath(edge ?? '')
    switch (edge) {
      case undefined: return show(one, params.text('fields') ?? 'id')
      case 'replies': case 'conversation': {
        tokens.need(token, 'threads_read_replies')
        const rows = newestFirst(other => (edge === 'replies' ? other.replyTo : other.root) === one.id)
        const ordered = params.flag('reverse') === false ? rows.toReversed() : rows
        return pageOf(ordered, { limit: params.integer('limit'), after: params.text('after'), self }, row => show(row, params.text('fields') ?? 'id'))
      }
      case 'insights': {
        tokens.need(token, 'threads_manage_insights')
        const asked = params.needText('metric').split(',')
        if (asked.some(metric => !postMetrics.includes(metric))) throw refuse.badMetric()
        return { data: asked.map((name, at) => ({ name, period: 'lifetime', values: [{ value: name === 'replies' ? newestFirst(other => other.replyTo === one.id).length : 40 - at }], title: name, description: '', id: `${one.id}/insights/${name}/lifetime` })) }
      }
      default: throw refuse.unknownPath(edge)
    }
  }

  const server = await startGraphServer({
    now, hosts: ['graph'], versions: ['v1.0'], unversioned: ['/access_token', '/refresh_access_token'],
    isCommit: ({ method, path }) => method === 'POST' && path[1] === 'threads_publish',
    usage: () => ({ 'x-app-usage': '{"call_count":2,"total_time":1,"total_cputime":1}' }),
    answer(request) {
      if (request.version === null) return tokenPage(request)
      const [first = '', edge] = request.path
      const token = tokens.check(request.token, request.params)
      tokens.need(token, 'threads_basic')
      if (first === 'debug_token') return debug(request)
      // Without a review of the app it finds own posts only.
      if (first === 'keyword_search') tokens.need(token, 'threads_keyword_search')
      if (first === 'keyword_search') return list(newestFirst(one => one.by === me.username && one.text.toLowerCase().includes(request.params.needText('q').toLowerCase())), request)
      if (first === 'me' || first === me.id) return ofUser(request, token, edge)
      const container = containers.get(first)
      if (container && request.method === 'GET' && edge === undefined) return project({ container, state: stateOf(container, now()) }, containerNode, request.params.text('fields') ?? 'id')
      return ofMedia(request, token, mediaAt(first), edge)
    },
  })

  const hears: FakeThreads['hears'] = (text, under) => put({
    by: 'julie_m', text, replyTo: under, root: under === null ? null : media.get(under)?.root ?? under, names: text.includes(`@${me.username}`) ? [me.username] : [], type: 'TEXT_POST', fields: null, children: [],
  }).id
  const own = (isAnswer: boolean): FakeMedia[] => newestFirst(one => one.by === me.username && (one.root !== null && media.get(one.root)?.by !== me.username || isToOthers(one)) === isAnswer)
  const isToOthers = (one: FakeMedia): boolean => one.replyTo !== null && media.get(one.replyTo)?.by !== me.username
  const token = issue({ issuedUtc: now() - 2 * dayMs })
  return {
    token, appSecret, issue, hears,
    media: () => [...media.values()],
    hosts: server.origins,
    // Whoever comes when the first one has died has had a new one made.
    get connect() { return { way: 'token', fields: { token: tokens.look(token)?.isAlive ? token : issue() } } as const },
    chooses: null, followers,
    consent: () => Promise.reject(new Error('threads: there is no page to agree on; its token is made on the network’s own pages')),
    posts: () => own(false).map((one): FakePost => ({
      id: one.id, url: `https://www.threads.com/@${one.by}/post/${one.shortcode}`, text: one.text, kind: one.type, createdUtc: one.createdUtc, ...(one.replyTo === null ? {} : { follows: one.replyTo }),
      alts: (one.children.length > 0 ? one.children : one.fields ? [one.fields] : []).flatMap(file => (file.alt === '' ? [] : [file.alt])),
    })),
    say: text => {
      const [newest] = newestFirst(one => one.by === me.username && one.replyTo === null)
      hears(newest ? text : `@${me.username} ${text}`, newest?.id ?? null)
    },
    rules,
    answers: () => own(true).map(one => one.text),
    loseNextAnswer: server.loseNextAnswer,
    endSignIn: () => { tokens.end(() => true, 460) },
    requests: server.requests,
    stop: server.stop,
  }
}

import type { Context, Hono } from 'hono'
import type { HttpBindings } from '@hono/node-server'
import { z } from 'zod'
import { comesAs, isHere, jpeg, webp } from '../fetched-file.ts'
import { publicAddress } from '../public-address.ts'
import { levels, type Grant, type State, type Task } from './state.ts'

type Bindings = { Bindings: HttpBindings }
type Ask = { readonly grant: Grant; readonly body: unknown }

const minuteMs = 60_000
/** "UTF-16 runes": code units, which zod's own `max` does not count. */
const words = (max: number) => z.string().refine(text => text.length <= max).optional()
const toggles = { disable_comment: z.boolean().optional(), brand_content_toggle: z.boolean().optional(), brand_organic_toggle: z.boolean().optional() }
const fileSource = z.strictObject({ source: z.literal('FILE_UPLOAD'), video_size: z.number().int().positive(), chunk_size: z.number().int().positive(), total_chunk_count: z.number().int().min(1).max(1000) })
const videoInit = z.strictObject({
  post_info: z.strictObject({
    privacy_level: z.enum(levels), title: words(2200), ...toggles, disable_duet: z.boolean().optional(), disable_stitch: z.boolean().optional(),
    video_cover_timestamp_ms: z.number().int().min(-2_147_483_648).max(2_147_483_647).optional(), is_aigc: z.boolean().optional(),
  }),
  source_info: fileSource,
})
const inboxInit = z.strictObject({ source_info: fileSource })
const photoInit = z.strictObject({
  media_type: z.literal('PHOTO'), post_mode: z.enum(['DIRECT_POST', 'MEDIA_UPLOAD']),
  post_info: z.strictObject({ privacy_level: z.enum(levels).optional(), title: words(90), description: words(4000), ...toggles, auto_add_music: z.boolean().optional() }),
  source_info: z.strictObject({ source: z.literal('PULL_FROM_URL'), photo_images: z.array(publicAddress).min(1).max(35), photo_cover_index: z.number().int().nonnegative() }),
})
const userFields: Readonly<Record<string, string>> = {
  open_id: 'user.info.basic', union_id: 'user.info.basic', avatar_url: 'user.info.basic', avatar_url_100: 'user.info.basic', avatar_large_url: 'user.info.basic', display_name: 'user.info.basic',
  bio_description: 'user.info.profile', profile_deep_link: 'user.info.profile', is_verified: 'user.info.profile', username: 'user.info.profile',
  follower_count: 'user.info.stats', following_count: 'user.info.stats', likes_count: 'user.info.stats', video_count: 'user.info.stats',
}
const videoFields = new Set(['id', 'create_time', 'title', 'video_description', 'duration', 'height', 'width', 'cover_image_url', 'share_url', 'embed_html', 'embed_link', 'like_count', 'comment_count', 'share_count', 'view_count'])

export function addApi(server: Hono<Bindings>, state: State, base: () => string, answerOf: (context: Context<Bindings>, response: Response) => Response): void {
  const calls = new Map<string, number[]>()
  const envelope = (data: unknown, code = 'ok', status = 200): Response => {
    // Numbers of 19 figures stand in the text as numbers, as they do there.
    const text = JSON.stringify({ data, error: { code, message: code === 'ok' ? '' : `TikTok says ${code}`, log_id: state.next('20261127') } }).replaceAll(/"@(\d+)"/gu, '$1')
    return new Response(text, { status, headers: { 'content-type': 'application/json; charset=utf-8' } })
  }
  const no = (code: string, status: number): Response => envelope({}, code, status)

  function handle(method: 'get' | 'post', path: string, scopes: readonly string[], perMinute: number, work: (ask: Ask, context: Context<Bindings>) => Response): void {
    server[method](path, async c => {
      const access = /^Bearer (\S+)$/u.exec(c.req.header('authorization') ?? '')?.[1]
      const grant = state.grants.find(one => one.isAlive && one.access === access && one.accessEndsUtc > state.now())
      if (!grant) return no('access_token_invalid', 401)
      if (!scopes.some(scope => grant.scopes.includes(scope))) return no('scope_not_authorized', 401)
      const key = `${path} ${state.grants.indexOf(grant)}`
      const recent = (calls.get(key) ?? []).filter(utc => utc > state.now() - minuteMs)
      if (recent.length >= perMinute) return no('rate_limit_exceeded', 429)
      calls.set(key, [...recent, state.now()])
      if (method === 'get') return work({ grant, body: null }, c)
      if (!/^application\/json(?:;\s*charset=utf-8)?$/iu.test(c.req.header('content-type') ?? '')) return no('invalid_param', 400)
      const text = await c.req.text()
      try {
        return work({ grant, body: text === '' ? {} : JSON.parse(text) as unknown }, c)
      } catch (error) {
        if (error instanceof SyntaxError) return no('invalid_param', 400)
        throw error
      }
    })
  }

  handle('get', '/v2/user/info/', ['user.info.basic'], 600, ({ grant }, c) => {
    const fields = (c.req.query('fields') ?? '').split(',').filter(Boolean)
    if (fields.length === 0 || fields.some(field => userFields[field] === undefined)) return no('invalid_params', 400)
    if (fields.some(field => !grant.scopes.includes(userFields[field] ?? ''))) return no('scope_not_authorized', 401)
    const { username, nickname } = state.creator
    const all: Readonly<Record<string, unknown>> = {
      open_id: 'open-id-of-martin', union_id: 'union-id', avatar_url: 'https://p16.tiktokcdn.example/a.jpg', display_name: nickname, username, profile_deep_link: 'https://vm.tiktok.com/x/', is_verified: false, bio_description: '',
      follower_count: state.followers, following_count: state.following, likes_count: 90, video_count: state.tasks.filter(task => state.isListed(task)).length,
    }
    return envelope({ user: Object.fromEntries(fields.map(field => [field, all[field] ?? ''])) })
  })

  handle('post', '/v2/post/publish/creator_info/query/', ['video.publish'], 20, () => {
    const { username, nickname, isPrivate, commentDisabled, duetDisabled, stitchDisabled, maxSeconds } = state.creator
    return envelope({
      creator_avatar_url: 'https://p16.tiktokcdn.example/a.jpg', creator_username: username, creator_nickname: nickname, privacy_level_options: state.levelsOffered(),
      comment_disabled: commentDisabled, duet_disabled: duetDisabled || isPrivate, stitch_disabled: stitchDisabled || isPrivate, max_video_post_duration_sec: maxSeconds,
    })
  })

  /** What is refused before a post begins, whatever it carries. */
  function refuseDirect(info: { readonly privacy_level?: Task['level'] | undefined; readonly brand_content_toggle?: boolean | undefined }): Response | null {
    if (info.privacy_level === undefined) return no('invalid_param', 400)
    if (state.isBanned) return no('spam_risk_user_banned_from_posting', 403)
    if (state.tasks.filter(task => task.mode === 'direct' && task.completeUtc !== null && task.completeUtc > state.now() - 24 * 60 * minuteMs).length >= 15) return no('spam_risk_too_many_posts', 403)
    if (!state.isAudited && (info.privacy_level !== 'SELF_ONLY' || !state.creator.isPrivate)) return no('unaudited_client_can_only_post_to_private_accounts', 403)
    if (!state.levelsOffered().includes(info.privacy_level)) return no('privacy_level_option_mismatch', 403)
    return info.brand_content_toggle && info.privacy_level === 'SELF_ONLY' ? no('invalid_param', 400) : null
  }
  const refusesChunks = ({ video_size: size, chunk_size: chunk, total_chunk_count: count }: z.infer<typeof fileSource>): boolean =>
    size > 4 * 1024 ** 3 || (size < 5_000_000 ? chunk !== size || count !== 1 : chunk < 5_000_000 || chunk > 64_000_000 || chunk > size) || count !== Math.floor(size / chunk) || size - (count - 1) * chunk > 128_000_000
  const begin = (task: Pick<Task, 'kind' | 'mode' | 'text' | 'level' | 'size' | 'chunkSize' | 'count' | 'completeUtc'>): Task => {
    const begun: Task = { ...task, id: state.next(task.kind === 'video' ? 'v_pub_file~v2-1.' : 'p_pub_url~v2.'), uploadToken: state.next('upload-token-'), startedUtc: state.now(), received: 0, looksLikeVideo: false, failReason: null, finishedUtc: null, postId: state.postId(), isDeleted: false }
    state.tasks.unshift(begun)
    return begun
  }
  const beginVideo = (mode: Task['mode'], source: z.infer<typeof fileSource>, text: string, level: Task['level']): Response => {
    if (refusesChunks(source)) return no('invalid_param', 400)
    const task = begin({ kind: 'video', mode, text, level, size: source.video_size, chunkSize: source.chunk_size, count: source.total_chunk_count, completeUtc: null })
    return envelope({ publish_id: task.id, upload_url: `${base()}/video/?upload_id=${encodeURIComponent(task.id)}&upload_token=${task.uploadToken}` })
  }

  handle('post', '/v2/post/publish/video/init/', ['video.publish'], 6, ({ body }) => {
    const asked = videoInit.safeParse(body)
    if (!asked.success) return no('invalid_param', 400)
    const { post_info: info, source_info: source } = asked.data
    return refuseDirect(info) ?? beginVideo('direct', source, info.title ?? '', info.privacy_level)
  })

  handle('post', '/v2/post/publish/inbox/video/init/', ['video.upload'], 6, ({ body }) => {
    const asked = inboxInit.safeParse(body)
    if (!asked.success) return no('invalid_param', 400)
    const pending = state.tasks.filter(task => task.mode === 'inbox' && task.completeUtc !== null && task.finishedUtc === null && task.completeUtc > state.now() - 24 * 60 * minuteMs)
    return pending.length >= 5 ? no('spam_risk_too_many_pending_share', 403) : beginVideo('inbox', asked.data.source_info, '', 'PUBLIC_TO_EVERYONE')
  })

  /** What does not come in time fails it (`photo_pull_failed`); an address that is not on this computer is taken for one that gives a picture. */
  const fetchPhotos = async (task: Task, addresses: readonly string[]): Promise<void> => {
    const files = await Promise.all(addresses.filter(isHere).map(address => comesAs(address, { words: 'image', signatures: [jpeg, webp], maxBytes: 20_000_000 })))
    if (files.some(file => file.kind === 'failed')) task.failReason = 'photo_pull_failed'
    task.completeUtc = state.now()
  }

  handle('post', '/v2/post/publish/content/init/', ['video.publish'], 6, ({ body }, c) => {
    const asked = photoInit.safeParse(body)
    if (!asked.success || asked.data.source_info.photo_cover_index >= asked.data.source_info.photo_images.length) return no('invalid_param', 400)
    const { post_info: info, source_info: source, post_mode: mode } = asked.data
    if (source.photo_images.some(image => !state.verifiedHosts.includes(new URL(image).hostname))) return no('url_ownership_unverified', 403)
    const refused = mode === 'DIRECT_POST' ? refuseDirect(info) : null
    if (refused) return refused
    const task = begin({ kind: 'photo', mode: mode === 'DIRECT_POST' ? 'direct' : 'inbox', text: info.description ?? '', level: info.privacy_level ?? 'PUBLIC_TO_EVERYONE', size: 0, chunkSize: 0, count: 0, completeUtc: null })
    void fetchPhotos(task, source.photo_images)
    return answerOf(c, envelope({ publish_id: task.id }))
  })

  handle('post', '/v2/post/publish/status/fetch/', ['video.publish', 'video.upload'], 30, ({ body }) => {
    const asked = z.strictObject({ publish_id: z.string() }).safeParse(body)
    const task = asked.success ? state.tasks.find(one => one.id === asked.data.publish_id) : undefined
    if (!task) return no(asked.success ? 'invalid_publish_id' : 'invalid_param', 400)
    const { publicaly_available_post_id: ids, ...status } = state.statusOf(task)
    return envelope({ ...status, ...(ids ? { publicaly_available_post_id: ids.map(id => `@${id}`) } : {}) })
  })

  const videosFrom = (c: Context<Bindings>, tasks: readonly Task[]): readonly unknown[] | null => {
    const fields = (c.req.query('fields') ?? '').split(',').filter(Boolean)
    if (fields.length === 0 || fields.some(field => !videoFields.has(field))) return null
    return tasks.map(task => {
      const all: Readonly<Record<string, unknown>> = {
        id: task.postId, create_time: Math.floor((state.outUtc(task) ?? 0) / 1000), title: task.text.slice(0, 150), video_description: task.text, duration: 12, height: 1920, width: 1080,
        cover_image_url: 'https://p16.tiktokcdn.example/c.jpg', share_url: state.urlOf(task), embed_html: '', embed_link: '', like_count: 7, comment_count: 2, share_count: 1, view_count: 410,
      }
      return Object.fromEntries(fields.map(field => [field, all[field]]))
    })
  }
  const listed = (): readonly Task[] => state.tasks.filter(task => task.kind === 'video' && state.isListed(task)).toSorted((a, b) => (state.outUtc(b) ?? 0) - (state.outUtc(a) ?? 0))

  handle('post', '/v2/video/list/', ['video.list'], 600, ({ body }, c) => {
    const asked = z.strictObject({ cursor: z.number().int().optional(), max_count: z.number().int().min(1).max(20).optional() }).safeParse(body)
    if (!asked.success) return no('invalid_params', 400)
    const { cursor, max_count: max = 10 } = asked.data
    const left = listed().filter(task => cursor === undefined || (state.outUtc(task) ?? 0) < cursor)
    const page = left.slice(0, max)
    const last = page.at(-1)
    const videos = videosFrom(c, page)
    return videos ? envelope({ videos, cursor: last ? state.outUtc(last) : state.now(), has_more: left.length > page.length }) : no('invalid_params', 400)
  })

  handle('post', '/v2/video/query/', ['video.list'], 600, ({ body }, c) => {
    const asked = z.strictObject({ filters: z.strictObject({ video_ids: z.array(z.string()).min(1).max(20) }) }).safeParse(body)
    const videos = asked.success ? videosFrom(c, listed().filter(task => asked.data.filters.video_ids.includes(task.postId))) : null
    return videos ? envelope({ videos }) : no('invalid_params', 400)
  })
}

import type { Context, Hono } from 'hono'
import { z } from 'zod'
import { unknownNames } from '../google-accounts.ts'
import { newVideoId, own, uploadsId, type Channel, type Video } from './channel.ts'
import { channelResource, videoResource } from './resources.ts'
import { admit, bad, notFound, paged, partsOf, scopes, videoParts, videoShape, type Door } from './rules.ts'

const bodyShape = z.object({
  id: z.string().optional(),
  snippet: z.object({ title: z.string().optional(), description: z.string().optional(), tags: z.array(z.string()).optional(), categoryId: z.string().optional(), defaultLanguage: z.string().optional(), defaultAudioLanguage: z.string().optional() }).optional(),
  status: z.object({
    privacyStatus: z.enum(['public', 'unlisted', 'private']).optional(), publishAt: z.string().optional(), license: z.enum(['youtube', 'creativeCommon']).optional(), embeddable: z.boolean().optional(),
    publicStatsViewable: z.boolean().optional(), selfDeclaredMadeForKids: z.boolean().optional(), containsSyntheticMedia: z.boolean().optional(),
  }).optional(),
  paidProductPlacementDetails: z.object({ hasPaidProductPlacement: z.boolean().optional() }).optional(),
})
type Body = z.infer<typeof bodyShape>

export const categories = [['1', 'Films et animations'], ['22', 'People et blogs'], ['26', 'Vie pratique et style'], ['42', 'Courts métrages']] as const
const chunk = 262_144
const processingMs = 400
const sessionLivesMs = 7 * 86_400_000

async function readBody(c: Context): Promise<Body | Response> {
  const json: unknown = await c.req.json().catch(() => undefined)
  const [unknown] = unknownNames(json, videoShape)
  if (unknown !== undefined) return bad(c, 'badRequest', `Invalid JSON payload received. Unknown name "${unknown}"`)
  const parsed = bodyShape.safeParse(json)
  return parsed.success ? parsed.data : bad(c, 'badRequest', `Invalid value: ${parsed.error.issues[0]?.path.join('.') ?? 'body'}`)
}

/** What the words must be; null: fine. */
function refuseWords(c: Context, snippet: Body['snippet']): Response | null {
  const { title = '', description = '', tags = [], categoryId = '22' } = snippet ?? {}
  if (title.trim() === '' || [...title].length > 100 || /[<>]/u.test(title)) return bad(c, 'invalidTitle', 'The request metadata specifies an invalid or empty video title.')
  if (Buffer.byteLength(description) > 5000 || /[<>]/u.test(description)) return bad(c, 'invalidDescription', 'The request metadata specifies an invalid video description.')
  if (tags.join(',').length + 2 * tags.filter(tag => tag.includes(' ')).length > 500 || tags.some(tag => /[<>]/u.test(tag))) return bad(c, 'invalidTags', 'The request metadata specifies invalid video keywords.')
  return categories.some(([id]) => id === categoryId && id !== '42') ? null : bad(c, 'invalidCategoryId', 'The snippet.categoryId property specifies an invalid category ID.')
}

function refuseTime(c: Context, status: Body['status'], wasPublic: boolean): Response | null {
  if (status?.publishAt === undefined) return null
  return status.privacyStatus !== 'private' || wasPublic || !Number.isFinite(Date.parse(status.publishAt)) ? bad(c, 'invalidPublishAt', 'The request metadata specifies an invalid scheduled publishing time.') : null
}

const words = (snippet: Body['snippet']): Video['snippet'] => {
  const { title = '', description = '', categoryId = '22', tags, defaultLanguage, defaultAudioLanguage } = snippet ?? {}
  return { title: title.trim(), description: description.trimEnd(), categoryId, ...(tags && tags.length > 0 ? { tags } : {}), ...(defaultLanguage === undefined ? {} : { defaultLanguage }), ...(defaultAudioLanguage === undefined ? {} : { defaultAudioLanguage }) }
}

export function serveVideos(app: Hono, channel: Channel, door: Door): void {
  const { now } = door
  const sessions = new Map<string, { readonly body: Body; readonly parts: readonly string[]; readonly total: number; readonly beganUtc: number; bytes: Buffer; made: string | null }>()
  const list = (c: Context, kind: string, items: readonly unknown[], next?: string): Response => c.json({ kind: `youtube#${kind}ListResponse`, etag: 'e', ...(next === undefined ? {} : { nextPageToken: next }), pageInfo: { totalResults: items.length, resultsPerPage: items.length }, items })

  app.post('/upload/youtube/v3/videos', async c => {
    const refused = admit(c, door, 'uploads', 1, scopes.upload)
    if (refused) return refused
    if (c.req.query('uploadType') !== 'resumable') return bad(c, 'badRequest', 'uploadType')
    const parts = partsOf(c, videoParts)
    if (parts instanceof Response) return parts
    const total = Number(c.req.header('x-upload-content-length') ?? NaN)
    if (!/^(?:video\/[\w.+-]+|application\/octet-stream)$/u.test(c.req.header('x-upload-content-type') ?? '')) return bad(c, 'badContent', 'Unsupported content with type')
    if (!Number.isInteger(total) || total <= 0) return bad(c, 'mediaBodyRequired', 'The request does not include the video content.')
    const body = await readBody(c)
    if (body instanceof Response) return body
    const wrong = refuseWords(c, body.snippet) ?? refuseTime(c, body.status, false)
    if (wrong) return wrong
    const id = `ABPtcPo${newVideoId()}`
    sessions.set(id, { body, parts, total, beganUtc: now(), bytes: Buffer.alloc(0), made: null })
    const address = new URL(c.req.url)
    address.search = new URLSearchParams({ uploadType: 'resumable', upload_id: id }).toString()
    return c.body(null, 200, { location: address.href })
  })

  app.put('/upload/youtube/v3/videos', async c => {
    const refused = door.accounts.refuse(c, scopes.main, scopes.upload)
    if (refused) return refused
    const session = sessions.get(c.req.query('upload_id') ?? '')
    if (!session || now() - session.beganUtc > sessionLivesMs) return c.text('Not Found', 404)
    const done = (): Response => {
      const video = channel.video(session.made ?? '')
      return video ? c.json(videoResource(video, session.parts, now())) : c.text('Not Found', 404)
    }
    if (session.made !== null) return done()
    const soFar = (): Response => c.body(null, 308, session.bytes.length > 0 ? { range: `bytes=0-${session.bytes.length - 1}` } : {})
    const range = c.req.header('content-range') ?? ''
    if (range === `bytes */${session.total}`) return soFar()
    const [, from, to, total] = (/^bytes (\d+)-(\d+)\/(\d+)$/u.exec(range) ?? []).map(Number)
    const bytes = Buffer.from(await c.req.arrayBuffer())
    if (from === undefined || to === undefined || total !== session.total || bytes.length !== to - from + 1) return c.text('Invalid request. Content-Range.', 400)
    if (from !== session.bytes.length) return soFar()
    if (to + 1 < total && bytes.length % chunk !== 0) return c.text('Invalid request. Chunks are multiples of 256 KiB.', 400)
    session.bytes = Buffer.concat([session.bytes, bytes])
    if (session.bytes.length < session.total) return soFar()
    session.made = newVideoId()
    const { status = {} } = session.body
    // Since 2 Nov 2026 what says nothing is public.
    const privacyStatus = status.privacyStatus ?? 'public'
    channel.add({
      id: session.made, isOlder: false, uploadedUtc: now(), processedUtc: now() + processingMs, sizeBytes: session.total, snippet: words(session.body.snippet), status: { ...status, privacyStatus },
      hasPaidProductPlacement: session.body.paidProductPlacementDetails?.hasPaidProductPlacement ?? false, thumbnailBytes: 0, publicUtc: privacyStatus === 'private' ? null : now(),
    })
    return done()
  })

  app.post('/upload/youtube/v3/thumbnails/set', async c => {
    const refused = admit(c, door, 'points', 50, scopes.upload)
    if (refused) return refused
    const video = channel.video(c.req.query('videoId') ?? '')
    if (!video) return notFound(c, 'videoNotFound')
    const bytes = await c.req.arrayBuffer()
    if (!['image/jpeg', 'image/png', 'application/octet-stream'].includes(c.req.header('content-type') ?? '')) return bad(c, 'invalidImage', 'The provided image content is invalid.')
    if (bytes.byteLength === 0) return bad(c, 'mediaBodyRequired', 'The request does not include the image content.')
    if (bytes.byteLength > 52_428_800) return bad(c, 'invalidImage', 'The image is too large.')
    video.thumbnailBytes = bytes.byteLength
    return c.json({ kind: 'youtube#thumbnailSetResponse', etag: 'e', items: [{ default: { url: `https://i.ytimg.com/vi/${video.id}/default.jpg` } }] })
  })

  app.get('/youtube/v3/videos', c => {
    const refused = admit(c, door, 'points', 1, scopes.read)
    if (refused) return refused
    const parts = partsOf(c, videoParts)
    if (parts instanceof Response) return parts
    const ids = (c.req.query('id') ?? '').split(',').filter(id => id !== '')
    if (ids.length === 0) return bad(c, 'missingRequiredParameter', 'No filter selected.')
    if (ids.length > 50) return bad(c, 'invalidFilters', 'The request specifies an invalid filter parameter: id.')
    return list(c, 'video', ids.flatMap(id => channel.video(id) ?? []).map(video => videoResource(video, parts, now())))
  })

  app.put('/youtube/v3/videos', async c => {
    const refused = admit(c, door, 'points', 50)
    if (refused) return refused
    const parts = partsOf(c, videoParts)
    if (parts instanceof Response) return parts
    const body = await readBody(c)
    if (body instanceof Response) return body
    const video = channel.video(body.id ?? '')
    if (!video) return notFound(c, 'videoNotFound')
    const wrong = (parts.includes('snippet') ? (body.snippet?.categoryId === undefined ? bad(c, 'invalidCategoryId', 'categoryId') : refuseWords(c, body.snippet)) : null) ?? (parts.includes('status') ? refuseTime(c, body.status, video.publicUtc !== null) : null)
    if (wrong) return wrong
    // What a part does not say is cleared.
    if (parts.includes('snippet')) video.snippet = words(body.snippet)
    if (parts.includes('status')) video.status = { ...body.status, privacyStatus: body.status?.privacyStatus ?? video.status.privacyStatus }
    if (parts.includes('paidProductPlacementDetails')) video.hasPaidProductPlacement = body.paidProductPlacementDetails?.hasPaidProductPlacement ?? false
    if (video.status.privacyStatus !== 'private') video.publicUtc ??= now()
    return c.json(videoResource(channel.video(video.id) ?? video, parts, now()))
  })

  app.delete('/youtube/v3/videos', c => {
    const refused = admit(c, door, 'points', 50)
    if (refused) return refused
    return channel.remove(c.req.query('id') ?? '') ? c.body(null, 204) : notFound(c, 'videoNotFound')
  })

  app.get('/youtube/v3/channels', c => {
    const refused = admit(c, door, 'points', 1, scopes.read)
    if (refused) return refused
    const parts = partsOf(c, ['auditDetails', 'brandingSettings', 'contentDetails', 'contentOwnerDetails', 'id', 'localizations', 'snippet', 'statistics', 'status', 'topicDetails'])
    if (parts instanceof Response) return parts
    return c.req.query('mine') === 'true' || c.req.query('id') === own.id ? list(c, 'channel', [channelResource(channel, parts)]) : bad(c, 'missingRequiredParameter', 'No filter selected.')
  })

  app.get('/youtube/v3/playlistItems', c => {
    const refused = admit(c, door, 'points', 1, scopes.read)
    if (refused) return refused
    const parts = partsOf(c, ['contentDetails', 'id', 'snippet', 'status'])
    if (parts instanceof Response) return parts
    if (c.req.query('playlistId') !== uploadsId) return notFound(c, 'playlistNotFound')
    const page = paged(c, channel.videos(), 50)
    return page instanceof Response ? page : list(c, 'playlistItem', page.rows.map(video => ({ kind: 'youtube#playlistItem', id: `UE${video.id}`, contentDetails: { videoId: video.id } })), page.nextPageToken)
  })

  app.get('/youtube/v3/videoCategories', c => {
    const refused = admit(c, door, 'points', 1, scopes.read)
    if (refused) return refused
    if (!/^[A-Z]{2}$/u.test(c.req.query('regionCode') ?? '')) return bad(c, 'invalidRegionCode', 'regionCode')
    return list(c, 'videoCategory', categories.map(([id, title]) => ({ kind: 'youtube#videoCategory', id, snippet: { title, assignable: id !== '42', channelId: 'UCBR8-60-B28hp2BmDPdntcQ' } })))
  })

  app.get('/youtube/v3/search', c => {
    const refused = admit(c, door, 'searches', 1, scopes.read)
    if (refused) return refused
    if (partsOf(c, ['id', 'snippet']) instanceof Response) return bad(c, 'unknownPart', 'part')
    return list(c, 'search', [{ kind: 'youtube#searchResult', id: { kind: 'youtube#video', videoId: 'dQw4w9WgXcQ' }, snippet: { title: 'Un autre fournil', description: '', channelId: 'UCautre', channelTitle: 'Autre fournil', publishedAt: '2026-11-01T08:00:00Z', thumbnails: {} } }])
  })

  const metrics = ['views', 'engagedViews', 'redViews', 'comments', 'likes', 'dislikes', 'shares', 'videosAddedToPlaylists', 'videosRemovedFromPlaylists', 'estimatedMinutesWatched', 'averageViewDuration', 'averageViewPercentage', 'subscribersGained', 'subscribersLost']
  app.get('/v2/reports', c => {
    const refused = door.accounts.refuse(c, scopes.reports)
    if (refused) return refused
    const { ids, startDate = '', endDate = '', metrics: asked = '', dimensions, filters = '', sort, maxResults = '0' } = c.req.query()
    const names = asked.split(',')
    if (ids !== 'channel==MINE' || ![startDate, endDate].every(day => /^\d{4}-\d{2}-\d{2}$/u.test(day)) || names.some(name => !metrics.includes(name))) return bad(c, 'badRequest', 'Unknown identifier')
    if (dimensions !== 'video' || sort === undefined || Number(maxResults) < 1 || Number(maxResults) > 200) return bad(c, 'badRequest', 'The query is not supported.')
    const wanted = filters.replace('video==', '').split(',')
    const row = (video: Video): (string | number)[] => [video.id, ...names.map(name => (name === 'shares' ? 3 : name === 'videosAddedToPlaylists' ? 2 : 7))]
    return c.json({ kind: 'youtubeAnalytics#resultTable', columnHeaders: ['video', ...names].map(name => ({ name, columnType: name === 'video' ? 'DIMENSION' : 'METRIC', dataType: name === 'video' ? 'STRING' : 'INTEGER' })), rows: channel.videos().filter(video => wanted.includes(video.id)).map(row) })
  })
}

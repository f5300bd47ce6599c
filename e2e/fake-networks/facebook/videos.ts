import { randomBytes } from 'node:crypto'
import { GraphRefusal, refuse } from '../graph-api/graph-refusal.ts'
import type { GraphRequest } from '../graph-api/graph-server.ts'
import { isWhole, receivePiece } from '../graph-api/graph-upload.ts'
import { asKept, checkText, dueOf } from './posts.ts'
import { tick, type State, type Video } from './state.ts'

const processingMs = 20_000
const dayMs = 24 * 60 * 60_000
const mostReels = 30

/** `POST /{page}/video_reels` and `video_stories`: start, and after the upload finish. */
export function reelPhase({ params }: GraphRequest, page: string, kind: 'reel' | 'story', state: State): unknown {
  const phase = params.oneOf('upload_phase', ['start', 'finish'])
  if (phase === null) throw refuse.missingParam('upload_phase')
  if (phase === 'start') {
    params.onlyThese(['upload_phase'])
    const id = state.nextId()
    state.videos.set(id, { id, page, kind, upload: { id, owner: page, size: null, received: 0, head: new Uint8Array() }, description: '', title: '', readyUtc: null, state: 'open', dueUtc: null, postId: null, createdUtc: state.now() })
    return { video_id: id, upload_url: `https://rupload.facebook.com/video-upload/v26.0/${id}` }
  }
  params.onlyThese(kind === 'reel' ? ['upload_phase', 'video_id', 'video_state', 'description', 'title', 'scheduled_publish_time', 'place', 'targeting', 'feed_targeting'] : ['upload_phase', 'video_id'])
  const video = state.videos.get(params.needText('video_id'))
  if (!video || video.page !== page || video.kind !== kind) throw refuse.notThere(params.needText('video_id'))
  if (!isWhole(video.upload)) throw new GraphRefusal(400, 100, '(#100) The video has not been uploaded', { subcode: 1_363_130 })
  // Finished once, it is finished: a second time changes nothing.
  if (video.state !== 'open') return { success: true, post_id: video.postId ?? undefined }
  if (kind === 'story') {
    video.state = 'finished'
    video.postId = state.nextId()
    tick(state)
    return { success: true, post_id: video.postId }
  }
  const wanted = params.oneOf('video_state', ['PUBLISHED', 'DRAFT', 'SCHEDULED'])
  if (wanted === null) throw refuse.missingParam('video_state')
  const dueUtc = dueOf(params, state.now(), 29)
  if ((wanted === 'SCHEDULED') !== (dueUtc !== null)) throw refuse.badParam('scheduled_publish_time', 'goes with video_state SCHEDULED')
  const lately = state.reelsPublished.filter(one => one.page === page && one.utc > state.now() - dayMs)
  if (lately.length >= mostReels) throw refuse.throttled(613)
  state.reelsPublished.push({ page, utc: state.now() })
  video.description = checkText(asKept(params.text('description')))
  video.title = params.text('title') ?? ''
  video.state = wanted === 'SCHEDULED' ? 'scheduled' : wanted === 'PUBLISHED' ? 'finished' : 'open'
  video.dueUtc = dueUtc
  tick(state)
  return { success: true }
}

/** `rupload`: the bytes of a reel or a story. */
export function receiveReel({ path, headers, bytes }: GraphRequest, page: string, state: State): Response {
  const video = state.videos.get(path[2] ?? '')
  if (path[0] !== 'video-upload' || path[1] !== 'v26.0' || !video || video.page !== page) throw refuse.notThere(path[2] ?? '')
  if (!headers.get('authorization')?.startsWith('OAuth ')) throw refuse.noToken()
  const answer = receivePiece(video.upload, headers, bytes)
  if (isWhole(video.upload)) video.readyUtc ??= state.now() + processingMs
  return Response.json(answer.json, { status: answer.status })
}

/** The Resumable Upload API: a session under the app, the bytes, a handle. */
export function openUpload({ path, params, method }: GraphRequest, token: string, state: State): unknown {
  if (method !== 'POST' || path[0] !== state.app.id) throw refuse.notThere(path[0] ?? '')
  params.onlyThese(['file_name', 'file_length', 'file_type'])
  const size = params.integer('file_length')
  if (size === null || size <= 0) throw refuse.missingParam('file_length')
  if (!['video/mp4', 'image/jpeg', 'image/jpg', 'image/png', 'application/pdf'].includes(params.needText('file_type'))) throw refuse.badParam('file_type', 'is not supported')
  const id = `upload:${randomBytes(18).toString('base64url')}?sig=${randomBytes(9).toString('base64url')}`
  state.sessions.set(id, { id, owner: token, size, received: 0, head: new Uint8Array() })
  return { id }
}

export function continueUpload({ method, path, self, headers, bytes }: GraphRequest, state: State): unknown {
  const id = `${path[0] ?? ''}${/\?sig=[^&]+/u.exec(self)?.[0] ?? ''}`
  const upload = state.sessions.get(id)
  if (!upload) throw refuse.notThere(path[0] ?? '')
  if (!headers.get('authorization')?.startsWith('OAuth ')) throw refuse.noToken()
  if (method === 'GET') return { id, file_offset: upload.received }
  if (Number(headers.get('file_offset') ?? NaN) !== upload.received) throw refuse.badParam('file_offset', `must be ${upload.received}`)
  upload.received += bytes.byteLength
  if (!isWhole(upload)) throw new GraphRefusal(400, 100, '(#100) The upload ended early', { isTransient: true })
  const handle = `4::${randomBytes(24).toString('base64')}`
  state.handles.set(handle, upload)
  return { h: handle }
}

/** `POST /{page}/videos` with a handle: out when it is processed, or at its time. */
export function makeVideo({ params, host }: GraphRequest, page: string, state: State): unknown {
  if (host !== 'video') throw refuse.unknownPath('videos')
  params.onlyThese(['fbuploader_video_file_chunk', 'title', 'description', 'published', 'scheduled_publish_time', 'unpublished_content_type'])
  const upload = state.handles.get(params.needText('fbuploader_video_file_chunk'))
  if (!upload) throw new GraphRefusal(400, 389, '(#389) Unable to fetch video file from handle.')
  const dueUtc = dueOf(params, state.now())
  const isPublished = params.flag('published') ?? true
  if (dueUtc !== null && isPublished) throw new GraphRefusal(400, 100, '(#100) You cannot specify a scheduled publish time on a published post')
  const id = state.nextId()
  const video: Video = { id, page, kind: 'video', upload, description: checkText(asKept(params.text('description'))), title: params.text('title') ?? '', readyUtc: state.now() + processingMs, state: dueUtc !== null ? 'scheduled' : isPublished ? 'finished' : 'open', dueUtc, postId: null, createdUtc: state.now() }
  state.videos.set(id, video)
  return { id }
}

/** `POST /{video}`: its words. */
export function changeVideo({ params }: GraphRequest, video: Video, state: State): unknown {
  params.onlyThese(['description', 'name'])
  if (params.has('description')) {
    video.description = checkText(asKept(params.text('description')))
    const post = state.posts.find(one => one.video === video.id)
    if (post) post.message = video.description
  }
  tick(state)
  return { success: true }
}

import { GraphRefusal, refuse } from '../graph-api/graph-refusal.ts'
import type { GraphRequest } from '../graph-api/graph-server.ts'
import type { GraphParams } from '../graph-api/graph-params.ts'
import { tick, type Photo, type Post, type State } from './state.ts'

/** What the network's own window takes; a longer one is refused. */
const mostSigns = 63_206
const minuteMs = 60_000

/** As it is kept: without spaces around it, lines broken in one way. */
export const asKept = (text: string | null): string => (text ?? '').replaceAll('\r\n', '\n').trim()

export function checkText(text: string): string {
  if (text.length > mostSigns) throw refuse.badParam('message', `must be at most ${mostSigns} characters`)
  return text
}

/** Seconds of Unix or ISO 8601; between ten minutes and thirty days away. */
export function dueOf(params: GraphParams, now: number, mostDays = 30): number | null {
  if (!params.has('scheduled_publish_time')) return null
  const value = params.text('scheduled_publish_time') ?? ''
  const utc = /^\d+$/u.test(value) ? Number(value) * 1000 : Date.parse(value)
  if (!Number.isFinite(utc)) throw refuse.badParam('scheduled_publish_time', 'must be a valid date')
  if (utc < now + 10 * minuteMs || utc > now + mostDays * 24 * 60 * minuteMs) throw new GraphRefusal(400, 100, '(#100) The specified scheduled publish time is invalid.', { subcode: 1_363_060 })
  return utc
}

/** `POST /{page}/feed`: text, link, pictures uploaded before; now or later. */
export function publishPost({ params }: GraphRequest, page: string, state: State): unknown {
  params.onlyThese(['message', 'link', 'published', 'scheduled_publish_time', 'attached_media', 'unpublished_content_type', 'targeting', 'feed_targeting', 'place'])
  const message = checkText(asKept(params.text('message')))
  const link = params.text('link')
  const photos = params.list('attached_media').map(one => photoNamed(one, page, state))
  if (message === '' && link === null && photos.length === 0) throw new GraphRefusal(400, 100, '(#100) Missing message or attachment')
  if (link !== null && (!URL.canParse(link) || !/^https?:$/u.test(new URL(link).protocol))) throw new GraphRefusal(400, 100, '(#100) link URL is not properly formatted', { subcode: 1_609_005 })
  if (link !== null && /(?:^|\.)facebook\.com$/u.test(new URL(link).hostname)) throw new GraphRefusal(400, 100, '(#100) Invalid parameter', { subcode: 1_609_008 })
  const isPublished = params.flag('published') ?? true
  const dueUtc = dueOf(params, state.now())
  if (dueUtc !== null && isPublished) throw new GraphRefusal(400, 100, '(#100) You cannot specify a scheduled publish time on a published post')
  const isForLater = params.oneOf('unpublished_content_type', ['SCHEDULED', 'SCHEDULED_RECURRING', 'DRAFT', 'ADS_POST', 'INLINE_CREATED', 'PUBLISHED', 'REVIEWABLE_BRANDED_CONTENT'])
  if (dueUtc !== null && photos.length > 0 && (isForLater !== 'SCHEDULED' || photos.some(photo => !photo.isTemporary))) throw new GraphRefusal(400, 100, '(#100) Photos of a scheduled post must be temporary', { subcode: 1_366_051 })
  const [newest] = state.posts.filter(post => post.page === page && post.from.id === page && post.published)
  if (isPublished && photos.length === 0 && newest && newest.message === message && newest.link === link && newest.photos.length === 0) throw refuse.duplicate()
  const { name } = pageNamed(page, state)
  const post: Post = {
    id: `${page}_${state.nextId()}`, page, from: { id: page, name }, app: state.app.id, message, link, photos: photos.map(photo => photo.id), video: null, kind: photos.length > 0 ? 'photo' : link === null ? 'text' : 'link',
    createdUtc: state.now(), published: isPublished, scheduledUtc: dueUtc, likes: new Set(),
  }
  for (const photo of photos) photo.usedBy = post.id
  state.posts.unshift(post)
  tick(state)
  return { id: post.id }
}

function photoNamed(given: unknown, page: string, state: State): Photo {
  const id = typeof given === 'object' && given !== null && 'media_fbid' in given ? given.media_fbid : undefined
  if (typeof id !== 'string' && typeof id !== 'number') throw refuse.badParam('attached_media', 'must have media_fbid')
  const photo = state.photos.get(String(id))
  if (!photo || photo.page !== page) throw refuse.notThere(String(id))
  if (photo.usedBy !== null) throw new GraphRefusal(400, 100, '(#100) Photos were already posted.', { subcode: 1_366_051 })
  return photo
}

/** `POST /{page}/photos`, one picture with its words. */
export function uploadPhoto({ params, files }: GraphRequest, page: string, state: State): unknown {
  params.onlyThese(['message', 'caption', 'url', 'alt_text_custom', 'published', 'temporary', 'scheduled_publish_time', 'unpublished_content_type', 'no_story'])
  const file = files.get('source')
  if (!file) throw new GraphRefusal(400, 324, '(#324) Requires upload file')
  if (!/^image\/(?:jpeg|png|gif|bmp|tiff)$/u.test(file.type)) throw new GraphRefusal(400, 324, '(#324) Missing or invalid image file', { subcode: 2_069_019 })
  if (file.size > 4_000_000) throw new GraphRefusal(400, 100, '(#100) Invalid parameter', { subcode: 1_366_046 })
  const isPublished = params.flag('published') ?? true
  const photo: Photo = { id: state.nextId(), page, alt: params.text('alt_text_custom') ?? '', isTemporary: params.flag('temporary') ?? false, usedBy: null, bytes: file.size }
  state.photos.set(photo.id, photo)
  if (!isPublished) return { id: photo.id }
  const { name } = pageNamed(page, state)
  const post: Post = { id: `${page}_${state.nextId()}`, page, from: { id: page, name }, app: state.app.id, message: asKept(params.text('message')), link: null, photos: [photo.id], video: null, kind: 'photo', createdUtc: state.now(), published: true, scheduledUtc: null, likes: new Set() }
  photo.usedBy = post.id
  state.posts.unshift(post)
  return { id: photo.id, post_id: post.id }
}

/** `POST /{post}`: words only, and only what this app made; or another time for what is still to come. */
export function changePost({ params }: GraphRequest, post: Post, state: State): unknown {
  params.onlyThese(['message', 'is_published', 'scheduled_publish_time', 'is_hidden', 'is_pinned'])
  if (post.app !== state.app.id) throw refuse.permission('pages_manage_posts')
  if (params.has('message')) post.message = checkText(asKept(params.text('message')))
  const dueUtc = dueOf(params, state.now())
  if (dueUtc !== null) {
    if (post.published) throw new GraphRefusal(400, 100, '(#100) The post is published already')
    post.scheduledUtc = dueUtc
  }
  if (params.flag('is_published') === true && !post.published) {
    post.published = true
    post.createdUtc = state.now()
  }
  tick(state)
  return { success: true }
}

export function pageNamed(id: string, state: State): State['pages'][number] {
  const page = state.pages.find(one => one.id === id)
  if (!page) throw refuse.notThere(id)
  return page
}

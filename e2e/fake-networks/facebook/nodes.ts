import { pageAskedBy, pageOf, project, type Field, type NodeType } from '../graph-api/graph-fields.ts'
import { refuse } from '../graph-api/graph-refusal.ts'
import { insightsOf, postMetrics } from './insights.ts'
import { permalinkOf, timeOf, type Comment, type Conversation, type Message, type Page, type Photo, type Post, type State, type Story, type Video } from './state.ts'

/** What can be asked of each kind of node: the fields of `facebook-business-sdk-codegen` (api_specs/specs, 15 Apr 2026) that this double fills. */
export function nodeTypes(state: State, page: string) {
  const listOf = <N extends { readonly id: string }>(rows: readonly N[], type: NodeType<N>, field: Field) => pageOf(rows, pageAskedBy(field), row => project(row, type, field.sub))
  const withSummary = (answer: Readonly<Record<string, unknown>>, count: number, field: Field) => (field.args['summary'] === 'true' ? { ...answer, summary: { total_count: count, order: 'chronological' } } : answer)

  const imageOf = (photo: string): unknown => ({ image: { src: `https://scontent.example/${photo}.jpg`, width: 64, height: 48 } })
  const photoAttachment = (id: string): Record<string, unknown> => ({ media_type: 'photo', type: 'photo', target: { id, url: `https://www.facebook.com/photo.php?fbid=${id}` }, media: imageOf(id), description: state.photos.get(id)?.alt ?? '' })
  const attachmentsOf = ({ photos, video, link, kind }: Post): unknown => {
    const [only] = photos
    if (photos.length > 1) return { data: [{ media_type: 'album', type: 'album', target: { id: page }, subattachments: { data: photos.map(photoAttachment) } }] }
    if (only !== undefined) return { data: [photoAttachment(only)] }
    if (video !== null) return { data: [{ media_type: 'video', type: kind === 'reel' ? 'video_inline' : 'video_inline', target: { id: video, url: `https://www.facebook.com/reel/${video}/` }, media: { ...(imageOf(video) as object), source: `https://video.example/${video}.mp4` } }] }
    return link === null ? undefined : { data: [{ media_type: 'link', type: 'share', title: link, url: `https://l.facebook.com/l.php?u=${encodeURIComponent(link)}`, unshimmed_url: link, target: { url: link } }] }
  }
  const attachments = (node: Post, { sub }: Field): unknown => {
    const all = attachmentsOf(node) as { readonly data: readonly Record<string, unknown>[] } | undefined // the cast: made above
    for (const field of sub ?? []) if (!attachmentFields.has(field.name)) throw refuse.unknownField(field.name, 'StoryAttachment')
    return all
  }

  const comment: NodeType<Comment> = {
    name: 'Comment', usual: ['created_time', 'from', 'message'],
    read: {
      id: one => one.id, message: one => one.message, created_time: one => timeOf(one.createdUtc), from: one => ({ ...one.from }), is_hidden: one => one.isHidden, can_hide: one => one.from.id !== page,
      permalink_url: one => `https://www.facebook.com/${one.post.split('_')[0]}/posts/${one.post.split('_')[1]}?comment_id=${one.id.split('_')[1]}`, like_count: one => one.likes.size, user_likes: one => one.likes.has(page),
      parent: one => (one.parent === null ? undefined : { id: one.parent }), comment_count: one => state.comments.filter(other => other.parent === one.id).length, can_reply_privately: one => one.from.id !== page,
      attachment: one => (one.photo === null ? undefined : photoAttachment(one.photo)),
      comments: (one, field) => commentsOf(one.id, field),
    },
  }
  const commentsOf = (target: string, field: Field) => {
    const filter = field.args['filter'] ?? 'toplevel'
    const order = field.args['order'] ?? 'chronological'
    if (!['toplevel', 'stream'].includes(filter)) throw refuse.badParam('filter', 'must be one of {stream, toplevel}')
    if (!['chronological', 'reverse_chronological'].includes(order)) throw refuse.badParam('order', 'must be one of {chronological, reverse_chronological}')
    const isParent = state.comments.some(one => one.id === target)
    const all = state.comments.filter(one => (isParent ? one.parent === target : one.post === target && (filter === 'stream' || one.parent === null)))
    const rows = order === 'chronological' ? all.toReversed() : all
    return withSummary(listOf(rows, comment, field), all.length, field)
  }
  const post: NodeType<Post> = {
    name: 'PagePost', usual: ['created_time', 'message'],
    read: {
      id: one => one.id, message: one => (one.message === '' ? undefined : one.message), created_time: one => timeOf(one.createdUtc), updated_time: one => timeOf(one.createdUtc), permalink_url: permalinkOf, from: one => ({ ...one.from }),
      is_published: one => one.published, scheduled_publish_time: one => (one.scheduledUtc === null || one.published ? undefined : Math.floor(one.scheduledUtc / 1000)),
      application: one => (one.app === null ? undefined : { id: one.app, name: 'Comptoir' }), attachments, status_type: one => (one.photos.length > 0 ? 'added_photos' : one.video === null ? 'mobile_status_update' : 'added_video'),
      shares: one => (one.likes.size > 3 ? { count: 1 } : undefined), full_picture: one => (one.photos[0] === undefined ? undefined : `https://scontent.example/${one.photos[0]}.jpg`),
      comments: (one, field) => commentsOf(one.id, field),
      reactions: (one, field) => withSummary({ data: [] }, one.likes.size, field),
      insights: (one, field) => insightsOf(field.args['metric'] ?? '', postMetrics, one.id, 40 + one.likes.size),
    },
  }
  const photo: NodeType<Photo> = { name: 'Photo', usual: ['created_time'], read: { id: one => one.id, alt_text: one => one.alt, alt_text_custom: one => one.alt, page_story_id: one => one.usedBy ?? undefined, created_time: () => timeOf(state.now()) } }
  const statusOf = (one: Video): unknown => {
    const isUploaded = one.upload.size !== null && one.upload.received === one.upload.size
    const isReady = one.readyUtc !== null && one.readyUtc <= state.now()
    return {
      video_status: !isUploaded ? 'uploading' : isReady ? 'ready' : one.readyUtc === null ? 'upload_complete' : 'processing',
      uploading_phase: { status: isUploaded ? 'complete' : 'in_progress', bytes_transfered: one.upload.received },
      processing_phase: { status: isReady ? 'complete' : one.readyUtc === null ? 'not_started' : 'in_progress' },
      publishing_phase: { status: one.state === 'published' ? 'complete' : one.state === 'finished' ? 'in_progress' : 'not_started', publish_status: one.state === 'published' ? 'published' : one.state === 'scheduled' ? 'scheduled' : 'draft' },
    }
  }
  const video: NodeType<Video> = {
    name: 'Video', usual: ['updated_time', 'description'],
    read: {
      id: one => one.id, description: one => (one.description === '' ? undefined : one.description), title: one => one.title, published: one => one.state === 'published', post_id: one => one.postId?.split('_').at(-1) ?? undefined,
      permalink_url: one => `/reel/${one.id}/`, updated_time: () => timeOf(state.now()), created_time: one => timeOf(one.createdUtc), scheduled_publish_time: one => (one.state === 'scheduled' && one.dueUtc !== null ? timeOf(one.dueUtc) : undefined), status: statusOf,
      comments: (one, field) => commentsOf(one.postId ?? one.id, field),
    },
  }
  const story: NodeType<Story> = {
    name: 'Stories', usual: ['post_id', 'status', 'creation_time', 'media_type', 'media_id', 'url'],
    read: { id: () => undefined, post_id: one => one.id.split('_')[1], status: () => 'published', creation_time: one => String(Math.floor(one.createdUtc / 1000)), media_type: one => one.mediaType, media_id: one => one.mediaId, url: one => `https://facebook.com/stories/${one.page}/${one.id.split('_')[1]}/` },
  }
  const message: NodeType<Message> = { name: 'Message', usual: ['created_time'], read: { id: one => one.id, created_time: one => timeOf(one.createdUtc), from: one => ({ ...one.from, email: `${one.from.id}@facebook.com` }), to: one => ({ data: [{ ...one.to }] }), message: one => one.text, attachments: () => undefined } }
  const updatedOf = (one: Conversation): number => one.messages[0]?.createdUtc ?? 0
  const conversation: NodeType<Conversation> = {
    name: 'UnifiedThread', usual: ['link', 'updated_time'],
    read: {
      id: one => one.id, updated_time: one => timeOf(updatedOf(one)), link: one => `/${page}/inbox/${one.id}/`, snippet: one => one.messages[0]?.text, message_count: one => one.messages.length, unread_count: one => one.messages.filter(each => each.from.id !== page && each.createdUtc > one.seenUtc).length,
      can_reply: () => true, participants: one => ({ data: [{ ...one.person }, { id: page, name: state.pages.find(each => each.id === page)?.name }] }), messages: (one, field) => listOf(one.messages.slice(0, 20), message, field),
    },
  }
  const own = (): Post[] => state.posts.filter(one => one.page === page && one.from.id === page)
  const lists: Readonly<Record<string, (field: Field) => Readonly<Record<string, unknown>>>> = {
    published_posts: field => listOf(own().filter(one => one.published), post, field),
    scheduled_posts: field => listOf(own().filter(one => !one.published && one.scheduledUtc !== null), post, field),
    feed: field => listOf(state.posts.filter(one => one.page === page && one.published), post, field),
    visitor_posts: field => listOf(state.posts.filter(one => one.page === page && one.kind === 'visitor'), post, field),
    tagged: field => listOf(state.posts.filter(one => one.page === page && (one.kind === 'tag' || one.kind === 'visitor')), post, field),
    stories: field => listOf(state.stories.filter(one => one.page === page), story, field),
    videos: field => listOf([...state.videos.values()].filter(one => one.page === page && one.kind !== 'story' && (one.kind === 'video' || one.state !== 'open')).toReversed(), video, field),
    video_reels: field => listOf([...state.videos.values()].filter(one => one.page === page && one.kind === 'reel'), video, field),
    conversations: field => listOf(state.conversations.filter(one => one.page === page).toSorted((a, b) => updatedOf(b) - updatedOf(a)), conversation, field),
  }
  const pageType: NodeType<Page> = {
    name: 'Page', usual: ['name'],
    read: {
      id: one => one.id, name: one => one.name, username: one => one.username ?? undefined, link: one => `https://www.facebook.com/${one.username ?? one.id}`, picture: one => ({ data: { url: `https://scontent.example/page-${one.id}.jpg`, is_silhouette: false } }),
      followers_count: one => one.followers, fan_count: one => one.fans, talking_about_count: () => 12, overall_star_rating: () => 4.6, rating_count: () => 31,
      ...Object.fromEntries(Object.entries(lists).map(([name, list]) => [name, (_one: Page, field: Field) => list(field)])),
    },
  }
  return { post, comment, photo, video, conversation, page: pageType, lists, commentsOf }
}
const attachmentFields = new Set(['media_type', 'type', 'title', 'url', 'unshimmed_url', 'target', 'media', 'description', 'subattachments'])

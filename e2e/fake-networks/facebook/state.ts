import { randomBytes } from 'node:crypto'
import type { GraphUpload } from '../graph-api/graph-upload.ts'

export type Person = { readonly id: string; readonly name: string }
export type Page = { readonly id: string; readonly name: string; readonly username: string | null; readonly followers: number; readonly fans: number }
export type Post = {
  readonly id: string; readonly page: string; readonly from: Person; readonly app: string | null
  message: string; readonly link: string | null; readonly photos: readonly string[]; readonly video: string | null
  /** `text`, `link`, `photo`, `video`, `reel`, or of others: `visitor`, `tag`. */
  readonly kind: string
  createdUtc: number; published: boolean; scheduledUtc: number | null
  readonly likes: Set<string>
}
export type Photo = { readonly id: string; readonly page: string; readonly alt: string; readonly isTemporary: boolean; usedBy: string | null; readonly bytes: number }
export type Video = {
  readonly id: string; readonly page: string; readonly upload: GraphUpload
  readonly kind: 'video' | 'reel' | 'story'
  description: string; title: string
  /** When processing ends; null: not begun. */
  readyUtc: number | null
  state: 'open' | 'finished' | 'scheduled' | 'published'
  dueUtc: number | null; postId: string | null
  readonly createdUtc: number
}
export type Comment = { readonly id: string; readonly post: string; readonly parent: string | null; readonly from: Person; message: string; readonly createdUtc: number; isHidden: boolean; readonly photo: string | null; readonly likes: Set<string> }
export type Story = { readonly id: string; readonly page: string; readonly mediaId: string; readonly mediaType: 'photo' | 'video'; readonly createdUtc: number }
export type Message = { readonly id: string; readonly from: Person; readonly to: Person; readonly text: string; readonly createdUtc: number }
export type Conversation = { readonly id: string; readonly person: Person; readonly page: string; readonly messages: Message[]; seenUtc: number }

/** All that stands on the network, newest first in every list. */
export type State = {
  readonly now: () => number
  readonly owner: Person
  /** `configuration`: the saved list of rights that stands for a scope. */
  readonly app: { readonly id: string; readonly secret: string; readonly configuration: string }
  readonly pages: readonly Page[]
  readonly posts: Post[]; readonly photos: Map<string, Photo>; readonly videos: Map<string, Video>; readonly comments: Comment[]; readonly stories: Story[]
  readonly conversations: Conversation[]
  /** Resumable uploads by session id, and by the handle they ended with. */
  readonly sessions: Map<string, GraphUpload>; readonly handles: Map<string, GraphUpload>
  readonly reelsPublished: { readonly page: string; readonly utc: number }[]
  nextId(): string
}

export function createState(now: () => number): State {
  let last = 122_100_000_000
  return {
    now,
    owner: { id: '10150000000000001', name: 'Claire Fournil' },
    app: { id: '987654321012345', secret: randomBytes(16).toString('hex'), configuration: '445566778899001' },
    pages: [
      { id: '102000000000001', name: 'Boulangerie du Port', username: 'boulangerieduport', followers: 1284, fans: 1250 },
      { id: '102000000000002', name: 'Café du Port', username: null, followers: 96, fans: 90 },
    ],
    posts: [], photos: new Map(), videos: new Map(), comments: [], stories: [], conversations: [], sessions: new Map(), handles: new Map(), reelsPublished: [],
    nextId: () => String(last += 17),
  }
}

/** What the network does by itself by this time: processing ends, what is due comes out. */
export function tick(state: State): void {
  const now = state.now()
  for (const post of state.posts) {
    if (post.published || post.scheduledUtc === null || post.scheduledUtc > now) continue
    post.published = true
    post.createdUtc = post.scheduledUtc
  }
  for (const video of state.videos.values()) {
    const isReady = video.readyUtc !== null && video.readyUtc <= now
    if (isReady && (video.state === 'finished' || (video.state === 'scheduled' && (video.dueUtc ?? 0) <= now))) publishVideo(video, state, video.state === 'scheduled' ? video.dueUtc ?? now : now)
  }
  state.posts.sort((a, b) => b.createdUtc - a.createdUtc || Number(b.id.split('_')[1]) - Number(a.id.split('_')[1]))
}

function publishVideo(video: Video, state: State, utc: number): void {
  video.state = 'published'
  if (video.kind === 'story') {
    video.postId ??= state.nextId()
    state.stories.unshift({ id: `${video.page}_${video.postId}`, page: video.page, mediaId: video.id, mediaType: 'video', createdUtc: utc })
    return
  }
  video.postId ??= `${video.page}_${state.nextId()}`
  const page = state.pages.find(one => one.id === video.page)
  state.posts.unshift({
    id: video.postId, page: video.page, from: { id: video.page, name: page?.name ?? '' }, app: state.app.id, message: video.description, link: null, photos: [], video: video.id, kind: video.kind,
    createdUtc: utc, published: true, scheduledUtc: null, likes: new Set(),
  })
}

/** As the network writes times: without the colon. */
export const timeOf = (utc: number): string => new Date(Math.floor(utc / 1000) * 1000).toISOString().replace('.000Z', '+0000')
export const permalinkOf = (post: Post): string => post.video !== null ? `/reel/${post.video}/` : `https://www.facebook.com/${post.page}/posts/${post.id.split('_')[1] ?? post.id}`

import { randomBytes } from 'node:crypto'

/** The channel behind the double: what it holds, and what time does to it. */
export type Video = {
  readonly id: string
  readonly isOlder: boolean
  readonly uploadedUtc: number
  readonly processedUtc: number
  readonly sizeBytes: number
  snippet: { title: string; description: string; categoryId: string; tags?: string[]; defaultLanguage?: string; defaultAudioLanguage?: string }
  status: { privacyStatus: 'public' | 'unlisted' | 'private'; publishAt?: string; selfDeclaredMadeForKids?: boolean; containsSyntheticMedia?: boolean; embeddable?: boolean; license?: string; publicStatsViewable?: boolean }
  hasPaidProductPlacement: boolean
  thumbnailBytes: number
  publicUtc: number | null
}
export type Comment = { readonly id: string; readonly videoId: string; readonly parentId: string | null; readonly author: { readonly id: string; readonly name: string }; text: string; readonly publishedUtc: number; updatedUtc: number; moderation: 'published' | 'heldForReview' | 'rejected' }

export const own = { id: 'UCcomptoirBoulangerie000', name: '@boulangerie-martin', title: 'Boulangerie Martin' }
export const uploadsId = `UU${own.id.slice(2)}`

const madeId = (bytes: number, length: number): string => randomBytes(bytes).toString('base64url').slice(0, length)
export const newVideoId = (): string => madeId(9, 11)

export type Channel = {
  /** Newest first, as they are now: what was to come out has come out. */
  videos(): Video[]
  video(id: string): Video | undefined
  add(video: Video): void
  remove(id: string): boolean
  readonly comments: Comment[]
  write(videoId: string, parentId: string | null, author: Comment['author'], text: string): Comment
}

export function createChannel(now: () => number): Channel {
  const all: Video[] = []
  const comments: Comment[] = []
  const settle = (): void => {
    for (const { status, ...video } of all) {
      const at = Date.parse(status.publishAt ?? '')
      if (status.privacyStatus !== 'private' || !(at <= now())) continue
      status.privacyStatus = 'public'
      delete status.publishAt
      const stored = all.find(one => one.id === video.id)
      if (stored) stored.publicUtc = at
    }
  }
  const channel: Channel = {
    comments,
    videos: () => {
      settle()
      return all.toReversed()
    },
    video: id => channel.videos().find(one => one.id === id),
    add: video => { all.push(video) },
    remove(id) {
      const at = all.findIndex(one => one.id === id)
      if (at >= 0) all.splice(at, 1)
      return at >= 0
    },
    write(videoId, parentId, author, text) {
      const comment: Comment = { id: parentId === null ? `Ug${madeId(18, 24)}` : `${parentId}.${madeId(17, 22)}`, videoId, parentId, author, text, publishedUtc: now(), updatedUtc: now(), moderation: 'published' }
      comments.push(comment)
      return comment
    },
  }
  // What was there before: comments can come to it.
  channel.add({
    id: newVideoId(), isOlder: true, uploadedUtc: now() - 30 * 86_400_000, processedUtc: now() - 30 * 86_400_000, sizeBytes: 1000, snippet: { title: 'Le pain au levain', description: 'Comment nous le faisons.', categoryId: '22' },
    status: { privacyStatus: 'public', embeddable: true, license: 'youtube', publicStatsViewable: true, selfDeclaredMadeForKids: false }, hasPaidProductPlacement: false, thumbnailBytes: 0, publicUtc: now() - 30 * 86_400_000,
  })
  return channel
}

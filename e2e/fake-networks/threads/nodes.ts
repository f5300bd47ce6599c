import type { FakeContainer, FakeContainerState } from '../graph-api/graph-containers.ts'
import type { NodeType } from '../graph-api/graph-fields.ts'
import type { ContainerFields } from './rules.ts'

export type FakeMedia = {
  readonly id: string
  readonly shortcode: string
  readonly by: string
  readonly text: string
  readonly type: 'TEXT_POST' | 'IMAGE' | 'VIDEO' | 'CAROUSEL_ALBUM'
  readonly createdUtc: number
  readonly replyTo: string | null
  readonly root: string | null
  /** Whom its text names. */
  readonly names: readonly string[]
  /** As it was sent; null: by somebody else. */
  readonly fields: ContainerFields | null
  readonly children: readonly ContainerFields[]
  isDeleted: boolean
  isHidden: boolean
}

type SeenMedia = { readonly one: FakeMedia; readonly answers: number; readonly ownId: string; readonly me: string; readonly replyTo: FakeMedia | null }
const idOf = (id: string | null): { readonly id: string } | undefined => (id === null ? undefined : { id })
const fileOf = (fields: ContainerFields) => ({ media_type: fields.type, media_url: fields.fileUrl, alt_text: fields.alt === '' ? undefined : fields.alt })

/** Fields of a post (…/threads/reference/media-retrieval, seen 27 Nov 2026): only what is asked for is answered. */
export const mediaNode: NodeType<SeenMedia> = {
  name: 'ThreadsMedia', usual: ['id'],
  read: {
    id: ({ one }) => one.id,
    media_product_type: () => 'THREADS',
    media_type: ({ one }) => one.type,
    media_url: ({ one }) => one.fields?.fileUrl,
    thumbnail_url: () => undefined,
    permalink: ({ one }) => `https://www.threads.com/@${one.by}/post/${one.shortcode}`,
    owner: ({ one, ownId, me }) => (one.by === me ? { id: ownId } : undefined),
    username: ({ one }) => one.by,
    text: ({ one }) => (one.text === '' ? undefined : one.text),
    timestamp: ({ one }) => new Date(one.createdUtc).toISOString().replace(/\.\d+Z$/u, '+0000'),
    shortcode: ({ one }) => one.shortcode,
    alt_text: ({ one }) => one.fields?.alt || undefined,
    children: ({ one }) => (one.children.length === 0 ? undefined : { data: one.children.map((child, at) => ({ id: `${one.id}${at}`, ...fileOf(child) })) }),
    is_quote_post: ({ one }) => one.fields !== null && one.fields.quote !== null,
    has_replies: ({ answers }) => answers > 0,
    is_reply: ({ one }) => one.replyTo !== null,
    is_reply_owned_by_me: ({ one, me }) => one.replyTo !== null && one.by === me,
    root_post: ({ one }) => idOf(one.root),
    replied_to: ({ one }) => idOf(one.replyTo),
    hide_status: ({ one }) => (one.isHidden ? 'HIDDEN' : 'NOT_HUSHED'),
    reply_audience: ({ one }) => one.fields?.replyControl.toUpperCase() ?? 'EVERYONE',
    topic_tag: ({ one }) => one.fields?.topic,
    link_attachment_url: ({ one }) => one.fields?.link,
    poll_attachment: ({ one }) => (one.fields?.poll ? Object.fromEntries(one.fields.poll.map((answer, at) => [`option_${'abcd'[at]}`, answer])) : undefined),
  },
}

export const userNode: NodeType<{ readonly id: string; readonly username: string; readonly name: string }> = {
  name: 'ThreadsUser', usual: ['id'],
  read: {
    id: user => user.id, username: user => user.username, name: user => user.name, threads_profile_picture_url: () => undefined,
    threads_biography: () => 'Pain au levain, tous les jours.', is_verified: () => false,
  },
}

/** What is made of what went wrong, in the network's words (…/threads/troubleshooting). */
const messages: Readonly<Record<string, string>> = { download: 'FAILED_DOWNLOADING_VIDEO', size: 'UNKNOWN', format: 'FAILED_PROCESSING_VIDEO' }

export const containerNode: NodeType<{ readonly container: FakeContainer<ContainerFields>; readonly state: FakeContainerState }> = {
  name: 'ThreadsMediaContainer', usual: ['id'],
  read: {
    id: ({ container }) => container.id,
    status: ({ state }) => state,
    error_message: ({ container, state }) => (state === 'ERROR' && container.file.kind === 'failed' ? messages[container.file.why] ?? 'UNKNOWN' : undefined),
  },
}

import { item as itemShape, ownPost as ownPostShape, threadPost as threadPostShape, type Item, type OwnPost, type PostSample, type ThreadPost } from '../../../preload/contract/items.ts'
import { itemKey, networkId, type AccountId, type ItemKey } from '../../../preload/contract/ids.ts'
import type { Person } from '../../../preload/contract/publishing.ts'
import { quotedStatus, type AccountEntity, type MediaEntity, type NotificationEntity, type StatusEntity } from './entities.ts'
import { hostOf, personFrom, statusText } from './format.ts'
import { refOf, type RefExtra } from './refs.ts'
import { safeUrl } from './safe-url.ts'

export const mastodonId = networkId.parse('mastodon')

/** Whose eyes the entities are read with. */
export type Reader = { readonly accountId: AccountId; readonly remoteId: string; readonly handle: string; readonly now: () => number }

export const keyOf = (reader: Reader, remoteId: string): ItemKey => itemKey.parse(`mastodon:${reader.accountId}:${remoteId}`)

/** Each maker below ends in the contract's own parser: what a hostile server smuggles in is dropped here, one thing at a time. */
function parsed<T>(shape: { safeParse(value: unknown): { success: true; data: T } | { success: false } }, value: T): T | null {
  const result = shape.safeParse(value)
  return result.success ? result.data : null
}

export function instantOf(text: string | null, reader: Reader): number {
  const at = Date.parse(text ?? '')
  return Number.isFinite(at) && at >= 0 ? at : reader.now()
}

export const person = (account: AccountEntity, reader: Reader): Person => personFrom(account, hostOf(reader.handle))

const warningOf = (status: StatusEntity): string | null => (status.spoiler_text === '' ? null : status.spoiler_text.slice(0, 2000))

/** An item about a status by someone else: mention, answer or message, told apart by the status itself, whichever stream brought it. */
export function itemFromStatus(status: StatusEntity, reader: Reader, conversation: string, more: RefExtra = {}, isQuote = false): Item | null {
  const isMessage = status.visibility === 'direct'
  const answersUs = status.in_reply_to_id !== null && status.in_reply_to_id !== undefined && status.in_reply_to_account_id === reader.remoteId
  const quoted = isQuote ? quotedStatus.safeParse(status.quote) : null
  return parsed(itemShape, {
    // By the status id: the same message comes as a notification and as a conversation, and is one item.
    key: keyOf(reader, status.id),
    accountId: reader.accountId, network: mastodonId,
    kind: isMessage ? 'message' : isQuote ? 'quote' : answersUs ? 'reply' : 'mention',
    person: person(status.account, reader),
    text: statusText(status, hostOf(reader.handle)),
    contentWarning: warningOf(status),
    media: status.media_attachments.flatMap(mediaOf).slice(0, 50),
    createdUtc: instantOf(status.created_at, reader),
    isPublic: status.visibility === 'public' || status.visibility === 'unlisted',
    ref: refOf(status, more),
    about: quoted?.success ? refOf(quoted.data) : answersUs && status.in_reply_to_id ? { id: status.in_reply_to_id, url: null, extra: null } : null,
    conversation: conversation.slice(0, 1000),
  })
}

/** An item about something done: like, boost, follow, end of a poll, a word of the server's. */
export function itemFromAct(kind: Item['kind'], notification: NotificationEntity, account: AccountEntity, reader: Reader): Item | null {
  const about = notification.status ? refOf(notification.status) : null
  return parsed(itemShape, {
    key: keyOf(reader, notification.id),
    accountId: reader.accountId, network: mastodonId, kind,
    person: person(account, reader),
    text: kind === 'notice' && notification.status ? statusText(notification.status, hostOf(reader.handle)) : '',
    contentWarning: null, media: [],
    createdUtc: instantOf(notification.created_at, reader),
    isPublic: notification.status ? notification.status.visibility === 'public' || notification.status.visibility === 'unlisted' : true,
    // A follow asks for nothing but can be marked as read with the others.
    ref: about && { ...about, extra: JSON.stringify({ visibility: notification.status?.visibility, notification: notification.id }) },
    about,
    conversation: about?.id ?? `notification:${notification.id}`,
  })
}

export function threadPostFrom(status: StatusEntity, reader: Reader, conversation: string): ThreadPost | null {
  return parsed(threadPostShape, {
    key: keyOf(reader, status.id),
    accountId: reader.accountId, conversation: conversation.slice(0, 1000), ref: refOf(status),
    person: person(status.account, reader),
    text: statusText(status, hostOf(reader.handle)),
    contentWarning: warningOf(status),
    media: status.media_attachments.flatMap(mediaOf).slice(0, 50),
    createdUtc: instantOf(status.created_at, reader),
    isOwn: status.account.id === reader.remoteId,
    replyTo: status.in_reply_to_id ?? null,
  })
}

export function ownPostFrom(status: StatusEntity, reader: Reader): OwnPost | null {
  return parsed(ownPostShape, {
    key: keyOf(reader, status.id),
    accountId: reader.accountId, network: mastodonId, ref: refOf(status),
    text: statusText(status, hostOf(reader.handle)),
    media: status.media_attachments.flatMap(mediaOf).slice(0, 50),
    createdUtc: instantOf(status.created_at, reader),
    // The next part of a thread of ours answers ourselves: that is no answer to anybody.
    isReply: status.in_reply_to_id !== null && status.in_reply_to_id !== undefined && status.in_reply_to_account_id !== reader.remoteId,
  })
}

/** Counts that the server left out stay unknown. */
export function postSampleFrom(status: StatusEntity, reader: Reader): PostSample {
  const figures: PostSample['figures'] = {}
  if (status.favourites_count !== null) figures.likes = status.favourites_count
  if (status.reblogs_count !== null) figures.boosts = status.reblogs_count
  if (status.replies_count !== null) figures.replies = status.replies_count
  if (status.quotes_count !== null) figures.quotes = status.quotes_count
  return { accountId: reader.accountId, key: keyOf(reader, status.id), utc: reader.now(), figures }
}

function mediaOf(media: MediaEntity): Item['media'] {
  const url = safeUrl(media.url) ?? safeUrl(media.remote_url)
  if (url === null) return []
  const kind = media.type === 'image' ? 'image' : media.type === 'video' || media.type === 'gifv' ? 'video' : media.type === 'audio' ? 'audio' : 'other'
  return [{ kind, url, previewUrl: safeUrl(media.preview_url), alt: media.description.slice(0, 10_000) }]
}

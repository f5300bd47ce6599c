import { item as itemShape, ownPost as ownPostShape, threadPost as threadPostShape, type Item, type OwnPost, type PostSample, type ThreadPost } from '../../../preload/contract/items.ts'
import { itemKey, networkId, type AccountId, type ItemKey } from '../../../preload/contract/ids.ts'
import type { Person } from '../../../preload/contract/publishing.ts'
import type { Client } from './client.ts'
import { utcOfId, type Includes, type MediaEntity, type MessageEntity, type PostEntity } from './entities.ts'
import { answeredBy } from './find.ts'
import { personFrom, readable, refOf, strangerFrom, wordsOf, wordsOfMessage } from './format.ts'
import { messageRef } from './messages-place.ts'

export const xId = networkId.parse('x')

/** Whose eyes the answers are read with. */
export type Reader = { readonly accountId: AccountId; readonly remoteId: string; readonly handle: string; readonly now: () => number }
export type InboxTools = { readonly client: Client; readonly reader: Reader }

export const keyOf = (reader: Reader, remoteId: string): ItemKey => itemKey.parse(`x:${reader.accountId}:${remoteId}`)

/** All that is shown of a post, asked for by the old words, which answers are known to use. */
export const postFields = {
  'tweet.fields': 'attachments,author_id,conversation_id,created_at,entities,in_reply_to_user_id,note_tweet,public_metrics,referenced_tweets',
  expansions: 'attachments.media_keys,author_id', 'media.fields': 'alt_text,media_key,preview_image_url,type,url', 'user.fields': 'id,name,profile_image_url,username',
} as const

/** Each maker below ends in the contract's own parser: what does not fit is dropped here, one thing at a time. */
function parsed<T>(shape: { safeParse(value: unknown): { success: true; data: T } | { success: false } }, value: T): T | null {
  const result = shape.safeParse(value)
  return result.success ? result.data : null
}

const writtenUtc = ({ id, created_at: at }: { readonly id: string; readonly created_at: string | null }): number => {
  const utc = Date.parse(at ?? '')
  // Ids carry their moment; one of before 2010 carries none.
  return Number.isFinite(utc) && utc >= 0 ? utc : utcOfId(id)
}

export function personOf(userId: string | null, { users }: Includes, reader: Reader): Person | null {
  if (userId === null) return null
  const user = users.find(each => each.id === userId)
  if (user) return personFrom(user)
  return userId === reader.remoteId ? { ...strangerFrom(userId), handle: reader.handle, displayName: reader.handle } : strangerFrom(userId)
}

export function itemFromPost(post: PostEntity, includes: Includes, reader: Reader): Item | null {
  const person = personOf(post.author_id, includes, reader)
  if (!person || person.remoteId === reader.remoteId) return null
  const answered = answeredBy(post)
  const answersUs = answered !== null && post.in_reply_to_user_id === reader.remoteId
  return parsed(itemShape, {
    key: keyOf(reader, post.id), accountId: reader.accountId, network: xId,
    kind: answersUs ? 'reply' : 'mention',
    person, text: readable(wordsOf(post)), contentWarning: null, media: mediaOf(post.attachments?.media_keys, includes), createdUtc: writtenUtc(post), isPublic: true,
    ref: refOf(post.id, person.handle), about: answersUs ? refOf(answered, reader.handle) : null,
    conversation: post.conversation_id ?? post.id,
  })
}

export function threadPostFromPost(post: PostEntity, includes: Includes, reader: Reader): ThreadPost | null {
  const person = personOf(post.author_id, includes, reader)
  return person && parsed(threadPostShape, {
    key: keyOf(reader, post.id), accountId: reader.accountId, conversation: post.conversation_id ?? post.id, ref: refOf(post.id, person.handle), person,
    text: readable(wordsOf(post)), contentWarning: null, media: mediaOf(post.attachments?.media_keys, includes), createdUtc: writtenUtc(post), isOwn: person.remoteId === reader.remoteId, replyTo: answeredBy(post),
  })
}

export function ownPostFrom(post: PostEntity, includes: Includes, reader: Reader): OwnPost | null {
  return parsed(ownPostShape, {
    key: keyOf(reader, post.id), accountId: reader.accountId, network: xId, ref: refOf(post.id, reader.handle), text: readable(wordsOf(post)),
    media: mediaOf(post.attachments?.media_keys, includes), createdUtc: writtenUtc(post),
    // The next part of a thread of ours answers ourselves: that is no answer to anybody.
    isReply: answeredBy(post) !== null && post.in_reply_to_user_id !== reader.remoteId,
  })
}

/** Both spellings of each figure; what X left out stays unknown. `own` are those only the author sees, for thirty days. */
export function postSampleFrom(post: PostEntity, own: Readonly<Record<string, unknown>>, reader: Reader): PostSample {
  const all = { ...post.public_metrics, ...own }
  const figures: PostSample['figures'] = {}
  const names = { likes: ['like_count'], boosts: ['repost_count', 'retweet_count'], replies: ['reply_count'], quotes: ['quote_count'], saves: ['bookmark_count'], views: ['impression_count'], clicks: ['url_link_clicks'] } as const
  for (const [name, spellings] of Object.entries(names) as [keyof typeof names, readonly string[]][]) { // the cast: Object.entries forgets key types
    const count = spellings.map(spelling => all[spelling]).find(value => typeof value === 'number' && Number.isInteger(value) && value >= 0)
    if (typeof count === 'number') figures[name] = count
  }
  return { accountId: reader.accountId, key: keyOf(reader, post.id), utc: reader.now(), figures }
}

export function itemFromMessage(message: MessageEntity, includes: Includes, reader: Reader): Item | null {
  const person = personOf(message.sender_id, includes, reader)
  if (!person || person.remoteId === reader.remoteId || message.dm_conversation_id === null) return null
  return parsed(itemShape, {
    key: keyOf(reader, message.id), accountId: reader.accountId, network: xId, kind: 'message', person, text: readable(wordsOfMessage(message)), contentWarning: null,
    media: mediaOf(message.attachments?.media_keys, includes), createdUtc: writtenUtc(message), isPublic: false,
    // What is answered is the conversation, not one message of it.
    ref: { id: message.dm_conversation_id, url: null, extra: messageRef(message).extra }, about: null, conversation: message.dm_conversation_id,
  })
}

export function threadPostFromMessage(message: MessageEntity, includes: Includes, reader: Reader): ThreadPost | null {
  const person = personOf(message.sender_id, includes, reader)
  if (!person || message.dm_conversation_id === null) return null
  return parsed(threadPostShape, {
    key: keyOf(reader, message.id), accountId: reader.accountId, conversation: message.dm_conversation_id, ref: { id: message.dm_conversation_id, url: null, extra: messageRef(message).extra }, person,
    text: readable(wordsOfMessage(message)), contentWarning: null, media: mediaOf(message.attachments?.media_keys, includes), createdUtc: writtenUtc(message), isOwn: person.remoteId === reader.remoteId, replyTo: null,
  })
}

function mediaOf(keys: readonly string[] | undefined, { media }: Includes): Item['media'] {
  return (keys ?? []).flatMap(key => media.filter(each => each.media_key === key).flatMap(asMedia)).slice(0, 50)
}
function asMedia({ type, url, preview_image_url: preview, alt_text: alt }: MediaEntity): Item['media'] {
  // Of a video only its first picture is told.
  const shown = url ?? preview
  if (shown === null || URL.parse(shown)?.protocol !== 'https:') return []
  return [{ kind: type === 'photo' || url === null ? 'image' : 'video', url: shown, previewUrl: preview, alt: (alt ?? '').slice(0, 10_000) }]
}

import { item as itemShape, ownPost as ownPostShape, threadPost as threadPostShape, type Item, type OwnPost, type PostSample, type ThreadPost } from '../../../preload/contract/items.ts'
import type { Session } from '../network.ts'
import type { Convo, EmbedView, Message, Notification, PostView } from './entities.ts'
import { blueskyId, convoRef, keyOf, personOf, refOf, rootOf, safeUrl } from './refs.ts'

export type Reader = Pick<Session, 'accountId' | 'remoteId' | 'serverUrl' | 'now'>

/** Each maker below ends in the contract's own parser: what a hostile server smuggles in is dropped here, one thing at a time. */
function parsed<T>(shape: { safeParse(value: unknown): { success: true; data: T } | { success: false } }, value: T): T | null {
  const result = shape.safeParse(value)
  return result.success ? result.data : null
}

const kinds: Readonly<Record<string, Item['kind']>> = {
  reply: 'reply', mention: 'mention', quote: 'quote', like: 'like', repost: 'boost', follow: 'follow',
  // Somebody liked or passed on what we had passed on.
  'like-via-repost': 'like', 'repost-via-repost': 'boost',
  verified: 'notice', unverified: 'notice', 'starterpack-joined': 'notice',
}
/** Reasons whose subject is a post of somebody's, with words and pictures of its own. */
export const isAboutTheirPost = (one: Notification): boolean => one.reason === 'reply' || one.reason === 'mention' || one.reason === 'quote'

/** `post` is the same post as the network view shows it, for its pictures. Reasons that mean nothing to us are left out. */
export function itemFrom(one: Notification, post: PostView | undefined, reader: Reader): Item | null {
  const kind = kinds[one.reason]
  if (kind === undefined || one.author.did === reader.remoteId) return null
  const isTheirPost = isAboutTheirPost(one)
  const about = one.reasonSubject === undefined ? null : refOf({ uri: one.reasonSubject }, reader.serverUrl)
  const ref = isTheirPost
    ? refOf(one, reader.serverUrl, { root: rootOf(one, one.record.reply), seenUtc: one.indexedAt })
    : about && refOf({ uri: about.id }, reader.serverUrl, { seenUtc: one.indexedAt })
  return parsed(itemShape, {
    key: keyOf(reader.accountId, isTheirPost ? one.uri : `${one.reason}:${one.uri}`), accountId: reader.accountId, network: blueskyId, kind,
    person: personOf(one.author), text: isTheirPost ? one.record.text : '', contentWarning: null,
    media: isTheirPost ? mediaOf(post?.embed) : [], createdUtc: one.indexedAt, isPublic: true, ref, about,
    conversation: (isTheirPost ? one.record.reply?.root.uri ?? one.uri : one.reasonSubject ?? one.uri).slice(0, 1000),
  })
}

export function threadPostFrom(post: PostView, reader: Reader): ThreadPost | null {
  const { reply } = post.record
  return parsed(threadPostShape, {
    key: keyOf(reader.accountId, post.uri), accountId: reader.accountId, conversation: (reply?.root.uri ?? post.uri).slice(0, 1000),
    ref: refOf(post, reader.serverUrl, { root: rootOf(post, reply) }), person: personOf(post.author), text: post.record.text, contentWarning: null,
    media: mediaOf(post.embed), createdUtc: createdOf(post.record.createdAt, post.indexedAt), isOwn: post.author.did === reader.remoteId, replyTo: reply?.parent.uri ?? null,
  })
}

export function ownPostFrom(post: Pick<PostView, 'uri' | 'cid' | 'record' | 'embed' | 'indexedAt'>, reader: Reader): OwnPost | null {
  const { reply } = post.record
  return parsed(ownPostShape, {
    key: keyOf(reader.accountId, post.uri), accountId: reader.accountId, network: blueskyId, ref: refOf(post, reader.serverUrl, { root: rootOf(post, reply) }),
    text: post.record.text, media: mediaOf(post.embed), createdUtc: createdOf(post.record.createdAt, post.indexedAt),
    // The next part of a thread of ours answers ourselves: that is no answer to anybody.
    isReply: reply !== undefined && !reply.parent.uri.startsWith(`at://${reader.remoteId}/`),
  })
}

/** Counts that the view left out stay unknown. */
export function postFiguresOf(post: PostView): PostSample['figures'] {
  const { likeCount: likes, repostCount: boosts, replyCount: replies, quoteCount: quotes } = post
  return { ...(likes === undefined ? {} : { likes }), ...(boosts === undefined ? {} : { boosts }), ...(replies === undefined ? {} : { replies }), ...(quotes === undefined ? {} : { quotes }) }
}

/** A message of somebody else's: a row of the inbox. */
export function messageItem(one: Message, convo: Convo, reader: Reader): Item | null {
  const sender = convo.members.find(member => member.did === one.sender.did)
  if (!sender || sender.did === reader.remoteId) return null
  return parsed(itemShape, {
    key: keyOf(reader.accountId, `message:${one.id}`), accountId: reader.accountId, network: blueskyId, kind: 'message', person: personOf(sender), text: one.text,
    contentWarning: null, media: [], createdUtc: one.sentAt, isPublic: false, ref: convoRef(convo.id, { message: one.id }), about: null, conversation: `convo:${convo.id}`.slice(0, 1000),
  })
}

/** Any message, ours too, for the conversation around an item. */
export function messagePost(one: Message, convo: Convo, reader: Reader): ThreadPost | null {
  const sender = convo.members.find(member => member.did === one.sender.did) ?? { did: one.sender.did, handle: one.sender.did }
  return parsed(threadPostShape, {
    key: keyOf(reader.accountId, `message:${one.id}`), accountId: reader.accountId, conversation: `convo:${convo.id}`.slice(0, 1000), ref: convoRef(convo.id, { message: one.id }),
    person: personOf(sender), text: one.text, contentWarning: null, media: [], createdUtc: one.sentAt, isOwn: one.sender.did === reader.remoteId, replyTo: null,
  })
}

function mediaOf(embed: EmbedView | undefined): Item['media'] {
  if (!embed) return []
  if (embed.$type === 'app.bsky.embed.recordWithMedia#view') return mediaOf(embed.media)
  if (embed.$type === 'app.bsky.embed.video#view') {
    const url = safeUrl(embed.playlist)
    return url === null ? [] : [{ kind: 'video', url, previewUrl: safeUrl(embed.thumbnail), alt: (embed.alt ?? '').slice(0, 10_000) }]
  }
  return (embed.$type === 'app.bsky.embed.images#view' ? embed.images : embed.items).flatMap((image): Item['media'] => {
    const url = safeUrl(image.fullsize)
    return url === null ? [] : [{ kind: 'image', url, previewUrl: safeUrl(image.thumb), alt: image.alt.slice(0, 10_000) }]
  })
}

/** The author's own date; one that is missing or in the future (anybody may write any date) gives way to when the network saw it. */
export function createdOf(createdAt: string, indexedUtc: number): number {
  const utc = Date.parse(createdAt)
  return Number.isFinite(utc) && utc >= 0 && utc <= indexedUtc ? utc : indexedUtc
}

import { itemKey, networkId, type AccountId, type ItemKey } from '../../../preload/contract/ids.ts'
import { item as itemShape, ownPost as ownPostShape, threadPost as threadPostShape, type Item, type OwnPost, type ThreadPost } from '../../../preload/contract/items.ts'
import type { Person } from '../../../preload/contract/publishing.ts'
import type { PostEntity, ReviewEntity } from './entities.ts'
import { originalWords } from './format.ts'
import { answerRef, postRef, reviewRef } from './refs.ts'
import { safeUrl } from '../google-api/safe-url.ts'

export const businessId = networkId.parse('google-business')

/** Whose eyes the entities are read with. */
export type Reader = { readonly accountId: AccountId; readonly remoteId: string; readonly handle: string; readonly now: () => number }

/** Names are long and of one place: what is behind the place is enough. */
export const keyOf = (reader: Reader, name: string): ItemKey => itemKey.parse(`google-business:${reader.accountId}:${name.startsWith(`${reader.remoteId}/`) ? name.slice(reader.remoteId.length + 1) : name}`.slice(0, 600))

/** Each maker ends in the contract's own parser: what does not fit is dropped here, one thing at a time. */
function parsed<T>(shape: { safeParse(value: unknown): { success: true; data: T } | { success: false } }, value: T): T | null {
  const result = shape.safeParse(value)
  return result.success ? result.data : null
}

export function instantOf(text: string | null | undefined, now: () => number): number {
  const at = Date.parse(text ?? '')
  return Number.isFinite(at) && at >= 0 ? at : now()
}

/** Google gives no number for who wrote a review, and no page of theirs. */
const reviewerOf = ({ name, reviewer }: ReviewEntity): Person => ({ remoteId: name.slice(0, 1000), handle: '', displayName: (reviewer?.displayName ?? '').slice(0, 1000), profileUrl: null, avatarUrl: safeUrl(reviewer?.profilePhotoUrl) })

const mediaOf = ({ reviewMediaItems }: ReviewEntity): Item['media'] => (reviewMediaItems ?? []).flatMap((one): Item['media'] => {
  const [picture, film] = [safeUrl(one.thumbnailUrl), safeUrl(one.videoUrl)]
  return film !== null ? [{ kind: 'video', url: film, previewUrl: picture, alt: '' }] : picture !== null ? [{ kind: 'image', url: picture, previewUrl: null, alt: '' }] : []
}).slice(0, 50)

const wordsOf = ({ comment }: ReviewEntity): string => originalWords(comment ?? '').slice(0, 200_000)

export function itemFrom(review: ReviewEntity, reader: Reader): Item | null {
  const rating = review.starRating ?? undefined
  return parsed(itemShape, {
    key: keyOf(reader, review.name), accountId: reader.accountId, network: businessId, kind: 'review', person: reviewerOf(review), text: wordsOf(review), contentWarning: null, media: mediaOf(review),
    createdUtc: instantOf(review.createTime, reader.now), isPublic: true, ref: reviewRef(review), about: null, conversation: review.name, ...(rating === undefined ? {} : { rating }),
  })
}

export function threadFrom(review: ReviewEntity, reader: Reader): readonly ThreadPost[] {
  const { reviewReply: answer } = review
  const common = { accountId: reader.accountId, conversation: review.name, contentWarning: null }
  const first = parsed(threadPostShape, { ...common, key: keyOf(reader, review.name), ref: reviewRef(review), person: reviewerOf(review), text: wordsOf(review), media: mediaOf(review), createdUtc: instantOf(review.createTime, reader.now), isOwn: false, replyTo: null })
  const own: Person = { remoteId: reader.remoteId, handle: reader.handle, displayName: '', profileUrl: null, avatarUrl: null }
  const second = answer ? parsed(threadPostShape, { ...common, key: keyOf(reader, `${review.name}/reply`), ref: answerRef(review), person: own, text: answer.comment.slice(0, 200_000), media: [], createdUtc: instantOf(answer.updateTime, reader.now), isOwn: true, replyTo: review.name }) : null
  return [first, second].filter(post => post !== null)
}

export function ownPostFrom(post: PostEntity, reader: Reader): OwnPost | null {
  const media = (post.media ?? []).flatMap((one): OwnPost['media'] => {
    const url = safeUrl(one.googleUrl)
    return url === null ? [] : [{ kind: one.mediaFormat === 'VIDEO' ? 'video' : 'image', url, previewUrl: safeUrl(one.thumbnailUrl), alt: '' }]
  })
  return parsed(ownPostShape, { key: keyOf(reader, post.name), accountId: reader.accountId, network: businessId, ref: postRef(post), text: post.summary, media, createdUtc: instantOf(post.createTime, reader.now), isReply: false })
}

import { item as itemShape, ownPost as ownPostShape, threadPost as threadPostShape, type Item, type OwnPost, type PostSample, type ThreadPost } from '../../../preload/contract/items.ts'
import { itemKey, networkId, type AccountId, type ItemKey } from '../../../preload/contract/ids.ts'
import type { Person } from '../../../preload/contract/publishing.ts'
import type { z } from 'zod'
import type { CommentEntity, PostEntity, shareStatistics } from './entities.ts'
import { plainText } from './format.ts'
import type { People } from './people.ts'
import { refOf } from './refs.ts'
import { commentUrn, idOf, isOrganization, site } from './urn.ts'

/** Whose eyes the answers are read with. */
export type Reader = { readonly accountId: AccountId; readonly author: string; readonly handle: string; readonly people: People; readonly now: () => number }

export const keyOf = ({ accountId }: Reader, urn: string): ItemKey => itemKey.parse(`linkedin:${accountId}:${urn}`)

/** Each maker below ends in the contract's own parser: what does not fit is dropped here, one thing at a time. */
function parsed<T>(shape: { safeParse(value: unknown): { success: true; data: T } | { success: false } }, value: T): T | null {
  const result = shape.safeParse(value)
  return result.success ? result.data : null
}

/**
 * LinkedIn names people by a code of the app's own. Who does not show their name to it is that code here; the link to the comment shows more.
 */
export function personOf(urn: string, { author, handle, people }: Reader): Person {
  if (urn === author) return { remoteId: urn, handle, displayName: '', profileUrl: null, avatarUrl: null }
  const known = people.get(urn)
  if (known) return { remoteId: urn.slice(0, 1000), ...known, avatarUrl: null }
  const id = idOf(urn).slice(0, 400)
  return { remoteId: urn.slice(0, 1000), handle: id === '' ? 'linkedin' : id, displayName: '', profileUrl: isOrganization(urn) ? `${site}/company/${id}/` : null, avatarUrl: null }
}

export type Heard = { readonly urn: string; readonly kind: 'reply' | 'mention'; readonly owner: string; readonly text: string; readonly utc: number; readonly post: string | null; readonly parent: string | null }

export const itemFrom = ({ urn, kind, owner, text, utc, post, parent }: Heard, reader: Reader): Item | null => parsed(itemShape, {
  key: keyOf(reader, urn), accountId: reader.accountId, network: networkId.parse('linkedin'), kind,
  person: personOf(owner, reader), text, contentWarning: null, media: [], createdUtc: utc, isPublic: true,
  ref: refOf(urn, { ...(post === null ? {} : { post }), ...(parent === null ? {} : { parent }) }),
  about: post === null ? null : refOf(post),
  conversation: post ?? urn,
})

export const ownPostFrom = (post: PostEntity, reader: Reader): OwnPost | null => parsed(ownPostShape, {
  key: keyOf(reader, post.id), accountId: reader.accountId, network: networkId.parse('linkedin'), ref: refOf(post.id), text: plainText(post.commentary),
  // Pictures are named, not shown: their addresses would cost a call each.
  media: [], createdUtc: post.createdAt ?? post.publishedAt ?? reader.now(), isReply: false,
})

/** Figures that LinkedIn leaves out stay unknown. */
export function postSampleFrom({ share, ugcPost, totalShareStatistics: told }: z.infer<typeof shareStatistics>, reader: Reader): PostSample | null {
  const urn = share ?? ugcPost
  if (urn === undefined) return null
  const figures: PostSample['figures'] = {}
  if (told.likeCount !== null) figures.likes = told.likeCount
  if (told.commentCount !== null) figures.replies = told.commentCount
  if (told.shareCount !== null) figures.shares = told.shareCount
  if (told.clickCount !== null) figures.clicks = told.clickCount
  if (told.uniqueImpressionsCount !== null) figures.reach = told.uniqueImpressionsCount
  if (told.impressionCount !== null) figures.views = told.impressionCount
  return { accountId: reader.accountId, key: keyOf(reader, urn), utc: reader.now(), figures }
}

export function threadPostFrom(comment: CommentEntity, { entity, post }: { readonly entity: string; readonly post: string | null }, reader: Reader): ThreadPost | null {
  const urn = comment.commentUrn ?? commentUrn({ entity, id: comment.id })
  const parent = comment.parentComment ?? null
  return parsed(threadPostShape, {
    key: keyOf(reader, urn), accountId: reader.accountId, conversation: post ?? entity,
    ref: refOf(urn, { ...(post === null ? {} : { post }), ...(parent === null ? {} : { parent }) }),
    person: personOf(comment.actor, reader), text: comment.message.text, contentWarning: null, media: [],
    createdUtc: comment.created?.time ?? reader.now(), isOwn: comment.actor === reader.author, replyTo: parent ?? post ?? entity,
  })
}

export const threadPostFromPost = (post: PostEntity, reader: Reader): ThreadPost | null => parsed(threadPostShape, {
  key: keyOf(reader, post.id), accountId: reader.accountId, conversation: post.id, ref: refOf(post.id), person: personOf(post.author, reader), text: plainText(post.commentary),
  contentWarning: null, media: [], createdUtc: post.createdAt ?? post.publishedAt ?? reader.now(), isOwn: post.author === reader.author, replyTo: null,
})

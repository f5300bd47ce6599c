import type { RemoteRef } from '../../../preload/contract/drafts.ts'
import type { PostEntity, ReviewEntity } from './entities.ts'
import { safeUrl } from '../google-api/safe-url.ts'

/** Names say by themselves what they name: `accounts/a/locations/l/localPosts/p`, `…/reviews/r`, `…/reviews/r/reply`. */
export type Named = { readonly kind: 'post' | 'review' | 'answer' | 'other'; readonly review: string }

export function namedBy(id: string): Named {
  const review = id.replace(/\/reply$/u, '')
  if (/^accounts\/[^/?#]+\/locations\/[^/?#]+\/localPosts\/[^/?#]+$/u.test(id)) return { kind: 'post', review }
  if (/^accounts\/[^/?#]+\/locations\/[^/?#]+\/reviews\/[^/?#]+\/reply$/u.test(id)) return { kind: 'answer', review }
  return { kind: /^accounts\/[^/?#]+\/locations\/[^/?#]+\/reviews\/[^/?#]+$/u.test(id) ? 'review' : 'other', review }
}

/** `locations/l`, as the younger interfaces name a place. */
export const placeOf = (name: string): string => /locations\/[^/]+/u.exec(name)?.[0] ?? name
const placeNumber = (name: string): string => encodeURIComponent(placeOf(name).replace('locations/', ''))

/** Until Google names a link of the post's own: the owner's page with all posts of the place. */
export const postRef = ({ name, searchUrl }: Pick<PostEntity, 'name' | 'searchUrl'>): RemoteRef => ({ id: name, url: safeUrl(searchUrl) ?? `https://business.google.com/posts/l/${placeNumber(name)}`, extra: null })

const reviewUrl = ({ name, reviewReplyUrl }: Pick<ReviewEntity, 'name' | 'reviewReplyUrl'>): string => safeUrl(reviewReplyUrl) ?? `https://business.google.com/reviews/l/${placeNumber(name)}`
export const reviewRef = (review: Pick<ReviewEntity, 'name' | 'reviewReplyUrl'>): RemoteRef => ({ id: review.name, url: reviewUrl(review), extra: null })
export const answerRef = (review: Pick<ReviewEntity, 'name' | 'reviewReplyUrl'>): RemoteRef => ({ id: `${review.name}/reply`, url: reviewUrl(review), extra: null })

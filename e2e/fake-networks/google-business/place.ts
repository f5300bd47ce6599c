import { randomBytes } from 'node:crypto'

/** The places behind the double, with what time does to their posts. */
export type LocalPost = {
  readonly name: string
  readonly createdUtc: number
  updatedUtc: number
  /** As it was sent. */
  body: { summary: string; topicType: string; languageCode?: string; callToAction?: { actionType: string; url?: string }; event?: unknown; offer?: unknown; media?: { mediaFormat: string; sourceUrl: string }[]; scheduledTime?: string }
  readonly isRejected: boolean
}
export type Review = { readonly name: string; readonly author: string; readonly stars: string; readonly comment: string; readonly createdUtc: number; updatedUtc: number; answer: { comment: string; updatedUtc: number } | null }

export const account = 'accounts/1000'
export const places = [
  { name: 'locations/501', title: 'Boulangerie Martin', locality: 'Lyon' },
  { name: 'locations/502', title: 'Boulangerie Martin', locality: 'Villeurbanne' },
] as const

export const checkingMs = 300

export type Place = {
  /** Newest first. */
  readonly posts: LocalPost[]
  readonly reviews: Review[]
  stateOf(post: LocalPost): 'PROCESSING' | 'LIVE' | 'SCHEDULED' | 'REJECTED'
  add(parent: string, body: LocalPost['body']): LocalPost
  say(parent: string, author: string, stars: string, comment: string): void
}

export function createPlace(now: () => number): Place {
  const place: Place = {
    posts: [], reviews: [],
    stateOf(post) {
      const dueUtc = Date.parse(post.body.scheduledTime ?? '')
      const beganUtc = Number.isFinite(dueUtc) ? dueUtc : post.createdUtc
      if (now() < dueUtc) return 'SCHEDULED'
      return now() < beganUtc + checkingMs ? 'PROCESSING' : post.isRejected ? 'REJECTED' : 'LIVE'
    },
    add(parent, body) {
      // What looks like a telephone number is rejected once it has been looked through.
      const post: LocalPost = { name: `${parent}/localPosts/${randomBytes(8).readBigUInt64BE()}`, createdUtc: now(), updatedUtc: now(), body, isRejected: /(?:\+33|0)\s?[1-9](?:[\s.]?\d{2}){4}/u.test(body.summary) }
      place.posts.unshift(post)
      return post
    },
    say(parent, author, stars, comment) {
      place.reviews.unshift({ name: `${parent}/reviews/${randomBytes(12).toString('base64url')}`, author, stars, comment, createdUtc: now(), updatedUtc: now(), answer: null })
    },
  }
  return place
}

import type { Abilities, Ability, AbilityState, Limits, MediaLimit } from '../../../preload/contract/networks.ts'
import { ability } from '../../../preload/contract/networks.ts'

/** Spoken here since it came out; no end is announced (https://developers.facebook.com/documentation/threads/changelog, seen 27 Nov 2026). */
export const apiVersion = { name: 'v1.0', ends: null, source: 'https://developers.facebook.com/documentation/threads/changelog 2026-11-27' } as const

/** Pictures and videos of one post together (…/threads/posts, "2-20 children", 14 Apr 2026). */
export const mostMedia = 20
/** Between these a picture is scaled by the network itself; wider ones are only heavier. */
const images: MediaLimit = {
  max: mostMedia, maxBytes: 8_000_000, maxPixels: null, maxDurationMs: null, altMaxGraphemes: 1000, shrinks: true, fromTheWeb: true, minAspect: 0.1, maxAspect: 10, mimes: ['image/jpeg', 'image/png'],
}

/**
 * https://developers.facebook.com/documentation/threads/posts (14 Apr 2026) and …/threads/overview. Text: "limited to 500 characters", "emojis are counted as
 * the number of UTF-8 bytes"; everything else is counted here by code points, which is the longer of the two readings for all that is no emoji.
 */
export const threadsLimits: Limits = {
  text: { maxGraphemes: 500, unit: { kind: 'emoji-as-bytes' }, maxBytes: null, urlWeight: null, mentionHostIsFree: false, warningCounts: false },
  images,
  video: {
    max: mostMedia, maxBytes: 1_000_000_000, maxPixels: null, maxDurationMs: 300_000, altMaxGraphemes: 1000, shrinks: false, fromTheWeb: true, minAspect: 0.01, maxAspect: 10, mimes: ['video/mp4', 'video/quicktime'],
  },
  mixesMedia: true,
  // Two to four answers of 25 signs; a poll runs for a day, which cannot be changed (…/threads/create-posts/polls).
  poll: { minOptions: 2, maxOptions: 4, optionMaxGraphemes: 25, minDurationS: 86_400, maxDurationS: 86_400 },
  pollWithMedia: false,
  // The network knows no end; a chain of fifty is ours, so that one delivery stays readable.
  maxThreadParts: 50,
  visibilities: ['public'],
  messageMaxGraphemes: 500,
  options: [
    { name: 'who-can-reply', kind: 'choice', required: false, initial: 'everyone', values: ['everyone', 'following', 'mentioned', 'followers'].map(value => ({ value, label: null })) },
    { name: 'topic', kind: 'text', required: false, maxGraphemes: 50, unit: { kind: 'code-points' } },
    { name: 'link', kind: 'link', required: false },
  ],
  source: 'https://developers.facebook.com/documentation/threads/posts 2026-04-14',
}

/** By the composer's words for it. */
export const replyControls: ReadonlyMap<string, string> = new Map([['everyone', 'everyone'], ['following', 'accounts_you_follow'], ['mentioned', 'mentioned_only'], ['followers', 'followers_only']])

/** Rights of a token, by what needs them (…/threads/overview#permissions). */
export const scopes = {
  basic: 'threads_basic', publish: 'threads_content_publish', answer: 'threads_manage_replies', readReplies: 'threads_read_replies', mentions: 'threads_manage_mentions',
  insights: 'threads_manage_insights', delete: 'threads_delete', search: 'threads_keyword_search',
} as const

const rights: Partial<Record<Ability, readonly string[]>> = {
  text: [scopes.publish], images: [scopes.publish], video: [scopes.publish], poll: [scopes.publish], quote: [scopes.publish], thread: [scopes.publish, scopes.answer], reply: [scopes.publish, scopes.answer],
  hide: [scopes.answer], delete: [scopes.delete], search: [scopes.search], 'account-figures': [scopes.insights], 'post-figures': [scopes.insights],
}

/** `given` null: the network does not tell, and says no itself where a right is missing. */
export function abilitiesFrom(given: readonly string[] | null): Abilities {
  const stateOf = (name: Ability): AbilityState => {
    const needed = rights[name]
    if (needed === undefined) return { kind: 'lacking', why: 'network' }
    // Without a review, which nobody goes through unawares, a search finds own posts only.
    if (given === null) return name === 'search' ? { kind: 'lacking', why: 'permission' } : { kind: 'works' }
    return needed.every(scope => given.includes(scope)) ? { kind: 'works' } : { kind: 'lacking', why: 'permission' }
  }
  return Object.fromEntries(ability.options.map(name => [name, stateOf(name)])) as Abilities // the cast: every ability is there
}

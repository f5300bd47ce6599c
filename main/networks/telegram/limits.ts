import { ability, type Abilities, type Ability, type AbilityState, type Limits } from '../../../preload/contract/networks.ts'
import type { OfferList } from '../offers.ts'

/** What a bot may (https://core.telegram.org/bots/api, version 10.3 of 24 Aug 2026, seen 27 Nov 2026; no call names a version). It sees no post's figures, and nothing of what stands in the channel. */
const works: readonly Ability[] = ['text', 'images', 'video', 'edit', 'delete', 'reply', 'account-figures']
export const telegramOffers: OfferList = { works, byHand: ['poll', 'schedule', 'story', 'like', 'messages', 'hide', 'block', 'search', 'post-figures', 'reach', 'language'] }

/**
 * Same page and date, methods sendMessage, sendPhoto, sendVideo, sendMediaGroup. It speaks of "characters" and publishes no rule for them; counted
 * in UTF-16 units, as it does for everything else, a text is never taken for shorter than it is. A photo's sides may sum up to 10 000.
 */
export const limits: Limits = {
  text: { maxGraphemes: 4096, maxWithMedia: 1024, unit: { kind: 'utf-16' }, maxBytes: null, urlWeight: null, mentionHostIsFree: false, warningCounts: false },
  images: { max: 10, maxBytes: 10_000_000, maxPixels: 25_000_000, maxDurationMs: null, minAspect: 1 / 20, maxAspect: 20, mimes: ['image/jpeg', 'image/png', 'image/webp'], altMaxGraphemes: 0, shrinks: true },
  video: { max: 10, maxBytes: 50_000_000, maxPixels: null, maxDurationMs: null, mimes: ['video/mp4'], altMaxGraphemes: 0, shrinks: false },
  mixesMedia: true, poll: null, pollWithMedia: false, maxThreadParts: 1, visibilities: [], messageMaxGraphemes: 4096,
  source: 'https://core.telegram.org/bots/api 2026-08-24',
}

/** Answers need the channel's discussion group; all else the right to post. */
export function abilities(mayPost: boolean, hasGroup: boolean): Abilities {
  const stateOf = (name: Ability): AbilityState => !works.includes(name) ? { kind: 'lacking', why: 'network' } : !mayPost ? { kind: 'lacking', why: 'permission' } : name === 'reply' && !hasGroup ? { kind: 'lacking', why: 'server' } : { kind: 'works' }
  return Object.fromEntries(ability.options.map(name => [name, stateOf(name)])) as Abilities // the cast: every ability was set
}

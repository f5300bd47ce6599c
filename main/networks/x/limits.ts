import { ability, type Abilities, type Ability, type AbilityState, type Limits, type MediaLimit } from '../../../preload/contract/networks.ts'
import { xOffers } from './offers.ts'
import { scopeOf } from './scopes.ts'

const megabyte = 1024 * 1024

/** docs.x.com, fundamentals/counting-characters, and twitter-text's configuration v3, both read Nov 2026. */
const text: Limits['text'] = {
  maxGraphemes: 280, maxBytes: null, urlWeight: 23, mentionHostIsFree: false, warningCounts: false, bareDomainsAreLinks: true,
  unit: { kind: 'weighted', light: [[0, 4351], [8192, 8205], [8208, 8223], [8242, 8247]] },
}

/** docs.x.com, media/best-practices, Aug 2026. An animation goes up as it is, up to this; anything larger is shrunk to a still picture. */
export const animation = { maxBytes: 15 * megabyte, maxWidth: 1280, maxHeight: 1080 }

/** The same page. */
const images: MediaLimit = {
  max: 4, maxBytes: 5 * megabyte, maxPixels: null, maxDurationMs: null, mimes: ['image/jpeg', 'image/png', 'image/gif', 'image/webp'], altMaxGraphemes: 1000, shrinks: true,
  alone: { mimes: ['image/gif'], maxBytes: animation.maxBytes },
}

/** The figures of that page for every account; since Sep 2026 longer ones are said to work, which is not documented. Words for those who cannot see are taken for pictures and animations only (media/metadata, "images and GIFs"). */
const video: MediaLimit = { max: 1, maxBytes: 512 * megabyte, maxPixels: null, minDurationMs: 500, maxDurationMs: 140_000, mimes: ['video/mp4', 'video/quicktime'], minAspect: 1 / 3, maxAspect: 3, altMaxGraphemes: 0, shrinks: false }

export const xLimits: Limits = {
  text, images, video,
  mixesMedia: false,
  // POST /2/tweets, poll: 2 to 4 options of 25 signs, 5 minutes to 7 days (OpenAPI 2.167).
  poll: { minOptions: 2, maxOptions: 4, optionMaxGraphemes: 25, minDurationS: 5 * 60, maxDurationS: 10_080 * 60 },
  pollWithMedia: false,
  // X knows no end of a thread; a chain of twenty-five is ours: each part is paid for.
  maxThreadParts: 25,
  visibilities: ['public'],
  // docs.x.com, direct-messages/manage, Aug 2026.
  messageMaxGraphemes: 10_000,
  options: [
    {
      name: 'who-can-reply', kind: 'choice', required: false, initial: 'everyone',
      values: [{ value: 'everyone', label: null }, { value: 'following', label: null }, { value: 'mentioned', label: null }, { value: 'verified', label: null }],
    },
    { name: 'made-by-ai', kind: 'flag', required: false, initial: 'no' },
    { name: 'paid-partnership', kind: 'flag', required: false, initial: 'no' },
  ],
  source: 'https://docs.x.com/x-api 2026-08-22',
}

/** Chunks of an upload: up to 5 MB each and a thousand of them (docs.x.com, media/quickstart/media-upload-chunked, Aug 2026). */
export const chunkBytes = 4 * megabyte

/** What X charges for a call, in US dollars. */
export const prices = {
  post: 0.015, postWithLink: 0.2, reply: 0.01, message: 0.015, altText: 0.005, deletion: 0.005, repost: 0.015,
  ownRead: 0.001, otherPost: 0.005, messageRead: 0.01, personRead: 0.01,
  source: 'https://docs.x.com/x-api/getting-started/pricing', seen: '2026-08-22',
} as const

const works: AbilityState = { kind: 'works' }

/** What this account can do with the rights it was given. */
export function abilitiesFrom(scopes: readonly string[]): Abilities {
  const offered = new Set<Ability>((xOffers.needs ?? []).flatMap(group => group.abilities))
  const stateOf = (name: Ability): AbilityState => {
    if (!offered.has(name)) return { kind: 'lacking', why: 'network' }
    const scope = scopeOf[name]
    return scope === undefined || scopes.includes(scope) ? works : { kind: 'lacking', why: 'permission' }
  }
  return Object.fromEntries(ability.options.map(name => [name, stateOf(name)])) as Abilities // the cast: every ability was named
}

import { ability, type Abilities, type Ability, type AbilityState, type FormatRule, type Limits, type MediaLimit, type PublishOption, type TextRule } from '../../../preload/contract/networks.ts'

/** https://developers.google.com/youtube/v3/docs/videos#properties, title and description as clients made from that page quote it (seen 27 Nov 2026); the tags' five hundred not confirmed. */
export const titleMax = 100
export const tagsMax = 500
const descriptionMaxBytes = 5000
/** Neither may stand in a title or a description. */
const forbids = '<>'
export const forbiddenSigns = /[<>]/u
/** Comments: the interface publishes no length; ten thousand is what is known from use, not confirmed. */
export const commentMax = 10_000

const minuteMs = 60_000
const hourMs = 60 * minuteMs
/** https://support.google.com/youtube/answer/71673: longer only once the channel's phone number is verified. Not read again in November 2026; whether it is, the channel tells. */
const unverifiedMaxMs = 15 * minuteMs
const verifiedMaxMs = 12 * hourMs
/** https://support.google.com/youtube/answer/15424877: since 15 Oct 2024, square or taller. Not read again in November 2026. */
const shortMaxMs = 3 * minuteMs

const description: TextRule = { maxGraphemes: descriptionMaxBytes, unit: { kind: 'code-points' }, maxBytes: descriptionMaxBytes, urlWeight: null, mentionHostIsFree: false, warningCounts: false, forbids }
/** A picture beside the video is its thumbnail: 50 MB since 14 Sep 2026 (https://developers.google.com/youtube/v3/revision_history), JPEG or PNG. */
const thumbnail: MediaLimit = { max: 1, maxBytes: 52_428_800, maxPixels: null, maxDurationMs: null, mimes: ['image/jpeg', 'image/png'], altMaxGraphemes: 0, shrinks: true }
const mimes = ['video/mp4', 'video/quicktime', 'video/webm', 'video/x-matroska', 'video/mpeg', 'video/x-msvideo', 'video/x-ms-wmv', 'video/x-flv', 'video/3gpp']
/** 256 GB, https://developers.google.com/youtube/v3/docs/videos/insert. */
const video: MediaLimit = { max: 1, maxBytes: 274_877_906_944, maxPixels: null, maxDurationMs: unverifiedMaxMs, mimes, altMaxGraphemes: 0, shrinks: false }

const formatsFor = (maxDurationMs: number): FormatRule[] => {
  // A first comment is the second part.
  const common = { needs: 'video', text: description, images: thumbnail, mixesMedia: true, maxThreadParts: 2, schedules: true } as const
  return [
    { ...common, format: 'video', video: { ...video, maxDurationMs } },
    // There is no switch for it: YouTube makes a Short of what is short enough and no wider than tall.
    { ...common, format: 'short', video: { ...video, maxDurationMs: shortMaxMs, maxAspect: 1 } },
  ]
}

export type Category = { readonly id: string; readonly title: string }
/** "People & Blogs", YouTube's own default. */
export const usualCategory = '22'
export const defaultCategories: readonly Category[] = [{ id: usualCategory, title: 'People & Blogs' }]

const optionsFor = (categories: readonly Category[]): PublishOption[] => [
  { name: 'title', kind: 'text', required: true, maxGraphemes: titleMax, unit: { kind: 'code-points' }, forbids },
  // The law asks its owner (COPPA); no answer is taken for one.
  { name: 'made-for-kids', kind: 'choice', required: true, values: [{ value: 'no', label: null }, { value: 'yes', label: null }], initial: null },
  { name: 'audience', kind: 'choice', required: true, values: [{ value: 'public', label: null }, { value: 'unlisted', label: null }], initial: 'public' },
  { name: 'category', kind: 'choice', required: true, values: categories.map(({ id, title }) => ({ value: id, label: title })), initial: categories.some(({ id }) => id === usualCategory) ? usualCategory : categories[0]?.id ?? null },
  // As typed, with commas: YouTube adds marks around tags of several words, so that less fits than it allows.
  { name: 'tags', kind: 'text', required: false, maxGraphemes: tagsMax - 100, unit: { kind: 'code-points' }, forbids },
  { name: 'made-by-ai', kind: 'flag', required: false, initial: 'no' },
  { name: 'paid-partnership', kind: 'flag', required: false, initial: 'no' },
]

/** What this channel may upload, and the categories of its country. */
export function limitsFor({ isVerified, categories }: { readonly isVerified: boolean; readonly categories: readonly Category[] }): Limits {
  const maxDurationMs = isVerified ? verifiedMaxMs : unverifiedMaxMs
  return {
    text: description, images: thumbnail, video: { ...video, maxDurationMs }, mixesMedia: true, poll: null, pollWithMedia: false,
    maxThreadParts: 2, visibilities: ['public'], messageMaxGraphemes: commentMax,
    // Five minutes are ours: a time in the past publishes at once. No end, number or daily number is published.
    schedule: { minLeadMs: 5 * minuteMs, maxLeadMs: null, maxHeld: null, maxPerDay: null, maxParts: 1 },
    formats: formatsFor(maxDurationMs),
    options: optionsFor(categories),
    needs: 'video',
    source: 'discovery document of the YouTube Data API v3, 2026-09-24',
  }
}

const works: AbilityState = { kind: 'works' }
const missing: AbilityState = { kind: 'lacking', why: 'network' }
const supported: readonly Ability[] = ['images', 'video', 'short-video', 'first-comment', 'reply', 'edit', 'delete', 'hide', 'search', 'schedule', 'account-figures', 'post-figures', 'language']
export const abilities: Abilities = Object.fromEntries(ability.options.map(one => [one, supported.includes(one) ? works : missing])) as Abilities // the cast: Object.fromEntries forgets key types

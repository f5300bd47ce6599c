import { ability, type Abilities, type Ability, type AbilityState, type FormatRule, type Limits, type MediaLimit, type PublishOption, type TextRule } from '../../../preload/contract/networks.ts'

/**
 * 1500 characters, as other programs state it (docs.zernio.com/platforms/google-business/reference, seen 27 Nov 2026; Google's reference names no number). What a character is
 * is published nowhere, so the longest of all ways of counting is taken.
 */
const text: TextRule = { maxGraphemes: 1500, unit: { kind: 'utf-16' }, maxBytes: null, urlWeight: null, mentionHostIsFree: false, warningCounts: false }
/** Of an offer or event; not confirmed. */
export const titleMax = 58
/** Of an answer to a review: google.mybusiness.v4 ReviewReply, as mirrored on 11 Sep 2026. */
export const answerMaxBytes = 4096
/** 400 by 300 at least, up to 5 MB, one a post: as other programs state it (the same page, and whitespark.ca); 10 kB at least as for photos of a place (accounts.locations.media, 11 Sep 2026). */
export const pictureMin = { width: 400, height: 300, bytes: 10_240 } as const
const images: MediaLimit = { max: 1, maxBytes: 5_000_000, maxPixels: null, maxDurationMs: null, mimes: ['image/jpeg', 'image/png'], altMaxGraphemes: 0, shrinks: true, fromTheWeb: true, minWidth: pictureMin.width, minHeight: pictureMin.height }

const common = { needs: 'nothing', text, images, video: null, mixesMedia: false, maxThreadParts: 1, schedules: true } as const
const formats: FormatRule[] = [{ ...common, format: 'post' }, { ...common, format: 'offer' }, { ...common, format: 'event' }]

/** Our words for the buttons, and the interface's (LocalPost.ActionType). An offer has none. */
export const actions: Readonly<Record<string, string>> = { 'learn-more': 'LEARN_MORE', book: 'BOOK', order: 'ORDER', shop: 'SHOP', 'sign-up': 'SIGN_UP', call: 'CALL' }

const options: PublishOption[] = [
  { name: 'title', kind: 'text', required: true, maxGraphemes: titleMax, unit: { kind: 'utf-16' }, formats: ['offer', 'event'] },
  { name: 'starts', kind: 'moment', required: true, formats: ['offer', 'event'] },
  { name: 'ends', kind: 'moment', required: true, after: 'starts', formats: ['offer', 'event'] },
  { name: 'action', kind: 'choice', required: false, values: ['none', ...Object.keys(actions)].map(value => ({ value, label: null })), initial: 'none', formats: ['post', 'event'] },
  { name: 'action-link', kind: 'link', required: false, requiredWith: { name: 'action', values: Object.keys(actions).filter(one => one !== 'call') }, formats: ['post', 'event'] },
  { name: 'offer-code', kind: 'text', required: false, maxGraphemes: titleMax, unit: { kind: 'utf-16' }, formats: ['offer'] },
  { name: 'offer-link', kind: 'link', required: false, formats: ['offer'] },
  { name: 'terms', kind: 'text', required: false, maxGraphemes: 5000, unit: { kind: 'utf-16' }, formats: ['offer'] },
]

const minuteMs = 60_000
export const limits: Limits = {
  text, images, video: null, mixesMedia: false, poll: null, pollWithMedia: false, maxThreadParts: 1, visibilities: ['public'], messageMaxGraphemes: 1000,
  // LocalPost.scheduledTime, read 27 Nov 2026; it names no bounds, the ten minutes are ours.
  schedule: { minLeadMs: 10 * minuteMs, maxLeadMs: null, maxHeld: null, maxPerDay: null, maxParts: 1 },
  formats, options,
  source: 'https://developers.google.com/my-business/reference/rest/v4/accounts.locations.localPosts 2026-11-27',
}

const works: AbilityState = { kind: 'works' }
const missing: AbilityState = { kind: 'lacking', why: 'network' }
/** Figures of single posts ended in 2023, messages in 2024, questions on 3 Nov 2025; nobody follows, likes or comments there. */
const supported: readonly Ability[] = ['text', 'images', 'language', 'reply', 'edit', 'delete', 'schedule', 'account-figures', 'reviews']
export const abilities: Abilities = Object.fromEntries(ability.options.map(one => [one, supported.includes(one) ? works : missing])) as Abilities // the cast: Object.fromEntries forgets key types

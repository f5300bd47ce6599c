import { ability, type Abilities, type Ability, type AbilityState, type FormatRule, type Limits, type MediaLimit, type TextRule } from '../../../preload/contract/networks.ts'

/** The spoken version came on 29 Jul 2026; its end is announced when the next one comes (https://developers.facebook.com/docs/graph-api/changelog, read 27 Nov 2026). */
export const apiVersion = { name: 'Graph API v26.0', ends: null, source: 'https://developers.facebook.com/docs/graph-api/changelog 2026-11-27' } as const

/** How the account is spoken for: by the network's own sign-in, or by Facebook's, through the Page it is linked to. */
export type Login = 'instagram' | 'facebook'

const minuteMs = 60_000

/**
 * "2200 characters, 30 hashtags, 20 @ tags" (…/instagram-graph-api/reference/ig-user/media); how a character is counted is not published, so the longest
 * count (UTF-16) is taken, and no test of counting stands beside this file.
 */
const text: TextRule = { maxGraphemes: 2200, unit: { kind: 'utf-16' }, maxBytes: null, urlWeight: null, mentionHostIsFree: false, warningCounts: false }
export const mostHashtags = 30
export const mostMentions = 20

/** Of one post together (…/content-publishing#carousel-posts). */
export const mostMedia = 10
/** JPEG only, 8 MB, 4:5 to 1.91:1 (…/ig-user/media#image-specifications). */
const images: MediaLimit = { max: mostMedia, maxBytes: 8_000_000, maxPixels: null, maxDurationMs: null, mimes: ['image/jpeg'], altMaxGraphemes: 1000, shrinks: true, fromTheWeb: true, minAspect: 4 / 5, maxAspect: 1.91 }
const noImages: MediaLimit = { ...images, max: 0 }
/** Every single video is a reel (…#reel-specifications): 3 s to 15 minutes, 300 MB. It has no words for those who cannot see it. */
const video: MediaLimit = { max: mostMedia, maxBytes: 300_000_000, maxPixels: null, minDurationMs: 3000, maxDurationMs: 15 * minuteMs, mimes: ['video/mp4', 'video/quicktime'], altMaxGraphemes: 0, shrinks: false, minAspect: 0.01, maxAspect: 10 }
const oneVideo: MediaLimit = { ...video, max: 1 }
/** …#story-video-specifications: 3 to 60 s, 100 MB. */
const storyVideo: MediaLimit = { ...oneVideo, maxDurationMs: minuteMs, maxBytes: 100_000_000, minAspect: 0.1 }
const storyImages: MediaLimit = { ...images, max: 1, altMaxGraphemes: 0, minAspect: 0.1, maxAspect: 10 }

/** A post and its first comment. */
const withFirstComment = 2
const formats: FormatRule[] = [
  { format: 'post', needs: 'media', text, images, video, mixesMedia: true, maxThreadParts: withFirstComment, schedules: false },
  { format: 'reel', needs: 'video', text, images: noImages, video: oneVideo, mixesMedia: false, maxThreadParts: withFirstComment, schedules: false },
  // A story has no words beside its picture. The shape of a limit knows no nought: what is longer than one sign is stopped here, and that one in prepare.ts.
  { format: 'story', needs: 'media', text: { ...text, maxGraphemes: 1 }, images: storyImages, video: storyVideo, mixesMedia: false, maxThreadParts: 1, schedules: false },
]

export const instagramLimits: Limits = {
  text, images, video, mixesMedia: true, poll: null, pollWithMedia: false, maxThreadParts: withFirstComment, visibilities: ['public'], needs: 'media',
  // 1000 bytes (…/instagram-api-with-instagram-login/messaging-api); counted by signs here, and by bytes before it is sent.
  messageMaxGraphemes: 1000,
  formats,
  options: [
    { name: 'share-to-feed', kind: 'flag', required: false, initial: 'yes', formats: ['reel'] },
    { name: 'cover-ms', kind: 'number', required: false, min: 0, max: 15 * minuteMs, formats: ['reel'] },
    { name: 'made-by-ai', kind: 'flag', required: false, initial: 'no' },
    { name: 'paid-partnership', kind: 'flag', required: false, initial: 'no', formats: ['post', 'reel'] },
  ],
  source: 'https://developers.facebook.com/documentation/instagram-platform/instagram-graph-api/reference/ig-user/media 2026-11-23',
}

/** Pictures it always fetches itself; a video is sent to it with Facebook's sign-in (containers.ts), and fetched with its own. */
export function limitsWith(login: Login): Limits {
  if (login === 'facebook') return instagramLimits
  const fetched = (limit: MediaLimit | null): MediaLimit | null => limit && { ...limit, fromTheWeb: true }
  return { ...instagramLimits, video: fetched(instagramLimits.video), formats: formats.map(rule => ({ ...rule, video: fetched(rule.video) })) }
}
export const messageMaxBytes = 1000

/** Nobody may be written to later than this after they wrote (…/messaging-api). */
export const answerWindowMs = 24 * 60 * minuteMs

type Right = 'publish' | 'comments' | 'insights' | 'messages' | 'engagement' | 'contents' | 'basic'
const rightOf: Partial<Record<Ability, Right>> = {
  // Without a picture or a video nothing can be published.
  images: 'publish', video: 'publish', story: 'publish', 'short-video': 'publish', 'first-comment': 'comments', reply: 'comments', hide: 'comments', messages: 'messages',
  'account-figures': 'basic', 'post-figures': 'basic', reach: 'insights', delete: 'contents', like: 'engagement',
}
/** Which permission stands for it with each sign-in; null: not to be had with it. */
const names: Record<Login, Record<Right, string | null>> = {
  instagram: {
    basic: 'instagram_business_basic', publish: 'instagram_business_content_publish', comments: 'instagram_business_manage_comments', insights: 'instagram_business_manage_insights',
    messages: 'instagram_business_manage_messages', engagement: null, contents: null,
  },
  facebook: {
    basic: 'instagram_basic', publish: 'instagram_content_publish', comments: 'instagram_manage_comments', insights: 'instagram_manage_insights',
    messages: 'instagram_manage_messages', engagement: 'instagram_manage_engagement', contents: 'instagram_manage_contents',
  },
}
/** Asked for at Facebook's sign-in; all are given to people with a role in the app without any review. */
export const facebookScopes: readonly string[] = [...Object.values(names.facebook).filter(name => name !== null), 'pages_show_list', 'pages_read_engagement', 'business_management']

/** `granted` null: the network does not tell, and says no itself where a right is missing. */
export function abilitiesFrom(login: Login, granted: readonly string[] | null): Abilities {
  const stateOf = (one: Ability): AbilityState => {
    const right = rightOf[one]
    const name = right === undefined ? null : names[login][right]
    if (name === null) return { kind: 'lacking', why: 'network' }
    return granted === null || granted.includes(name) ? { kind: 'works' } : { kind: 'lacking', why: 'permission' }
  }
  return Object.fromEntries(ability.options.map(one => [one, stateOf(one)])) as Abilities // the cast: every ability is there
}
export const mayRead = (login: Login, right: Right, granted: readonly string[] | null): boolean => {
  const name = names[login][right]
  return name !== null && (granted === null || granted.includes(name))
}

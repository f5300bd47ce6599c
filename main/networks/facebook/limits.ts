import type { Abilities, Ability, AbilityState, FormatRule, Limits, MediaLimit, TextRule } from '../../../preload/contract/networks.ts'

/** The spoken version came on 29 Jul 2026; its end is announced when the next one comes (https://developers.facebook.com/docs/graph-api/changelog, read 27 Nov 2026). */
export const apiVersion = { name: 'Graph API v26.0', ends: null, source: 'https://developers.facebook.com/docs/graph-api/changelog 2026-11-27' } as const

const hourMs = 60 * 60_000
const dayMs = 24 * hourMs

/**
 * 63,206 characters is what the network's own window takes; neither the figure nor how it is counted is published, so the longest count (UTF-16) is
 * taken, and no test of counting stands beside this file.
 */
const text: TextRule = { maxGraphemes: 63_206, unit: { kind: 'utf-16' }, maxBytes: null, urlWeight: null, mentionHostIsFree: false, warningCounts: false }

/**
 * https://developers.facebook.com/docs/graph-api/reference/page/photos: up to 10 MB, PNG best under 1 MB; refusals name 4 MB (subcode 1366046), so that
 * is kept to. How many one post takes is not published; ten is what other programs allow. The length of an alt text is not published.
 */
const images: MediaLimit = { max: 10, maxBytes: 4_000_000, maxPixels: null, maxDurationMs: null, mimes: ['image/jpeg', 'image/png', 'image/gif', 'image/bmp', 'image/tiff'], altMaxGraphemes: 1000, shrinks: true }
const noImages: MediaLimit = { ...images, max: 0 }
/** https://developers.facebook.com/documentation/video-api/guides/publishing (read 27 Nov 2026) takes MP4; 10 GB and four hours are not on a page of the network's any more. */
const video: MediaLimit = { max: 1, maxBytes: 10_000_000_000, maxPixels: null, minDurationMs: 1000, maxDurationMs: 4 * hourMs, mimes: ['video/mp4', 'video/quicktime'], altMaxGraphemes: 0, shrinks: false }
/** https://developers.facebook.com/documentation/video-api/guides/reels-publishing (30 Jul 2026): 9:16, 3 to 90 s. */
const reel: MediaLimit = { ...video, maxBytes: 1_000_000_000, minDurationMs: 3000, maxDurationMs: 90_000, minAspect: 9 / 16, maxAspect: 9 / 16, mimes: ['video/mp4', 'video/quicktime'] }
/** https://developers.facebook.com/documentation/video-api/page-stories-api: video 3 to 60 s; a story has no words of its own. */
const storyVideo: MediaLimit = { ...reel, maxDurationMs: 60_000 }
const storyImages: MediaLimit = { ...images, max: 1, altMaxGraphemes: 0 }

/** A post and its first comment. */
const withFirstComment = 2
const formats: FormatRule[] = [
  { format: 'post', needs: 'nothing', text, images, video, mixesMedia: false, maxThreadParts: withFirstComment, schedules: true },
  { format: 'reel', needs: 'video', text, images: noImages, video: reel, mixesMedia: false, maxThreadParts: withFirstComment, schedules: true },
  // The shape of a limit knows no nought: what is longer than one sign is stopped here, and that one in prepare.ts.
  { format: 'story', needs: 'media', text: { ...text, maxGraphemes: 1 }, images: storyImages, video: storyVideo, mixesMedia: false, maxThreadParts: 1, schedules: false },
]

export const defaultLimits: Limits = {
  text, images, video, mixesMedia: false, poll: null, pollWithMedia: false, maxThreadParts: withFirstComment, visibilities: ['public'],
  // https://developers.facebook.com/docs/messenger-platform/reference/send-api: 2000 characters.
  messageMaxGraphemes: 2000,
  // https://developers.facebook.com/documentation/pages-api/posts: 10 minutes to 30 days; reels 29 days, which is kept to for all. A comment cannot be scheduled.
  schedule: { minLeadMs: 10 * 60_000, maxLeadMs: 29 * dayMs, maxHeld: null, maxPerDay: null, maxParts: 1 },
  formats,
  options: [{ name: 'link', required: false, kind: 'link', formats: ['post'] }, { name: 'title', required: false, kind: 'text', maxGraphemes: 255, unit: { kind: 'utf-16' }, formats: ['reel'] }],
  source: 'https://developers.facebook.com/documentation/pages-api/posts 2026-11-23',
}

/** Reels a Page may publish through programs (reels-publishing, 30 Jul 2026). */
export const reelsPerDay = { max: 30, windowMs: dayMs, source: 'https://developers.facebook.com/documentation/video-api/guides/reels-publishing 2026-07-30' } as const

const postsScope = 'pages_manage_posts'
const rights: Partial<Record<Ability, string>> = {
  text: postsScope, images: postsScope, video: postsScope, edit: postsScope, delete: postsScope, schedule: postsScope, story: postsScope, 'short-video': postsScope,
  reply: 'pages_manage_engagement', like: 'pages_manage_engagement', hide: 'pages_manage_engagement', 'first-comment': 'pages_manage_engagement',
  messages: 'pages_messaging', 'account-figures': 'pages_read_engagement', 'post-figures': 'pages_read_engagement', reach: 'read_insights',
}
/** Asked for at the sign-in; all of them are given to people with a role in the app without any review (access-levels, read 23 Nov 2026). */
export const scopes = ['pages_show_list', 'pages_read_engagement', 'pages_read_user_content', postsScope, 'pages_manage_engagement', 'pages_manage_metadata', 'pages_messaging', 'read_insights', 'business_management'] as const

const works: AbilityState = { kind: 'works' }
const lacks = (why: 'network' | 'permission'): AbilityState => ({ kind: 'lacking', why })

/** With the rights the token was given; null: unknown, and then the network itself says no where one is missing. */
export function abilitiesFrom(granted: readonly string[] | null): Abilities {
  const holds = (ability: Ability): AbilityState => (granted === null || granted.includes(rights[ability] ?? '') ? works : lacks('permission'))
  const no = lacks('network')
  return {
    text: holds('text'), images: holds('images'), video: holds('video'), edit: holds('edit'), delete: holds('delete'), schedule: holds('schedule'), story: holds('story'), 'short-video': holds('short-video'),
    reply: holds('reply'), like: holds('like'), hide: holds('hide'), 'first-comment': holds('first-comment'), messages: holds('messages'),
    'account-figures': holds('account-figures'), 'post-figures': holds('post-figures'), reach: holds('reach'),
    thread: no, poll: no, 'content-warning': no, visibility: no, language: no, quote: no, boost: no, follow: no, mute: no, block: no, report: no, search: no,
    // Edges that give recommendations are refused from v22.0 on, with code 12 (https://developers.facebook.com/docs/graph-api/reference/recommendation, read 27 Nov 2026).
    reviews: no, documents: no,
  }
}

import type { Abilities, Ability, AbilityState, Limits, PublishOption } from '../../../preload/contract/networks.ts'
import { ability } from '../../../preload/contract/networks.ts'
import type { CreatorEntity } from './entities.ts'

/** What is asked for at the sign-in; the owner may give fewer. */
export const scopes = ['user.info.basic', 'user.info.profile', 'user.info.stats', 'video.list', 'video.publish', 'video.upload'] as const
export type Scope = (typeof scopes)[number]

export const apiVersion = { name: 'v2', ends: null, source: 'https://developers.tiktok.com/doc/changelog 2026-11-23' } as const

/**
 * https://developers.tiktok.com/doc/content-posting-api-reference-direct-post (11 Sep 2026), …-media-transfer-guide and …-reference-photo-post (seen 23 Nov 2026).
 * A photo's description may have 4000 signs; 2200, a video's, hold for both, so that a post need not say first what it is.
 */
const baseLimits: Limits = {
  text: { maxGraphemes: 2200, unit: { kind: 'utf-16' }, maxBytes: null, urlWeight: null, mentionHostIsFree: false, warningCounts: false },
  // "At most 1080p": the longer side 1920.
  images: { max: 35, maxBytes: 20_000_000, maxPixels: 1920 * 1080, maxDurationMs: null, mimes: ['image/jpeg', 'image/webp'], altMaxGraphemes: 0, shrinks: true, fromTheWeb: true },
  video: {
    max: 1, maxPixels: 4096 * 4096, maxDurationMs: 600_000, mimes: ['video/mp4', 'video/quicktime', 'video/webm'], altMaxGraphemes: 0, shrinks: false,
    // TikTok takes 4 GB; a file is read as a whole here, and Node reads no more than 2 GiB at once.
    maxBytes: 2_000_000_000,
  },
  mixesMedia: false,
  poll: null, pollWithMedia: false,
  maxThreadParts: 1,
  visibilities: [],
  // There are no messages; the contract wants a figure.
  messageMaxGraphemes: 1,
  needs: 'media',
  source: 'https://developers.tiktok.com/doc/content-posting-api-reference-direct-post 2026-09-11',
}

/** TikTok's levels under our words. A level of another name is left out: what it means is not known. */
export const audiences = { public: 'PUBLIC_TO_EVERYONE', friends: 'MUTUAL_FOLLOW_FRIENDS', followers: 'FOLLOWER_OF_CREATOR', private: 'SELF_ONLY' } as const
export type Audience = keyof typeof audiences
export const isAudience = (value: string): value is Audience => Object.hasOwn(audiences, value)
const everyAudience = Object.keys(audiences).filter(isAudience)

export const audiencesOf = (creator: CreatorEntity | null): readonly Audience[] => everyAudience.filter(one => creator === null || creator.privacy_level_options.includes(audiences[one]))

/** Into the inbox of the owner's own app there: not published, and the way for an app that TikTok has not reviewed. A video's text does not go with it. */
export const draft = 'draft'

const flag = (name: PublishOption['name']): PublishOption => ({ name, kind: 'flag', required: false, initial: 'no' })

/**
 * TikTok's rules for programs that post (content-sharing-guidelines): the audience is chosen by hand, with nothing chosen before; comments,
 * duets and stitches are off until somebody turns them on, and not offered where the account has turned them off; advertising is disclosed.
 */
export function optionsFrom(creator: CreatorEntity | null, granted: readonly string[]): readonly PublishOption[] {
  const may: readonly string[] = [...(granted.includes('video.publish' satisfies Scope) ? audiencesOf(creator) : []), ...(granted.includes('video.upload' satisfies Scope) ? [draft] : [])]
  return [
    { name: 'audience', kind: 'choice', required: true, initial: null, values: may.map(value => ({ value, label: null })) },
    ...(creator?.comment_disabled ? [] : [flag('comments')]),
    ...(creator?.duet_disabled ? [] : [flag('duets')]),
    ...(creator?.stitch_disabled ? [] : [flag('stitches')]),
    flag('own-brand'), flag('paid-partnership'), flag('made-by-ai'), flag('auto-music'),
    { name: 'cover-ms', kind: 'number', required: false, min: 0, max: (creator?.max_video_post_duration_sec ?? 600) * 1000 },
  ]
}

/** `creator` null: not told (the right is missing, or it was asked for too often). */
export function limitsFrom(creator: CreatorEntity | null, granted: readonly string[] = scopes): Limits {
  const { video } = baseLimits
  const seconds = creator?.max_video_post_duration_sec ?? null
  return {
    ...baseLimits, options: [...optionsFrom(creator, granted)],
    video: video && { ...video, maxDurationMs: seconds === null ? video.maxDurationMs : seconds * 1000 },
  }
}

const lacks = (why: 'network' | 'permission'): AbilityState => ({ kind: 'lacking', why })

/** What the rights that were given are good for. All else the network lets no program do. */
export function abilitiesFrom(granted: readonly string[]): Abilities {
  // Without the right to publish, drafts are left.
  const posting: readonly Scope[] = ['video.publish', 'video.upload']
  const rights: Partial<Record<Ability, readonly Scope[]>> = { images: posting, video: posting, 'short-video': posting, 'account-figures': ['user.info.stats'], 'post-figures': ['video.list'] }
  const stateOf = (name: Ability): AbilityState => {
    const enough = rights[name]
    return enough === undefined ? lacks('network') : enough.some(right => granted.includes(right)) ? { kind: 'works' } : lacks('permission')
  }
  return Object.fromEntries(ability.options.map(name => [name, stateOf(name)])) as Abilities // the cast: every ability was set
}

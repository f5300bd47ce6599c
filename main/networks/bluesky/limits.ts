import type { Abilities, Ability, AbilityState, Limits } from '../../../preload/contract/networks.ts'
import { ability } from '../../../preload/contract/networks.ts'

/** Largest picture: app.bsky.embed.images, `image.maxSize`, lexicon of 20 Aug 2026. Older texts say 1,000,000. */
export const maxImageBytes = 2_000_000
/** Largest picture of a link card: app.bsky.embed.external, `thumb.maxSize`. */
export const maxThumbBytes = 1_000_000
/** The app shrinks to this width and height; larger pictures cost time and show no more. */
export const maxImageSide = 2000
/** Reference server's limit for one blob where it is not Bluesky's own (PDS_BLOB_UPLOAD_LIMIT, 5 MiB unless set). */
export const ownServerBlobBytes = 5 * 1024 * 1024

const imageMimes = ['image/jpeg', 'image/png', 'image/webp']

/**
 * What a post may hold. Text and media by the lexicons (app.bsky.feed.post, app.bsky.embed.*), which every server enforces alike;
 * video by what Bluesky's video service says today, or by the blob limit of a server of one's own.
 */
export function limitsOn(isBlueskyHosted: boolean): Limits {
  return {
    // Both limits hold. An address counts in full and is sent as written (format.ts).
    text: { maxGraphemes: 300, maxBytes: 3000, urlWeight: null, mentionHostIsFree: false, warningCounts: false },
    images: { max: 4, maxBytes: maxImageBytes, maxPixels: maxImageSide * maxImageSide, maxDurationMs: null, mimes: imageMimes, altMaxGraphemes: 2000, shrinks: true },
    // Three minutes and 2000 graphemes of alt text are the official app's limits; the lexicon knows none.
    video: { max: 1, maxBytes: isBlueskyHosted ? 300_000_000 : ownServerBlobBytes, maxPixels: null, maxDurationMs: 180_000, mimes: ['video/mp4'], altMaxGraphemes: 2000, shrinks: false },
    mixesMedia: false,
    poll: null,
    pollWithMedia: false,
    // The protocol has no limit; the composer wants one.
    maxThreadParts: 50,
    visibilities: ['public'],
    messageMaxGraphemes: 1000,
    source: 'https://github.com/bluesky-social/atproto/tree/main/lexicons, 20 Aug 2026',
  }
}

const works: AbilityState = { kind: 'works' }
/** What Bluesky does not have at all. Labels exist, but they are chosen from a list and are no sentence of one's own. */
const absentFromNetwork: readonly Ability[] = ['poll', 'content-warning', 'visibility', 'edit', 'reach', 'schedule', 'story', 'short-video', 'first-comment', 'hide', 'reviews', 'documents']
/** What needs Bluesky's view of the whole network (the AppView), which a server of one's own may lack. */
const needsView: readonly Ability[] = ['search', 'account-figures', 'post-figures', 'mute']

export type ServerParts = { readonly hasView: boolean; readonly chat: 'works' | 'server' | 'permission'; readonly takesVideo: boolean }

export function abilitiesOf(parts: ServerParts): Abilities {
  const stateOf = (name: Ability): AbilityState => {
    if (absentFromNetwork.includes(name)) return { kind: 'lacking', why: 'network' }
    if (needsView.includes(name) && !parts.hasView) return { kind: 'lacking', why: 'server' }
    if (name === 'messages' && parts.chat !== 'works') return { kind: 'lacking', why: parts.chat }
    if (name === 'video' && !parts.takesVideo) return { kind: 'lacking', why: 'server' }
    return works
  }
  // The cast: fromEntries forgets that every ability is there.
  return Object.fromEntries(ability.options.map(name => [name, stateOf(name)])) as Abilities
}

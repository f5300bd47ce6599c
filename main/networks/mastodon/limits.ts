import { z } from 'zod'
import type { Abilities, Ability, AbilityState, Limits } from '../../../preload/contract/networks.ts'
import { holdsScope } from './scopes.ts'

const positive = z.number().int().positive().nullish().catch(null)
const polls = z.object({ max_options: positive, max_characters_per_option: positive, min_expiration: positive, max_expiration: positive })

/** `GET /api/v2/instance`, or v1 of old and other servers (with Pleroma's and glitch's own fields), as far as it is used. */
export const instanceEntity = z.object({
  domain: z.string().nullish().catch(null),
  uri: z.string().nullish().catch(null),
  title: z.string().nullish().catch(null),
  version: z.string(),
  source_url: z.string().nullish().catch(null),
  pleroma: z.unknown().optional(),
  api_versions: z.object({ mastodon: z.number().int().nullish().catch(null) }).nullish().catch(null),
  configuration: z.object({
    statuses: z.object({ max_characters: positive, max_media_attachments: positive, characters_reserved_per_url: positive }).nullish().catch(null),
    media_attachments: z.object({
      supported_mime_types: z.array(z.string()).nullish().catch(null),
      image_size_limit: positive, image_matrix_limit: positive, video_size_limit: positive, video_matrix_limit: positive, description_limit: positive,
    }).nullish().catch(null),
    polls: polls.nullish().catch(null),
  }).nullish().catch(null),
  max_toot_chars: positive,
  max_media_attachments: positive,
  upload_limit: positive,
  description_limit: positive,
  poll_limits: z.object({ max_options: positive, max_option_chars: positive, min_expiration: z.number().int().nonnegative().nullish().catch(null), max_expiration: positive }).nullish().catch(null),
})
export type InstanceEntity = z.infer<typeof instanceEntity>

/** Mastodon's own figures, where a server does not tell its own (entities/Instance, read 2 Jul 2026). */
export const defaultLimits: Limits = {
  text: { maxGraphemes: 500, maxBytes: null, urlWeight: 23, mentionHostIsFree: true, warningCounts: true },
  images: {
    max: 4, maxBytes: 16_777_216, maxPixels: 33_177_600, maxDurationMs: null, altMaxGraphemes: 1500, shrinks: true,
    mimes: ['image/jpeg', 'image/png', 'image/gif', 'image/webp'],
  },
  video: { max: 1, maxBytes: 103_809_024, maxPixels: 8_294_400, maxDurationMs: null, altMaxGraphemes: 1500, shrinks: false, mimes: ['video/mp4', 'video/webm', 'video/quicktime'] },
  mixesMedia: false,
  poll: { minOptions: 2, maxOptions: 4, optionMaxGraphemes: 50, minDurationS: 300, maxDurationS: 2_629_746 },
  pollWithMedia: false,
  // The network knows no end; a chain of fifty is ours, so that one delivery stays readable.
  maxThreadParts: 50,
  visibilities: ['public', 'unlisted', 'followers', 'direct'],
  messageMaxGraphemes: 500,
  // ScheduledStatus::TOTAL_LIMIT and DAILY_LIMIT, PostStatusService::MIN_SCHEDULE_OFFSET (mastodon/mastodon, seen 27 Nov 2026). A reply to what is not out yet cannot be scheduled.
  schedule: { minLeadMs: 5 * 60_000, maxLeadMs: null, maxHeld: 300, maxPerDay: 25, maxParts: 1 },
  source: 'https://docs.joinmastodon.org/entities/Instance/ 2026-07-02',
}

export function limitsFrom(instance: InstanceEntity): Limits {
  const base = defaultLimits
  const statuses = instance.configuration?.statuses
  const media = instance.configuration?.media_attachments
  const maxGraphemes = statuses?.max_characters ?? instance.max_toot_chars ?? base.text.maxGraphemes
  const altMaxGraphemes = media?.description_limit ?? instance.description_limit ?? base.images.altMaxGraphemes
  const mimes = (kind: string, otherwise: readonly string[]): string[] => {
    const told = media?.supported_mime_types?.filter(mime => mime.startsWith(`${kind}/`)) ?? []
    return told.length > 0 ? told : [...otherwise]
  }
  const video = base.video
  return {
    ...base,
    text: { ...base.text, maxGraphemes, urlWeight: statuses?.characters_reserved_per_url ?? base.text.urlWeight },
    images: {
      ...base.images, altMaxGraphemes,
      max: statuses?.max_media_attachments ?? instance.max_media_attachments ?? base.images.max,
      maxBytes: media?.image_size_limit ?? instance.upload_limit ?? base.images.maxBytes,
      maxPixels: media?.image_matrix_limit ?? base.images.maxPixels,
      mimes: mimes('image', base.images.mimes),
    },
    video: video && {
      ...video, altMaxGraphemes,
      maxBytes: media?.video_size_limit ?? instance.upload_limit ?? video.maxBytes,
      maxPixels: media?.video_matrix_limit ?? video.maxPixels,
      mimes: mimes('video', video.mimes),
    },
    poll: pollsOf(instance),
    messageMaxGraphemes: maxGraphemes,
    source: instance.configuration || instance.max_toot_chars ? 'server' : base.source,
  }
}

function pollsOf(instance: InstanceEntity): Limits['poll'] {
  const base = defaultLimits.poll
  if (base === null) return null
  const told = instance.configuration?.polls
  const old = instance.poll_limits
  // A server that tells its configuration and no polls in it has none (Pixelfed); one that tells nothing is simply old.
  if (!told && !old && instance.configuration) return null
  return {
    minOptions: base.minOptions,
    maxOptions: told?.max_options ?? old?.max_options ?? base.maxOptions,
    optionMaxGraphemes: told?.max_characters_per_option ?? old?.max_option_chars ?? base.optionMaxGraphemes,
    minDurationS: told?.min_expiration ?? old?.min_expiration ?? base.minDurationS,
    maxDurationS: told?.max_expiration ?? old?.max_expiration ?? base.maxDurationS,
  }
}

export type Probes = {
  /** The instance told itself by v2, which is younger than edits. */
  readonly answersV2: boolean
  /** Asked once each: false when the server says there is no such thing. */
  readonly hasConversations: boolean
  readonly hasSearch: boolean
}

/**
 * Mastodon itself, and what is built on it, keeps a post for later. Many other servers of this API take `scheduled_at` and post at once, so
 * only what says that it is Mastodon is believed: it tells its own API version (4.3 and younger), or a version that is nothing but a number
 * (others write "2.7.2 (compatible; Pleroma …)", "0.17.0+git"), from a time when it had scheduled posts (2.7 and younger).
 */
export function keepsScheduled({ version, api_versions: api, pleroma, source_url: source }: InstanceEntity): boolean {
  if (pleroma !== undefined || /compatible|pleroma|akkoma|gotosocial|pixelfed|friendica|misskey|sharkey|hollo|takahe|iceshrimp/iu.test(`${version} ${source ?? ''}`)) return false
  const [, major, minor] = /^(\d+)\.(\d+)\.\d+(?:[-+.](?:alpha|beta|rc|glitch|hometown|nightly|stable|ecko)[\w.+-]*)?$/iu.exec(version) ?? []
  if (major === undefined || minor === undefined) return false
  const age = Number(major) * 1000 + Number(minor)
  // From 4.3 on a real one also tells its API version; a server that only borrows the number does not.
  return age >= 4003 ? (api?.mastodon ?? 0) > 0 && (source === null || source === undefined || /mastodon|hometown/iu.test(source)) : age >= 2007
}

const works: AbilityState = { kind: 'works' }
const lacks = (why: 'network' | 'server' | 'permission'): AbilityState => ({ kind: 'lacking', why })

const rights: Partial<Record<Ability, string>> = {
  images: 'write:media', video: 'write:media', thread: 'write:statuses', poll: 'write:statuses', reply: 'write:statuses', quote: 'write:statuses', edit: 'write:statuses',
  delete: 'write:statuses', like: 'write:favourites', boost: 'write:statuses', follow: 'write:follows', mute: 'write:mutes', block: 'write:blocks', report: 'write:reports',
  schedule: 'write:statuses', messages: 'read:statuses', search: 'read:search', 'account-figures': 'read:accounts', 'post-figures': 'read:statuses',
}

/** What this account can do on this server with the rights it was given. */
export function abilitiesFrom(instance: InstanceEntity, limits: Limits, scopes: readonly string[], probes: Probes): Abilities {
  const api = instance.api_versions?.mastodon ?? 0
  const onServer = (has: boolean): AbilityState => (has ? works : lacks('server'))
  const offered: Record<Ability, AbilityState> = {
    text: works, images: onServer(limits.images.max > 0), video: onServer(limits.video !== null), thread: works, poll: onServer(limits.poll !== null),
    'content-warning': works, visibility: works, language: works, reply: works, delete: works,
    // Quotes came with API version 7 (4.5), https://docs.joinmastodon.org/methods/statuses/#create read 2 Jul 2026.
    quote: onServer(api >= 7),
    edit: onServer(api > 0 || probes.answersV2),
    like: works, boost: works, follow: works, mute: works, block: works, report: works,
    messages: onServer(probes.hasConversations), search: onServer(probes.hasSearch),
    'account-figures': works, 'post-figures': works,
    schedule: onServer(keepsScheduled(instance)),
    // No Mastodon server counts who saw a post; the others are other networks' things.
    reach: lacks('network'), story: lacks('network'), 'short-video': lacks('network'), 'first-comment': lacks('network'), hide: lacks('network'), reviews: lacks('network'), documents: lacks('network'),
  }
  for (const [ability, scope] of Object.entries(rights) as [Ability, string][]) { // the cast: Object.entries forgets key types
    if (offered[ability].kind === 'works' && !holdsScope(scopes, scope)) offered[ability] = lacks('permission')
  }
  return offered
}

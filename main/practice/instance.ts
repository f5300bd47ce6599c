import { forUser, json, notFound, open, type Route } from './call.ts'
import { charactersPerUrl } from './read-text.ts'
import { limits, mimeTypes } from './limits.ts'
import type { World } from './world.ts'

// A server of the 4.6 line: `api_versions.mastodon` 10 (docs `/entities/Instance`, read 2 Jul 2026).
const version = '4.6.2'

export const instanceRoutes: readonly Route[] = [
  open('GET', '/api/v2/instance', [], ({ world }) => (world.faults.deviations().instanceV1Only ? notFound() : json(instanceEntity(world)))),
  open('GET', '/api/v1/instance', [], ({ world }) => json(oldInstanceEntity(world))),
  open('GET', '/api/v1/instance/rules', [], ({ world }) => json(rules(world))),
  forUser('GET', '/api/v1/preferences', ['read:accounts'], ({ world }) =>
    json({
      'posting:default:visibility': 'public',
      'posting:default:sensitive': false,
      'posting:default:language': world.language,
      'posting:default:quote_policy': 'public',
      'reading:expand:media': 'default',
      'reading:expand:spoilers': false,
      'reading:autoplay:gifs': false,
    }),
  ),
  open('GET', '/health', [], () => ({ status: 200, headers: { 'content-type': 'text/plain; charset=utf-8' }, body: 'OK' })),
]

const title = (world: World): string => (world.language === 'fr' ? "Réseau d'entraînement" : 'Practice network')
const description = (world: World): string =>
  world.language === 'fr'
    ? 'Un petit réseau dans votre ordinateur, avec des clients inventés. Rien n’en sort.'
    : 'A small network inside your computer, with invented customers. Nothing leaves it.'

function rules(world: World): unknown[] {
  const text = world.language === 'fr' ? 'Ici, tout le monde est inventé : essayez sans crainte.' : 'Everybody here is invented: try things freely.'
  return [{ id: '1', text, hint: '' }]
}

function configuration(): Record<string, unknown> {
  return {
    statuses: { max_characters: limits.maxCharacters, max_media_attachments: limits.maxMedia, characters_reserved_per_url: charactersPerUrl },
    media_attachments: {
      supported_mime_types: [...mimeTypes.image, ...mimeTypes.video, ...mimeTypes.audio],
      description_limit: limits.descriptionCharacters,
      image_size_limit: limits.imageBytes,
      image_matrix_limit: limits.imagePixels,
      video_size_limit: limits.videoBytes,
      video_frame_rate_limit: limits.videoFramesPerSecond,
      video_matrix_limit: limits.videoPixels,
    },
    polls: {
      max_options: limits.pollOptions,
      max_characters_per_option: limits.pollOptionCharacters,
      min_expiration: limits.pollMinS,
      max_expiration: limits.pollMaxS,
    },
  }
}

function instanceEntity(world: World): Record<string, unknown> {
  const base = world.baseUrl()
  return {
    domain: new URL(base).host,
    title: title(world),
    version,
    source_url: 'https://github.com/mastodon/mastodon',
    description: description(world),
    usage: { users: { active_month: world.store.get<{ n: number }>('select count(*) as n from accounts')?.n ?? 0 } },
    thumbnail: { url: `${base}/headers/instance.png`, blurhash: null, description: '' },
    icon: [],
    languages: [world.language],
    configuration: {
      urls: { streaming: null, status: null, about: `${base}/`, privacy_policy: null, terms_of_service: null },
      accounts: { max_featured_tags: 10, max_pinned_statuses: limits.pins, max_profile_fields: 4, profile_field_name_limit: 255, profile_field_value_limit: 255 },
      ...configuration(),
      translation: { enabled: false },
      limited_federation: true,
      timelines_access: {
        live_feeds: { local: 'public', remote: 'public' },
        hashtag_feeds: { local: 'public', remote: 'public' },
        trending_link_feeds: { local: 'public', remote: 'public' },
      },
    },
    registrations: { enabled: false, approval_required: false, reason_required: null, message: null, min_age: null, url: null },
    api_versions: { mastodon: 10 },
    contact: { email: 'practice@localhost.invalid', account: null },
    rules: rules(world),
  }
}

/** Mastodon 3's answer, all that some servers have. */
function oldInstanceEntity(world: World): Record<string, unknown> {
  const base = world.baseUrl()
  const count = (table: 'accounts' | 'statuses'): number => world.store.get<{ n: number }>(`select count(*) as n from ${table}`)?.n ?? 0
  return {
    uri: new URL(base).host,
    title: title(world),
    short_description: description(world),
    description: description(world),
    email: 'practice@localhost.invalid',
    version,
    urls: { streaming_api: base.replace('http', 'ws') },
    stats: { user_count: count('accounts'), status_count: count('statuses'), domain_count: 1 },
    thumbnail: `${base}/headers/instance.png`,
    languages: [world.language],
    registrations: false,
    approval_required: false,
    invites_enabled: false,
    configuration: { accounts: { max_featured_tags: 10 }, ...configuration() },
    contact_account: null,
    rules: rules(world),
  }
}

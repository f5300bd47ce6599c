import type { Abilities, Ability, AbilityState, Limits, NetworkDescription, PublishOption } from '../../../preload/contract/networks.ts'
import { ability } from '../../../preload/contract/networks.ts'
import type { Scope } from './scopes.ts'
import { isOrganization } from './urn.ts'

/**
 * A version lives about a year, then every call is answered 426 (202510 ended on 15 Oct 2026, 202604 ends on 15 Apr 2027); 202609 was the
 * newest one confirmed.
 */
export const apiVersion = { name: '202609', ends: '2027-09-15', source: 'https://learn.microsoft.com/en-us/linkedin/marketing/versioning 2026-11-23' } as const satisfies NetworkDescription['apiVersion']

/** Comments: not published; the figure of integrators' notes, seen 23 Nov 2026. */
export const commentMax = 1250
/** Posts API, `content.article.title`: shorter than 400. */
const titleMax = 399
/** Poll API: https://learn.microsoft.com/en-us/linkedin/marketing/community-management/shares/poll-post-api, as quoted 23 Nov 2026. */
export const pollQuestionMax = 140
const dayS = 24 * 3600
export const pollDurations = [['ONE_DAY', dayS], ['THREE_DAYS', 3 * dayS], ['SEVEN_DAYS', 7 * dayS], ['FOURTEEN_DAYS', 14 * dayS]] as const
/** Videos API: parts of 4 MiB, as the answer cuts them. */
const video: NonNullable<Limits['video']> = {
  // 75 KB to 500 MB, 3 s to 30 min; the aspect is not sure (integrators' notes). A video has a title, no words for those who cannot see it.
  max: 1, maxBytes: 500_000_000, maxPixels: null, maxDurationMs: 30 * 60_000, minDurationMs: 3000, minAspect: 1 / 2.4, maxAspect: 2.4, mimes: ['video/mp4'], altMaxGraphemes: 0, shrinks: false,
}

/** Documents API: at most 100 MB and 300 pages; PPT(X) and DOC(X) as well, which are not taken in here. Looked up again 27 Nov 2026. */
const documents: NonNullable<Limits['documents']> = { max: 1, maxBytes: 100_000_000, maxPages: 300, mimes: ['application/pdf'] }

const options = (author: string): readonly PublishOption[] => [
  // Posts API: a document needs one, all else may have one.
  { name: 'title', kind: 'text', required: false, requiredWithDocument: true, maxGraphemes: titleMax, unit: { kind: 'utf-16' } },
  { name: 'link', kind: 'link', required: false },
  ...(isOrganization(author) ? [] : [{
    name: 'audience', kind: 'choice', required: false, initial: 'public', values: [{ value: 'public', label: null }, { value: 'connections', label: null }],
  } as const satisfies PublishOption]),
]

/**
 * Posts API, Images API, MultiImage API and Poll API (https://learn.microsoft.com/en-us/linkedin/marketing/community-management/shares/…), as
 * quoted by integrators, 23 Nov 2026. LinkedIn publishes no rule of counting: its refusals name 3000 characters, and its own window counts
 * UTF-16 units; whether backslashes count that are put before its signs is not known. So there is no corpus of counted texts here.
 */
export const limitsFor = (author: string, scopes: readonly string[]): Limits => ({
  text: { maxGraphemes: 3000, unit: { kind: 'utf-16' }, maxBytes: null, urlWeight: null, mentionHostIsFree: false, warningCounts: false },
  // The size of a file is not limited in writing; ten megabytes is ours, more than any picture of 36 million pixels needs as JPEG.
  images: { max: 20, maxBytes: 10_000_000, maxPixels: 36_152_319, maxDurationMs: null, mimes: ['image/jpeg', 'image/png', 'image/gif'], altMaxGraphemes: 4086, shrinks: true },
  video,
  documents,
  mixesMedia: false,
  poll: { minOptions: 2, maxOptions: 4, optionMaxGraphemes: 30, minDurationS: dayS, maxDurationS: 14 * dayS },
  pollWithMedia: false,
  maxThreadParts: can(author, scopes, 'first-comment') ? 2 : 1,
  visibilities: ['public'],
  messageMaxGraphemes: commentMax,
  options: [...options(author)],
  source: 'https://learn.microsoft.com/en-us/linkedin/marketing/community-management/shares/posts-api 2026-11-23',
})

const forMember: Partial<Record<Ability, Scope>> = {
  text: 'w_member_social', images: 'w_member_social', video: 'w_member_social', documents: 'w_member_social', poll: 'w_member_social', edit: 'w_member_social', delete: 'w_member_social',
  'first-comment': 'w_member_social_feed',
}
const forOrganization: Partial<Record<Ability, Scope>> = {
  text: 'w_organization_social', images: 'w_organization_social', video: 'w_organization_social', documents: 'w_organization_social', poll: 'w_organization_social', edit: 'w_organization_social', delete: 'w_organization_social',
  'first-comment': 'w_organization_social_feed', reply: 'w_organization_social_feed', like: 'w_organization_social_feed',
  'account-figures': 'rw_organization_admin', 'post-figures': 'rw_organization_admin', reach: 'rw_organization_admin',
}
const rightsOf = (author: string): Partial<Record<Ability, Scope>> => (isOrganization(author) ? forOrganization : forMember)

function can(author: string, scopes: readonly string[], name: Ability): boolean {
  const right = rightsOf(author)[name]
  return right !== undefined && scopes.includes(right)
}

/** LinkedIn shows a member's own posts to no app of this kind; those of an organisation to its administrators. */
export const showsPosts = (author: string, scopes: readonly string[]): boolean => isOrganization(author) && scopes.includes('r_organization_social' satisfies Scope)
export const showsComments = (author: string, scopes: readonly string[]): boolean => isOrganization(author) && scopes.includes('r_organization_social_feed' satisfies Scope)

export function abilitiesFor(author: string, scopes: readonly string[]): Abilities {
  const rights = rightsOf(author)
  const stateOf = (name: Ability): AbilityState =>
    rights[name] === undefined ? { kind: 'lacking', why: 'network' } : can(author, scopes, name) ? { kind: 'works' } : { kind: 'lacking', why: 'permission' }
  return Object.fromEntries(ability.options.map(name => [name, stateOf(name)])) as Abilities // the cast: every ability is in the list
}

import type { AccountSummary } from '../../preload/contract/accounts.ts'
import type { LogEntry, LogEvent } from '../../preload/contract/events.ts'
import { accountId, deliveryId, itemKey, networkId, postId, type AccountId } from '../../preload/contract/ids.ts'
import type { Item, OwnPost, ThreadPost } from '../../preload/contract/items.ts'
import { ability, type Abilities, type Ability, type Offer } from '../../preload/contract/networks.ts'
import { planAtInstant } from '../../preload/contract/plan-time.ts'
import type { Delivery, DeliveryRecord, DeliveryState } from '../../preload/contract/publishing.ts'
import { emptyContent } from '../../preload/contract/drafts.ts'

// Whole things for tests, each with the least that the contract accepts.

export const bakery = accountId.parse('bakery')
export const noon = Date.UTC(2026, 10, 24, 12)

/** A network that offers everything in one way. */
export const offersOf = (how: 'works' | 'impossible'): Record<Ability, Offer> =>
  Object.fromEntries(ability.options.map(name => [name, how === 'works' ? { how, needs: [] } : { how }])) as Record<Ability, Offer> // the cast: one entry for each ability

export const madeAccount = (id: AccountId = bakery, change: Partial<AccountSummary> = {}): AccountSummary => ({
  id, network: networkId.parse('mastodon'), remoteId: `remote-${id}`, handle: `@${id}@example.net`, displayName: `Shop ${id}`, profileUrl: null, avatarUrl: null, serverUrl: 'https://example.net', isPractice: false,
  state: { kind: 'connected' }, connectedUtc: noon, lastContactUtc: null, historySinceUtc: null, expiresUtc: null,
  // The cast: one entry for each ability, which fromEntries cannot tell.
  abilities: Object.fromEntries(ability.options.map(name => [name, { kind: 'works' }])) as Abilities,
  limits: {
    text: { maxGraphemes: 500, maxBytes: null, urlWeight: 23, mentionHostIsFree: true, warningCounts: true },
    images: { max: 4, maxBytes: 16e6, maxPixels: null, maxDurationMs: null, mimes: ['image/jpeg', 'image/png'], altMaxGraphemes: 1500, shrinks: true },
    video: null, mixesMedia: false, poll: null, pollWithMedia: false, maxThreadParts: 25, visibilities: ['public', 'unlisted', 'followers', 'direct'], messageMaxGraphemes: 500, source: 'server',
  },
  ...change,
})

const { text, images } = madeAccount().limits
/** On a network that asks for more than a text: a story needs a picture and takes no description, a board has to be chosen, and what follows a post is its first comment. */
export const madeAsking = (id: AccountId, change: Partial<AccountSummary> = {}): AccountSummary => {
  const plain = madeAccount(id)
  const usual = { needs: 'nothing', text, images, video: null, mixesMedia: false, maxThreadParts: 2, schedules: true } as const
  return {
    ...plain,
    abilities: { ...plain.abilities, thread: { kind: 'lacking', why: 'network' } },
    limits: {
      ...plain.limits, maxThreadParts: 2,
      formats: [
        { ...usual, format: 'post' },
        { ...usual, format: 'story', needs: 'image', text: { ...text, maxGraphemes: 100 }, images: { ...images, max: 1, altMaxGraphemes: 0 }, maxThreadParts: 1, schedules: false },
        { ...usual, format: 'event' },
      ],
      options: [
        { name: 'board', kind: 'choice', required: true, initial: null, values: [{ value: 'b1', label: 'Cakes' }, { value: 'b2', label: 'Loaves' }], formats: ['post'] },
        { name: 'audience', kind: 'choice', required: false, initial: 'public', values: [{ value: 'public', label: null }, { value: 'followers', label: null }], formats: ['post', 'event'] },
        { name: 'title', kind: 'text', required: false, maxGraphemes: 20, formats: ['post', 'event'] },
        { name: 'link', kind: 'link', required: false, formats: ['post'] },
        { name: 'made-by-ai', kind: 'flag', required: false, initial: 'no' },
        { name: 'cover-ms', kind: 'number', required: false, min: 0, max: 5000, formats: ['post'] },
        { name: 'starts', kind: 'moment', required: true, formats: ['event'] },
      ],
    },
    ...change,
  }
}

const person = { remoteId: 'p1', handle: '@ann@example.net', displayName: 'Ann', profileUrl: null, avatarUrl: null }
const ref = (id: string) => ({ id, url: `https://example.net/${id}`, extra: null })
export const keyOf = (id: string, account: AccountId = bakery) => itemKey.parse(`mastodon:${account}:${id}`)

export const madeItem = (id: string, change: Partial<Item> = {}): Item => ({
  key: keyOf(id, change.accountId), accountId: bakery, network: networkId.parse('mastodon'), kind: 'mention', person, text: `Hello ${id}`, contentWarning: null, media: [], createdUtc: noon, isPublic: true,
  ref: ref(id), about: null, conversation: `c-${id}`, ...change,
})
export const madeOwnPost = (id: string, change: Partial<OwnPost> = {}): OwnPost => ({ key: keyOf(id, change.accountId), accountId: bakery, network: networkId.parse('mastodon'), ref: ref(id), text: `Bread ${id}`, media: [], createdUtc: noon, isReply: false, ...change })
export const madeThreadPost = (id: string, change: Partial<ThreadPost> = {}): ThreadPost => ({ key: keyOf(id, change.accountId), accountId: bakery, conversation: 'c', ref: ref(id), person, text: id, contentWarning: null, media: [], createdUtc: noon, isOwn: false, replyTo: null, ...change })

export const madeDelivery = (id: string, change: Partial<Delivery> = {}): Delivery => ({
  id: deliveryId.parse(`${id}:bakery`), revision: 1, accountId: bakery, act: { kind: 'publish', content: emptyContent() }, due: planAtInstant(noon, 'Europe/Paris'), late: { graceMinutes: 60, then: 'ask' },
  origin: { kind: 'post', postId: postId.parse(id) }, who: 'computer', ...change,
})
export const madeRecord = (id: string, state: DeliveryState = { kind: 'planned' }, change: Partial<Delivery> = {}): DeliveryRecord => ({ delivery: madeDelivery(id, change), state, attempts: 0, updatedUtc: noon })

export const eventsOf = (entries: readonly LogEntry[], first = 1): LogEvent[] => entries.map((entry, index) => ({ seq: first + index, utc: noon, entry }))

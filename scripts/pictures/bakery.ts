import type { AccountSummary } from '../../preload/contract/accounts.ts'
import { emptyContent, type MediaFacts } from '../../preload/contract/drafts.ts'
import type { LogEntry } from '../../preload/contract/events.ts'
import { accountId, deliveryId, itemKey, networkId, postId, type AccountId } from '../../preload/contract/ids.ts'
import { planAt } from '../../preload/contract/plan-time.ts'
import type { DeliveryState } from '../../preload/contract/publishing.ts'
import { abilitiesFrom, defaultLimits } from '../../main/networks/mastodon/limits.ts'
import { abilitiesOf, limitsOn } from '../../main/networks/bluesky/limits.ts'
import type { PostRow } from '../../renderer/db/schema.ts'
import type { Drawing } from './drawings.ts'
import { customers, personOf, portraitUrl } from './people.ts'
import { autumn, december, nowWall, undated, type Planned, type Which } from './posts.ts'
import { voices, type Voice } from './voices.ts'

export type Language = 'en' | 'fr'
export type PictureFacts = Readonly<Record<Drawing, MediaFacts>>
export type Marks = { readonly key: string; readonly isRead: 0 | 1; readonly isDone: 0 | 1 }
/** What the networks told (in the words of main's log), what the owner wrote, and what the owner did with the inbox. */
export type Bakery = { readonly accounts: readonly LogEntry[]; readonly told: readonly { readonly utc: number; readonly entry: LogEntry }[]; readonly posts: readonly PostRow[]; readonly marks: readonly Marks[] }

export const zone = 'Europe/Paris'
export const nowUtc = planAt(nowWall, zone).utc
const hourMs = 3_600_000
const dayMs = 24 * hourMs
export const ids: Readonly<Record<'m' | 'b', AccountId>> = { m: accountId.parse('bakery-m'), b: accountId.parse('bakery-b') }
const networks = { m: networkId.parse('mastodon'), b: networkId.parse('bluesky') } as const
const accountsOf = (which: Which): readonly ('m' | 'b')[] => which === 'mb' ? ['m', 'b'] : [which]

/** mulberry32 of two numbers: the same row is always the same. */
function chance(n: number, salt: number): number {
  let t = Math.imul(n + 1, 0x9E37_79B1) + Math.imul(salt + 1, 0x85EB_CA6B) | 0
  t = Math.imul(t ^ t >>> 15, t | 1)
  t ^= t + Math.imul(t ^ t >>> 7, t | 61)
  return ((t ^ t >>> 14) >>> 0) / 2 ** 32
}

const keyOf = (on: 'm' | 'b', id: string) => itemKey.parse(`${networks[on]}:${ids[on]}:${id}`)
export const refOf = (on: 'm' | 'b', id: string) => ({ id, url: `https://${on === 'm' ? 'town.example' : 'sky.example'}/${id}`, extra: null })

/** The first week is spent on the practice network, whose server is this computer. */
const practiceHost = '127.0.0.1:34949'

export function accountsIn(language: Language, isPractice: boolean): readonly AccountSummary[] {
  const common = {
    displayName: language === 'fr' ? 'Boulangerie Marguerite' : 'Marguerite’s Bakery', profileUrl: null, avatarUrl: portraitUrl('sign'), isPractice: false,
    state: { kind: 'connected' }, lastContactUtc: nowUtc - 40_000, historySinceUtc: nowUtc - 90 * dayMs, expiresUtc: null,
  } as const
  const instance = { version: '4.5.0', api_versions: { mastodon: 7 } } as Parameters<typeof abilitiesFrom>[0] // the cast: all that is read of it
  return [
    { ...common, isPractice, id: ids.m, network: networks.m, remoteId: 'own-m', handle: `@marguerite@${isPractice ? practiceHost : 'town.example'}`, serverUrl: isPractice ? `http://${practiceHost}` : 'https://town.example', connectedUtc: nowUtc - 90 * dayMs, limits: defaultLimits, abilities: abilitiesFrom(instance, defaultLimits, ['read', 'write'], { answersV2: true, hasConversations: true, hasSearch: true }) },
    { ...common, id: ids.b, network: networks.b, remoteId: 'own-b', handle: '@marguerite.example', serverUrl: 'https://sky.example', connectedUtc: nowUtc - 89 * dayMs, limits: limitsOn(true), abilities: abilitiesOf({ hasView: true, chat: 'works', takesVideo: true }) },
  ]
}

const contentOf = ({ words, picture }: Pick<Planned, 'words' | 'picture'>, language: Language, pictures: PictureFacts) => ({
  ...emptyContent(), language,
  parts: [{ text: words[language], media: picture ? [{ ...pictures[picture], alt: altOf[picture][language] }] : [], poll: null }],
})
const altOf: Readonly<Record<Drawing, Readonly<Record<Language, string>>>> = {
  shop: { en: 'The shop front with its striped awning', fr: 'La devanture et son store rayé' }, loaf: { en: 'A round loaf on linen', fr: 'Une miche ronde sur un torchon' }, baguettes: { en: 'Three baguettes on a checked cloth', fr: 'Trois baguettes sur une nappe à carreaux' },
  croissants: { en: 'Three croissants on a white plate', fr: 'Trois croissants sur une assiette blanche' }, log: { en: 'A chocolate log with holly', fr: 'Une bûche au chocolat et son houx' }, tart: { en: 'An apple tart seen from above', fr: 'Une tarte aux pommes vue de dessus' },
}

function postRow(planned: Omit<Planned, 'at'> & { readonly at?: string }, index: number, language: Language, pictures: PictureFacts): PostRow {
  const plan = planned.at === undefined ? null : planAt(planned.at, zone)
  const isDraft = plan === null || planned.is === 'draft'
  const writtenUtc = Math.min(plan?.utc ?? nowUtc, nowUtc) - (26 + index) * hourMs
  return {
    id: postId.parse(`bakery-${plan ? 'post' : 'idea'}-${index}`), content: contentOf(planned, language, pictures), variants: {}, accountIds: accountsOf(planned.to).map(on => ids[on]), plan,
    stage: isDraft ? 'draft' : 'scheduled', revision: isDraft ? 0 : 1, createdUtc: writtenUtc, updatedUtc: writtenUtc, acceptedRevision: isDraft ? 0 : 1, handedUtc: isDraft ? 0 : writtenUtc, planUtc: plan?.utc ?? 0, deletedUtc: 0,
  }
}

function deliveriesOf(post: PostRow, planned: Planned): LogEntry[] {
  const { plan } = post
  if (!plan || post.stage === 'draft') return []
  return accountsOf(planned.to).map(on => {
    const isOut = plan.utc <= nowUtc
    const state: DeliveryState = planned.is === 'late' ? { kind: 'needs-owner', question: { kind: 'late', byMs: nowUtc - plan.utc } }
      : isOut ? { kind: 'published', utc: plan.utc + 1_400, remotes: [refOf(on, `${post.id}-${on}`)] } : { kind: 'planned' }
    return { kind: 'delivery', record: {
      delivery: { id: deliveryId.parse(`${post.id}:${ids[on]}`), revision: 1, accountId: ids[on], act: { kind: 'publish', content: post.content }, due: plan, late: { graceMinutes: 60, then: 'ask' }, origin: { kind: 'post', postId: post.id }, who: 'computer' },
      state, attempts: isOut && planned.is !== 'late' ? 1 : 0, updatedUtc: Math.min(plan.utc, nowUtc),
    } }
  })
}

type Told = Bakery['told'][number]
const tell = (utc: number, entry: LogEntry): Told => ({ utc, entry })

/** A post of the bakery on one network, and its figures then and now. */
function ownPost(on: 'm' | 'b', id: string, text: string, picture: string | null, createdUtc: number, n: number): Told[] {
  const key = keyOf(on, id)
  const liking = (picture === null ? 3 : 9) * (on === 'm' ? 1 : 1.4) * (0.6 + chance(n, 1) * 1.3)
  const figures = (share: number) => ({
    likes: Math.round(liking * share), boosts: Math.round(liking * 0.3 * chance(n, 2) * share), replies: Math.round((0.4 + liking * 0.28 * chance(n, 3)) * share),
    ...(on === 'b' ? { quotes: Math.round(chance(n, 4) * 1.3 * share) } : {}),
  })
  const media = picture === null ? [] : [{ kind: 'image' as const, url: `https://pictures.example/${id}.jpg`, previewUrl: null, alt: picture }]
  const lastUtc = Math.min(nowUtc - 900_000, createdUtc + 6 * dayMs)
  return [
    tell(createdUtc, { kind: 'own-post', post: { key, accountId: ids[on], network: networks[on], ref: refOf(on, id), text, media, createdUtc, isReply: false } }),
    ...[[createdUtc + hourMs, 0.4], [lastUtc, nowUtc - createdUtc < 3 * hourMs ? 0.6 : 1]].flatMap(([utc = 0, share = 1]) => utc <= nowUtc ? [tell(utc, { kind: 'post-figures', sample: { accountId: ids[on], key, utc, figures: figures(share) } })] : []),
  ]
}

function autumnPosts(language: Language): Told[] {
  return Array.from({ length: 34 }, (_, n) => {
    const one = autumn[n % autumn.length] as (typeof autumn)[number] // the cast: the list is not empty
    const createdUtc = nowUtc - (9 + n * 2.35) * dayMs + Math.round(chance(n, 9) * 9 - 2) * hourMs
    return ownPost(n % 5 === 2 ? 'b' : 'm', `autumn-${n}`, one.words[language], one.picture && altOf[one.picture][language], createdUtc, 100 + n)
  }).flat()
}

/** Ninety days of followers: a slow rise with quiet weeks, a little jump when the logs were announced. */
function figures(): Told[] {
  return (['m', 'b'] as const).flatMap(on => {
    let followers = on === 'm' ? 412 : 188
    return Array.from({ length: 91 }, (_, day) => {
      const ago = 90 - day
      followers += Math.round(chance(day, on === 'm' ? 20 : 21) * (ago < 6 ? 5 : ago > 40 && ago < 55 ? 0.7 : 2.3) - 0.35)
      const utc = ago === 0 ? nowUtc - 720_000 : nowUtc - ago * dayMs + 9 * hourMs
      return tell(utc, { kind: 'account-figures', sample: { accountId: ids[on], utc, figures: { followers, following: 96, posts: 240 + day } } })
    })
  })
}

function voiceEntries(voice: Voice, n: number, language: Language, published: ReadonlyMap<string, string>, isPractice: boolean): { readonly told: readonly Told[]; readonly marks: Marks } {
  const { on, kind } = voice
  const createdUtc = nowUtc - Math.round(voice.hoursAgo * hourMs)
  const customer = customers[voice.who] as (typeof customers)[number] // the cast: voices name their customer by place
  const person = personOf(customer, networks[on])
  const aboutId = voice.about ? published.get(`${on} ${voice.about[language]}`) : undefined
  const conversation = aboutId ?? `talk-${n}`
  const key = keyOf(on, `voice-${n}`)
  const text = `${isPractice && on === 'm' && voice.words ? `@marguerite@${practiceHost} ` : ''}${voice.words?.[language] ?? ''}`
  const entry: LogEntry = { kind: 'item', item: { key, accountId: ids[on], network: networks[on], kind, person, text, contentWarning: null, media: [], createdUtc, isPublic: kind !== 'message', ref: kind === 'follow' ? null : refOf(on, `voice-${n}`), about: aboutId ? refOf(on, aboutId) : null, conversation } }
  const own = { ...personOf({ ...customer, name: '', user: 'marguerite' }, networks[on]), avatarUrl: portraitUrl('sign') }
  const shared = { accountId: ids[on], conversation, contentWarning: null, media: [] }
  const before = (voice.before ?? []).map((said, index, all) => ({ ...shared, key: keyOf(on, `before-${n}-${index}`), ref: refOf(on, `before-${n}-${index}`), person: said.own ? own : person, text: said.words[language], createdUtc: createdUtc - (all.length - index) * 40 * 60_000, isOwn: said.own, replyTo: null }))
  // With itself in the thread, nothing is asked of a network that does not exist.
  const itself = { ...shared, key, ref: refOf(on, `voice-${n}`), person, text, createdUtc, isOwn: false, replyTo: aboutId ?? null }
  const thread: Told[] = text === '' ? [] : [tell(createdUtc + n, { kind: 'thread', posts: [...before, itself] })]
  return { told: [tell(createdUtc, entry), ...thread], marks: { key, isRead: voice.isRead ? 1 : 0, isDone: voice.isDone ? 1 : 0 } }
}

/** The bakery on that morning: a month of posts, ninety days of figures, an inbox. `ten`: its first week. */
export function createBakery(language: Language, pictures: PictureFacts, size: 'full' | 'ten' = 'full'): Bakery {
  const planned = size === 'full' ? december : december.slice(6, 14)
  const rows = planned.map((one, n) => ({ one, row: postRow(one, n, language, pictures) }))
  const out = rows.flatMap(({ one, row }) => row.plan && row.stage === 'scheduled' && row.plan.utc <= nowUtc && one.is !== 'late' ? accountsOf(one.to).map(on => ({ on, one, id: `${row.id}-${on}`, utc: row.plan?.utc ?? 0 })) : [])
  const published = new Map(out.map(({ on, one, id }) => [`${on} ${one.words[language]}`, id]))
  const said = (size === 'full' ? voices : voices.slice(0, 6)).map((voice, n) => voiceEntries(voice, n, language, published, size === 'ten'))
  const told = [
    ...rows.flatMap(({ one, row }) => deliveriesOf(row, one).map(entry => tell(row.updatedUtc, entry))),
    ...out.flatMap(({ on, one, id, utc }, n) => ownPost(on, id, one.words[language], one.picture ? altOf[one.picture][language] : null, utc, n)),
    ...size === 'full' ? [...autumnPosts(language), ...figures()] : figures().filter(({ utc }) => nowUtc - utc < 5 * dayMs),
    ...said.flatMap(one => one.told),
  ].toSorted((a, b) => a.utc - b.utc)
  return {
    accounts: accountsIn(language, size === 'ten').map(account => ({ kind: 'account', account })), told, marks: said.map(one => one.marks),
    posts: [...rows.map(({ row }) => row), ...(size === 'full' ? undated : undated.slice(0, 1)).map((one, n) => postRow(one, n, language, pictures))],
  }
}

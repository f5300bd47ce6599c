import { assertNever } from '../../preload/contract/result.ts'
import type { Item } from '../../preload/contract/items.ts'
import type { Opening, Settings } from '../../preload/contract/system.ts'
import type { Texts } from '../text/texts.ts'
import { isQuiet } from './quiet-hours.ts'

/** What a desktop notification says, and where a click on it leads. */
export type Ring = { readonly title: string; readonly body: string; readonly opens: Opening }
/** How many were kept back in quiet hours, by what the owner calls them. */
export type Held = { readonly mentions: number; readonly messages: number; readonly reactions: number; readonly others: number; readonly troubles: number }
export const nothingHeld: Held = { mentions: 0, messages: 0, reactions: 0, others: 0, troubles: 0 }

/** Beyond this many at once, one notification tells how many there are. */
export const mostAtOnce = 3
const bodyGraphemes = 140

export type ItemFacts = {
  readonly settings: Settings
  readonly clock: string
  readonly texts: Texts
  /** The account's name as the owner knows it; null when the account is gone. */
  readonly accountName: (accountId: Item['accountId']) => string | null
  /** Written by the account itself. */
  readonly isOwn: (item: Item) => boolean
}
export type Decision = { readonly rings: readonly Ring[]; readonly held: Held }

/** Pure. New items → notifications now, and what is kept for the end of the quiet hours. */
export function decideRings(items: readonly Item[], held: Held, facts: ItemFacts): Decision {
  const wanted = items.filter(item => facts.settings.notifications[settingFor(item.kind)] && !facts.isOwn(item) && facts.accountName(item.accountId) !== null)
  if (isQuiet(facts.settings.quietHours, facts.clock)) return { rings: [], held: addHeld(held, count(wanted)) }
  if (wanted.length > mostAtOnce) return { rings: [groupRing(count(wanted), facts.texts.rings.grouped(wanted.length), facts.texts)], held }
  return { rings: wanted.map(item => itemRing(item, facts)), held }
}

/** Pure. When the quiet hours are over: one notification for all that was kept. */
export function decideAfterQuiet(held: Held, facts: Pick<ItemFacts, 'settings' | 'clock' | 'texts'>): Decision {
  const { mentions, messages, reactions, others, troubles } = held
  if (mentions + messages + reactions + others + troubles === 0 || isQuiet(facts.settings.quietHours, facts.clock)) return { rings: [], held }
  const rings: Ring[] = []
  if (mentions + messages + reactions + others > 0) rings.push(groupRing(held, facts.texts.rings.afterQuiet, facts.texts))
  if (troubles > 0) rings.push({ title: facts.texts.rings.afterQuiet, body: facts.texts.troubles.count(troubles), opens: { kind: 'place', place: 'today' } })
  return { rings, held: nothingHeld }
}

type Bucket = 'mentions' | 'messages' | 'reactions' | 'others'
function bucketOf(kind: Item['kind']): Bucket {
  switch (kind) {
    case 'mention': case 'reply': case 'quote': case 'review': return 'mentions'
    case 'message': return 'messages'
    case 'like': case 'boost': case 'follow': case 'follow-request': case 'poll-ended': return 'reactions'
    case 'notice': return 'others'
    default: return assertNever(kind)
  }
}

function settingFor(kind: Item['kind']): keyof Settings['notifications'] {
  const bucket = bucketOf(kind)
  return bucket === 'others' ? 'problems' : bucket
}

function count(items: readonly Item[]): Held {
  const counted = { ...nothingHeld }
  for (const { kind } of items) counted[bucketOf(kind)]++
  return counted
}

const addHeld = (a: Held, b: Held): Held => ({
  mentions: a.mentions + b.mentions, messages: a.messages + b.messages, reactions: a.reactions + b.reactions, others: a.others + b.others, troubles: a.troubles + b.troubles,
})

function groupRing(counted: Held, title: string, texts: Texts): Ring {
  return { title, body: texts.rings.counts(counted.mentions, counted.messages, counted.reactions, counted.others), opens: { kind: 'place', place: 'inbox' } }
}

function itemRing(item: Item, { texts, accountName }: ItemFacts): Ring {
  const person = shorten(item.person.displayName.trim() || item.person.handle, 60)
  const account = accountName(item.accountId) ?? ''
  const words = item.contentWarning !== null && item.contentWarning !== '' ? item.contentWarning : item.text
  const body = words.trim() === '' && item.contentWarning !== null ? texts.rings.hidden : shorten(words, bodyGraphemes)
  return { title: titleFor(item.kind, person, texts), body: [body, texts.rings.onAccount(account)].filter(line => line !== '').join('\n'), opens: { kind: 'item', key: item.key } }
}

function titleFor(kind: Item['kind'], person: string, { rings }: Texts): string {
  switch (kind) {
    case 'mention': return rings.mention(person)
    case 'reply': return rings.reply(person)
    case 'quote': return rings.quote(person)
    case 'message': return rings.message(person)
    case 'like': return rings.like(person)
    case 'boost': return rings.boost(person)
    case 'follow': return rings.follow(person)
    case 'follow-request': return rings.followRequest(person)
    case 'poll-ended': return rings.pollEnded
    case 'notice': return rings.notice
    case 'review': return rings.review(person)
    default: return assertNever(kind)
  }
}

const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' })
/** One line, cut between whole characters. Control and direction marks of a stranger's text would turn the rest around. */
export function shorten(text: string, maxGraphemes: number): string {
  const line = text.replaceAll(/[\p{Cc}\u202A-\u202E\u2066-\u2069]+/gu, ' ').replaceAll(/\s+/gu, ' ').trim()
  let taken = ''
  let left = maxGraphemes
  for (const { segment } of segmenter.segment(line.slice(0, maxGraphemes * 20))) {
    if (left-- === 0) return `${taken.trimEnd()}…`
    taken += segment
  }
  return taken
}

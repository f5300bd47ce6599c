import type { AccountId, ItemKey } from '../../../preload/contract/ids.ts'
import { asksForAnswer, type Item } from '../../../preload/contract/items.ts'
import type { StretchView } from '../../db/item-stretch.ts'

/** The three piles of the inbox. Everything holds what is done as well. */
export const boxes = ['to-answer', 'everything', 'done'] as const
export type Box = (typeof boxes)[number]

/** Kinds as people think of them. */
export const kindGroups = {
  mentions: ['mention', 'quote'],
  answers: ['reply'],
  messages: ['message'],
  reviews: ['review'],
  reactions: ['like', 'boost'],
  followers: ['follow', 'follow-request'],
  notices: ['poll-ended', 'notice'],
} as const satisfies Record<string, readonly Item['kind'][]>
export type KindGroup = keyof typeof kindGroups
// The cast: keys of the object just above.
export const groupNames = Object.keys(kindGroups) as readonly KindGroup[]

const answerable = Object.values(kindGroups).flat().filter(asksForAnswer)
const isAnswerable = (group: KindGroup): boolean => kindGroups[group].some(asksForAnswer)

export type Filter = { readonly box: Box; readonly group: KindGroup | null }

/** A like cannot wait for an answer: choosing such a kind leads to everything, and going back to answers lets go of the kind. */
export const chooseBox = ({ group }: Filter, box: Box): Filter => ({ box, group: box === 'to-answer' && group && !isAnswerable(group) ? null : group })
export const chooseGroup = ({ box }: Filter, group: KindGroup | null): Filter => ({ box: box === 'to-answer' && group && !isAnswerable(group) ? 'everything' : box, group })

export function viewOf({ box, group }: Filter, accountIds: readonly AccountId[]): StretchView {
  const kinds = group ? kindGroups[group] : box === 'to-answer' ? answerable : []
  return { isDone: box === 'everything' ? null : box === 'done' ? 1 : 0, kinds, accountIds }
}

/** Where the eye goes when rows leave the list: the next one below, else the nearest above. */
export function nextAfter(keys: readonly ItemKey[], gone: ReadonlySet<ItemKey>, from: ItemKey): ItemKey | null {
  const at = keys.indexOf(from)
  if (at < 0) return keys.find(key => !gone.has(key)) ?? null
  return keys.slice(at + 1).find(key => !gone.has(key)) ?? keys.slice(0, at).findLast(key => !gone.has(key)) ?? null
}

/** One step up or down; from nowhere, the first. */
export function stepFrom(keys: readonly ItemKey[], from: ItemKey | null, step: number): ItemKey | null {
  const at = from === null ? -1 : keys.indexOf(from)
  if (at < 0) return keys[0] ?? null
  return keys[Math.min(keys.length - 1, Math.max(0, at + step))] ?? null
}

/** How a message begins, for one line: without the handles it is addressed to, which stand before everything on some networks. */
export const beginningOf = (text: string): string => text.slice(0, 600).replace(/^(?:\s*@[\p{L}\p{N}_.@:-]+)+\s+(?=\S)/u, '').replaceAll(/\s+/g, ' ').trim().slice(0, 200)

let lastDay = { from: 0, to: 0 }
/** When the day of an instant began here. Rows come by time, so that one day serves for many: a list of thousands asks for each. */
function dayOf(utc: number): number {
  if (utc >= lastDay.from && utc < lastDay.to) return lastDay.from
  const day = new Date(utc)
  day.setHours(0, 0, 0, 0)
  const from = day.getTime()
  day.setDate(day.getDate() + 1)
  lastDay = { from, to: day.getTime() }
  return from
}

/** Whether a row is the first of its day in a list, on the computer's calendar. */
export const opensDay = (utc: number, before: number | undefined): boolean => before === undefined || dayOf(utc) !== dayOf(before)
export function dayWord(utc: number, now: number): 'today' | 'yesterday' | 'date' {
  if (dayOf(utc) === dayOf(now)) return 'today'
  const yesterday = new Date(now)
  yesterday.setDate(yesterday.getDate() - 1)
  return dayOf(utc) === dayOf(yesterday.getTime()) ? 'yesterday' : 'date'
}

/** How well a person is known, by how often they have been here. */
export type Acquaintance = 'first' | 'some' | 'regular'
const regularFrom = 5
export const acquaintanceOf = (times: number): Acquaintance => times <= 1 ? 'first' : times < regularFrom ? 'some' : 'regular'

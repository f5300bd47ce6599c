import { Temporal } from 'temporal-polyfill'
import type { AccountId, PostId } from '../../../preload/contract/ids.ts'
import { asksForAnswer } from '../../../preload/contract/items.ts'
import type { PlannedTime } from '../../../preload/contract/time.ts'
import { planAtInstant } from '../../../preload/contract/plan-time.ts'
import { endsSoon } from '../../app/ends-soon.ts'
import { postState, type PostState } from '../../db/post-state.ts'
import type { AccountRow, DeliveryRow, ItemRow, PostRow } from '../../db/schema.ts'

/** `YYYY-MM-DD` on the computer's calendar. */
export type Day = string
export const weekDays = 7
/** Who wrote longer ago than this does not wait any more. */
export const waitsForMs = 30 * 24 * 3_600_000

/** Today and the six days after it, with the instants they span. */
export function weekFrom(nowUtc: number, zone: string): { readonly days: readonly Day[]; readonly startUtc: number; readonly tomorrowUtc: number; readonly endUtc: number } {
  const today = Temporal.Instant.fromEpochMilliseconds(nowUtc).toZonedDateTimeISO(zone).toPlainDate()
  const startOf = (ahead: number): number => today.add({ days: ahead }).toZonedDateTime(zone).epochMilliseconds
  return { days: Array.from({ length: weekDays }, (_, ahead) => today.add({ days: ahead }).toString()), startUtc: startOf(0), tomorrowUtc: startOf(1), endUtc: startOf(weekDays) }
}

/** A post that goes out today, went out, or was meant to. */
export type Outgoing = { readonly postId: PostId; readonly due: PlannedTime; readonly text: string; readonly hasMedia: boolean; readonly accountIds: readonly AccountId[]; readonly state: PostState }

const isFor = (ids: readonly AccountId[], filter: readonly AccountId[]): boolean => filter.length === 0 || ids.some(id => filter.includes(id))

/** Today's posts by time: what main has of them, and drafts that have a time but were never scheduled; without those that need the owner first. */
export function outgoingOf(deliveries: readonly DeliveryRow[], posts: readonly PostRow[], filter: readonly AccountId[]): readonly Outgoing[] {
  const byPost = new Map<PostId, DeliveryRow[]>()
  for (const row of deliveries) {
    const { origin, act } = row.delivery
    if (origin.kind !== 'post' || act.kind !== 'publish' || row.stateKind === 'cancelled' || !isFor([row.delivery.accountId], filter)) continue
    byPost.set(origin.postId, [...byPost.get(origin.postId) ?? [], row])
  }
  const handed = [...byPost].flatMap(([postId, rows]): Outgoing[] => {
    const [first] = rows.toSorted((a, b) => a.dueUtc - b.dueUtc)
    if (first?.delivery.act.kind !== 'publish') return []
    return [{ postId, due: first.delivery.due, ...wordsOf(first.delivery.act.content.parts), accountIds: rows.map(row => row.delivery.accountId), state: postState({ stage: 'scheduled' }, rows) }]
  })
  const drafts = posts.flatMap((post): Outgoing[] => post.stage === 'draft' && post.plan && !byPost.has(post.id) && isFor(post.accountIds, filter)
    ? [{ postId: post.id, due: post.plan, ...wordsOf(post.content.parts), accountIds: post.accountIds, state: 'draft' }] : [])
  return [...handed.filter(one => !needsOwner(one.state)), ...drafts].sort((a, b) => a.due.utc - b.due.utc)
}

const wordsOf = (parts: PostRow['content']['parts']): Pick<Outgoing, 'text' | 'hasMedia'> =>
  ({ text: parts.map(part => part.text).join(' ').replace(/\s+/gu, ' ').trim().slice(0, 160), hasMedia: parts.some(part => part.media.length > 0) })

/** What is told above already, as something the owner must settle. */
const needsOwner = (state: PostState): boolean => state === 'failed' || state === 'needs-owner' || state === 'unknown'

/** Still to go out, from here or by a network's own scheduler. */
export const isToCome = (one: Outgoing): boolean => one.state === 'handed-over' || needsComputer(one)
/** Still to go out, and only if this computer is on. */
export const needsComputer = ({ state }: Outgoing): boolean => state === 'scheduled' || state === 'recalling' || state === 'waiting' || state === 'going-out' || state === 'partly'

/** A full day shows this many of its posts: who waits for an answer stays in sight below. */
const outgoingShown = 5

/** The posts of a full day that still matter: those to come, after the last that went out. One more than usual is shown rather than counted. */
export function shortDay(outgoing: readonly Outgoing[]): { readonly shown: readonly Outgoing[]; readonly more: number } {
  if (outgoing.length <= outgoingShown + 1) return { shown: outgoing, more: 0 }
  const next = outgoing.findIndex(one => one.state !== 'published' && one.state !== 'cancelled')
  const from = Math.min(next < 0 ? outgoing.length : Math.max(0, next - 1), outgoing.length - outgoingShown)
  return { shown: outgoing.slice(from, from + outgoingShown), more: outgoing.length - outgoingShown }
}

/** How many posts each day has; drafts with a time are not planned yet. */
export function plannedPerDay(days: readonly Day[], posts: readonly PostRow[], zone: string, filter: readonly AccountId[]): ReadonlyMap<Day, number> {
  const counts = new Map(days.map(day => [day, 0]))
  for (const post of posts) {
    if (post.stage !== 'scheduled' || !post.plan || !isFor(post.accountIds, filter)) continue
    const day = planAtInstant(post.plan.utc, zone).wall.slice(0, 10)
    const count = counts.get(day)
    if (count !== undefined) counts.set(day, count + 1)
  }
  return counts
}

/** Who waits, each person once for a conversation with their last message, newest first. An answer of ours that is still in the outbox counts: its owner has done their part. */
export function waitingOf(items: readonly ItemRow[], deliveries: readonly DeliveryRow[], nowUtc: number): readonly ItemRow[] {
  const whose = (item: ItemRow): string => `${item.accountId} ${item.conversation} ${item.person.remoteId}`
  const last = new Map<string, ItemRow>()
  for (const item of items) {
    if (item.isDone === 1 || !asksForAnswer(item.kind) || nowUtc - item.createdUtc > waitsForMs) continue
    if ((last.get(whose(item))?.createdUtc ?? -1) < item.createdUtc) last.set(whose(item), item)
  }
  const byKey = new Map<string, ItemRow>(items.map(item => [item.key, item]))
  for (const row of deliveries) {
    const about = byKey.get(row.itemKey)
    const latest = about && last.get(whose(about))
    if (latest && answers(row, latest)) last.delete(whose(latest))
  }
  return [...last.values()].sort((a, b) => b.createdUtc - a.createdUtc)
}

/** An answer to an earlier message settles a later one if that had been read by then: offline, it may have come in after the answer was written. */
const answers = ({ delivery: { act }, stateKind, itemKey, dueUtc }: DeliveryRow, latest: ItemRow): boolean =>
  (act.kind === 'reply' || act.kind === 'message') && stateKind !== 'cancelled' && stateKind !== 'failed'
  && (itemKey === latest.key || (dueUtc >= latest.createdUtc && latest.isRead === 1))

export type Need =
  | { readonly kind: 'sign-in'; readonly account: AccountRow; readonly held: number }
  | { readonly kind: 'delivery'; readonly row: DeliveryRow }
  /** `posts`: planned for after it. */
  | { readonly kind: 'expiry'; readonly account: AccountRow; readonly expiresUtc: number; readonly posts: readonly DeliveryRow[] }

/** What only the owner can settle: sign-ins first (of all accounts: whatever is filtered, posts wait for them), then what failed, asks or is not known to have arrived. What waits for a sign-in is told with it. */
export function needsOf(rows: readonly DeliveryRow[], accounts: readonly AccountRow[], filter: readonly AccountId[]): readonly Need[] {
  const wanted = rows.filter(row => isFor([row.delivery.accountId], filter))
  const away = accounts.filter(account => account.state.kind === 'needs-sign-in')
  const waitsFor = (row: DeliveryRow): AccountId | null => row.state.kind === 'needs-owner' && row.state.question.kind === 'sign-in' ? row.delivery.accountId : null
  const told = new Set<AccountId | null>(away.map(account => account.id))
  const open = wanted.filter(row => (row.stateKind === 'failed' || row.stateKind === 'needs-owner' || row.stateKind === 'unknown') && !told.has(waitsFor(row)))
  return [
    ...away.map((account): Need => ({ kind: 'sign-in', account, held: wanted.filter(row => waitsFor(row) === account.id).length })),
    ...open.map((row): Need => ({ kind: 'delivery', row })),
  ]
}

/** Accounts whose sign-in ends by itself within a week: time to renew it in a quiet moment. */
export const expiringSoon = (accounts: readonly AccountRow[], nowUtc: number): readonly (AccountRow & { readonly expiresUtc: number })[] =>
  accounts.flatMap(account => endsSoon(account, nowUtc) && account.expiresUtc !== null ? [{ ...account, expiresUtc: account.expiresUtc }] : [])

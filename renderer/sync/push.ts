import type { PostId, DeliveryId } from '../../preload/contract/ids.ts'
import { deliveryId } from '../../preload/contract/ids.ts'
import { planAtInstant } from '../../preload/contract/plan-time.ts'
import { isStillOurs, type Act, type Delivery, type DeliveryRecord, type OwnerChoice } from '../../preload/contract/publishing.ts'
import { fail, ok, type Result } from '../../preload/contract/result.ts'
import type { PlannedTime } from '../../preload/contract/time.ts'
import { comptoir } from '../comptoir.ts'
import { accountsNow } from '../db/accounts.ts'
import { db } from '../db/db.ts'
import { deliveriesOfPost, deliveryRow } from '../db/deliveries.ts'
import type { DeliveryRow, OrderRow } from '../db/schema.ts'
import { cutDeliveries } from './cut-deliveries.ts'
import { ask, handOver, keepRecord, order, type OrderAnswer } from './orders.ts'
import { usualLate } from './usual-late.ts'
import { usualPublisher } from './usual-publisher.ts'

/** What became of handing a post over: accounts for which it was too late keep what they had. */
export type Handed = { readonly accepted: number; readonly tooLate: readonly DeliveryRecord[] }

const computerZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone

/** Hands the post over as it stands in Dexie, under a new revision. It needs a time and at least one connected account. */
export const schedulePost = (id: PostId, now = Date.now()): Promise<Result<Handed>> => handPostOver(id, now)

/** Like schedulePost, with now as its time: both in one write, or a reload between them would leave a draft at a time nobody chose. */
export const publishNow = (id: PostId, now = Date.now()): Promise<Result<Handed>> => handPostOver(id, now, planAtInstant(now, computerZone()))

/** Decided and written in one go: the post, what the outbox shows, and what main is to hear, frozen as it stands. What is typed afterwards is not part of it. */
async function handPostOver(id: PostId, now: number, at?: PlannedTime): Promise<Result<Handed>> {
  const made = await db.transaction('rw', db.posts, db.deliveries, db.orders, db.accounts, async () => {
    const row = await db.posts.get(id)
    const plan = at ?? row?.plan
    if (!row || !plan) return null
    const known = await publishingOf(id)
    const revision = Math.max(row.revision, row.acceptedRevision, ...known.map(({ delivery }) => delivery.revision)) + 1
    const raised = { ...row, plan, planUtc: plan.utc, stage: 'scheduled' as const, revision, updatedUtc: now, handedUtc: now, deletedUtc: 0 }
    const cut = cutDeliveries(raised, await accountsNow(), usualLate(), usualPublisher())
    if (cut.length === 0) return null
    await db.posts.put(raised)
    const out = known.filter(row => row.stateKind === 'published' && cut.some(delivery => delivery.id === row.id))
    const toPut = cut.filter(delivery => !out.some(row => row.id === delivery.id))
    await showInOutbox(toPut, now)
    const puts = await order(toPut.map(delivery => ({ kind: 'put', delivery })))
    // Accounts that were taken off a post that was already with main.
    const dropped = await orderBack(known.filter(row => !cut.some(delivery => delivery.id === row.id)), raised.revision)
    return { out, orders: [...puts, ...dropped] }
  })
  if (!made) return fail({ kind: 'not-found', detail: id })
  const answers = await handOver(made.orders)
  const failed = answers.find(answer => answer.kind === 'failed')
  if (failed) return fail(failed.failure)
  const late = await Promise.all(answers.map(async (answer, index) => answer.kind === 'too-late' ? answer.record ?? await db.deliveries.get(made.orders[index]?.id ?? '') : undefined))
  return ok({ accepted: answers.filter(answer => answer.kind === 'accepted').length, tooLate: [...made.out, ...late.filter(record => record !== undefined)] })
}

/** Calls back what has not begun; a draft again when nothing of it is out. `too-late` when something is. */
export async function unschedule(id: PostId, now = Date.now()): Promise<Result<void>> {
  const made = await db.transaction('rw', db.posts, db.deliveries, db.orders, async () => {
    const row = await db.posts.get(id)
    const known = await publishingOf(id)
    return row && { row, isOut: known.some(({ stateKind }) => stateKind === 'published'), orders: await orderBack(known, row.revision) }
  })
  if (!made) return fail({ kind: 'not-found', detail: id })
  const refused = (await handOver(made.orders)).map(refusalOf).find(failure => failure !== null)
  if (refused) return refused
  if (made.isOut) return fail({ kind: 'too-late', detail: 'published' })
  // Unless it was scheduled anew meanwhile.
  await db.posts.where('id').equals(id).modify((post, held) => { if (post.revision === made.row.revision) held.value = { ...post, stage: 'draft', acceptedRevision: post.revision, updatedUtc: now } })
  return ok(undefined)
}

const rememberedAtOnce = 500

/**
 * Main's journal is another than before, was unreadable or had fallen back: it is told all that is known here, before anything of it is applied here. Main judges:
 * what went out stays out, what was due meanwhile is looked for or asked. False: not all of it arrived.
 */
export async function rememberForMain(): Promise<boolean> {
  const keys = await db.deliveries.toCollection().primaryKeys()
  for (let at = 0; at === 0 || at < keys.length; at += rememberedAtOnce) {
    const rows = await db.deliveries.bulkGet(keys.slice(at, at + rememberedAtOnce))
    const records = rows.flatMap(row => row ? [{ delivery: row.delivery, state: row.state, attempts: row.attempts, updatedUtc: row.updatedUtc }] : [])
    const answer = await ask(() => comptoir().outbox.remember({ records, isLast: at + rememberedAtOnce >= keys.length }))
    if (!answer.ok) return false
  }
  return true
}

/**
 * A reply, like, deletion…: in the outbox at once, then with main. Fails only when it could not even be written down here:
 * once it stands in the outbox it will be handed over, and pressing again would send a second one.
 */
export async function sendAct(wish: Pick<Delivery, 'accountId' | 'act' | 'origin'>, now = Date.now()): Promise<Result<DeliveryId>> {
  const delivery: Delivery = { ...wish, id: deliveryId.parse(`act:${crypto.randomUUID()}`), revision: 1, due: planAtInstant(now, computerZone()), late: actLatePolicy(wish.act), who: 'computer' }
  let orders: readonly OrderRow[]
  try {
    orders = await writeDown(delivery, now)
  } catch (error) {
    return fail({ kind: 'disk-full', detail: error instanceof Error ? error.name : 'not written' })
  }
  await handOver(orders)
  return ok(delivery.id)
}

/** An answer written offline should still go out hours later, without a question; months later it should ask. */
const actLatePolicy = (_act: Act): Delivery['late'] => ({ graceMinutes: 7 * 24 * 60, then: 'ask' })

export async function cancelDelivery(id: DeliveryId, revision: number): Promise<Result<DeliveryRecord>> {
  const orders = await db.transaction('rw', db.deliveries, db.orders, async () => {
    const row = await db.deliveries.get(id)
    return row ? orderBack([row], revision) : []
  })
  const [answer] = await handOver(orders)
  const refused = answer ? refusalOf(answer) : null
  if (refused) return refused
  const row = await db.deliveries.get(id)
  if (!row) return fail({ kind: 'not-found', detail: id })
  if (!answer && row.stateKind === 'published') return fail({ kind: 'too-late', detail: 'published' })
  return ok(answer?.kind === 'called-back' && answer.record ? answer.record : row)
}

/** Takes a cancellation back: the same thing once more, under a higher revision. */
export async function sendAgain({ delivery }: Pick<DeliveryRecord, 'delivery'>, now = Date.now()): Promise<Result<void>> {
  const orders = await db.transaction('rw', db.posts, db.deliveries, db.orders, async () => {
    const post = delivery.origin.kind === 'post' && delivery.act.kind === 'publish' ? await db.posts.get(delivery.origin.postId) : undefined
    const shown = await db.deliveries.get(delivery.id)
    const again: Delivery = { ...delivery, revision: Math.max(delivery.revision, shown?.delivery.revision ?? 0, revisionOf((await db.orders.get(delivery.id))?.wish), post?.revision ?? 0) + 1 }
    // Only the number moves: changes under way in the post are not handed over by this. A draft or a thrown away post of which something goes out is scheduled.
    if (post) await db.posts.update(post.id, { revision: again.revision, stage: 'scheduled', deletedUtc: 0 })
    return writeDown(again, now)
  })
  const [answer] = await handOver(orders)
  // Not taken just now is no failure: it stands in the outbox, and pressing again changes nothing.
  return answer?.kind === 'too-late' ? fail({ kind: 'too-late', detail: answer.detail }) : ok(undefined)
}

export async function decideDelivery(id: DeliveryId, choice: OwnerChoice, links?: readonly string[]): Promise<Result<DeliveryRecord>> {
  const before = await db.deliveries.get(id)
  const answer = await ask(() => comptoir().outbox.decide({ id, choice, links }))
  if (answer.ok) await db.transaction('rw', db.deliveries, () => keepRecord(answer.value, before))
  if (answer.ok || answer.failure.kind !== 'not-found' || !before || choice === 'it-is-there' || choice === 'not-there') return answer
  // Main does not know it (its journal was begun anew, or could not read it): the wish itself is an order to it.
  if (choice === 'give-up') return cancelDelivery(id, before.delivery.revision)
  const again = await sendAgain(before)
  return again.ok ? ok(await db.deliveries.get(id) ?? before) : again
}

/** Posts are told by their own row, not by what was done to them afterwards: edits and deletions stay. */
const publishingOf = async (id: PostId): Promise<DeliveryRow[]> => (await deliveriesOfPost(id)).filter(({ delivery }) => delivery.act.kind === 'publish')

/** What is over needs no calling back, unless main has still to hear that it is wanted again. */
async function orderBack(rows: readonly DeliveryRow[], revision: number): Promise<OrderRow[]> {
  const ordered = await db.orders.bulkGet(rows.map(({ id }) => id))
  return order(rows.flatMap(({ stateKind, delivery: { id, accountId, ...delivery } }, index) => {
    const wish = ordered[index]?.wish
    if (wish?.kind !== 'put' && (stateKind === 'published' || stateKind === 'cancelled')) return []
    return { kind: 'cancel' as const, id, accountId, revision: Math.max(delivery.revision, revision, revisionOf(wish)) }
  }))
}

const revisionOf = (wish: OrderRow['wish'] | undefined): number => wish === undefined ? 0 : wish.kind === 'put' ? wish.delivery.revision : wish.revision

const refusalOf = (answer: OrderAnswer): Result<never> | null =>
  answer.kind === 'too-late' ? fail({ kind: 'too-late', detail: answer.detail }) : answer.kind === 'failed' ? fail(answer.failure) : null

const writeDown = (delivery: Delivery, now: number): Promise<OrderRow[]> => db.transaction('rw', db.deliveries, db.orders, async () => {
  await showInOutbox([delivery], now)
  return order([{ kind: 'put', delivery }])
})

/** -1 attempts: main has not heard of it yet. Its first event replaces the row. */
async function showInOutbox(deliveries: readonly Delivery[], now: number): Promise<void> {
  const known = await db.deliveries.bulkGet(deliveries.map(delivery => delivery.id))
  const shown = deliveries.filter((_, index) => { const row = known[index]; return !row || isStillOurs(row.state) || row.stateKind === 'cancelled' })
  await db.deliveries.bulkPut(shown.map(delivery => deliveryRow({ delivery, state: { kind: 'planned' }, attempts: -1, updatedUtc: now })))
}

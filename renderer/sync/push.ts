import type { AccountId, DeliveryId, PostId } from '../../preload/contract/ids.ts'
import { deliveryId } from '../../preload/contract/ids.ts'
import { planAtInstant } from '../../preload/contract/plan-time.ts'
import { isStillOurs, type Act, type Delivery, type DeliveryRecord, type OwnerChoice, type PutOutcome } from '../../preload/contract/publishing.ts'
import { fail, ok, type Result } from '../../preload/contract/result.ts'
import type { PlannedTime } from '../../preload/contract/time.ts'
import { comptoir } from '../comptoir.ts'
import { accountsNow } from '../db/accounts.ts'
import { db } from '../db/db.ts'
import { deliveriesOfPost, deliveryRow, putRecord } from '../db/deliveries.ts'
import type { PostRow } from '../db/schema.ts'
import { cutDeliveries } from './cut-deliveries.ts'
import { usualLate } from './usual-late.ts'

/** What became of handing a post over: accounts for which it was too late keep what they had. */
export type Handed = { readonly accepted: number; readonly tooLate: readonly DeliveryRecord[] }

const computerZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone

/** Hands the post over as it stands in Dexie, under a new revision. It needs a time and at least one connected account. */
export async function schedulePost(id: PostId, now = Date.now()): Promise<Result<Handed>> {
  const row = await raiseRevision(id, now)
  return row ? handOver(row) : fail({ kind: 'not-found', detail: id })
}

/** Like schedulePost, with now as its time: both in one write, or a reload between them would leave a draft at a time nobody chose. */
export async function publishNow(id: PostId, now = Date.now()): Promise<Result<Handed>> {
  const row = await raiseRevision(id, now, planAtInstant(now, computerZone()))
  return row ? handOver(row) : fail({ kind: 'not-found', detail: id })
}

/** Calls back what has not begun; a draft again when nothing of it is out. `too-late` when something is. */
export async function unschedule(id: PostId, now = Date.now()): Promise<Result<void>> {
  const row = await db.posts.get(id)
  if (!row) return fail({ kind: 'not-found', detail: id })
  const rows = await deliveriesOfPost(id)
  const answers = await Promise.all(rows.filter(delivery => delivery.stateKind !== 'published').map(delivery => cancelDelivery(delivery.delivery.id, Math.max(delivery.delivery.revision, row.revision))))
  // What main has never heard of cannot go out either.
  const refused = answers.find(answer => !answer.ok && answer.failure.kind !== 'not-found')
  if (refused) return refused as Result<never> // the cast: only a failure is found
  if (rows.some(delivery => delivery.stateKind === 'published')) return fail({ kind: 'too-late', detail: 'published' })
  await db.posts.update(id, { stage: 'draft', acceptedRevision: row.revision, updatedUtc: now })
  return ok(undefined)
}

/** What main has not been able to take yet: posts whose answer was lost, acts it never heard of. Under the same ids and revisions, so twice is once. False: something is left. */
export async function retryPending(): Promise<boolean> {
  const pending = await db.posts.where('[stage+updatedUtc]').between(['scheduled', 0], ['scheduled', Infinity]).filter(row => row.acceptedRevision < row.revision && row.deletedUtc === 0).toArray()
  let isAll = true
  for (const row of pending) isAll = (await handOver(row)).ok && isAll
  const acts = await db.deliveries.where('[stateKind+dueUtc]').between(['planned', 0], ['planned', Infinity]).filter(row => row.attempts === -1).toArray()
  if (acts.length > 0) isAll = (await putAll(acts.map(row => row.delivery))).ok && isAll
  return isAll
}

const retryMs = 5_000
let isRetrying = false
/** Main could not take it just now (a full disk, a mistake of ours): it stands in the outbox and is handed over as soon as it can be. */
export function retrySoon(): void {
  if (isRetrying) return
  isRetrying = true
  setTimeout(() => {
    isRetrying = false
    retryPending().then(isAll => { if (!isAll) retrySoon() }, (error: unknown) => { console.error(error); retrySoon() })
  }, retryMs)
}

/**
 * Main's journal was unreadable and has begun anew: what waits is handed over again. What should have gone out meanwhile
 * may have done so, and nobody can tell: for that the owner is asked, whatever the late policy says.
 */
export async function handOverAgain(now = Date.now()): Promise<void> {
  const waiting = await db.deliveries.where('stateKind').anyOf('planned', 'waiting', 'preparing', 'committing', 'unknown', 'needs-owner').toArray()
  await putAll(waiting.map(({ delivery, stateKind }) => delivery.due.utc > now && (stateKind === 'planned' || stateKind === 'waiting') ? delivery : { ...delivery, late: { graceMinutes: 0, then: 'ask' } }))
}

/**
 * A reply, like, deletion…: in the outbox at once, then with main. Fails only when it could not even be written down here:
 * once it stands in the outbox it will be handed over, and pressing again would send a second one.
 */
export async function sendAct(wish: Pick<Delivery, 'accountId' | 'act' | 'origin'>, now = Date.now()): Promise<Result<DeliveryId>> {
  const delivery: Delivery = { ...wish, id: deliveryId.parse(`act:${crypto.randomUUID()}`), revision: 1, due: planAtInstant(now, computerZone()), late: actLatePolicy(wish.act), who: 'computer' }
  try {
    await showInOutbox([delivery], now)
  } catch (error) {
    return fail({ kind: 'disk-full', detail: error instanceof Error ? error.name : 'not written' })
  }
  const answer = await putAll([delivery])
  if (!answer.ok) retrySoon()
  return ok(delivery.id)
}

/** An answer written offline should still go out hours later, without a question; months later it should ask. */
const actLatePolicy = (_act: Act): Delivery['late'] => ({ graceMinutes: 7 * 24 * 60, then: 'ask' })

export async function cancelDelivery(id: DeliveryId, revision: number): Promise<Result<DeliveryRecord>> {
  const answer = await comptoir().outbox.cancel({ id, revision })
  const row = answer.ok || answer.failure.kind !== 'not-found' ? undefined : await db.deliveries.get(id)
  // What main has never heard of is called back here, and is not handed over any more.
  if (row?.attempts === -1) return keepRecord(ok({ delivery: row.delivery, state: { kind: 'cancelled', utc: Date.now() }, attempts: 0, updatedUtc: Date.now() }))
  return keepRecord(answer)
}

/** Takes a cancellation back: the same thing once more, under a higher revision. */
export async function sendAgain({ delivery }: Pick<DeliveryRecord, 'delivery'>, now = Date.now()): Promise<Result<void>> {
  const { origin } = delivery
  const post = origin.kind === 'post' ? await db.posts.get(origin.postId) : undefined
  const again: Delivery = { ...delivery, revision: Math.max(delivery.revision, post?.revision ?? 0) + 1 }
  // Only the number moves: changes under way in the post are not handed over by this.
  if (post) await db.posts.update(post.id, { revision: again.revision, acceptedRevision: again.revision })
  await showInOutbox([again], now)
  const answer = await putAll([again])
  return answer.ok ? ok(undefined) : answer
}

export async function decideDelivery(id: DeliveryId, choice: OwnerChoice): Promise<Result<DeliveryRecord>> {
  return keepRecord(await comptoir().outbox.decide({ id, choice }))
}

async function keepRecord(answer: Result<DeliveryRecord>): Promise<Result<DeliveryRecord>> {
  if (answer.ok) await putRecord(answer.value)
  return answer
}

/** Decided and written before main hears of it: after a crash retryPending finds it. */
const raiseRevision = (id: PostId, now: number, at?: PlannedTime): Promise<PostRow | null> => db.transaction('rw', db.posts, async () => {
  const row = await db.posts.get(id)
  const plan = at ?? row?.plan
  if (!row || !plan) return null
  const raised: PostRow = { ...row, plan, planUtc: plan.utc, stage: 'scheduled', revision: Math.max(row.revision, row.acceptedRevision) + 1, updatedUtc: now, handedUtc: now, deletedUtc: 0 }
  await db.posts.put(raised)
  return raised
})

async function handOver(row: PostRow): Promise<Result<Handed>> {
  const deliveries = cutDeliveries(row, await accountsNow(), usualLate())
  await showInOutbox(deliveries, row.handedUtc)
  await callBackDropped(row, new Set(deliveries.map(delivery => delivery.accountId)))
  const answer = await putAll(deliveries)
  if (!answer.ok) return answer
  const newer = answer.value.reduce((highest, outcome) => outcome.kind === 'superseded' ? Math.max(highest, outcome.revision) : highest, row.revision)
  await db.posts.where('id').equals(row.id).modify((post, held) => {
    held.value = { ...post, acceptedRevision: Math.max(post.acceptedRevision, row.revision), revision: Math.max(post.revision, newer) }
  })
  const tooLate = answer.value.flatMap(outcome => outcome.kind === 'too-late' ? [outcome.record] : [])
  return ok({ accepted: answer.value.filter(outcome => outcome.kind === 'accepted').length, tooLate })
}

/** Accounts that were taken off a post that was already with main. */
async function callBackDropped(row: PostRow, kept: ReadonlySet<AccountId>): Promise<void> {
  for (const { delivery, state } of await deliveriesOfPost(row.id)) {
    if (!kept.has(delivery.accountId) && isStillOurs(state)) await cancelDelivery(delivery.id, row.revision)
  }
}

/** -1 attempts: main has not heard of it yet. Its first event replaces the row. */
async function showInOutbox(deliveries: readonly Delivery[], now: number): Promise<void> {
  await db.transaction('rw', db.deliveries, async () => {
    const known = await db.deliveries.bulkGet(deliveries.map(delivery => delivery.id))
    const shown = deliveries.filter((_, index) => { const row = known[index]; return !row || isStillOurs(row.state) || row.stateKind === 'cancelled' })
    await db.deliveries.bulkPut(shown.map(delivery => deliveryRow({ delivery, state: { kind: 'planned' }, attempts: -1, updatedUtc: now })))
  })
}

async function putAll(deliveries: readonly Delivery[]): Promise<Result<PutOutcome[]>> {
  if (deliveries.length === 0) return ok([])
  const answer = await comptoir().outbox.put(deliveries)
  if (!answer.ok) return answer
  for (const outcome of answer.value) {
    if (outcome.kind === 'too-late') await putRecord(outcome.record)
    // Called back here while it was on its way to main: main has to hear of that too.
    else if ((await db.deliveries.get(outcome.id))?.stateKind === 'cancelled') await keepRecord(await comptoir().outbox.cancel({ id: outcome.id, revision: outcome.revision }))
    else await db.deliveries.where('id').equals(outcome.id).modify((row, held) => { if (row.attempts === -1) held.value = { ...row, attempts: 0 } })
  }
  return answer
}


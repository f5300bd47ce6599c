import type { Failure } from '../../preload/contract/failures.ts'
import type { Delivery, DeliveryRecord, PutOutcome } from '../../preload/contract/publishing.ts'
import { fail, type Result } from '../../preload/contract/result.ts'
import { comptoir } from '../comptoir.ts'
import { db } from '../db/db.ts'
import { deliveryRow } from '../db/deliveries.ts'
import type { DeliveryRow, OrderRow, PostRow } from '../db/schema.ts'

/**
 * What main has still to hear: one order a delivery, the last wish, written in the same transaction as what it comes from and kept until main
 * has answered. So a wish outlives a reload and a lost answer; main takes the same order twice as once.
 */
export type OrderAnswer =
  | { readonly kind: 'accepted' }
  | { readonly kind: 'called-back'; readonly record: DeliveryRecord | null }
  | { readonly kind: 'too-late'; readonly record: DeliveryRecord | null; readonly detail: string }
  /** A newer wish has taken its place. */
  | { readonly kind: 'overtaken' }
  /** Main could not take it. What may be tried again stays an order and is sent again soon. */
  | { readonly kind: 'failed'; readonly failure: Failure }

/** Call inside a transaction over `orders`. */
export async function order(wishes: readonly OrderRow['wish'][]): Promise<OrderRow[]> {
  const rows = wishes.map((wish): OrderRow => ({ id: wish.kind === 'put' ? wish.delivery.id : wish.id, ticket: crypto.randomUUID(), wish }))
  await db.orders.bulkPut(rows)
  return rows
}

const atOnce = 500 // main takes 2 000; smaller ones keep the window's answers quick
const retryMs = 5_000

let running: Promise<unknown> = Promise.resolve()
let waiting = 0
const answers = new Map<string, OrderAnswer>()

/** Sends all there is, one run after the other: a cancellation never overtakes what it cancels. Answers what became of `mine`, in their order. */
export async function handOver(mine: readonly OrderRow[]): Promise<OrderAnswer[]> {
  waiting++
  try {
    const run = running.then(sendAll)
    running = run.catch(() => undefined) // told to whoever waits for this run; the next one begins anew
    await run
    return mine.map(({ ticket }) => answers.get(ticket) ?? { kind: 'overtaken' })
  } finally {
    for (const { ticket } of mine) answers.delete(ticket)
    if (--waiting === 0) answers.clear()
    if (await db.orders.count() > 0) handOverSoon()
  }
}

let isRetrying = false
/** Main could not take it just now (a full disk, a mistake of ours): it stands in the outbox and is handed over as soon as it can be. */
export function handOverSoon(): void {
  if (isRetrying) return
  isRetrying = true
  setTimeout(() => {
    isRetrying = false
    handOver([]).catch((error: unknown) => { console.error(error); handOverSoon() })
  }, retryMs)
}

async function sendAll(): Promise<void> {
  const tried = new Set<string>()
  for (;;) {
    // What was raised meanwhile, since main held a higher revision, is sent in the next round.
    const rows = (await db.orders.toArray()).filter(row => !tried.has(nameOf(row)))
    if (rows.length === 0) return
    for (const row of rows) tried.add(nameOf(row))
    for (const row of rows) if (row.wish.kind === 'cancel') await sendCancel(row, row.wish)
    const puts = rows.filter(row => row.wish.kind === 'put')
    for (let at = 0; at < puts.length; at += atOnce) await sendPuts(puts.slice(at, at + atOnce))
  }
}

async function sendPuts(rows: readonly OrderRow[]): Promise<void> {
  const before = await rowsOf(rows)
  const answer = await ask(() => comptoir().outbox.put(rows.flatMap(({ wish }) => wish.kind === 'put' ? [wish.delivery] : [])))
  if (!answer.ok && answer.failure.kind === 'bad-input' && rows.length > 1) {
    // One of them cannot be read: it must not hold up the others.
    for (const row of rows) await sendPuts([row])
    return
  }
  await db.transaction('rw', db.orders, db.deliveries, db.posts, async () => {
    for (const [index, row] of rows.entries()) {
      if (row.wish.kind !== 'put') continue
      if (!answer.ok) await keepFailure(row, row.wish.delivery, answer.failure)
      else if (answer.value[index]) await settlePut(row, row.wish.delivery, answer.value[index], before[index])
    }
  })
}

async function settlePut(row: OrderRow, delivery: Delivery, outcome: PutOutcome, before: DeliveryRow | undefined): Promise<void> {
  if (!await isCurrent(row)) return
  if (outcome.kind === 'superseded') {
    // This wish is the window's last; main is ahead of a window that was restored or called something back. It is sent once more, above that.
    const raised = { ...delivery, revision: outcome.revision + 1 }
    await db.orders.put({ ...row, wish: { kind: 'put', delivery: raised } })
    await eachPost(delivery, post => ({ ...post, revision: Math.max(post.revision, raised.revision) }))
    return
  }
  await db.orders.delete(row.id)
  if (outcome.kind === 'too-late') {
    await keepRecord(outcome.record, before)
    // What stands in the post is not what goes out; the post says so.
    await eachPost(delivery, post => post.revision > delivery.revision ? post : { ...post, acceptedRevision: Math.max(post.acceptedRevision, delivery.revision), handedUtc: Math.min(post.handedUtc, post.updatedUtc - 1) })
    answer(row, { kind: 'too-late', record: outcome.record, detail: outcome.record.state.kind })
    return
  }
  await eachPost(delivery, post => ({ ...post, acceptedRevision: Math.max(post.acceptedRevision, delivery.revision) }))
  await db.deliveries.where('id').equals(row.id).modify((shown, held) => { if (shown.attempts === -1) held.value = { ...shown, attempts: 0 } })
  answer(row, { kind: 'accepted' })
}

async function sendCancel(row: OrderRow, wish: Extract<OrderRow['wish'], { kind: 'cancel' }>): Promise<void> {
  const [before] = await rowsOf([row])
  const said = await ask(() => comptoir().outbox.cancel({ id: wish.id, revision: wish.revision }))
  await db.transaction('rw', db.orders, db.deliveries, async () => {
    if (!await isCurrent(row)) return
    if (said.ok) {
      await db.orders.delete(row.id)
      await keepRecord(said.value, before)
      answer(row, { kind: 'called-back', record: said.value })
    } else if (said.failure.kind === 'not-found') {
      // What main has never heard of cannot go out either, and main will not take it any more.
      await db.orders.delete(row.id)
      const record = before ? cancelledHere(before) : null
      if (record) await keepRecord(record, before)
      answer(row, { kind: 'called-back', record })
    } else if (said.failure.kind === 'too-late' || said.failure.kind === 'bad-input') {
      await db.orders.delete(row.id)
      answer(row, said.failure.kind === 'too-late' ? { kind: 'too-late', record: null, detail: said.failure.detail } : { kind: 'failed', failure: said.failure })
    } else answer(row, { kind: 'failed', failure: said.failure })
  })
}

const cancelledHere = ({ delivery }: DeliveryRow): DeliveryRecord => ({ delivery, state: { kind: 'cancelled', utc: Date.now() }, attempts: 0, updatedUtc: Date.now() })

/** What can never be read by main is not tried for ever: it stands failed in the outbox. */
async function keepFailure(row: OrderRow, delivery: Delivery, failure: Failure): Promise<void> {
  answer(row, { kind: 'failed', failure })
  if (failure.kind !== 'bad-input' || !await isCurrent(row)) return
  await db.orders.delete(row.id)
  await db.deliveries.put(deliveryRow({ delivery, state: { kind: 'failed', utc: Date.now(), failure }, attempts: -1, updatedUtc: Date.now() }))
}

const answer = ({ ticket }: OrderRow, given: OrderAnswer): void => { answers.set(ticket, given) }

const nameOf = ({ ticket, wish }: OrderRow): string => `${ticket} ${wish.kind === 'put' ? wish.delivery.revision : wish.revision}`
const isCurrent = async ({ id, ticket }: OrderRow): Promise<boolean> => (await db.orders.get(id))?.ticket === ticket
const rowsOf = (rows: readonly OrderRow[]): Promise<(DeliveryRow | undefined)[]> => db.deliveries.bulkGet(rows.map(({ id }) => id))

async function eachPost({ origin, act }: Delivery, change: (post: PostRow) => PostRow): Promise<void> {
  if (origin.kind !== 'post' || act.kind !== 'publish') return
  await db.posts.where('id').equals(origin.postId).modify((post, held) => { held.value = change(post) })
}

/**
 * A record that main gave in an answer. The log brings it again, and may have brought a later one while the answer was on its way: what
 * changed here since it was asked is left alone.
 */
export async function keepRecord(record: DeliveryRecord, before: DeliveryRow | undefined): Promise<void> {
  const now = await db.deliveries.get(record.delivery.id)
  if (JSON.stringify(now) === JSON.stringify(before)) await db.deliveries.put(deliveryRow(record))
}

/** A call that ends without an answer is a failure like others: what it did is learnt when it is asked again. */
export async function ask<T>(call: () => Promise<Result<T>>): Promise<Result<T>> {
  try {
    return await call()
  } catch (error) {
    return fail({ kind: 'internal', detail: error instanceof Error ? error.message.slice(0, 500) : 'no answer' })
  }
}

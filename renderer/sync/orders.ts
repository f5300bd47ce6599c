import type { Failure } from '../../preload/contract/failures.ts'
import type { PostId } from '../../preload/contract/ids.ts'
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
  const said = await ask(() => comptoir().outbox.put(rows.flatMap(({ wish }) => wish.kind === 'put' ? [wish.delivery] : [])))
  if (!said.ok && said.failure.kind === 'bad-input' && rows.length > 1) {
    // One of them cannot be read: it must not hold up the others.
    for (const row of rows) await sendPuts([row])
    return
  }
  await db.transaction('rw', db.orders, db.deliveries, db.posts, async () => {
    const [current, shown] = await Promise.all([db.orders.bulkGet(rows.map(({ id }) => id)), rowsOf(rows)])
    const posts = new Map((await db.posts.bulkGet([...new Set(rows.flatMap(postOf))])).flatMap(post => post ? [[post.id, post]] : []))
    const done: string[] = []
    const raised: OrderRow[] = []
    const drawn: DeliveryRow[] = []
    for (const [index, row] of rows.entries()) {
      if (row.wish.kind !== 'put') continue
      const { delivery } = row.wish
      const outcome = said.ok ? said.value[index] : undefined
      if (!said.ok) answer(row, { kind: 'failed', failure: said.failure })
      if (current[index]?.ticket !== row.ticket || said.ok && !outcome) continue
      const isUnchanged = JSON.stringify(shown[index]) === JSON.stringify(before[index])
      for (const id of postOf(row)) {
        const post = posts.get(id)
        if (post && outcome) posts.set(id, postAfter(post, delivery, outcome))
      }
      if (outcome?.kind === 'superseded') {
        // This wish is the window's last; main is ahead of a window that was restored or called something back. It is sent once more, above that.
        raised.push({ ...row, wish: { kind: 'put', delivery: { ...delivery, revision: outcome.revision + 1 } } })
      } else if (outcome?.kind === 'too-late') {
        done.push(row.id)
        if (isUnchanged) drawn.push(deliveryRow(outcome.record))
        answer(row, { kind: 'too-late', record: outcome.record, detail: outcome.record.state.kind })
      } else if (outcome?.kind === 'accepted') {
        done.push(row.id)
        const drawnFirst = shown[index]
        if (drawnFirst?.attempts === -1) drawn.push({ ...drawnFirst, attempts: 0 })
        answer(row, { kind: 'accepted' })
      } else if (!said.ok && said.failure.kind === 'bad-input') {
        // What can never be read by main is not tried for ever: it stands failed in the outbox.
        done.push(row.id)
        drawn.push(deliveryRow({ delivery, state: { kind: 'failed', utc: Date.now(), failure: said.failure }, attempts: -1, updatedUtc: Date.now() }))
      }
    }
    await db.orders.bulkDelete(done)
    await db.orders.bulkPut(raised)
    await db.deliveries.bulkPut(drawn)
    await db.posts.bulkPut([...posts.values()])
  })
}

const postOf = ({ wish }: OrderRow): PostId[] => wish.kind === 'put' && wish.delivery.act.kind === 'publish' && wish.delivery.origin.kind === 'post' ? [wish.delivery.origin.postId] : []

/** Where main kept what it had, what stands in the post is not what goes out; the post says so. */
function postAfter(post: PostRow, { revision }: Delivery, outcome: PutOutcome): PostRow {
  if (outcome.kind === 'superseded') return { ...post, revision: Math.max(post.revision, outcome.revision + 1) }
  const accepted = { ...post, acceptedRevision: Math.max(post.acceptedRevision, revision) }
  return outcome.kind === 'too-late' && post.revision <= revision ? { ...accepted, handedUtc: Math.min(post.handedUtc, post.updatedUtc - 1) } : accepted
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

const answer = ({ ticket }: OrderRow, given: OrderAnswer): void => { answers.set(ticket, given) }

const nameOf = ({ ticket, wish }: OrderRow): string => `${ticket} ${wish.kind === 'put' ? wish.delivery.revision : wish.revision}`
const isCurrent = async ({ id, ticket }: OrderRow): Promise<boolean> => (await db.orders.get(id))?.ticket === ticket
const rowsOf = (rows: readonly OrderRow[]): Promise<(DeliveryRow | undefined)[]> => db.deliveries.bulkGet(rows.map(({ id }) => id))

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

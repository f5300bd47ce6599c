import 'fake-indexeddb/auto'
import { beforeEach, expect, test, vi } from 'vitest'
import { accountId, deliveryId, itemKey, type PostId } from '../../preload/contract/ids.ts'
import { planAtInstant } from '../../preload/contract/plan-time.ts'
import { delivery, type Delivery, type DeliveryRecord, type PutOutcome } from '../../preload/contract/publishing.ts'
import { fail, ok, type Result } from '../../preload/contract/result.ts'
import { reconcileAccounts } from '../db/accounts.ts'
import { db } from '../db/db.ts'
import { deliveriesOfPost, deliveryRow, outboxRows, putRecord, readDelivery } from '../db/deliveries.ts'
import { hasUnsentChanges, newPost, readPost, saveDraft } from '../db/posts.ts'
import { bakery, madeAccount, madeRecord, noon } from '../test-support/made.ts'
import { cutDeliveries } from './cut-deliveries.ts'
import { handOver, order } from './orders.ts'
import { cancelDelivery, publishNow, rememberForMain, schedulePost, sendAct, unschedule } from './push.ts'

const garage = accountId.parse('garage')

/** Main's outbox in memory; `answers` false: it did the thing and the answer was lost. */
const main = {
  held: new Map<string, Delivery>(), cancelled: [] as string[], answers: true, begun: new Set<string>(), highest: 0,
  async put(deliveries: readonly Delivery[]): Promise<Result<PutOutcome[]>> {
    const outcomes = deliveries.map((delivery): PutOutcome => {
      const known = main.held.get(delivery.id)
      if (known && known.revision > delivery.revision) return { id: delivery.id, kind: 'superseded', revision: known.revision, record: null }
      if (main.begun.has(delivery.id)) return { id: delivery.id, kind: 'too-late', record: { delivery: known ?? delivery, state: { kind: 'committing', sinceUtc: noon, part: 0 }, attempts: 1, updatedUtc: noon } }
      main.held.set(delivery.id, delivery)
      return { id: delivery.id, kind: 'accepted', revision: delivery.revision }
    })
    return main.answers ? ok(outcomes) : fail({ kind: 'internal', detail: 'lost' })
  },
  async cancel({ id }: { id: string; revision: number }): Promise<Result<DeliveryRecord>> {
    const delivery = main.held.get(id)
    if (!delivery) return fail({ kind: 'not-found', detail: id })
    if (main.begun.has(id)) return fail({ kind: 'too-late', detail: '' })
    main.cancelled.push(id)
    return ok({ delivery, state: { kind: 'cancelled', utc: noon }, attempts: 0, updatedUtc: noon })
  },
}

beforeEach(async () => {
  await db.delete()
  await db.open()
  Object.assign(main, { held: new Map(), cancelled: [], answers: true, begun: new Set() })
  vi.stubGlobal('window', { comptoir: { outbox: main } })
  await reconcileAccounts([madeAccount(bakery), madeAccount(garage)])
})

async function planned(accountIds = [bakery, garage]): Promise<PostId> {
  const post = newPost({ text: 'Bread', plan: planAtInstant(noon, 'Europe/Paris'), accountIds }, noon)
  await saveDraft(post, noon)
  return post.id
}

test('one delivery per connected account, each with the text of its own', () => {
  const post = newPost({ text: 'Bread', plan: planAtInstant(noon, 'Europe/Paris'), accountIds: [bakery, garage, bakery, accountId.parse('gone')] }, noon)
  const other = { ...post.content, contentWarning: 'food' }
  const cut = cutDeliveries({ ...post, revision: 3, variants: { [garage]: other } }, [madeAccount(bakery), madeAccount(garage)])
  expect(cut.map(({ id, revision, late }) => ({ id, revision, late }))).toEqual([
    { id: `${post.id}:bakery`, revision: 3, late: { graceMinutes: 60, then: 'ask' } }, { id: `${post.id}:garage`, revision: 3, late: { graceMinutes: 60, then: 'ask' } }])
  expect(cut[1]?.act).toMatchObject({ content: { contentWarning: 'food' } })
  expect(cutDeliveries(post, [madeAccount(bakery)], { graceMinutes: 15, then: 'next-slot' })[0]?.late).toEqual({ graceMinutes: 15, then: 'next-slot' })
  expect(cutDeliveries({ ...post, plan: null }, [madeAccount(bakery)])).toEqual([])
})

test('what a network asks beside the text is kept with the draft and reaches main, for that account alone', async () => {
  const post = { ...newPost({ text: 'Bread', plan: planAtInstant(noon, 'Europe/Paris'), accountIds: [bakery, garage] }, noon), details: { [garage]: { format: 'reel' as const, options: { title: 'Bread, slowly', board: '' } } } }
  await saveDraft(post, noon)
  await saveDraft({ ...post, details: { [garage]: { format: 'reel', options: { title: 'Bread, slower', board: '' } } } }, noon + 1)
  await schedulePost(post.id, noon + 2)
  const told = (account: string) => { const act = main.held.get(`${post.id}:${account}`)?.act; return act?.kind === 'publish' ? delivery.shape.act.parse(act) : null }
  expect(told('garage')).toMatchObject({ content: { format: 'reel', options: { title: 'Bread, slower' }, parts: [{ text: 'Bread' }] } })
  expect(told('bakery')).toEqual({ kind: 'publish', content: post.content })
})

test('a scheduled post is with main and in the outbox', async () => {
  const id = await planned()
  expect(await schedulePost(id, noon)).toEqual(ok({ accepted: 2, tooLate: [] }))
  expect(main.held.size).toBe(2)
  expect(await readPost(id)).toMatchObject({ stage: 'scheduled', revision: 1, acceptedRevision: 1 })
  expect(await outboxRows(noon)).toHaveLength(2)
})

test('when the answer is lost it is handed over again, under the same ids and revision', async () => {
  const id = await planned()
  main.answers = false
  expect(await schedulePost(id, noon)).toMatchObject({ ok: false })
  const before = [...main.held.values()]
  main.answers = true
  await handOver([])
  expect([...main.held.values()]).toEqual(before)
  expect(await readPost(id)).toMatchObject({ revision: 1, acceptedRevision: 1 })
})

test('writing on in a scheduled post hands nothing over by itself, and says so', async () => {
  const id = await planned()
  await schedulePost(id, noon)
  const row = await readPost(id)
  if (!row) throw new Error('the post is gone')
  await saveDraft({ ...row, content: { ...row.content, contentWarning: 'half-typ' } }, noon + 1000)
  await handOver([])
  expect([...main.held.values()].every(delivery => delivery.act.kind === 'publish' && delivery.act.content.contentWarning === null)).toBe(true)
  const changed = await readPost(id)
  expect(changed && hasUnsentChanges(changed)).toBe(true)
  await schedulePost(id, noon + 2000)
  expect([...main.held.values()].map(delivery => delivery.revision)).toEqual([2, 2])
})

test('what is written in a scheduled post is called unsent, even if the clock was set back since', async () => {
  const id = await planned()
  await schedulePost(id, noon)
  const row = await readPost(id)
  if (row) await saveDraft({ ...row, content: { ...row.content, contentWarning: 'food' } }, noon - 60_000)
  const changed = await readPost(id)
  expect(changed && hasUnsentChanges(changed)).toBe(true)
})

test('what is being sent already stays as it is, and the post says for which account', async () => {
  const id = await planned()
  await schedulePost(id, noon)
  main.begun.add(`${id}:garage`)
  expect(await schedulePost(id, noon)).toMatchObject({ value: { accepted: 1, tooLate: [{ delivery: { accountId: 'garage' } }] } })
  expect((await deliveriesOfPost(id)).map(row => row.stateKind).sort()).toEqual(['committing', 'planned'])
})

test('an account taken off a scheduled post is called back', async () => {
  const id = await planned()
  await schedulePost(id, noon)
  const row = await readPost(id)
  if (!row) throw new Error('the post is gone')
  await saveDraft({ ...row, accountIds: [bakery] }, noon + 1)
  await schedulePost(id, noon + 2)
  expect(main.cancelled).toEqual([`${id}:garage`])
})

test('an unscheduled post is a draft again, unless a part of it is out', async () => {
  const id = await planned()
  await schedulePost(id, noon)
  expect(await unschedule(id, noon)).toEqual(ok(undefined))
  expect(await readPost(id)).toMatchObject({ stage: 'draft' })

  const late = await planned()
  await schedulePost(late, noon)
  main.begun.add(`${late}:bakery`)
  expect(await unschedule(late, noon)).toMatchObject({ ok: false, failure: { kind: 'too-late' } })
  expect(await readPost(late)).toMatchObject({ stage: 'scheduled' })
})

test('after a window was restored from a backup, main has the higher revision and what the owner wants now passes it', async () => {
  const id = await planned([bakery])
  main.held.set(`${id}:bakery`, { ...madeRecord(id).delivery, revision: 9 })
  expect(await schedulePost(id, noon)).toEqual(ok({ accepted: 1, tooLate: [] }))
  expect(await readPost(id)).toMatchObject({ revision: 10, acceptedRevision: 10 })
  expect(main.held.get(`${id}:bakery`)?.revision).toBe(10)
})

test('publishing now is scheduling at this minute', async () => {
  const id = await planned([bakery])
  await publishNow(id, noon + 5000)
  expect(main.held.get(`${id}:bakery`)?.due.utc).toBe(noon + 5000)
})

test('a reply is in the outbox before main has answered, and is handed over again when the answer was lost', async () => {
  main.answers = false
  await sendAct({ accountId: bakery, act: { kind: 'like', target: { id: '1', url: null, extra: null }, on: true }, origin: { kind: 'item', itemKey: madeRecord('x').delivery.origin.kind as never } }, noon)
  const [row] = await outboxRows(noon + 1)
  expect(row).toMatchObject({ attempts: -1, stateKind: 'planned' })
  main.held.clear()
  main.answers = true
  await handOver([])
  expect([...main.held.keys()]).toEqual([row?.id])
  expect(row && await readDelivery(row.delivery.id)).toMatchObject({ attempts: 0 })
})

const like = { accountId: bakery, act: { kind: 'like', target: { id: '1', url: null, extra: null }, on: true }, origin: { kind: 'own-post', key: itemKey.parse('k') } } as const

test('an act that main could not take stands in the outbox: sending it again would double it, so it is not a failure', async () => {
  main.answers = false
  const sent = await sendAct(like, noon)
  expect(sent.ok).toBe(true)
  expect(await outboxRows(noon + 1)).toHaveLength(1)
})

test('what main never heard of is called back here, and never handed over', async () => {
  main.answers = false
  const sent = await sendAct(like, noon)
  main.held.clear()
  if (sent.ok) expect(await cancelDelivery(sent.value, 1)).toMatchObject({ ok: true, value: { state: { kind: 'cancelled' } } })
  main.answers = true
  await handOver([])
  expect(main.held.size).toBe(0)
  expect(await outboxRows(noon + 1)).toEqual([])
})

test('what is called back while it is on its way to main is called back there as well', async () => {
  const put = main.put
  let calledBack: Promise<unknown> = Promise.resolve()
  main.put = async deliveries => {
    calledBack = cancelDelivery(deliveryId.parse(deliveries[0]?.id), 1)
    return put(deliveries)
  }
  const sent = await sendAct(like, noon)
  main.put = put
  expect(await calledBack).toMatchObject({ ok: true, value: { state: { kind: 'cancelled' } } })
  expect(main.cancelled).toEqual([sent.ok ? sent.value : ''])
})

test('what is typed after scheduling does not go out by a hand-over that comes late', async () => {
  const id = await planned([bakery])
  main.answers = false
  const put = main.put
  main.put = async () => fail({ kind: 'internal', detail: 'never arrived' })
  await schedulePost(id, noon)
  const row = await readPost(id)
  if (row) await saveDraft({ ...row, content: { ...row.content, contentWarning: 'half-typ' } }, noon + 1)
  main.put = put
  main.answers = true
  await handOver([])
  expect([...main.held.values()]).toMatchObject([{ revision: 1, act: { content: { contentWarning: null } } }])
})

test('an account whose calling back did not arrive is called back later, and the post is not called accepted before', async () => {
  const id = await planned()
  await schedulePost(id, noon)
  const row = await readPost(id)
  if (row) await saveDraft({ ...row, accountIds: [bakery] }, noon + 1)
  const cancel = main.cancel
  main.cancel = async () => { throw new Error('reply was never sent') }
  expect(await schedulePost(id, noon + 2)).toMatchObject({ ok: false })
  main.cancel = cancel
  await handOver([])
  expect(main.cancelled).toEqual([`${id}:garage`])
})

test('what main already told is not overwritten by handing over again', async () => {
  const id = await planned([bakery])
  main.answers = false
  await schedulePost(id, noon)
  // It went wrong at once, and the log told it before the answer was asked for again.
  await putRecord({ ...madeRecord(id, { kind: 'failed', utc: noon, failure: { kind: 'missing', detail: '' } }), attempts: 1 })
  main.answers = true
  await handOver([])
  expect((await deliveriesOfPost(id)).map(row => row.stateKind)).toEqual(['failed'])
})

test('a post that main cannot read does not hold up the others, and stands failed', async () => {
  const put = main.put
  main.put = async deliveries => deliveries.some(delivery => delivery.accountId === garage) ? fail({ kind: 'bad-input', detail: 'act' }) : put(deliveries)
  const id = await planned()
  expect(await schedulePost(id, noon)).toMatchObject({ ok: false, failure: { kind: 'bad-input' } })
  main.put = put
  expect([...main.held.keys()]).toEqual([`${id}:bakery`])
  expect((await deliveriesOfPost(id)).map(row => [row.accountId, row.stateKind])).toEqual([['bakery', 'planned'], ['garage', 'failed']])
})

test('pain 17: thousands are handed over in portions that main takes', async () => {
  const sizes: number[] = []
  const put = main.put
  main.put = async deliveries => { sizes.push(deliveries.length); return put(deliveries) }
  await order(Array.from({ length: 2_100 }, (_, n) => ({ kind: 'put', delivery: madeRecord(`p${n}`).delivery })))
  await handOver([])
  main.put = put
  expect(main.held.size).toBe(2_100)
  expect(Math.max(...sizes)).toBeLessThanOrEqual(2_000)
  expect(await db.orders.count()).toBe(0)
})

test('what is scheduled again before its calling back is forgotten is sent only as it is wanted last', async () => {
  const id = await planned([bakery])
  await schedulePost(id, noon)
  const [put, cancel] = [main.put, main.cancel]
  main.put = main.cancel = async () => fail({ kind: 'internal', detail: '' })
  await unschedule(id, noon)
  await schedulePost(id, noon + 1)
  Object.assign(main, { put, cancel })
  await handOver([])
  expect(main.cancelled).toEqual([])
  expect(main.held.get(`${id}:bakery`)?.revision).toBe(2)
})

test('what is called back leaves the outbox', async () => {
  const id = await planned([bakery])
  await schedulePost(id, noon)
  const [row] = await outboxRows(noon)
  if (row) await cancelDelivery(row.delivery.id, row.delivery.revision)
  expect(await outboxRows(noon)).toEqual([])
})

test('main lost its journal: it is told all that is known here, in pieces, and judges', async () => {
  const told: { records: readonly DeliveryRecord[]; isLast: boolean }[] = []
  vi.stubGlobal('window', { comptoir: { outbox: { remember: async (piece: (typeof told)[number]) => { told.push(piece); return ok(undefined) } } } })
  await db.deliveries.bulkPut(Array.from({ length: 700 }, (_, index) => deliveryRow(madeRecord(`p${index}`, { kind: 'published', utc: noon, remotes: [] }))))
  expect(await rememberForMain()).toBe(true)
  expect(told.map(({ records, isLast }) => [records.length, isLast])).toEqual([[500, false], [200, true]])
  expect(told[0]?.records[0]).toEqual(madeRecord('p0', { kind: 'published', utc: noon, remotes: [] }))
  await db.deliveries.clear()
  await rememberForMain()
  expect(told.at(-1)).toEqual({ records: [], isLast: true })
})

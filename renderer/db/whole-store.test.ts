import 'fake-indexeddb/auto'
import { beforeEach, expect, test } from 'vitest'
import { planAtInstant } from '../../preload/contract/plan-time.ts'
import { bakery, keyOf, madeAccount, madeItem, madeRecord, noon } from '../test-support/made.ts'
import { reconcileAccounts } from './accounts.ts'
import { db } from './db.ts'
import { deliveryRow } from './deliveries.ts'
import { newPost, readPost, saveDraft } from './posts.ts'
import { exportStore, importStore } from './whole-store.ts'

const tomorrow = Date.now() + 86_400_000

beforeEach(async () => {
  await db.delete()
  await db.open()
})

async function filled() {
  const post = newPost({ text: 'bread', accountIds: [bakery], plan: planAtInstant(tomorrow, 'Europe/Paris') }, Date.now())
  await saveDraft(post)
  await db.posts.update(post.id, { stage: 'scheduled', revision: 2, acceptedRevision: 2 })
  await reconcileAccounts([madeAccount()])
  await db.items.put({ ...madeItem('1'), isRead: 1, isDone: 0, note: 'regular' })
  await db.deliveries.bulkPut([deliveryRow(madeRecord('a', { kind: 'published', utc: 1, remotes: [] })), deliveryRow(madeRecord('b'))])
  return post
}

test('an export comes back whole on an empty computer, and nothing of it goes out by itself', async () => {
  const post = await filled()
  const exported = structuredClone(await exportStore())
  await db.delete()
  await db.open()
  expect(await importStore(exported)).toEqual({ ok: true, value: { posts: 1, items: 1, unreadable: 0 } })
  expect(await readPost(post.id)).toMatchObject({ stage: 'draft', plan: { utc: tomorrow } })
  expect(await db.items.get(keyOf('1'))).toMatchObject({ isRead: 1, note: 'regular' })
  // The other computer may still send b: here it counts as not sent.
  expect((await db.deliveries.toArray()).map(row => row.stateKind)).toEqual(['published', 'cancelled'])
  expect(await db.accounts.toArray()).toMatchObject([{ removed: 1 }])
})

test('what is here and newer wins, and main’s numbers stay', async () => {
  const post = await filled()
  const exported = structuredClone(await exportStore())
  const row = await readPost(post.id)
  if (!row) throw new Error('the post is gone')
  await saveDraft({ ...row, content: { ...row.content, contentWarning: 'food' } }, Date.now() + 1000)
  await db.items.update(keyOf('1'), { isDone: 1 })
  await importStore(exported)
  expect(await readPost(post.id)).toMatchObject({ stage: 'scheduled', revision: 2, content: { contentWarning: 'food' } })
  expect(await db.items.get(keyOf('1'))).toMatchObject({ isDone: 1 })
})

test('a post that was due and is nowhere out comes back as a draft, one that is out as it was', async () => {
  const row = (id: string) => ({ ...newPost({ text: id, accountIds: [bakery], plan: planAtInstant(noon, 'Europe/Paris') }, noon), id, stage: 'scheduled', revision: 1 })
  const deliveries = [madeRecord('out', { kind: 'published', utc: noon, remotes: [] }), madeRecord('lost', { kind: 'unknown', sinceUtc: noon, part: 0, looks: [] })]
  await importStore({ format: 'comptoir', schema: 1, tables: { posts: [row('out'), row('lost')], deliveries } })
  expect((await db.posts.toArray()).map(post => [post.id, post.stage])).toEqual([['lost', 'draft'], ['out', 'scheduled']])
})

test('an answer that had not gone out comes back as an answer begun', async () => {
  const record = madeRecord('act', { kind: 'planned' }, { act: { kind: 'message', conversation: { id: 'c', url: null, extra: null }, toPerson: madeItem('1').person, text: 'From eight on' }, origin: { kind: 'item', itemKey: keyOf('1') } })
  await importStore({ format: 'comptoir', schema: 1, tables: { deliveries: [record] } })
  expect(await db.meta.toArray()).toEqual([{ name: `reply:${keyOf('1')}`, value: 'From eight on' }])
})

test('an entry that cannot be read is left out and counted', async () => {
  await filled()
  const exported = structuredClone(await exportStore()) as { tables: { items: unknown[] } }
  exported.tables.items.push({ key: 'broken' })
  await db.delete()
  await db.open()
  expect(await importStore(exported)).toMatchObject({ value: { items: 1, unreadable: 1 } })
})

test('another file, and one of a newer Comptoir, change nothing', async () => {
  await filled()
  expect(await importStore({ hello: 1 })).toMatchObject({ failure: { kind: 'file-not-understood' } })
  expect(await importStore({ format: 'comptoir', schema: 999, tables: {} })).toMatchObject({ failure: { kind: 'newer-data' } })
  expect(await db.items.count()).toBe(1)
})

import 'fake-indexeddb/auto'
import { beforeEach, expect, test, vi } from 'vitest'
import { accountId } from '../../preload/contract/ids.ts'
import { planAtInstant } from '../../preload/contract/plan-time.ts'
import { bakery, keyOf, madeAccount, madeItem, madeRecord, noon } from '../test-support/made.ts'
import { accountsNow, reconcileAccounts } from './accounts.ts'
import { db } from './db.ts'
import { deliveriesOfItems, deliveriesOfPosts, deliveryRow, outboxRows, plannedRows } from './deliveries.ts'
import { itemsInStretch } from './item-stretch.ts'
import { markDone, markRead, unreadCount } from './items.ts'
import { readMeta, writeMeta } from './meta.ts'
import { drafts, draftsWithoutTime, emptyBin, newPost, postsBetween, readPost, replan, restore, saveDraft, throwAway } from './posts.ts'
import type { ItemRow } from './schema.ts'
import { z } from 'zod'

beforeEach(async () => {
  await db.delete()
  await db.open()
})

const dayMs = 86_400_000
const written = async (text: string, planUtc: number | null = null, now = noon) => {
  const post = newPost({ text, accountIds: [bakery], plan: planUtc === null ? undefined : planAtInstant(planUtc, 'Europe/Paris') }, now)
  await saveDraft(post, now)
  return post
}

test('a post that is moved while its last words are being written keeps both', async () => {
  const post = newPost({ text: 'Bread', accountIds: [bakery] }, noon)
  await saveDraft(post, noon)
  const plan = planAtInstant(noon + dayMs, 'Europe/Paris')
  await Promise.all([saveDraft({ ...post, content: { ...post.content, contentWarning: 'last words' } }, noon + 1), replan(post.id, plan, noon + 1)])
  expect(await readPost(post.id)).toMatchObject({ content: { contentWarning: 'last words' }, plan, planUtc: plan.utc })
})

test('saving a draft keeps stage and revisions, which are not the composer’s to write', async () => {
  const post = await written('bread')
  await db.posts.update(post.id, { stage: 'scheduled', revision: 4, acceptedRevision: 4 })
  await saveDraft({ ...post, plan: planAtInstant(noon + dayMs, 'Europe/Paris') }, noon + 5)
  expect(await readPost(post.id)).toMatchObject({ stage: 'scheduled', revision: 4, acceptedRevision: 4, planUtc: noon + dayMs, updatedUtc: noon + 5 })
})

test('saving the same again is no change', async () => {
  const post = await written('bread')
  await saveDraft(post, noon + 5000)
  expect(await readPost(post.id)).toMatchObject({ updatedUtc: noon })
})

test('the calendar finds posts of a time, without those thrown away', async () => {
  const [early, wanted, thrown] = [await written('a', noon - dayMs), await written('b', noon), await written('c', noon + 1)]
  await throwAway(thrown.id, noon)
  expect((await postsBetween(noon, noon + dayMs)).map(post => post.id)).toEqual([wanted.id])
  await restore(thrown.id)
  expect(await postsBetween(noon, noon + dayMs)).toHaveLength(2)
  expect(await postsBetween(0, noon)).toMatchObject([{ id: early.id }])
})

test('asked for the deliveries of nothing, no row is walked past', async () => {
  await db.deliveries.bulkPut(Array.from({ length: 20 }, (_, n) => deliveryRow(madeRecord(`d${n}`))))
  const walks = vi.spyOn(IDBIndex.prototype, 'openCursor')
  expect([await deliveriesOfItems([]), await deliveriesOfPosts([])]).toEqual([[], []])
  expect(walks).not.toHaveBeenCalled()
  walks.mockRestore()
})

test('drafts come last touched first, and the tray has those without a time', async () => {
  const [a, b] = [await written('a', null, noon), await written('b', noon, noon + 1)]
  expect((await drafts()).map(post => post.id)).toEqual([b.id, a.id])
  expect((await draftsWithoutTime()).map(post => post.id)).toEqual([a.id])
})

test('what was thrown away is erased after thirty days, not before', async () => {
  const [old, fresh] = [await written('a'), await written('b')]
  await throwAway(old.id, noon - 31 * dayMs)
  await throwAway(fresh.id, noon - 29 * dayMs)
  await emptyBin(noon)
  expect((await db.posts.toArray()).map(post => post.id)).toEqual([fresh.id])
})

const arrived = async (count: number, change: (index: number) => Partial<ItemRow> = () => ({})) =>
  db.items.bulkPut(Array.from({ length: count }, (_, index) => ({ ...madeItem(String(index).padStart(3, '0'), { createdUtc: noon + Math.floor(index / 3) }), isRead: 0 as const, isDone: 0 as const, note: '', ...change(index) })))

const listed = async (isDone: 0 | 1) => (await itemsInStretch({ isDone, kinds: [], accountIds: [] }, { after: null, through: null }, 50)).map(row => row.key)

test('what is done is read, leaves the list, and comes back when taken back', async () => {
  await arrived(3)
  expect(await unreadCount()).toBe(3)
  await markDone([keyOf('000')])
  await markRead([keyOf('001')])
  expect(await unreadCount()).toBe(1)
  expect(await listed(1)).toEqual([keyOf('000')])
  await markDone([keyOf('000')], 0)
  expect(await listed(0)).toHaveLength(3)
})

test('what is unread counts only where someone may wait for an answer', async () => {
  const kinds = ['like', 'follow', 'boost', 'mention', 'reply', 'quote', 'message'] as const
  await arrived(20, index => ({ kind: kinds[index % kinds.length] ?? 'like', isRead: index >= 14 ? 1 : 0 }))
  expect(await unreadCount()).toBe(8)
  await markDone([keyOf('003')])
  expect(await unreadCount()).toBe(7)
})

test('the outbox is all that is not over and due by now; the rest is planned', async () => {
  await db.deliveries.bulkPut([
    madeRecord('out', { kind: 'published', utc: noon, remotes: [] }), madeRecord('asks', { kind: 'needs-owner', question: { kind: 'late', byMs: 1 } }), madeRecord('broken', { kind: 'failed', utc: noon, failure: { kind: 'missing', detail: '' } }),
    madeRecord('due'), madeRecord('later', { kind: 'planned' }, { due: planAtInstant(noon + dayMs, 'Europe/Paris') }), madeRecord('gone', { kind: 'cancelled', utc: noon }),
  ].map(deliveryRow))
  expect((await outboxRows(noon)).map(row => row.postId).sort()).toEqual(['asks', 'broken', 'due'])
  expect((await plannedRows(noon, 5)).map(row => row.postId)).toEqual(['later'])
})

test('accounts that main no longer knows are marked removed, not forgotten', async () => {
  await reconcileAccounts([madeAccount(bakery), madeAccount(accountId.parse('garage'))])
  await reconcileAccounts([madeAccount(bakery, { displayName: 'Bakery' })])
  expect(await accountsNow()).toMatchObject([{ id: 'bakery', displayName: 'Bakery' }])
  expect(await db.accounts.count()).toBe(2)
})

test('a small fact that is not what was expected counts as absent', async () => {
  await writeMeta('welcome', 7)
  expect(await readMeta('welcome', z.string(), 'first')).toBe('first')
})

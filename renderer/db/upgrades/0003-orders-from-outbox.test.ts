import 'fake-indexeddb/auto'
import Dexie from 'dexie'
import { expect, test } from 'vitest'
import { madeRecord, noon } from '../../test-support/made.ts'
import { deliveryRow } from '../deliveries.ts'
import { newPost } from '../posts.ts'
import { openDb } from '../schema.ts'

test('what main had not heard of at version 2 is an order at version 3, as it was cut; the rest is untouched', async () => {
  const name = `orders-${crypto.randomUUID()}`
  const old = new Dexie(name)
  old.version(2).stores({ posts: 'id, [deletedUtc+planUtc], [stage+updatedUtc], updatedUtc', deliveries: 'id, postId, itemKey, [stateKind+dueUtc], [accountId+dueUtc], dueUtc', meta: 'name' })
  const unheard = deliveryRow({ ...madeRecord('unheard'), attempts: -1 })
  const rows = [unheard, deliveryRow(madeRecord('with-main')), deliveryRow({ ...madeRecord('called-back', { kind: 'cancelled', utc: noon }), attempts: -1 })]
  const post = { ...newPost({ accountIds: [] }, noon), stage: 'scheduled', revision: 2, acceptedRevision: 1, handedUtc: noon, planUtc: noon, deletedUtc: 0 }
  await old.table('deliveries').bulkAdd(rows)
  await old.table('posts').bulkAdd([{ ...post, id: 'unheard' }, { ...post, id: 'not-cut' }, { ...post, id: 'with-main', acceptedRevision: 2 }])
  old.close()

  const db = openDb(name)
  expect(await db.orders.toArray()).toEqual([{ id: unheard.id, ticket: expect.any(String), wish: { kind: 'put', delivery: unheard.delivery } }])
  expect((await db.deliveries.toArray()).sort((a, b) => a.id.localeCompare(b.id))).toEqual(rows.sort((a, b) => a.id.localeCompare(b.id)))
  // What was meant is not kept: its owner decides.
  expect((await db.posts.toArray()).map(row => [row.id, row.stage])).toEqual([['not-cut', 'draft'], ['unheard', 'scheduled'], ['with-main', 'scheduled']])
  await db.delete()
})

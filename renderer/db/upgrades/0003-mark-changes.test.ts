import 'fake-indexeddb/auto'
import Dexie from 'dexie'
import { expect, test } from 'vitest'
import { madeOwnPost, madeRecord } from '../../test-support/made.ts'
import { deliveryRow } from '../deliveries.ts'
import { openDb } from '../schema.ts'

test('edits and deletions of earlier versions name the post they change; every row stays as it was', async () => {
  const name = `upgrade-${crypto.randomUUID()}`
  const target = { id: '1', url: null, extra: null }
  const post = deliveryRow(madeRecord('p1'))
  const { changeOf: _, ...deletion } = deliveryRow(madeRecord('p2', { kind: 'planned' }, { act: { kind: 'delete', target } }))
  const own = { ...madeOwnPost('1'), figures: { likes: 2 }, figuresUtc: 7 }
  const old = new Dexie(name)
  old.version(2).stores({ deliveries: 'id, postId, itemKey, [stateKind+dueUtc], [accountId+dueUtc], dueUtc', ownPosts: 'key, [accountId+createdUtc], createdUtc' })
  await old.table('deliveries').bulkAdd([post, deletion])
  await old.table('ownPosts').add(own)
  old.close()

  const db = openDb(name)
  expect(await db.deliveries.toArray()).toEqual([post, { ...deletion, changeOf: 'p2' }])
  expect(await db.deliveries.where('changeOf').above('').primaryKeys()).toEqual([deletion.id])
  expect(await db.ownPosts.toArray()).toEqual([own])
  expect(await db.ownPosts.where('goneUtc').above(0).count()).toBe(0)
  await db.delete()
})

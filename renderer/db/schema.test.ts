import 'fake-indexeddb/auto'
import Dexie from 'dexie'
import { expect, test, vi } from 'vitest'
import { madeItem } from '../test-support/made.ts'
import { openDb } from './schema.ts'

test('data of version 1 opens with every row as it was, and with the index it lacked', async () => {
  const name = `schema-${crypto.randomUUID()}`
  const old = new Dexie(name)
  old.version(1).stores({
    items: 'key, [accountId+createdUtc], [isDone+createdUtc], [kind+isDone+createdUtc], [isRead+isDone+createdUtc], [conversation+createdUtc], createdUtc, person.remoteId',
    meta: 'name',
  })
  const rows = [{ ...madeItem('1'), isRead: 0, isDone: 0, note: 'regular' }, { ...madeItem('2', { kind: 'like' }), isRead: 0, isDone: 0, note: '' }]
  await old.table('items').bulkAdd(rows)
  await old.table('meta').add({ name: 'cursor', value: 7 })
  old.close()

  const db = openDb(name)
  expect(await db.items.toArray()).toEqual(rows)
  expect(await db.meta.toArray()).toEqual([{ name: 'cursor', value: 7 }])
  expect(await db.items.where('[kind+isRead+isDone]').equals(['mention', 0, 0]).count()).toBe(1)
  await db.delete()
})

test('a write counts as done only when it is on the disk: main forgets what was acknowledged, and a power cut must not take it', async () => {
  const begun = vi.spyOn(IDBDatabase.prototype, 'transaction')
  const db = openDb(`schema-${crypto.randomUUID()}`)
  await db.meta.put({ name: 'cursor', value: 1 })
  expect(begun.mock.calls.filter(([, mode]) => mode === 'readwrite').map(([, , options]) => options)).toEqual([{ durability: 'strict' }])
  begun.mockRestore()
  await db.delete()
})

import 'fake-indexeddb/auto'
import Dexie from 'dexie'
import { expect, test } from 'vitest'
import { openStore } from './open.ts'
import { defineVersions, openDb } from './schema.ts'

test('data of a newer Comptoir is not touched', async () => {
  const name = `open-${crypto.randomUUID()}`
  const newer = new Dexie(name)
  defineVersions(newer)
  newer.version(99).stores({ fromTheFuture: 'id' })
  await newer.open()
  await newer.table('posts').put({ id: 'p', planUtc: 0, deletedUtc: 0 })
  newer.close()

  expect(await openStore(openDb(name))).toEqual({ kind: 'newer' })

  const again = new Dexie(name)
  await again.open()
  expect(again.verno).toBe(99)
  expect(await again.table('posts').count()).toBe(1)
  await again.delete()
})

test('data of this version opens', async () => {
  const db = openDb(`open-${crypto.randomUUID()}`)
  expect(await openStore(db)).toEqual({ kind: 'open' })
  await db.delete()
})

test('a store that cannot be opened says so instead of throwing', async () => {
  const db = openDb(`open-${crypto.randomUUID()}`)
  // The disk says no. The cast: Dexie keeps the factory it uses under a name of its own.
  const inside = db as unknown as { _deps: { indexedDB: IDBFactory } }
  inside._deps = { ...inside._deps, indexedDB: { open: () => { throw new DOMException('full', 'QuotaExceededError') } } as unknown as IDBFactory }
  expect(await openStore(db)).toEqual({ kind: 'failed' })
})

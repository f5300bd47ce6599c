import 'fake-indexeddb/auto'
import Dexie from 'dexie'
import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { db } from './db.ts'
import { openStore } from './open.ts'
import { openDb } from './schema.ts'
import { exportStore, importStore } from './whole-store.ts'

const folder = new URL('./fixtures/', import.meta.url)
const shape = z.object({ version: z.number(), stores: z.record(z.string(), z.string().nullable()), tables: z.record(z.string(), z.array(z.record(z.string(), z.unknown()))) })
const shipped = readdirSync(folder).filter(name => /^store-v\d+\.json$/u.test(name)).map(name => shape.parse(JSON.parse(readFileSync(new URL(name, folder), 'utf8'))))

/** The store as that version left it on the disk. */
async function layDown(name: string, { version, stores, tables }: (typeof shipped)[number]): Promise<void> {
  const old = new Dexie(name)
  old.version(version).stores(stores)
  for (const [table, rows] of Object.entries(tables)) await old.table(table).bulkAdd(rows)
  old.close()
}

describe.each(shipped)('pain 4: the store of version $version', data => {
  test('opens with every row of every table whole', async () => {
    const name = `shipped-${crypto.randomUUID()}`
    await layDown(name, data)
    const now = openDb(name)
    expect(await openStore(now)).toEqual({ kind: 'open' })
    for (const [table, rows] of Object.entries(data.tables)) {
      expect(rows.length, table).toBeGreaterThan(0)
      const found: unknown[] = await now.table(table).toArray()
      // A later version may add to a row; what was in it stays as it was.
      expect(found, table).toHaveLength(rows.length)
      expect(found, table).toMatchObject(rows)
    }
    await now.delete()
  })

  test('comes back from an export of it, planned posts as drafts', async () => {
    await db.delete()
    await db.open()
    const { meta: _, ...tables } = data.tables
    expect(await importStore({ format: 'comptoir', schema: data.version, tables })).toMatchObject({ ok: true, value: { posts: 3, items: 2, unreadable: 0 } })
    expect(await db.posts.filter(post => post.stage !== 'draft').count()).toBe(0)
    expect(await exportStore()).toMatchObject({ tables: { items: tables['items'], ownPosts: tables['ownPosts'], accountSamples: tables['accountSamples'], media: tables['media'] } })
  })
})

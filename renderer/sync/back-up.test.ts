import 'fake-indexeddb/auto'
import { beforeEach, expect, test, vi } from 'vitest'
import { fail, ok } from '../../preload/contract/result.ts'
import { bakery, keyOf, madeItem, madeRecord, noon } from '../test-support/made.ts'
import { db } from '../db/db.ts'
import { deliveryRow } from '../db/deliveries.ts'
import { writeMeta } from '../db/meta.ts'
import { newPost, readPost, saveDraft } from '../db/posts.ts'
import { backUp } from './back-up.ts'
import { bringBack } from './bring-back.ts'

/** Main in memory: keeps the rows it is given and gives them again, 500 at a time. */
const main = {
  rows: [] as { table: string; row: unknown }[], begun: [] as string[], isFull: false, gaveUp: '',
  begin: async ({ why }: { why: string }) => { main.begun.push(why); main.rows = why === 'before-import' ? main.rows : []; return ok({ id: why }) },
  add: async ({ id, table, rows }: { id: string; table: string; rows: readonly unknown[] }) => {
    if (main.isFull) return fail({ kind: 'disk-full', detail: '' })
    if (id !== 'before-import') main.rows.push(...rows.map(row => ({ table, row })))
    return ok(undefined)
  },
  finish: async () => ok({ kept: [], failed: null, isRunning: false }),
  giveUp: async ({ why }: { why: string }) => { main.gaveUp = why; return ok({ kept: [], failed: null, isRunning: false }) },
  bringBack: async () => ok({ media: 0, mediaMissing: 0, accounts: 0, deliveries: 0 }),
  rows_: async ({ at }: { at: number }) => ok({ schema: 2, rows: structuredClone(main.rows.slice(at, at + 500)), next: at + 500 < main.rows.length ? at + 500 : null }),
}

beforeEach(async () => {
  await db.delete()
  await db.open()
  Object.assign(main, { rows: [], begun: [], isFull: false, gaveUp: '' })
  vi.stubGlobal('window', { comptoir: { backups: { ...main, rows: main.rows_ } } })
})

async function fill() {
  const post = newPost({ text: 'Bread', accountIds: [bakery] }, noon)
  await saveDraft(post, noon)
  await db.items.bulkPut(Array.from({ length: 1203 }, (_, index) => ({ ...madeItem(String(index)), isRead: 0 as const, isDone: 0 as const, note: '' })))
  await db.accountSamples.bulkPut(Array.from({ length: 700 }, (_, index) => ({ accountId: bakery, utc: index, slot: index, figures: { followers: index } })))
  await db.deliveries.bulkPut([deliveryRow(madeRecord('a', { kind: 'published', utc: noon, remotes: [] })), deliveryRow(madeRecord('b'))])
  await writeMeta('cursor', 900)
  await writeMeta(`reply:${keyOf('1')}`, 'From eight on')
  return post
}

test('every row of every table is in it once, deliveries before posts, the cursor not at all', async () => {
  await fill()
  expect(await backUp(db, 'daily')).toMatchObject({ ok: true })
  const count = (table: string) => main.rows.filter(row => row.table === table).length
  expect([count('items'), count('accountSamples'), count('deliveries'), count('posts'), count('meta')]).toEqual([1203, 700, 2, 1, 1])
  expect(new Set(main.rows.map(({ row }) => JSON.stringify(row))).size).toBe(main.rows.length)
  expect(main.rows[0]?.table).toBe('deliveries')
})

test('it comes back whole on an empty computer, and once more without doubling anything', async () => {
  const post = await fill()
  await backUp(db, 'daily')
  await db.delete()
  await db.open()
  expect(await bringBack({ id: 'x' })).toEqual({ ok: true, value: { posts: 1, items: 1203, unreadable: 0 } })
  expect(await readPost(post.id)).toMatchObject({ stage: 'draft', content: { parts: [{ text: 'Bread' }] } })
  expect([await db.accountSamples.count(), await db.deliveries.where('stateKind').equals('planned').count()]).toEqual([700, 0])
  expect((await db.meta.toArray()).map(row => row.name)).toEqual([`reply:${keyOf('1')}`])
  expect(main.begun).toEqual(['daily'])
  // Where there is something already, it is copied before.
  expect(await bringBack({ id: 'x' })).toMatchObject({ value: { posts: 0, items: 0 } })
  expect(main.begun).toEqual(['daily', 'before-import'])
  expect(await db.items.count()).toBe(1203)
})

test('without room for the copy before it, nothing is changed', async () => {
  await fill()
  main.isFull = true
  expect(await bringBack({ id: 'x' })).toMatchObject({ ok: false, failure: { kind: 'disk-full' } })
  expect(await db.items.count()).toBe(1203)
})

test('a store that cannot be read is told to main, not taken for a copy', async () => {
  await fill()
  db.close()
  await backUp(db, 'daily')
  expect(main.gaveUp).toContain('DatabaseClosedError')
})

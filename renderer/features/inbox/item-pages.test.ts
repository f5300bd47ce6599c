import 'fake-indexeddb/auto'
import { beforeEach, expect, test, vi } from 'vitest'
import { db } from '../../db/db.ts'
import { markDone } from '../../db/items.ts'
import { keyOf, madeItem, noon } from '../../test-support/made.ts'
import { createItemPages } from './item-pages.ts'

const row = (i: number) => ({ ...madeItem(String(i).padStart(4, '0'), { createdUtc: noon + i }), isRead: 0 as const, isDone: 0 as const, note: '' })
const fail = (error: unknown): void => { throw error }

beforeEach(async () => {
  await db.items.clear()
  await db.items.bulkPut(Array.from({ length: 290 }, (_, i) => row(i)))
})

test('the list begins with its newest page and reads on as it is asked, to its end', async () => {
  const pages = createItemPages({ isDone: 0, kinds: [], accountIds: [] }, fail)
  const stop = pages.subscribe(() => {})
  await vi.waitFor(() => { expect(pages.now().isReady).toBe(true) })
  expect(pages.now().rows).toHaveLength(60)
  expect(pages.now().rows[0]?.key).toBe(keyOf('0289'))
  for (const expected of [120, 180, 240, 290]) {
    pages.readOn()
    await vi.waitFor(() => { expect(pages.now().rows).toHaveLength(expected) })
  }
  expect(pages.now().hasMore).toBe(false)
  expect(new Set(pages.now().rows.map(one => one.key)).size).toBe(290)
  stop()
})

test('news comes in at the top and what is done leaves, without the rest moving', async () => {
  const pages = createItemPages({ isDone: 0, kinds: ['mention'], accountIds: [] }, fail)
  const stop = pages.subscribe(() => {})
  await vi.waitFor(() => { expect(pages.now().isReady).toBe(true) })
  pages.readOn()
  await vi.waitFor(() => { expect(pages.now().rows).toHaveLength(120) })
  await db.items.bulkPut([row(900)])
  await vi.waitFor(() => { expect(pages.now().rows).toHaveLength(121) })
  expect(pages.now().rows[0]?.key).toBe(keyOf('0900'))
  await markDone([keyOf('0250')])
  await vi.waitFor(() => { expect(pages.now().rows.some(one => one.key === keyOf('0250'))).toBe(false) })
  expect(pages.now().rows).toHaveLength(120)
  stop()
})

test('a thousand at once at the top are cut into pages, each row once', async () => {
  const pages = createItemPages({ isDone: null, kinds: [], accountIds: [] }, fail)
  const stop = pages.subscribe(() => {})
  await vi.waitFor(() => { expect(pages.now().isReady).toBe(true) })
  pages.readOn()
  await vi.waitFor(() => { expect(pages.now().rows).toHaveLength(120) })
  await db.items.bulkPut(Array.from({ length: 1000 }, (_, i) => row(1000 + i)))
  await vi.waitFor(() => { expect(pages.now().rows).toHaveLength(1120) })
  expect(new Set(pages.now().rows.map(one => one.key)).size).toBe(1120)
  stop()
})

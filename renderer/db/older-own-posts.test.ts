import 'fake-indexeddb/auto'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { accountId } from '../../preload/contract/ids.ts'
import { bakery, keyOf, madeOwnPost, noon } from '../test-support/made.ts'
import { db } from './db.ts'
import { followOlderOwnPosts } from './older-own-posts.ts'
import type { OwnPostRow } from './schema.ts'

const dayMs = 24 * 3_600_000
const garage = accountId.parse('garage')
let rowsRead = 0
const countRead = <T>(row: T): T => { rowsRead++; return row }
let end = (): void => {}

beforeEach(async () => {
  await db.ownPosts.clear()
  await db.ownPosts.bulkAdd(Array.from({ length: 1200 }, (_, n) => ({ ...madeOwnPost(String(n), { createdUtc: noon - n * dayMs, ...(n % 2 ? { accountId: garage, key: keyOf(String(n), garage) } : {}) }), figures: { likes: 1 }, figuresUtc: noon })))
  rowsRead = 0
  db.ownPosts.hook('reading', countRead)
})
afterEach(() => {
  end()
  db.ownPosts.hook('reading').unsubscribe(countRead)
})

const follow = (beforeUtc: number, ids = [bakery, garage]) => {
  const told: (readonly OwnPostRow[])[] = []
  end = followOlderOwnPosts(beforeUtc, ids, rows => { told.push(rows) }, error => { throw error })
  return told
}

test('years of posts come whole, newest first, told once', async () => {
  const told = follow(noon - 100 * dayMs)
  await vi.waitFor(() => { expect(told).toHaveLength(1) })
  expect(told[0]?.map(row => row.createdUtc)).toEqual(Array.from({ length: 1099 }, (_, n) => noon - (101 + n) * dayMs))
})

test('a new figure reads its quarter again, not the years', async () => {
  const told = follow(noon)
  await vi.waitFor(() => { expect(told).toHaveLength(1) })
  rowsRead = 0
  await db.ownPosts.update(keyOf('500'), { figures: { likes: 7 } })
  await vi.waitFor(() => { expect(told).toHaveLength(2) })
  expect(told[1]?.find(row => row.key === keyOf('500'))?.figures).toEqual({ likes: 7 })
  expect(rowsRead).toBeLessThan(200)
})

test('only the accounts asked for; where there is nothing, that is told as well', async () => {
  const told = follow(noon, [garage])
  await vi.waitFor(() => { expect(told[0]?.every(row => row.accountId === garage)).toBe(true) })
  end()
  const none = follow(noon - 5000 * dayMs)
  await vi.waitFor(() => { expect(none).toEqual([[]]) })
})

test('what was read further back from the network joins', async () => {
  const told = follow(noon)
  await vi.waitFor(() => { expect(told).toHaveLength(1) })
  await db.ownPosts.add({ ...madeOwnPost('ancient', { createdUtc: noon - 4000 * dayMs }), figures: {}, figuresUtc: 0 })
  await vi.waitFor(() => { expect(told.at(-1)?.at(-1)?.key).toBe(keyOf('ancient')) })
})

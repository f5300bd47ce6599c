import 'fake-indexeddb/auto'
import { beforeEach, expect, test } from 'vitest'
import { accountId } from '../../preload/contract/ids.ts'
import type { Item } from '../../preload/contract/items.ts'
import { madeItem, noon } from '../test-support/made.ts'
import { db } from './db.ts'
import { itemsInStretch, type StretchView } from './item-stretch.ts'
import type { ItemRow } from './schema.ts'

const everything: StretchView = { isDone: null, kinds: [], accountIds: [] }
const kinds: readonly Item['kind'][] = ['mention', 'reply', 'like']
const garage = accountId.parse('garage')

beforeEach(async () => {
  await db.items.clear()
  // Three of each millisecond, so that the order by key matters.
  await db.items.bulkPut(Array.from({ length: 60 }, (_, i) => ({
    ...madeItem(String(i).padStart(2, '0'), { kind: kinds[i % 3] ?? 'like', createdUtc: noon + Math.floor(i / 3), ...(i % 5 === 0 ? { accountId: garage } : {}) }), isRead: 0 as const, isDone: (i % 4 === 0 ? 1 : 0) as 0 | 1, note: '',
  })))
})

async function walk(view: StretchView, size: number): Promise<ItemRow[]> {
  const seen: ItemRow[] = []
  for (;;) {
    const rows = await itemsInStretch(view, { after: seen.at(-1) ?? null, through: null }, size)
    if (rows.length === 0) return seen
    seen.push(...rows)
  }
}

test('stretch after stretch the whole list comes, newest first, each row once', async () => {
  const seen = await walk(everything, 7)
  expect(seen).toHaveLength(60)
  expect(new Set(seen.map(row => row.key)).size).toBe(60)
  expect(seen.map(row => row.createdUtc)).toEqual(seen.map(row => row.createdUtc).sort((a, b) => b - a))
})

test('kinds, done and accounts narrow it, in the same order', async () => {
  const view: StretchView = { isDone: 0, kinds: ['mention', 'reply'], accountIds: [garage] }
  const expected = (await walk(everything, 100)).filter(row => row.isDone === 0 && row.kind !== 'like' && row.accountId === garage)
  expect(expected.length).toBeGreaterThan(2)
  expect((await walk(view, 2)).map(row => row.key)).toEqual(expected.map(row => row.key))
})

test('a stretch between two rows holds what stands there now, also what came in since', async () => {
  const seen = await walk(everything, 100)
  const [after, through] = [seen[10], seen[20]]
  if (!after || !through) throw new Error('too few rows')
  expect((await itemsInStretch(everything, { after, through }, 100)).map(row => row.key)).toEqual(seen.slice(11, 21).map(row => row.key))
  expect(await itemsInStretch(everything, { after: null, through: after }, 100)).toHaveLength(11)
})

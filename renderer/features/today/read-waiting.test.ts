import 'fake-indexeddb/auto'
import { beforeEach, expect, test } from 'vitest'
import { emptyContent } from '../../../preload/contract/drafts.ts'
import { db } from '../../db/db.ts'
import { deliveryRow } from '../../db/deliveries.ts'
import type { ItemRow } from '../../db/schema.ts'
import { keyOf, madeItem, madeRecord, noon } from '../../test-support/made.ts'
import { readWaiting } from './read-waiting.ts'
import { waitingOf } from './today-state.ts'

beforeEach(async () => {
  await db.items.clear()
  await db.deliveries.clear()
})

const minuteMs = 60_000
const arrived = (count: number, from: number, change: Partial<ItemRow>) =>
  db.items.bulkAdd(Array.from({ length: count }, (_, n) => ({ ...madeItem(String(from + n).padStart(5, '0'), { createdUtc: noon - (from + n) * minuteMs }), isRead: 0 as const, isDone: 0 as const, note: '', ...change })))
const answered = (ids: readonly number[]) => db.deliveries.bulkAdd(ids.map(id => deliveryRow(madeRecord(`a${id}`, { kind: 'planned' }, {
  origin: { kind: 'item', itemKey: keyOf(String(id).padStart(5, '0')) }, act: { kind: 'reply', to: { id: '1', url: null, extra: null }, toPerson: madeItem('1').person, content: emptyContent() },
}))))

test('finds who waits below thousands of likes and hundreds already answered', async () => {
  await arrived(2000, 0, { kind: 'like' })
  await arrived(250, 2000, {})
  await answered(Array.from({ length: 245 }, (_, n) => 2000 + n))
  const { items, answers, isCut } = await readWaiting([], noon)
  expect(items.every(item => item.kind === 'mention')).toBe(true)
  expect(waitingOf(items, answers, noon).map(item => item.key)).toEqual([2245, 2246, 2247, 2248, 2249].map(id => keyOf(String(id).padStart(5, '0'))))
  expect(isCut).toBe(false)
})

test('says that there are more when enough people wait', async () => {
  await arrived(450, 0, {})
  const { items, isCut } = await readWaiting([], noon)
  expect([items.length, isCut]).toEqual([200, true])
})

import Dexie from 'dexie'
import { expect, test } from 'vitest'
import { isStoreFull } from './is-store-full.ts'

test('a full disk is known by the browser\'s error, by Dexie\'s, and inside that of a transaction', () => {
  const inside = Object.assign(new Error('aborted'), { name: 'AbortError', inner: new DOMException('no room', 'QuotaExceededError') })
  for (const reason of [new DOMException('no room', 'QuotaExceededError'), new Dexie.QuotaExceededError('no room'), inside]) expect(isStoreFull(reason)).toBe(true)
  for (const reason of [new Dexie.AbortError('aborted'), new Error('QuotaExceededError'), 'full', null]) expect(isStoreFull(reason)).toBe(false)
})

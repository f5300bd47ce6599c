import { TID } from '@atproto/common-web'
import { expect, it } from 'vitest'
import { createTidMaker, tidPattern } from './tid.ts'

const noon = Date.UTC(2026, 10, 24, 12)

it('makes keys that the reference library reads as the same instant', () => {
  const key = createTidMaker(() => 0.5)(noon)
  expect(key).toMatch(tidPattern)
  expect(TID.fromStr(key).timestamp()).toBe(noon * 1000)
  expect(TID.fromTime(noon * 1000, 512).toString()).toBe(key)
})

it('never makes the same key twice, and each sorts after the one before', () => {
  const next = createTidMaker()
  const keys = [noon, noon, noon, noon - 5000, noon + 1].map(next)
  expect(new Set(keys).size).toBe(5)
  expect(keys.toSorted()).toEqual(keys)
})

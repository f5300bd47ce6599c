import { expect, it } from 'vitest'
import { interfaceEnd, interfaceEndsUtc } from './interface-ends.ts'

const version = (ends: string | null) => ({ apiVersion: { name: 'v1', ends, source: '' } })
const noon = Date.UTC(2026, 10, 24, 12)
const days = (count: number): number => noon + count * 24 * 3_600_000

it('knows the day an interface ends, where one is announced', () => {
  expect(interfaceEndsUtc(version('2027-09-15'))).toBe(Date.UTC(2027, 8, 15, 12))
  expect(interfaceEndsUtc(version(null))).toBeNull()
  expect(interfaceEndsUtc({})).toBeNull()
})

it('tells of it sixty days ahead, and urgently in the last two weeks', () => {
  expect([61, 60, 15, 14, 1, 0, -5].map(count => interfaceEnd(days(count), noon))).toEqual(['later', 'told', 'told', 'near', 'near', 'ended', 'ended'])
})

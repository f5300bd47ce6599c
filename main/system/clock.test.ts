import { expect, it } from 'vitest'
import { createClockCheck } from './clock.ts'

const hourMs = 3_600_000

it('tells the owner of a clock that is an hour off once two answers agree, and takes it back when it is right', () => {
  const told: (number | null)[] = []
  const check = createClockCheck(offByMs => { told.push(offByMs) })
  check(0, hourMs)
  expect(told).toEqual([])
  check(1000, hourMs + 1000)
  expect(told).toEqual([hourMs])
  check(2000, hourMs + 2000)
  expect(told).toHaveLength(1)
  check(3000, 3500)
  expect(told).toEqual([hourMs, null])
})

it('does not believe one server whose own clock is wrong', () => {
  const told: (number | null)[] = []
  const check = createClockCheck(offByMs => { told.push(offByMs) })
  for (let i = 0; i < 5; i++) {
    check(0, hourMs)
    check(10_000, 10_000)
  }
  expect(told).toEqual([])
})

import fc from 'fast-check'
import { expect, it } from 'vitest'
import { axisOf } from './axis.ts'

it('shows all values between whole lines, few of them, never below zero', () => {
  fc.assert(fc.property(fc.array(fc.nat(2_000_000), { minLength: 1, maxLength: 40 }), values => {
    const { domain: [from, to], ticks } = axisOf(values)
    expect(from).toBeGreaterThanOrEqual(0)
    expect(from).toBeLessThanOrEqual(Math.min(...values))
    expect(to).toBeGreaterThanOrEqual(Math.max(...values))
    expect(ticks.length).toBeGreaterThanOrEqual(2)
    expect(ticks.length).toBeLessThanOrEqual(5)
    expect(ticks.every(Number.isInteger)).toBe(true)
  }))
})

it('makes no drama of one follower', () => {
  const { domain: [from, to] } = axisOf([120, 121])
  expect(to - from).toBeGreaterThanOrEqual(4)
})

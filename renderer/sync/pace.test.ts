import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { pace } from './pace.ts'

beforeEach(() => { vi.useFakeTimers() })
afterEach(() => { vi.useRealTimers() })

test('does the first at once and those of a burst together', () => {
  const work = vi.fn<() => void>()
  const ask = pace(work, 100)
  ask()
  expect(work).toHaveBeenCalledTimes(1)
  for (let n = 0; n < 50; n++) ask()
  expect(work).toHaveBeenCalledTimes(1)
  vi.advanceTimersByTime(100)
  expect(work).toHaveBeenCalledTimes(2)
})

test('rests after a burst, and does nothing that was not asked', () => {
  const work = vi.fn<() => void>()
  const ask = pace(work, 100)
  ask()
  vi.advanceTimersByTime(1000)
  expect(work).toHaveBeenCalledTimes(1)
  ask()
  expect(work).toHaveBeenCalledTimes(2)
})

test('takes longer rests the longer a burst lasts, and is quick again after it', () => {
  const times: number[] = []
  const ask = pace(() => { times.push(Date.now() - began) }, 100, 400)
  const began = Date.now()
  for (let ms = 0; ms < 1600; ms += 20) {
    ask()
    vi.advanceTimersByTime(20)
  }
  expect(times).toEqual([0, 100, 300, 700, 1100, 1500])
  vi.advanceTimersByTime(2000)
  const quiet = times.length
  ask()
  expect(times).toHaveLength(quiet + 1)
  ask()
  vi.advanceTimersByTime(100)
  expect(times).toHaveLength(quiet + 2)
})

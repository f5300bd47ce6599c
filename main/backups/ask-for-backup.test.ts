import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { askForBackup } from './ask-for-backup.ts'

beforeEach(() => { vi.useFakeTimers() })
afterEach(() => { vi.useRealTimers() })

const setWake = (afterMs: number, wake: () => void): () => void => {
  const timer = setTimeout(wake, afterMs)
  return () => { clearTimeout(timer) }
}

it('pain 40: an app that is open for two minutes a day makes its copy', async () => {
  let wanted = 0
  const stop = askForBackup({ isDue: () => Promise.resolve(wanted === 0), want: () => { wanted++ }, setWake, logTrouble: () => undefined })
  await vi.advanceTimersByTimeAsync(59_000)
  expect(wanted).toBe(0)
  await vi.advanceTimersByTimeAsync(2_000)
  expect(wanted).toBe(1)
  stop()
})

it('looks again every quarter of an hour, also after a look that failed, until it is stopped', async () => {
  let looks = 0
  const stop = askForBackup({ isDue: () => { looks++; return Promise.reject(new Error('EIO')) }, want: () => undefined, setWake, logTrouble: () => undefined })
  await vi.advanceTimersByTimeAsync(60_000 + 2 * 900_000)
  expect(looks).toBe(3)
  stop()
  await vi.advanceTimersByTimeAsync(3_600_000)
  expect(looks).toBe(3)
})

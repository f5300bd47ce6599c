import { openSync, readSync, writeSync } from 'node:fs'

/**
 * One invented clock for all processes of a run: the computer's monotonic clock plus an offset that lies in a file. Eight bytes,
 * read at each question, so that a jump holds everywhere at once, also in a process that was stopped meanwhile.
 */
export type Clock = { now(): number }

const monotonicMs = (): number => Number(process.hrtime.bigint() / 1000n) / 1000

export function readClock(file: string): Clock {
  const handle = openSync(file, 'r')
  const bytes = new Float64Array(1)
  return {
    now() {
      readSync(handle, bytes, 0, 8, 0)
      return Math.floor(monotonicMs() + (bytes[0] ?? 0))
    },
  }
}

export type MovableClock = Clock & {
  /** Never backwards. */
  jumpTo(utc: number): void
}

export function createClock(file: string, startUtc: number): MovableClock {
  const handle = openSync(file, 'w+')
  let offset = 0
  const put = (value: number): void => {
    offset = value
    writeSync(handle, new Float64Array([value]), 0, 8, 0)
  }
  put(startUtc - monotonicMs())
  const now = (): number => Math.floor(monotonicMs() + offset)
  return {
    now,
    jumpTo(utc) {
      const byMs = utc - now()
      if (byMs > 0) put(offset + byMs)
    },
  }
}

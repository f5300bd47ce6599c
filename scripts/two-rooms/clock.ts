import { vi } from 'vitest'

/** One clock for both rooms. Time moves only by `jump`, as for a computer that sleeps in between. */
export type Clock = {
  readonly now: () => number
  /** `room` ends when its room does. */
  after(ms: number, run: () => void, room: () => boolean): () => void
  jump(ms: number): Promise<void>
}

export const ticks = async (count: number): Promise<void> => { for (let n = 0; n < count; n++) await new Promise(resolve => { setImmediate(resolve) }) }

export function createClock(startUtc: number, settle: () => Promise<void>): Clock {
  let nowUtc = startUtc
  let timers: { readonly at: number; readonly run: () => void; readonly room: () => boolean }[] = []
  vi.setSystemTime(nowUtc)
  return {
    now: () => nowUtc,
    after: (ms, run, room) => {
      const timer = { at: nowUtc + Math.max(1, ms), run, room }
      timers.push(timer)
      return () => { timers = timers.filter(other => other !== timer) }
    },
    jump: async ms => {
      nowUtc += ms
      vi.setSystemTime(nowUtc)
      await settle()
      // A few rounds: what is set off may want a moment more.
      for (let round = 0; round < 6; round++) {
        const due = timers.filter(timer => timer.at <= nowUtc && timer.room())
        timers = timers.filter(timer => timer.at > nowUtc && timer.room())
        if (due.length === 0) return
        for (const timer of due) timer.run()
        await settle()
      }
    },
  }
}

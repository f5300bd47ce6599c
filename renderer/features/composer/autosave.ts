/** Writes what is typed soon after it is typed: a draft survives a kill with at most `maxWaitMs` of typing lost. */
export type Autosave<T> = {
  change(value: T): void
  /** Writes what is waiting now; resolves when it was tried. False: it is not on disk, and goes on being tried. */
  flush(): Promise<boolean>
  /** What is not on disk yet, for a page that goes away and cannot wait; null when all is. */
  unwritten(): T | null
}

type Clock = { readonly setTimeout: (run: () => void, ms: number) => unknown; readonly clearTimeout: (timer: never) => void; readonly now: () => number }
const realClock: Clock = { setTimeout: (run, ms) => setTimeout(run, ms), clearTimeout: timer => { clearTimeout(timer) }, now: () => Date.now() }

/** While someone types without a pause, it is still written every `maxWaitMs`. What could not be written is tried again every `againMs`. */
export function startAutosave<T>(save: (value: T) => Promise<void>, onTrouble: (reason: unknown) => void, { debounceMs = 150, maxWaitMs = 300, againMs = 3000, clock = realClock } = {}): Autosave<T> {
  let waiting: { readonly value: T; readonly sinceMs: number | null; readonly timer: unknown } | null = null
  let written: Promise<void> = Promise.resolve()
  let last: { readonly value: T } | null = null

  function write(): void {
    if (!waiting) return
    const { value, timer } = waiting
    const mine = last
    clock.clearTimeout(timer as never) // the cast: a timer is opaque, and is the one this clock gave
    waiting = null
    // In order: an older text must never be written over a newer one.
    written = written.then(() => save(value)).then(() => { if (last === mine) last = null }, (reason: unknown) => {
      // What was typed since comes by itself, and has this in it.
      if (last === mine) waiting ??= { value, sinceMs: null, timer: clock.setTimeout(write, againMs) }
      onTrouble(reason)
    })
  }

  return {
    change(value) {
      const sinceMs = waiting?.sinceMs ?? clock.now()
      if (waiting) clock.clearTimeout(waiting.timer as never)
      last = { value }
      const delayMs = Math.max(0, Math.min(debounceMs, sinceMs + maxWaitMs - clock.now()))
      waiting = { value, sinceMs, timer: clock.setTimeout(write, delayMs) }
    },
    async flush() {
      write()
      await written
      return last === null
    },
    unwritten: () => last?.value ?? null,
  }
}

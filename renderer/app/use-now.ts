import { useSyncExternalStore } from 'react'

const minuteMs = 60_000
const listeners = new Set<() => void>()
let timer: ReturnType<typeof setInterval> | null = null
let now = Date.now()

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  timer ??= setInterval(tick, minuteMs / 2)
  return () => {
    listeners.delete(listener)
    if (listeners.size === 0 && timer) {
      clearInterval(timer)
      timer = null
    }
  }
}

function tick(): void {
  now = Date.now()
  for (const listener of listeners) listener()
}

/** The time to draw ages by; moves each half minute for all at once, not at all while nobody looks. */
export function useNow(): number {
  return useSyncExternalStore(subscribe, () => {
    if (Date.now() - now > minuteMs) now = Date.now() // back on screen after a while
    return now
  })
}

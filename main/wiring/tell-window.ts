import type { SystemState } from '../../preload/contract/system.ts'
import type { Desk } from './desk.ts'
import type { Store } from './store.ts'

/** Tells the window, and the menu beside the clock, what has changed. */
export function createTellings({ journal, window, tray, systemState }: Pick<Store, 'journal'> & Pick<Desk, 'window' | 'tray'> & { readonly systemState: () => SystemState }) {
  let grewSoon: NodeJS.Timeout | null = null
  let traySoon: NodeJS.Timeout | null = null
  return {
    stateChanged(): void {
      window.send('stateChanged', systemState())
      tray.refresh()
    },
    /** Once for all that was appended in a moment, when it is on the disk; the menu beside the clock, slow to draw, more rarely. */
    logGrew(): void {
      grewSoon ??= setTimeout(() => {
        grewSoon = null
        window.send('logGrew', journal.events.last())
      }, 50)
      traySoon ??= setTimeout(() => {
        traySoon = null
        tray.refresh()
      }, 500)
    },
    /** What is still to be told asks the journal. */
    stop(): void {
      for (const timer of [grewSoon, traySoon]) if (timer) clearTimeout(timer)
    },
  }
}

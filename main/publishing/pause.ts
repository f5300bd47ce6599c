import type { PauseRecord } from '../../preload/contract/pauses.ts'
import { systemState, type SystemState } from '../../preload/contract/system.ts'
import type { Journal } from '../journal/journal.ts'
import { recallIfHeld } from './held-delivery.ts'

/** The one switch that stops everything at once, with or without a line. It outlives a restart, and keeps who used it, when and why. */
export type Pause = {
  state(): SystemState['pause']
  /** Stops first; what networks hold is called back as soon as they can be reached. */
  begin(why: string): void
  /** Says why, afterwards: nobody has to think before stopping. */
  explain(why: string): void
  end(): void
  list(): readonly PauseRecord[]
}

export type PauseTools = {
  readonly journal: Pick<Journal, 'deliveries' | 'held' | 'pauses' | 'settings' | 'transact'>
  readonly now: () => number
  /** The name under which someone is signed in to this computer; '' where it does not say. */
  readonly who: () => string
  readonly changed: () => void
}

/** Where a pause stood before there was a list of them. */
const olderRow = 'pause'
const mostListed = 200

export function createPause({ journal, now, who, changed }: PauseTools): Pause {
  const { deliveries, pauses, settings, transact } = journal
  const older = settings.read(olderRow)
  if (older !== null) {
    const kept = systemState.shape.pause.safeParse(JSON.parse(older))
    transact(() => {
      if (kept.data && !pauses.open()) pauses.begin({ beganUtc: kept.data.sinceUtc, who: '', why: kept.data.why })
      settings.erase(olderRow)
    })
  }
  const read = (): SystemState['pause'] => {
    const open = pauses.open()
    return open && { sinceUtc: open.beganUtc, why: open.why, who: open.who }
  }
  let current = read()
  const renew = (): void => {
    current = read()
    changed()
  }
  return {
    state: () => current,
    begin: why => {
      if (current === null) {
        const utc = now()
        // Noted before anything else is done, so that not even a full disk makes the loop go on meanwhile.
        current = { sinceUtc: utc, why, who: who() }
        transact(() => {
          pauses.begin({ beganUtc: utc, who: who(), why })
          for (const kind of ['handed-over', 'handing-over'] as const) for (const { delivery } of deliveries.inState(kind)) recallIfHeld(journal, delivery.id, 'paused', utc)
        })
      }
      renew()
    },
    explain: why => {
      pauses.explain(why)
      renew()
    },
    end: () => {
      pauses.end(now())
      renew()
    },
    list: () => pauses.list(mostListed),
  }
}

import { systemState, type SystemState } from '../../preload/contract/system.ts'
import type { SettingRows } from '../journal/settings.ts'

/** The one switch that stops everything at once, with or without a line. It outlives a restart. */
export type Pause = { state(): SystemState['pause']; begin(why: string): void; end(): void }

const row = 'pause'

export function createPause(rows: SettingRows, now: () => number, changed: () => void): Pause {
  const kept = rows.read(row)
  let current: SystemState['pause'] = kept === null ? null : systemState.shape.pause.parse(JSON.parse(kept))
  return {
    state: () => current,
    begin: why => {
      current = { sinceUtc: now(), why }
      rows.write(row, JSON.stringify(current))
      changed()
    },
    end: () => {
      current = null
      rows.erase(row)
      changed()
    },
  }
}

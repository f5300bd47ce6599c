import type { Settings } from '../../preload/contract/system.ts'

/** Pure. `clock` is the wall clock of this computer, `HH:MM`. From 20:00 to 08:00 spans midnight; from equal to to is never quiet. */
export function isQuiet(quietHours: Settings['quietHours'], clock: string): boolean {
  const { isOn, from, to } = quietHours
  if (!isOn || from === to) return false
  return from < to ? clock >= from && clock < to : clock >= from || clock < to
}

/** `HH:MM` as the clock on this computer's wall shows it. */
export function wallClock(nowUtc: number): string {
  const at = new Date(nowUtc)
  return `${String(at.getHours()).padStart(2, '0')}:${String(at.getMinutes()).padStart(2, '0')}`
}

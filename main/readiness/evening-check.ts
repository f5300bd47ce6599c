import { checkReadiness, isHint, type ReadinessFacts } from '../../preload/contract/readiness.ts'
import type { Settings } from '../../preload/contract/system.ts'
import type { SettingsStore } from '../system/settings.ts'

export type EveningCheck = { /** Called each minute by itself. */ tick(): Promise<void>; stop(): void }

export type EveningOptions = {
  readonly settings: { get(): Settings }
  readonly store: SettingsStore
  readonly now: () => number
  readonly facts: () => Promise<ReadinessFacts>
  /** One quiet notification for all that needs doing. */
  readonly ring: (count: number) => void
  readonly logTrouble: (where: string, error: unknown) => void
}

const row = 'evening-check'
const tickMs = 60_000

/** At the hour the owner chose, or as soon after it as this computer is awake, once a day. It rings only if something needs doing. */
export function createEveningCheck({ settings, store, now, facts, ring, logTrouble }: EveningOptions): EveningCheck {
  const check: EveningCheck = {
    async tick() {
      const { isOn, at } = settings.get().check
      const { day, clock } = wallOf(now())
      if (!isOn || clock < at || store.read(row) === day) return
      // Noted first: a check that fails must not be tried each minute of the evening.
      store.write(row, day)
      const count = checkReadiness(await facts()).filter(finding => !isHint(finding)).length
      if (count > 0) ring(count)
    },
    stop() { clearInterval(timer) },
  }
  const timer = setInterval(() => { check.tick().catch((error: unknown) => { logTrouble('evening check', error) }) }, tickMs)
  timer.unref()
  return check
}

/** This computer's calendar and clock. */
function wallOf(utc: number): { readonly day: string; readonly clock: string } {
  const at = new Date(utc)
  const two = (value: number): string => String(value).padStart(2, '0')
  return { day: `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`, clock: `${two(at.getHours())}:${two(at.getMinutes())}` }
}

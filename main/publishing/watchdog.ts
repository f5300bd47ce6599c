import type { SystemState } from '../../preload/contract/system.ts'
import type { AccountId } from '../../preload/contract/ids.ts'
import type { SettingRows } from '../journal/settings.ts'
import type { Suspect, Suspects } from '../journal/suspects.ts'

export type Alarm = NonNullable<SystemState['alarm']>

export type Watchdog = {
  alarm(): Alarm | null
  /** Called each minute by itself. */
  tick(): void
  stop(): void
}

export type WatchdogOptions = {
  readonly suspects: Suspects
  readonly rows: Pick<SettingRows, 'read' | 'write' | 'erase'>
  readonly now: () => number
  readonly isPaused: () => boolean
  readonly changed: () => void
  /** Once an incident, also when Comptoir is restarted during it. */
  readonly ring: (first: Suspect, kind: Alarm['kind']) => void
  /** Looks at the queue again: whatever lost the loop's attention has it back. */
  readonly poke: () => void
  readonly logTrouble: (where: string, error: unknown) => void
  readonly setWake: (afterMs: number, wake: () => void) => () => void
}

const tickMs = 60_000
// Minutes of a waking computer, counted by ticks: sleep and a moved clock make nothing overdue by themselves.
const untriedTicks = 5
/** As long as a video may take, the account is busy and those behind it have a reason to wait. */
const busyTicks = 40
const heldUpMs = 6 * 3_600_000
const row = 'alarm-told'

/** Looks at the journal past the loop: what is due and does not move is said, whatever the loop believes of itself. */
export function createWatchdog(options: WatchdogOptions): Watchdog {
  const { now, rows } = options
  let seen = new Map<string, number>()
  let alarm: Alarm | null = null
  let stopTimer: (() => void) | null = null

  const look = (): void => {
    const all = options.isPaused() ? [] : options.suspects.at(now())
    seen = new Map(all.flatMap(suspect => [keyOf(suspect), suspect.id].map(key => [key, (seen.get(key) ?? 0) + 1])))
    const ticksOf = (suspect: Suspect): number => seen.get(keyOf(suspect)) ?? 0
    const busy = new Set<AccountId>(all.filter(suspect => suspect.kind === 'claimed' && ticksOf(suspect) <= busyTicks).map(suspect => suspect.accountId))
    // One minute more than the ticks: at the first it may have come due only just now.
    const untried = all.filter(suspect => suspect.kind === 'untried' && !busy.has(suspect.accountId) && ticksOf(suspect) > untriedTicks)
    const heldUp = all.filter(suspect => suspect.kind !== 'untried' && now() - suspect.dueUtc > heldUpMs && (seen.get(suspect.id) ?? 0) > untriedTicks)
    raise(untried.length > 0 ? untried : heldUp, untried.length > 0 ? 'untried' : 'held-up')
    if (untried.length > 0) options.poke()
  }

  const raise = (stuck: readonly Suspect[], kind: Alarm['kind']): void => {
    const [first] = stuck
    const next: Alarm | null = first ? { kind, count: stuck.length, sinceUtc: first.dueUtc, deliveryId: first.id } : null
    if (JSON.stringify(next) === JSON.stringify(alarm)) return
    alarm = next
    options.changed()
    const told = rows.read(row)
    if (!first) {
      if (told !== null) rows.erase(row)
    } else if (told === null) {
      rows.write(row, first.id)
      options.ring(first, kind)
    }
  }

  const tick = (): void => {
    stopTimer?.()
    try {
      look()
    } catch (error) {
      options.logTrouble('watchdog', error)
    }
    stopTimer = options.setWake(tickMs, tick)
  }
  stopTimer = options.setWake(tickMs, tick)
  return { alarm: () => alarm, tick, stop: () => { stopTimer?.() } }
}

const keyOf = ({ id, mark }: Suspect): string => `${id} ${mark}`

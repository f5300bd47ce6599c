import { z } from 'zod'
import { absence, type Absence } from '../../preload/contract/away.ts'
import type { LineState } from './line.ts'
import type { SettingsStore } from './settings.ts'

/** Knows when Comptoir could not publish, and why as far as anyone can tell. */
export type Presence = {
  /** Those of the last days that are over, oldest first. */
  absences(): readonly Absence[]
  /** Called each minute by itself. */
  tick(): void
  /** An orderly end: the next start then knows that it was closed and not cut off. */
  stop(): void
}

export type PresenceOptions = {
  readonly store: SettingsStore
  readonly now: () => number
  readonly power: { on(event: 'suspend' | 'resume', listener: () => void): unknown }
  readonly line: { state(): LineState; onChange(listener: (state: LineState) => void): unknown }
  /** An absence has ended. */
  readonly cameBack: () => void
  readonly logTrouble: (where: string, error: unknown) => void
}

const row = 'presence'
const tickMs = 60_000
/** Three ticks missed: below that a busy computer is the likelier reason. */
const gapMs = 3 * tickMs
/** A line that flaps is not an absence. */
const shortestMs = 60_000
const keptMs = 8 * 24 * 3_600_000
const keptCount = 100

const kept = z.object({
  aliveUtc: z.number(),
  /** Going on at the last stamp: since when. */
  asleepSinceUtc: z.number().nullable(), offlineSinceUtc: z.number().nullable(),
  hasEnded: z.boolean(),
  absences: z.array(absence),
})
type Kept = z.infer<typeof kept>

/**
 * Timers stand still while a computer sleeps and nobody says goodbye at a power cut, so the last sign of life is written down each
 * minute; what lies between two of them is explained by what the system told, or not at all.
 */
export function createPresence({ store, now, power, line, cameBack, logTrouble }: PresenceOptions): Presence {
  const before = read(store)
  let state: Kept = { aliveUtc: now(), asleepSinceUtc: null, offlineSinceUtc: line.state() === 'offline' ? now() : null, hasEnded: false, absences: before?.absences ?? [] }

  const keep = (change: Partial<Kept>): void => {
    state = { ...state, ...change }
    try {
      store.write(row, JSON.stringify(state))
    } catch (error) {
      logTrouble('presence', error) // a full disk: the next minute writes it again
    }
  }
  /** False: too short to tell of. */
  const note = (fromUtc: number, untilUtc: number, why: Absence['why']): boolean => {
    if (untilUtc - fromUtc < shortestMs) return false
    const lately = [...state.absences, { fromUtc, untilUtc, why }].filter(one => one.untilUtc > now() - keptMs)
    state = { ...state, absences: lately.slice(-keptCount) }
    return true
  }

  if (before) {
    if (before.offlineSinceUtc !== null) note(before.offlineSinceUtc, before.aliveUtc, 'offline')
    // Put to sleep and never woken: what ended it, ended it in its sleep.
    note(before.asleepSinceUtc ?? before.aliveUtc, now(), before.hasEnded ? 'closed' : 'cut-off')
  }
  keep({})

  const presence: Presence = {
    absences: () => state.absences,
    tick() {
      const utc = now()
      // Asleep by its own word: the waking tells until when.
      if (state.asleepSinceUtc !== null && utc - state.aliveUtc <= gapMs) return
      const isBack = utc - state.aliveUtc > gapMs && note(state.asleepSinceUtc ?? state.aliveUtc, utc, state.asleepSinceUtc === null ? 'unknown' : 'asleep')
      keep({ aliveUtc: utc, asleepSinceUtc: null })
      if (isBack) cameBack()
    },
    stop() {
      clearInterval(timer)
      keep({ aliveUtc: now(), hasEnded: true })
    },
  }
  power.on('suspend', () => { keep({ aliveUtc: now(), asleepSinceUtc: now() }) })
  power.on('resume', () => {
    const utc = now()
    const isBack = note(state.asleepSinceUtc ?? state.aliveUtc, utc, 'asleep')
    keep({ aliveUtc: utc, asleepSinceUtc: null })
    if (isBack) cameBack()
  })
  line.onChange(to => {
    const utc = now()
    if (to === 'offline') return keep({ offlineSinceUtc: utc })
    const isBack = state.offlineSinceUtc !== null && note(state.offlineSinceUtc, utc, 'offline')
    keep({ offlineSinceUtc: null })
    if (isBack) cameBack()
  })
  const timer = setInterval(() => { presence.tick() }, tickMs)
  timer.unref()
  return presence
}

function read(store: SettingsStore): Kept | null {
  try {
    return kept.parse(JSON.parse(store.read(row) ?? 'null'))
  } catch {
    return null // never written, or damaged: then nothing is known of before, and nothing is claimed
  }
}

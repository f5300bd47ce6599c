import { z } from 'zod'
import { instant } from './ids.ts'

/**
 * Why Comptoir could not publish for a while. `closed`: it was quit or the computer shut down in order. `cut-off`: it ended without
 * a goodbye (power cut, crash, killed). `unknown`: it was running and yet nothing ran, and the system gave no reason.
 */
export const absenceWhy = z.enum(['asleep', 'offline', 'closed', 'cut-off', 'unknown'])
export type AbsenceWhy = z.infer<typeof absenceWhy>

/** A stretch of time that is over in which this computer could not publish. */
export const absence = z.object({ fromUtc: instant, untilUtc: instant, why: absenceWhy })
export type Absence = z.infer<typeof absence>

/** Absences that run into each other: asleep, then offline until the wireless was back. To the owner that is one. */
export type Away = { readonly fromUtc: number; readonly untilUtc: number; readonly whys: readonly AbsenceWhy[] }

/** Two absences with less than this between them: nothing can have been caught up with meanwhile. */
const sameMs = 5 * 60_000

/** Pure: absences in any order → times away, oldest first. Each reason once, in the order they came. */
export function awaysOf(absences: readonly Absence[]): readonly Away[] {
  const aways: { fromUtc: number; untilUtc: number; whys: AbsenceWhy[] }[] = []
  for (const { fromUtc, untilUtc, why } of absences.toSorted((a, b) => a.fromUtc - b.fromUtc)) {
    const last = aways.at(-1)
    if (last && fromUtc - last.untilUtc <= sameMs) {
      last.untilUtc = Math.max(last.untilUtc, untilUtc)
      if (!last.whys.includes(why)) last.whys.push(why)
    } else aways.push({ fromUtc, untilUtc, whys: [why] })
  }
  return aways
}

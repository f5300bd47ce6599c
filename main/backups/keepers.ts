import type { BackupWhy } from '../../preload/contract/backups.ts'

export type Dated = { readonly name: string; readonly utc: number; readonly why: BackupWhy }

const days = 7
const weeks = 4
const beforeChanges = 3
const dayMs = 86_400_000
// 1970-01-01 was a Thursday: weeks are counted from the Monday before it.
const weekOf = (utc: number): number => Math.floor((utc + 3 * dayMs) / (7 * dayMs))
const dayOf = (utc: number): string => new Date(utc).toDateString()

/** Pure: which copies stay. The last one of each of seven days, of four weeks before those, and the last three made before a change. */
export function keepers(backups: readonly Dated[]): ReadonlySet<string> {
  const newestFirst = backups.toSorted((a, b) => b.utc - a.utc)
  const kept = new Set<string>()
  const seenDays = new Set<string>()
  const seenWeeks = new Set<number>()
  let changes = 0
  for (const { name, utc, why } of newestFirst) {
    if (why === 'before-upgrade' || why === 'before-import') {
      if (changes++ < beforeChanges) kept.add(name)
    } else if (seenDays.has(dayOf(utc))) continue
    else if (seenDays.size < days) {
      seenDays.add(dayOf(utc))
      kept.add(name)
    } else if (!seenWeeks.has(weekOf(utc)) && seenWeeks.size < weeks) {
      seenWeeks.add(weekOf(utc))
      kept.add(name)
    }
  }
  return kept
}

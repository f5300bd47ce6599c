import { derivedAgain } from '../../preload/contract/plan-time.ts'
import type { Journal } from '../journal/journal.ts'

const row = 'zone-data'
/** A plan made "now" has seconds that its wall clock does not tell. */
const sameMs = 60_000

/** A country has changed its clocks (the runtime brings newer zone data): what is not out keeps its wall clock and gets the instant that this means now. */
export function deriveDueAgain(journal: Journal, zoneData: string, nowUtc: number): number {
  if (journal.settings.read(row) === zoneData) return 0
  return journal.transact(() => {
    const moved = (['planned', 'waiting'] as const).flatMap(kind => journal.deliveries.inState(kind)).filter(record => {
      const due = derivedAgain(record.delivery.due)
      return Math.abs(due.utc - record.delivery.due.utc) >= sameMs && journal.deliveries.redate(record, due, nowUtc)
    })
    journal.settings.write(row, zoneData)
    return moved.length
  })
}

import { ok } from '../../preload/contract/result.ts'
import type { Journal } from '../journal/journal.ts'
import type { CallsOf } from './calls.ts'

/** `hurry`: streams are to be read now. */
export function logCalls(journal: Journal, hurry: () => void): CallsOf<'log'> {
  return {
    after: async ({ cursor, limit }) => ok([...journal.events.after(cursor, limit)]),
    acknowledge: async cursor => {
      journal.events.acknowledge(cursor)
      return ok(undefined)
    },
    async tellAgain() {
      const isAnew = journal.transact(() => {
        const had = journal.events.unsay()
        if (had) journal.cursors.beginAnew()
        return had
      })
      if (isAnew) hurry()
      return ok(undefined)
    },
  }
}

import { ok } from '../../preload/contract/result.ts'
import type { Journal } from '../journal/journal.ts'
import type { CallsOf } from './calls.ts'

export function logCalls(journal: Journal): CallsOf<'log'> {
  return {
    after: async ({ cursor, limit }) => ok([...journal.events.after(cursor, limit)]),
    acknowledge: async cursor => {
      journal.events.acknowledge(cursor)
      return ok(undefined)
    },
  }
}

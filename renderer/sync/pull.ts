import type { Item } from '../../preload/contract/items.ts'
import type { ComptoirWindow } from '../../preload/contract/index.ts'
import type { ComptoirDb } from '../db/schema.ts'
import { applyEvents, readCursor } from './apply.ts'

const batch = 500

export type Pull = {
  /** Takes over all there is after the cursor. Calls during a run are one more run after it. */
  now(): Promise<void>
}

/** Main's log into Dexie. `onItems` hears what came in, once it is stored. */
export function createPull(db: ComptoirDb, { log, system }: Pick<ComptoirWindow, 'log' | 'system'>, onItems: (items: readonly Item[]) => void = () => {}): Pull {
  let running: Promise<void> | null = null
  let isAskedAgain = false

  const ask = (cursor: number) => log.after({ cursor, limit: batch })

  const all = async (): Promise<void> => {
    let cursor = await readCursor(db)
    let answer = await ask(cursor)
    while (answer.ok && answer.value.length > 0) { // a failure is logged by main; the next growth asks again
      const last = answer.value.at(-1)?.seq ?? cursor
      // Behind a full answer there is another: main looks it up while this one is written.
      const [applied, next] = await Promise.all([applyEvents(db, cursor, answer.value), answer.value.length < batch ? null : ask(last)])
      if (applied.unreadable > 0) void system.reportTrouble({ message: `${applied.unreadable} events could not be read and were set aside`, stack: '' })
      if (applied.cursor <= cursor) return // nothing moved: asking the same again would not end
      cursor = applied.cursor
      await log.acknowledge(cursor)
      if (applied.items.length > 0) onItems(applied.items)
      answer = next && cursor === last ? next : await ask(cursor)
    }
  }

  const run = async (): Promise<void> => {
    do {
      isAskedAgain = false
      await all()
    } while (isAskedAgain)
  }

  return {
    now: () => {
      if (running) {
        isAskedAgain = true
        return running
      }
      running = run().finally(() => { running = null })
      return running
    },
  }
}

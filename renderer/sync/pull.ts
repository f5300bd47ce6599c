import type { Item } from '../../preload/contract/items.ts'
import type { ComptoirWindow } from '../../preload/contract/index.ts'
import type { ComptoirDb } from '../db/schema.ts'
import { applyEvents, readCursor } from './apply.ts'
import { ask } from './orders.ts'

const batch = 500

export type Pull = {
  /** Takes over all there is after the cursor. Calls during a run are one more run after it. False: main did not answer, something may be left. */
  now(): Promise<boolean>
}

type PullSource = Pick<ComptoirWindow, 'system'> & { readonly log: Pick<ComptoirWindow['log'], 'after' | 'acknowledge'> }

/** Main's log into Dexie. `onItems` hears what came in, once it is stored. */
export function createPull(db: ComptoirDb, { log, system }: PullSource, onItems: (items: readonly Item[]) => void = () => {}): Pull {
  let running: Promise<boolean> | null = null
  let isAskedAgain = false

  const after = (cursor: number) => ask(() => log.after({ cursor, limit: batch }))

  const all = async (): Promise<boolean> => {
    let cursor = await readCursor(db)
    let answer = await after(cursor)
    while (answer.ok && answer.value.length > 0) {
      const last = answer.value.at(-1)?.seq ?? cursor
      // Behind a full answer there is another: main looks it up while this one is written.
      const [applied, next] = await Promise.all([applyEvents(db, cursor, answer.value), answer.value.length < batch ? null : after(last)])
      if (applied.unreadable > 0) void system.reportTrouble({ message: `${applied.unreadable} events could not be read and were set aside`, stack: '' })
      if (applied.cursor <= cursor) return true // nothing moved: asking the same again would not end
      cursor = applied.cursor
      const reached = cursor
      // Not heard: the next one says it as well.
      await ask(() => log.acknowledge(reached))
      if (applied.items.length > 0) onItems(applied.items)
      answer = next && cursor === last ? next : await after(cursor)
    }
    return answer.ok
  }

  const run = async (): Promise<boolean> => {
    let isAll = true
    do {
      isAskedAgain = false
      isAll = await all()
    } while (isAskedAgain)
    return isAll
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

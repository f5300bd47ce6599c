import { createAccountRows, type AccountRows } from './accounts.ts'
import { createCursors, type Cursors } from './cursors.ts'
import { createDeliveries, type Deliveries } from './deliveries.ts'
import { createEvents, type Events } from './events.ts'
import { openJournal } from './open.ts'
import { createSettingRows, type SettingRows } from './settings.ts'
import { createStore, type Store } from './store.ts'

/** What main must not forget: deliveries, their attempts, cursors, the event log, accounts (never tokens). */
export type Journal = {
  readonly deliveries: Deliveries
  readonly events: Events
  readonly accounts: AccountRows
  readonly cursors: Cursors
  readonly settings: SettingRows
  readonly transact: Store['transact']
  /** Path of an unreadable journal that was put aside at opening, else null. */
  readonly putAside: string | null
  close(): void
}

/** @throws NewerJournal when a newer Comptoir wrote it. */
export function createJournal(file: string, tools: { readonly now: () => number; readonly warn: (line: string) => void }): Journal {
  const { db, putAside } = openJournal(file, tools.now)
  const store = createStore(db)
  const events = createEvents(store, tools.warn)
  return {
    events,
    deliveries: createDeliveries(store, events, tools.warn),
    accounts: createAccountRows(store, tools.warn),
    cursors: createCursors(store),
    settings: createSettingRows(store),
    transact: store.transact,
    putAside,
    close: () => { db.close() },
  }
}

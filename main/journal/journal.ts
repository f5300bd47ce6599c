import { createAccountRows, type AccountRows } from './accounts.ts'
import { createCursors, type Cursors } from './cursors.ts'
import { createDeliveries, type Deliveries } from './deliveries.ts'
import { createEvents, type Events } from './events.ts'
import { openJournal, type OpenedJournal } from './open.ts'
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

export type JournalTools = { readonly now: () => number; readonly warn: (line: string) => void }

/** @throws NewerJournal when a newer Comptoir wrote it. */
export const createJournal = (file: string, tools: JournalTools): Journal => assembleJournal(openJournal(file, tools.now), tools)

export function assembleJournal({ db, putAside }: OpenedJournal, { warn }: Pick<JournalTools, 'warn'>): Journal {
  const store = createStore(db)
  const events = createEvents(store, warn)
  return {
    events,
    deliveries: createDeliveries(store, events, warn),
    accounts: createAccountRows(store, warn),
    cursors: createCursors(store),
    settings: createSettingRows(store),
    transact: store.transact,
    putAside,
    close: () => { db.close() },
  }
}

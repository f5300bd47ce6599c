import { createAccountRows, type AccountRows } from './accounts.ts'
import { createClaims, type Claims } from './claims.ts'
import { createCursors, type Cursors } from './cursors.ts'
import { createDeliveries, type Deliveries } from './deliveries.ts'
import { createEvents, type Events } from './events.ts'
import { createHeldRows, type HeldRows } from './held.ts'
import { openJournal, type OpenedJournal } from './open.ts'
import { createPauseRows, type PauseRows } from './pauses.ts'
import { createSettingRows, type SettingRows } from './settings.ts'
import { createSuspects, type Suspects } from './suspects.ts'
import { createQuotaRows, type QuotaRows } from './quotas.ts'
import { createStore, type Store } from './store.ts'

/** What main must not forget: deliveries, their attempts, cursors, the event log, accounts (never tokens). */
export type Journal = {
  readonly deliveries: Deliveries
  readonly claims: Claims
  readonly held: HeldRows
  readonly pauses: PauseRows
  readonly events: Events
  readonly accounts: AccountRows
  readonly cursors: Cursors
  readonly settings: SettingRows
  readonly suspects: Suspects
  readonly quotas: QuotaRows
  readonly transact: Store['transact']
  readonly together: Store['together']
  /** Given once, when it is begun. */
  readonly id: string
  /** Path of an unreadable journal that was put aside at opening, else null. */
  readonly putAside: string | null
  /** Writes all of it, as of this instant, into a file of its own; the originals that what is still to go out uses. */
  copyTo(file: string): { readonly deliveries: number; readonly media: readonly string[] }
  sizeBytes(): number
  close(): void
}

export type JournalTools = { readonly now: () => number; readonly warn: (line: string) => void }

/** @throws NewerJournal when a newer Comptoir wrote it. */
export const createJournal = (file: string, tools: JournalTools): Journal => assembleJournal(openJournal(file, tools.now), tools)

export function assembleJournal({ db, putAside }: OpenedJournal, { warn }: Pick<JournalTools, 'warn'>): Journal {
  const store = createStore(db)
  const events = createEvents(store, warn)
  return {
    id: String(store.get('SELECT id FROM identity')?.id),
    events,
    deliveries: createDeliveries(store, events, warn),
    claims: createClaims(store, warn),
    held: createHeldRows(store),
    pauses: createPauseRows(store),
    accounts: createAccountRows(store, warn),
    cursors: createCursors(store),
    settings: createSettingRows(store),
    suspects: createSuspects(store),
    quotas: createQuotaRows(store),
    transact: store.transact,
    together: store.together,
    putAside,
    copyTo: copy => {
      store.run('VACUUM INTO ?', copy)
      const bodies = store.all("SELECT body FROM deliveries WHERE state_kind NOT IN ('published', 'cancelled')").map(row => String(row.body))
      return {
        deliveries: Number(store.get('SELECT count(*) AS count FROM deliveries')?.count),
        media: bodies.flatMap(body => [...body.matchAll(/"hash":"([0-9a-f]{64})"/gu)].map(([, hash = '']) => hash)),
      }
    },
    sizeBytes: () => Number(store.get('PRAGMA page_count')?.page_count) * Number(store.get('PRAGMA page_size')?.page_size),
    close: () => {
      store.flush()
      db.close()
    },
  }
}

import { createAccountRows, type AccountRows } from './accounts.ts'
import { createClaims, type Claims } from './claims.ts'
import { copyBeforeUpgrade } from './copy-before-upgrade.ts'
import { createCursors, type Cursors } from './cursors.ts'
import { createDeliveries, type Deliveries } from './deliveries.ts'
import { createEvents, type Events } from './events.ts'
import { createHeldRows, type HeldRows } from './held.ts'
import { openJournal, recoveredRow, type JournalCopies, type OpenedJournal } from './open.ts'
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
  /** Path of an unreadable journal that was put aside at opening, or what else was wrong with it; null when all is well. */
  readonly putAside: string | null
  /** It was unreadable, or older than it had been; what came back is in doubt until the window has told what it knows. */
  readonly isRecovered: boolean
  /** The window has told it. */
  remembered(): void
  /** The originals that what is still to go out uses, here or from a network's scheduler. */
  media(): readonly string[]
  /** Writes all of it, as of this instant, into a file of its own, with `media`. */
  copyTo(file: string): { readonly deliveries: number; readonly media: readonly string[] }
  sizeBytes(): number
  close(): void
}

export type JournalTools = { readonly now: () => number; readonly warn: (line: string) => void }

/** @throws NewerJournal when a newer Comptoir wrote it. */
export const createJournal = (file: string, tools: JournalTools, copies?: JournalCopies): Journal => assembleJournal(openJournal(file, tools.now, copies, copyBeforeUpgrade(file, tools.warn)), tools)

export function assembleJournal({ db, putAside, mark }: OpenedJournal, { warn }: Pick<JournalTools, 'warn'>): Journal {
  const note = (): void => {
    try {
      mark?.write(events.last())
    } catch (error) {
      // The journal has it; a mark that stays behind only notices less.
      warn(`the mark beside the journal could not be written: ${String(error)}`)
    }
  }
  const store: Store = createStore(db, note)
  const events = createEvents(store, warn)
  const settings = createSettingRows(store)
  const isRecovered = settings.read(recoveredRow) !== null
  // Failed ones too: the owner may take them up again.
  const media = (): readonly string[] => store.all("SELECT body FROM deliveries WHERE state_kind NOT IN ('published', 'cancelled') UNION ALL SELECT act FROM held")
    .flatMap(({ body }) => [...String(body).matchAll(/"hash":"([0-9a-f]{64})"/gu)].map(([, hash = '']) => hash))
  return {
    id: String(store.get('SELECT id FROM identity')?.id),
    events,
    deliveries: createDeliveries(store, events, warn),
    claims: createClaims(store, warn),
    held: createHeldRows(store),
    pauses: createPauseRows(store),
    accounts: createAccountRows(store, warn),
    cursors: createCursors(store),
    settings,
    suspects: createSuspects(store),
    quotas: createQuotaRows(store),
    transact: store.transact,
    together: store.together,
    putAside: putAside ?? (isRecovered ? 'the journal was older than it had been' : null),
    isRecovered,
    remembered: () => { settings.erase(recoveredRow) },
    media,
    copyTo: copy => {
      store.run('VACUUM INTO ?', copy)
      return { deliveries: Number(store.get('SELECT count(*) AS count FROM deliveries')?.count), media: media() }
    },
    sizeBytes: () => Number(store.get('PRAGMA page_count')?.page_count) * Number(store.get('PRAGMA page_size')?.page_size),
    close: () => {
      store.flush()
      db.close()
      mark?.close()
    },
  }
}

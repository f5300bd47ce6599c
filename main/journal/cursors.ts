import type { AccountId } from '../../preload/contract/ids.ts'
import type { Store } from './store.ts'

export type CursorRow = { readonly cursor: string | null; readonly nextUtc: number; readonly failures: number }
export type Cursors = {
  get(account: AccountId, stream: string): CursorRow
  put(account: AccountId, stream: string, row: CursorRow): void
  /** Read everything at the next turn, but for what a server has put off itself (failures below 0). */
  hurry(): void
  /** The streams of all connected accounts are read from the beginning, as after connecting; what a server has put off stays so. */
  beginAnew(): void
}

export function createCursors(store: Store): Cursors {
  return {
    get: (account, stream) => {
      const row = store.get('SELECT cursor, next_utc, failures FROM cursors WHERE account_id = ? AND stream = ?', account, stream)
      return row ? { cursor: row.cursor === null ? null : String(row.cursor), nextUtc: Number(row.next_utc), failures: Number(row.failures) } : { cursor: null, nextUtc: 0, failures: 0 }
    },
    put: (account, stream, row) => {
      store.run('INSERT INTO cursors (account_id, stream, cursor, next_utc, failures) VALUES (?, ?, ?, ?, ?) ON CONFLICT (account_id, stream) DO UPDATE SET cursor = excluded.cursor, next_utc = excluded.next_utc, failures = excluded.failures',
        account, stream, row.cursor, row.nextUtc, row.failures)
    },
    // Not what stands here of accounts that are being disconnected, nor when an identity was checked.
    beginAnew: () => { store.run("UPDATE cursors SET cursor = NULL, next_utc = CASE WHEN failures < 0 THEN next_utc ELSE 0 END WHERE stream <> 'identity' AND account_id IN (SELECT id FROM accounts WHERE is_removed = 0)") },
    hurry: () => { store.run('UPDATE cursors SET next_utc = 0 WHERE failures >= 0') },
  }
}

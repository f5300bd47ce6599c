import type { AccountId } from '../../preload/contract/ids.ts'
import type { Store } from './store.ts'

/** What an account has used of an allowance in the window that ends at `resetsUtc`. `isTold`: by the server itself. */
export type QuotaRow = { readonly name: string; readonly used: number; readonly max: number; readonly resetsUtc: number; readonly isTold: boolean }
export type QuotaRows = { of(account: AccountId): readonly QuotaRow[]; put(account: AccountId, rows: readonly QuotaRow[]): void }

export function createQuotaRows(store: Store): QuotaRows {
  return {
    of: account => store.all('SELECT name, used, max, resets_utc, is_told FROM quotas WHERE account_id = ?', account)
      .map(row => ({ name: String(row.name), used: Number(row.used), max: Number(row.max), resetsUtc: Number(row.resets_utc), isTold: row.is_told === 1 })),
    put: (account, rows) => {
      for (const { name, used, max, resetsUtc, isTold } of rows) {
        store.run('INSERT INTO quotas (account_id, name, used, max, resets_utc, is_told) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (account_id, name) DO UPDATE SET used = excluded.used, max = excluded.max, resets_utc = excluded.resets_utc, is_told = excluded.is_told',
          account, name, used, max, resetsUtc, isTold ? 1 : 0)
      }
    },
  }
}

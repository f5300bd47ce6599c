import { accountSummary, type AccountSummary } from '../../preload/contract/accounts.ts'
import type { AccountId } from '../../preload/contract/ids.ts'
import type { Store } from './store.ts'

export type AccountRows = {
  all(): readonly AccountSummary[]
  get(id: AccountId): AccountSummary | null
  put(account: AccountSummary): void
  /** Out of sight at once; the row stays until the network has been told (revocation). */
  markRemoved(id: AccountId): void
  removed(): readonly AccountSummary[]
  erase(id: AccountId): void
}

export function createAccountRows(store: Store, warn: (line: string) => void): AccountRows {
  // Asked for at every request, changed a few times an hour: the same text is the same account.
  const lastRead = new Map<string, { readonly text: string; readonly account: AccountSummary }>()
  const read = (row: Record<string, unknown> | undefined): AccountSummary | null => {
    if (!row) return null
    const id = String(row.id)
    const text = String(row.summary)
    const last = lastRead.get(id)
    if (last?.text === text) return last.account
    const parsed = accountSummary.safeParse(JSON.parse(text))
    if (!parsed.success) warn(`account ${id} could not be read and was passed over`)
    else lastRead.set(id, { text, account: parsed.data })
    return parsed.success ? parsed.data : null
  }
  const list = (isRemoved: 0 | 1) => store.all('SELECT id, summary FROM accounts WHERE is_removed = ? ORDER BY rowid', isRemoved).flatMap(row => read(row) ?? [])
  return {
    all: () => list(0),
    removed: () => list(1),
    get: id => read(store.get('SELECT id, summary FROM accounts WHERE id = ? AND is_removed = 0', id)),
    put: account => { store.run('INSERT INTO accounts (id, summary) VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET summary = excluded.summary, is_removed = 0', account.id, JSON.stringify(account)) },
    markRemoved: id => {
      store.transact(() => {
        store.run('UPDATE accounts SET is_removed = 1 WHERE id = ?', id)
        store.run('DELETE FROM cursors WHERE account_id = ?', id)
        store.run('DELETE FROM said WHERE account_id = ?', id)
      })
    },
    erase: id => { store.run('DELETE FROM accounts WHERE id = ?', id) },
  }
}

import type { AccountSummary } from '../../preload/contract/accounts.ts'
import type { AccountId } from '../../preload/contract/ids.ts'
import { db } from './db.ts'
import type { AccountRow } from './schema.ts'

/** Connected accounts in the order they were connected. */
export const accountsNow = async (): Promise<AccountRow[]> =>
  (await db.accounts.toArray()).filter(account => account.removed === 0).sort((a, b) => a.connectedUtc - b.connectedUtc)

/** Removed ones too: what they brought and was kept still wants a name. */
export const allAccounts = (): Promise<AccountRow[]> => db.accounts.toArray()
export const readAccount = (id: AccountId): Promise<AccountRow | undefined> => db.accounts.get(id)

export async function putAccount(account: AccountSummary): Promise<void> {
  await db.accounts.put({ ...account, removed: 0 })
}

/** Main's list is the truth of what is connected; rows it does not know any more are marked removed. */
export async function reconcileAccounts(accounts: readonly AccountSummary[]): Promise<void> {
  await db.transaction('rw', db.accounts, async () => {
    const known = new Set<string>(accounts.map(account => account.id))
    await db.accounts.filter(row => row.removed === 0 && !known.has(row.id)).modify({ removed: 1 })
    await db.accounts.bulkPut(accounts.map(account => ({ ...account, removed: 0 as const })))
  })
}

import Dexie from 'dexie'
import type { AccountId, ItemKey } from '../../preload/contract/ids.ts'
import { db } from './db.ts'
import type { OwnPostRow } from './schema.ts'

export const readOwnPost = (key: ItemKey): Promise<OwnPostRow | undefined> => db.ownPosts.get(key)

/** Posts of ours in [from, to), newest first; of these accounts, or of all when none is named. */
export async function ownPostsBetween(fromUtc: number, toUtc: number, accountIds: readonly AccountId[] = []): Promise<OwnPostRow[]> {
  if (accountIds.length === 0) return db.ownPosts.where('createdUtc').between(fromUtc, toUtc, true, false).reverse().toArray()
  const each = await Promise.all(accountIds.map(id => db.ownPosts.where('[accountId+createdUtc]').between([id, fromUtc], [id, toUtc], true, false).toArray()))
  return each.flat().sort((a, b) => b.createdUtc - a.createdUtc)
}

/** The last `limit` of one account, newest first, with those it wrote elsewhere. */
export const lastOwnPosts = (id: AccountId, limit: number): Promise<OwnPostRow[]> =>
  db.ownPosts.where('[accountId+createdUtc]').between([id, Dexie.minKey], [id, Dexie.maxKey]).reverse().limit(limit).toArray()

/** Those that are gone from the network, or whose words it has come to show differently: few, whenever they were written. */
export async function changedOwnPosts(): Promise<OwnPostRow[]> {
  const [gone, changed] = await Promise.all([db.ownPosts.where('goneUtc').above(0).toArray(), db.ownPosts.where('changedUtc').above(0).toArray()])
  return [...new Map([...gone, ...changed].map(row => [row.key, row])).values()]
}

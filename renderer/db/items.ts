import Dexie, { type Collection, type InsertType } from 'dexie'
import type { AccountId, ItemKey } from '../../preload/contract/ids.ts'
import type { Item } from '../../preload/contract/items.ts'
import { db } from './db.ts'
import type { ItemRow } from './schema.ts'

/** Which rows of the inbox. Empty lists: all. */
export type ItemView = {
  readonly isDone: 0 | 1
  readonly unreadOnly?: boolean
  readonly accountIds?: readonly AccountId[]
  readonly kinds?: readonly Item['kind'][]
}
type ItemRows = Collection<ItemRow, ItemKey, InsertType<ItemRow, 'key'>>
/** The last row of the page before: the next page begins after it, whatever came in meanwhile. */
export type ItemPlace = Pick<ItemRow, 'createdUtc' | 'key'>

/** One page, newest first. */
export const itemsPage = (view: ItemView, limit: number, after: ItemPlace | null = null): Promise<ItemRow[]> =>
  fitting(newestFirst(view, after?.createdUtc), view, after).limit(limit).toArray()

/**
 * Keys of all rows of a view, newest first: for a list that scrolls over 100 000 rows and reads those on screen.
 * Without filters it never touches the rows themselves.
 */
export async function itemKeys(view: ItemView): Promise<ItemKey[]> {
  const hasFilter = (view.accountIds?.length ?? 0) > 0 || (view.kinds?.length ?? 0) > 0
  if (!hasFilter) return (await newestFirst(view).primaryKeys())
  const keys: ItemKey[] = []
  await fitting(newestFirst(view), view, null).each(row => { keys.push(row.key) })
  return keys
}

/** Rows in the order asked; one that is gone is left out. */
export const itemsByKeys = async (keys: readonly ItemKey[]): Promise<ItemRow[]> =>
  (await db.items.bulkGet([...keys])).filter(row => row !== undefined)

export const readItem = (key: ItemKey): Promise<ItemRow | undefined> => db.items.get(key)

/** Newest first. A post that went round the world has thousands of likes: no screen draws more than the newest. */
export const itemsOfConversation = (conversation: string, limit = 500): Promise<ItemRow[]> =>
  db.items.where('[conversation+createdUtc]').between([conversation, Dexie.minKey], [conversation, Dexie.maxKey]).reverse().limit(limit).toArray()

export const itemsOfPerson = (remoteId: string, limit = 50): Promise<ItemRow[]> =>
  db.items.where('person.remoteId').equals(remoteId).reverse().limit(limit).toArray()

/** Counted on the index alone: no row is read. */
export const unreadCount = (): Promise<number> =>
  db.items.where('[isRead+isDone+createdUtc]').between([0, 0, Dexie.minKey], [0, 0, Dexie.maxKey]).count()

export const itemCount = (): Promise<number> => db.items.count()

export async function markRead(keys: readonly ItemKey[], isRead: 0 | 1 = 1): Promise<void> {
  await changeMarks(keys, { isRead })
}

/** Done is read as well. */
export async function markDone(keys: readonly ItemKey[], isDone: 0 | 1 = 1): Promise<void> {
  await changeMarks(keys, isDone ? { isDone, isRead: 1 } : { isDone })
}

export async function writeNote(key: ItemKey, note: string): Promise<void> {
  await db.items.update(key, { note })
}

async function changeMarks(keys: readonly ItemKey[], marks: Partial<Pick<ItemRow, 'isRead' | 'isDone'>>): Promise<void> {
  await db.items.bulkUpdate(keys.map(key => ({ key, changes: marks })))
}

function newestFirst({ isDone, unreadOnly }: ItemView, fromUtc: number | undefined = undefined): ItemRows {
  const to = fromUtc ?? Dexie.maxKey
  return unreadOnly
    ? db.items.where('[isRead+isDone+createdUtc]').between([0, isDone, Dexie.minKey], [0, isDone, to], true, true).reverse()
    : db.items.where('[isDone+createdUtc]').between([isDone, Dexie.minKey], [isDone, to], true, true).reverse()
}

function fitting(rows: ItemRows, { accountIds = [], kinds = [] }: ItemView, after: ItemPlace | null): ItemRows {
  const accounts = new Set<string>(accountIds)
  const wanted = new Set(kinds)
  return rows.filter(row =>
    (accounts.size === 0 || accounts.has(row.accountId))
    && (wanted.size === 0 || wanted.has(row.kind))
    // Rows of the same millisecond follow each other by key, as the index has them.
    && (after === null || row.createdUtc < after.createdUtc || row.key < after.key))
}

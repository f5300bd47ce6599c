import Dexie from 'dexie'
import type { ItemKey } from '../../preload/contract/ids.ts'
import { answerKinds } from '../../preload/contract/items.ts'
import { db } from './db.ts'
import type { ItemRow } from './schema.ts'

/** A row of a list: the next stretch begins after it, whatever came in meanwhile. */
export type ItemPlace = Pick<ItemRow, 'createdUtc' | 'key'>

/** Rows in the order asked; one that is gone is left out. */
export const itemsByKeys = async (keys: readonly ItemKey[]): Promise<ItemRow[]> =>
  (await db.items.bulkGet([...keys])).filter(row => row !== undefined)

export const readItem = (key: ItemKey): Promise<ItemRow | undefined> => db.items.get(key)

/** Newest first. A post that went round the world has thousands of likes: no screen draws more than the newest. */
export const itemsOfConversation = (conversation: string, limit = 500): Promise<ItemRow[]> =>
  db.items.where('[conversation+createdUtc]').between([conversation, Dexie.minKey], [conversation, Dexie.maxKey]).reverse().limit(limit).toArray()

export const itemsOfPerson = (remoteId: string, limit = 50): Promise<ItemRow[]> =>
  db.items.where('person.remoteId').equals(remoteId).reverse().limit(limit).toArray()

/** How many wait to be read and may want an answer: likes and new followers call nobody. Counted on the index alone: no row is read. */
export const unreadCount = async (): Promise<number> =>
  (await Promise.all(answerKinds.map(kind => db.items.where('[kind+isRead+isDone]').equals([kind, 0, 0]).count()))).reduce((sum, count) => sum + count, 0)

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

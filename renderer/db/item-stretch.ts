import Dexie, { liveQuery, type Collection, type InsertType } from 'dexie'
import type { AccountId, ItemKey } from '../../preload/contract/ids.ts'
import type { Item } from '../../preload/contract/items.ts'
import { db } from './db.ts'
import type { ItemPlace } from './items.ts'
import type { ItemRow } from './schema.ts'

/** Which rows a list shows. `isDone` null: both; empty lists: all. */
export type StretchView = { readonly isDone: 0 | 1 | null; readonly kinds: readonly Item['kind'][]; readonly accountIds: readonly AccountId[] }
/** A piece of the list, newest first: below `after`, down to `through` itself. Null: from the top, to the end. */
export type Stretch = { readonly after: ItemPlace | null; readonly through: ItemPlace | null }

type Rows = Collection<ItemRow, ItemKey, InsertType<ItemRow, 'key'>>

/** True when `a` stands above `b` in a list whose newest is first; rows of one millisecond stand by key, as the index has them. */
export const isAbove = (a: ItemPlace, b: ItemPlace): boolean => a.createdUtc !== b.createdUtc ? a.createdUtc > b.createdUtc : a.key > b.key

/**
 * Rows of one stretch, at most `limit`. Kinds are walked each on its own index and merged, so that a rare kind
 * among 100 000 rows costs as little as a frequent one; accounts are few and are filtered.
 */
export async function itemsInStretch(view: StretchView, { after, through }: Stretch, limit: number): Promise<ItemRow[]> {
  const accounts = new Set<string>(view.accountIds)
  const from = through?.createdUtc ?? Dexie.minKey
  const to = after?.createdUtc ?? Dexie.maxKey
  const fits = (row: ItemRow): boolean =>
    (accounts.size === 0 || accounts.has(row.accountId)) && (after === null || isAbove(after, row)) && (through === null || !isAbove(through, row))
  const each = await Promise.all(walksOf(view, from, to).map(rows => rows.reverse().filter(fits).limit(limit).toArray()))
  return each.length === 1 ? each[0] ?? [] : each.flat().sort((a, b) => isAbove(a, b) ? -1 : 1).slice(0, limit)
}

/** The same, told again whenever it changes; returns its own end. */
export function followStretch(view: StretchView, stretch: Stretch, limit: number, onRows: (rows: readonly ItemRow[]) => void, onTrouble: (error: unknown) => void): () => void {
  const following = liveQuery(() => itemsInStretch(view, stretch, limit)).subscribe(onRows, onTrouble)
  return () => { following.unsubscribe() }
}

function walksOf({ isDone, kinds }: StretchView, from: unknown, to: unknown): Rows[] {
  if (kinds.length > 0) {
    const states = isDone === null ? [0, 1] : [isDone]
    return kinds.flatMap(kind => states.map(state => db.items.where('[kind+isDone+createdUtc]').between([kind, state, from], [kind, state, to], true, true)))
  }
  return [isDone === null
    ? db.items.where('createdUtc').between(from, to, true, true)
    : db.items.where('[isDone+createdUtc]').between([isDone, from], [isDone, to], true, true)]
}

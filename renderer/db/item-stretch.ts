import Dexie, { liveQuery } from 'dexie'
import type { AccountId } from '../../preload/contract/ids.ts'
import type { Item } from '../../preload/contract/items.ts'
import { db } from './db.ts'
import type { ItemPlace } from './items.ts'
import type { ItemRow } from './schema.ts'

/** Which rows a list shows. `isDone` null: both; empty lists: all. */
export type StretchView = { readonly isDone: 0 | 1 | null; readonly kinds: readonly Item['kind'][]; readonly accountIds: readonly AccountId[] }
/** A piece of the list, newest first: below `after`, down to `through` itself. Null: from the top, to the end. */
export type Stretch = { readonly after: ItemPlace | null; readonly through: ItemPlace | null }

/** True when `a` stands above `b` in a list whose newest is first; rows of one millisecond stand by key, as the index has them. */
export const isAbove = (a: ItemPlace, b: ItemPlace): boolean => a.createdUtc !== b.createdUtc ? a.createdUtc > b.createdUtc : a.key > b.key

/**
 * Rows of one stretch, at most `limit`. Kinds are walked each on its own index and merged, so that a rare kind
 * among 100 000 rows costs as little as a frequent one; accounts are few and are filtered.
 */
export async function itemsInStretch(view: StretchView, { after, through }: Stretch, limit: number): Promise<ItemRow[]> {
  const accounts = new Set<string>(view.accountIds)
  const fits = (row: ItemRow): boolean =>
    (accounts.size === 0 || accounts.has(row.accountId)) && (after === null || isAbove(after, row)) && (through === null || !isAbove(through, row))
  const each = await Promise.all(walksOf(view).map(walk => lastRows(walk, through?.createdUtc ?? null, after?.createdUtc ?? null, fits, limit)))
  return each.length === 1 ? each[0] ?? [] : each.flat().sort((a, b) => isAbove(a, b) ? -1 : 1).slice(0, limit)
}

/** The same, told again whenever it changes; returns its own end. */
export function followStretch(view: StretchView, stretch: Stretch, limit: number, onRows: (rows: readonly ItemRow[]) => void, onTrouble: (error: unknown) => void): () => void {
  const following = liveQuery(() => itemsInStretch(view, stretch, limit)).subscribe(onRows, onTrouble)
  return () => { following.unsubscribe() }
}

/** An index that ends in createdUtc, and what stands before it. */
type Walk = { readonly index: string; readonly before: readonly unknown[] }

function walksOf({ isDone, kinds }: StretchView): Walk[] {
  const states = isDone === null ? [0, 1] : [isDone]
  if (kinds.length > 0) return kinds.flatMap(kind => states.map(state => ({ index: '[kind+isDone+createdUtc]', before: [kind, state] })))
  return [isDone === null ? { index: 'createdUtc', before: [] } : { index: '[isDone+createdUtc]', before: [isDone] }]
}

/**
 * The newest rows of an index that fit, newest first. Read in blocks, each found by one leap backwards and fetched whole:
 * stepping backwards row by row costs a hundred times as much.
 */
async function lastRows({ index, before }: Walk, fromUtc: number | null, toUtc: number | null, fits: (row: ItemRow) => boolean, limit: number): Promise<ItemRow[]> {
  const keyAt = (utc: unknown): unknown => before.length === 0 ? utc : [...before, utc]
  const found: ItemRow[] = []
  let upper: unknown = keyAt(toUtc ?? Dexie.maxKey)
  let isAfterBlock = false
  for (let block = limit; found.length < limit; block = Math.min(mostInBlock, block * 2)) {
    const range = () => db.items.where(index).between(keyAt(fromUtc ?? Dexie.minKey), upper, true, !isAfterBlock)
    const [edge] = limit === Infinity ? [] : await range().reverse().offset(block - 1).limit(1).keys()
    const rows = edge === undefined ? await range().toArray() : await db.items.where(index).between(edge, upper, true, !isAfterBlock).toArray()
    found.push(...rows.reverse().filter(fits))
    if (edge === undefined) break
    upper = edge
    isAfterBlock = true
  }
  return found.slice(0, limit)
}

const mostInBlock = 2000

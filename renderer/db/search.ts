import { itemKey, postId, type ItemKey, type PostId } from '../../preload/contract/ids.ts'
import type { Item } from '../../preload/contract/items.ts'
import { db } from './db.ts'
import { itemsByKeys } from './items.ts'
import type { ItemRow, PostRow } from './schema.ts'

export type SearchAsk =
  /** Read what there is, so that the first question does not wait for it. */
  | { readonly kind: 'warm' }
  | { readonly kind: 'find'; readonly asked: number; readonly query: string; readonly limit: number }
  | { readonly kind: 'came-in'; readonly items: readonly Pick<Item, 'key' | 'text' | 'person' | 'createdUtc'>[] }
export type SearchAnswer = { readonly asked: number; readonly items: readonly string[]; readonly posts: readonly string[] }
export type Found = { readonly items: readonly ItemKey[]; readonly posts: readonly PostId[] }

let worker: Worker | null = null
let lastAsked = 0
const waiting = new Map<number, (found: Found) => void>()

function startWorker(): Worker {
  const started = new Worker(new URL('./search-worker.ts', import.meta.url), { type: 'module' })
  started.addEventListener('message', ({ data }: MessageEvent<SearchAnswer>) => {
    waiting.get(data.asked)?.({ items: data.items.map(key => itemKey.parse(key)), posts: data.posts.map(id => postId.parse(id)) })
    waiting.delete(data.asked)
  })
  return started
}

/** Messages and posts in which every word of the query begins a word; accents and capitals do not matter; newest first. */
export function findAnything(query: string, limit = 50): Promise<Found> {
  worker ??= startWorker()
  const asked = ++lastAsked
  const { promise, resolve } = Promise.withResolvers<Found>()
  waiting.set(asked, resolve)
  worker.postMessage({ kind: 'find', asked, query, limit } satisfies SearchAsk)
  return promise
}

/** Called when there is time: 100 000 messages take the worker some seconds to read. */
export function warmSearch(): void {
  worker ??= startWorker()
  worker.postMessage({ kind: 'warm' } satisfies SearchAsk)
}

/** Keeps the index up to date with what was just stored. */
export function tellSearch(items: readonly Item[]): void {
  worker?.postMessage({ kind: 'came-in', items: items.map(({ key, text, person, createdUtc }) => ({ key, text, person, createdUtc })) } satisfies SearchAsk)
}

/** The rows of what was found, those that are still there. */
export async function foundRows({ items, posts }: Found): Promise<{ readonly items: readonly ItemRow[]; readonly posts: readonly PostRow[] }> {
  const [itemRows, postRows] = await Promise.all([itemsByKeys(items), db.posts.bulkGet([...posts])])
  return { items: itemRows, posts: postRows.filter(row => row !== undefined && row.deletedUtc === 0) as PostRow[] } // the cast: the filter says so
}

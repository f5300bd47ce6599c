import type { Page } from '@playwright/test'
import { bringSeed } from '../../scripts/bench/fill.ts'
import type { AccountSummary } from '../../preload/contract/accounts.ts'
import { addPicture } from '../contract.ts'

/** Rows of each table, by the numbers the seed knows them under; this month's posts begin at 2000. */
const every = (from: number, count: number, step = 1): number[] => Array.from({ length: count }, (_, i) => from + i * step)
const rows: readonly (readonly [table: string, maker: string, numbers: readonly number[]])[] = [
  ['items', 'itemRow', every(0, 40)], ['posts', 'postRow', every(1990, 30, 17)], ['deliveries', 'deliveryRows', every(1990, 30, 17)],
  ['ownPosts', 'ownPostRow', every(0, 30)], ['accountSamples', 'accountSampleRow', every(0, 200)], ['accountDays', 'accountDayRow', every(0, 60)], ['postSamples', 'postSampleRow', every(0, 400)],
]

/** Fills the window's store as some weeks of a shop would, beside what is there; comes back with the page drawn from it. */
export async function fillShop(page: Page, accounts: readonly AccountSummary[]): Promise<void> {
  await bringSeed(page, { accounts, nowUtc: Date.now() })
  await page.evaluate(async rows => {
    const seed = Reflect.get(globalThis, 'benchSeed') as Record<string, (n: number) => unknown> // the cast: brought by bringSeed
    const db = await new Promise<IDBDatabase>((resolve, reject) => {
      const opening = indexedDB.open('comptoir')
      opening.onsuccess = () => { resolve(opening.result) }
      opening.onerror = () => { reject(opening.error ?? new Error('not opened')) }
    })
    const writing = db.transaction(rows.map(([table]) => table), 'readwrite')
    for (const [table, maker, numbers] of rows) for (const n of numbers) for (const row of [seed[maker]?.(n)].flat()) writing.objectStore(table).put(row)
    await new Promise<void>((resolve, reject) => {
      writing.oncomplete = () => { resolve() }
      writing.onabort = () => { reject(writing.error ?? new Error('not filled')) }
    })
    db.close()
  }, rows)
  await page.reload()
}

/** Something of each group in the outbox: a question, something that waits since all is paused, something planned. */
export async function fillOutbox(page: Page, { id }: AccountSummary): Promise<void> {
  const picture = { ...await addPicture(page, 'loaf.png', 3), alt: 'A loaf' }
  await page.evaluate(async ({ accountId, picture }) => {
    const put = (name: string, inMs: number, text: string) => window.comptoir.outbox.put([{
      id: `${name}:${accountId}`, revision: 1, accountId, late: { graceMinutes: 1, then: 'ask' }, origin: { kind: 'post', postId: name },
      act: { kind: 'publish', content: { parts: [{ text, media: [picture], poll: null }], contentWarning: null, visibility: null, language: null, quote: null } },
      due: { wall: new Date(Date.now() + inMs).toISOString().slice(0, 16), zone: 'UTC', utc: Date.now() + inMs },
    // The cast: ids of a test.
    }] as unknown as Parameters<typeof window.comptoir.outbox.put>[0])
    await put('late', -3_600_000, 'Bread of this morning')
    await window.comptoir.outbox.pause('')
    await put('waits', 0, 'Bread of now')
    await put('planned', 86_400_000, 'Bread of tomorrow')
  }, { accountId: id, picture })
}

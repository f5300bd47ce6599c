import type { Page } from 'playwright'
import path from 'node:path'
import { createJournal } from '../../main/journal/journal.ts'
import { createSeed, type Seed, type SeedWorld } from './seed.ts'

export type Sizes = { readonly items: number; readonly posts: number; readonly accountSamples: number; readonly postSamples: number }

type Filling = { readonly table: string; readonly maker: keyof Seed; readonly from: number; readonly count: number }

/** Puts the row makers into the page, for `fillTable` and for measures that write rows themselves. */
export async function bringSeed(page: Page, world: SeedWorld): Promise<void> {
  // The text of the function runs there as it runs here: by the debugger, which the page's own rules against scripts do not concern.
  await page.evaluate(`globalThis.benchSeed = (${createSeed.toString()})(${JSON.stringify({ accounts: world.accounts.map(({ id, network }) => ({ id, network })), nowUtc: world.nowUtc, postsPerMonth: world.postsPerMonth })})`)
}

/** Writes seeded rows straight into the window's store, past the app. Rows that sync would have written look the same. */
async function fillTable(page: Page, filling: Filling): Promise<void> {
  await page.evaluate(async ({ table, maker, from, count }: Filling) => {
    const seed = Reflect.get(globalThis, 'benchSeed') as Record<string, (n: number) => unknown> // the cast: brought by bringSeed
    const make = seed[maker]
    if (!make) throw new Error(`no maker ${maker}`)
    const db = await new Promise<IDBDatabase>((resolve, reject) => {
      const opening = indexedDB.open('comptoir')
      opening.onsuccess = () => { resolve(opening.result) }
      opening.onerror = () => { reject(opening.error ?? new Error('not opened')) }
    })
    const perTransaction = 5000
    for (let done = 0; done < count; done += perTransaction) {
      const writing = db.transaction(table, 'readwrite')
      const store = writing.objectStore(table)
      for (let n = from + done; n < from + Math.min(done + perTransaction, count); n++) for (const row of [make(n)].flat()) store.put(row)
      await new Promise<void>((resolve, reject) => {
        writing.oncomplete = () => { resolve() }
        writing.onabort = () => { reject(writing.error ?? new Error(`${table} was not filled`)) }
      })
    }
    db.close()
  }, filling)
}

/** The whole shop: items, posts with their deliveries, figures. */
export async function fillStore(page: Page, world: SeedWorld, sizes: Sizes): Promise<void> {
  await bringSeed(page, world)
  const fillings: readonly (readonly [string, keyof Seed, number])[] = [
    ['items', 'itemRow', sizes.items], ['posts', 'postRow', sizes.posts], ['deliveries', 'deliveryRows', sizes.posts], ['ownPosts', 'ownPostRow', Math.ceil(sizes.postSamples / 46)],
    ['accountSamples', 'accountSampleRow', sizes.accountSamples], ['accountDays', 'accountDayRow', Math.floor(sizes.accountSamples / 24)], ['postSamples', 'postSampleRow', sizes.postSamples],
  ]
  for (const [table, maker, count] of fillings) await fillTable(page, { table, maker, from: 0, count })
}

/** What main remembers of the same posts; the window has heard of all of it. The app must not be running. */
export function fillJournal(userData: string, world: SeedWorld, posts: number): void {
  const journal = createJournal(path.join(userData, 'journal.sqlite'), { now: () => world.nowUtc, warn: line => { console.warn(line) } })
  const seed = createSeed(world)
  journal.transact(() => {
    for (let n = 0; n < posts; n++) {
      for (const row of seed.deliveryRows(n)) {
        journal.deliveries.put(row.delivery, row.updatedUtc)
        const record = journal.deliveries.get(row.delivery.id)
        if (record && row.state.kind === 'published') journal.deliveries.move(record, row.state, { utc: row.updatedUtc, nextUtc: null, step: 'published', detail: row.state.remotes[0]?.url ?? '', isAttempt: true })
      }
    }
  })
  journal.events.acknowledge(journal.events.last())
  journal.close()
}

import { createJournal } from '../../main/journal/journal.ts'
import path from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import type { AccountId, NetworkId } from '../../preload/contract/ids.ts'
import { startComptoir, waitForShell, type RunningApp } from './app.ts'
import { amount, atLeast, type Figure } from './figure.ts'
import { bringSeed } from './fill.ts'
import type { Machine } from './machine.ts'
import { createSeed } from './seed.ts'
import { median } from './statistics.ts'

const rounds = 6
/** As many as the app asks for at a time. */
const batch = 500

/**
 * Items laid into main's log, taken over by the app's own sync in its own page, against the same rows written by bare IndexedDB calls in
 * that page, into a store with the same indexes and in transactions of the same size. Rounds of both take turns.
 */
export async function measureApplying(machine: Machine, scale: number): Promise<readonly Figure[]> {
  const perRound = Math.max(batch, Math.round(5000 * scale))
  const running = await startComptoir(machine, 'apply-events')
  try {
    await waitForShell(running)
    // The casts: an account that exists only in the rows.
    const world = { accounts: [{ id: 'bakery' as AccountId, network: 'mastodon' as NetworkId }], nowUtc: Date.now() }
    await bringSeed(running.page, world)
    const seed = createSeed(world)
    const journalFile = path.join(running.userData, 'journal.sqlite')
    const log = createJournal(journalFile, { now: Date.now, warn: () => {} })
    const waiting = new DatabaseSync(journalFile, { readOnly: true }).prepare('SELECT 1 FROM events LIMIT 1')
    const [ours, raw, asking]: [number[], number[], number[]] = [[], [], []]
    for (let round = 0; round < rounds; round++) {
      const from = round * perRound
      log.events.append(Array.from({ length: perRound }, (_, n) => ({ kind: 'item', item: seed.item(from + n) })), Date.now())
      asking.push(perRound / await askMs(running, perRound))
      ours.push(perRound / await takeOverMs(running, log.events.last(), () => waiting.get() !== undefined))
      raw.push(perRound / await writeRawMs(running, from, perRound))
    }
    log.close()
    // The first round of each warms up.
    const [rate, rawRate, askRate] = [ours, raw, asking].map(rates => median(rates.slice(1)) * 1000) as [number, number, number] // the cast: three in, three out
    return [
      { what: 'applying events to Dexie', measured: amount(rate, 'rows/s'), against: { what: 'by raw IndexedDB, same rows and indexes', amount: amount(rawRate, 'rows/s') }, budget: atLeast(0.7, 'ratio') },
      {
        what: 'of that, without asking main for them', measured: amount(1 / (1 / rate - 1 / askRate), 'rows/s'), against: { what: 'by raw IndexedDB, same rows and indexes', amount: amount(rawRate, 'rows/s') }, budget: null,
        note: `asking main alone gives ${Math.round(askRate)} rows/s`,
      },
    ]
  } finally {
    await running.close()
  }
}

/** Asks main for the events as sync does, and throws them away. */
const askMs = ({ page }: RunningApp, count: number): Promise<number> => page.evaluate(async ({ count, batch }) => {
  const began = performance.now()
  let cursor = 0
  for (let heard = 0; heard < count; heard += batch) {
    const answer = await window.comptoir.log.after({ cursor, limit: batch })
    cursor = (answer.ok ? answer.value.at(-1)?.seq : undefined) ?? cursor
  }
  return performance.now() - began
}, { count, batch })

/** Tells the window as main does, and waits until it has acknowledged all. */
async function takeOverMs({ app }: RunningApp, last: number, hasEvents: () => boolean): Promise<number> {
  const began = performance.now()
  await app.evaluate(({ BrowserWindow }, seq) => { BrowserWindow.getAllWindows()[0]?.webContents.send('comptoir:event:logGrew', seq) }, last)
  while (hasEvents()) await new Promise(resolve => { setTimeout(resolve, 5) })
  return performance.now() - began
}

const writeRawMs = ({ page }: RunningApp, from: number, count: number): Promise<number> => page.evaluate(async ({ from, count, batch }) => {
  const seed = Reflect.get(globalThis, 'benchSeed') as { itemRow(n: number): unknown } // the cast: brought by bringSeed
  const open = (name: string, version?: number, upgrade: (db: IDBDatabase) => void = () => {}): Promise<IDBDatabase> => new Promise((resolve, reject) => {
    const opening = indexedDB.open(name, version)
    opening.onupgradeneeded = () => { upgrade(opening.result) }
    opening.onsuccess = () => { resolve(opening.result) }
    opening.onerror = () => { reject(opening.error ?? new Error(`${name} was not opened`)) }
  })
  const app = await open('comptoir')
  const model = app.transaction('items').objectStore('items')
  // Read while its transaction lives.
  const { keyPath: key } = model
  const indexes = [...model.indexNames].map(name => model.index(name)).map(({ name, keyPath, unique, multiEntry }) => ({ name, keyPath, options: { unique, multiEntry } }))
  const db = await open('bench-raw', 1, made => {
    const store = made.createObjectStore('items', { keyPath: key })
    for (const { name, keyPath, options } of indexes) store.createIndex(name, keyPath, options)
  })
  app.close()
  const rows = Array.from({ length: count }, (_, n) => seed.itemRow(from + n))
  const began = performance.now()
  for (let at = 0; at < count; at += batch) {
    const writing = db.transaction('items', 'readwrite', { durability: 'strict' }) // as the app's own are
    const store = writing.objectStore('items')
    for (const row of rows.slice(at, at + batch)) store.put(row)
    await new Promise<void>((resolve, reject) => {
      writing.oncomplete = () => { resolve() }
      writing.onabort = () => { reject(writing.error ?? new Error('not written')) }
    })
  }
  const tookMs = performance.now() - began
  db.close()
  return tookMs
}, { from, count, batch })

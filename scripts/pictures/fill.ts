import { createHash } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import type { MediaFacts } from '../../preload/contract/drafts.ts'
import { createJournal } from '../../main/journal/journal.ts'
import { waitForShell, type RunningApp } from '../bench/app.ts'
import { createBakery, nowUtc, type Bakery, type Language, type PictureFacts } from './bakery.ts'
import { draw, drawFace, drawSign, type Drawing } from './drawings.ts'
import { customers, portraitUrl } from './people.ts'

const drawings: readonly Drawing[] = ['shop', 'loaf', 'baguettes', 'croissants', 'log', 'tart']

/**
 * The bakery into a started app: what the networks told goes through main's log and the app's own sync, what the owner wrote and did
 * straight into the window's store. The window's clock then stands still on that morning.
 */
export async function fillBakery(running: Omit<RunningApp, 'pid' | 'close'>, language: Language, size: 'full' | 'ten' | 'empty'): Promise<void> {
  await waitForShell(running)
  const bakery = size === 'empty' ? null : createBakery(language, await addPictures(running), size)
  if (bakery) {
    await keepPortraits(running.userData)
    await tellWindow(running, bakery.told)
    await writeOwn(running, bakery)
  }
  await running.page.clock.setFixedTime(nowUtc)
  await running.page.reload()
  await waitForShell(running)
  // At its start the window asks main which accounts there are, and main has none.
  await running.page.waitForTimeout(500)
  if (bakery) await tellWindow(running, bakery.accounts.map(entry => ({ utc: nowUtc, entry })))
}

async function addPictures({ page }: Pick<RunningApp, 'page'>): Promise<PictureFacts> {
  const facts: Partial<Record<Drawing, MediaFacts>> = {}
  for (const drawing of drawings) {
    const text = (await draw(drawing)).toString('base64')
    const added = await page.evaluate(({ name, text }) => window.comptoir.media.add({ name, bytes: Uint8Array.from(atob(text), sign => sign.codePointAt(0) ?? 0) }), { name: `${drawing}.jpg`, text })
    if (!added.ok) throw new Error(`no picture ${drawing}: ${JSON.stringify(added.failure)}`)
    facts[drawing] = added.value
  }
  return facts as PictureFacts // the cast: each drawing was added
}

/** As main keeps the portraits it has fetched (main/window/avatars.ts). */
async function keepPortraits(userData: string): Promise<void> {
  const folder = path.join(userData, 'avatars')
  mkdirSync(folder, { recursive: true })
  const keep = (url: string, bytes: Buffer): void => { writeFileSync(path.join(folder, `${createHash('sha256').update(url).digest('hex')}.webp`), bytes) }
  keep(portraitUrl('sign'), await drawSign())
  for (const { user, look } of customers) keep(portraitUrl(user), await drawFace(look))
}

/** Into main's log, and waits until the window has taken it. */
export async function tellWindow({ app, userData }: Pick<RunningApp, 'app' | 'userData'>, told: Bakery['told']): Promise<void> {
  const file = path.join(userData, 'journal.sqlite')
  const journal = createJournal(file, { now: () => nowUtc, warn: line => { console.warn(line) } })
  journal.transact(() => { for (const { utc, entry } of told) journal.events.append([entry], utc) })
  const last = journal.events.last()
  journal.close()
  await app.evaluate(({ BrowserWindow }, seq) => { BrowserWindow.getAllWindows()[0]?.webContents.send('comptoir:event:logGrew', seq) }, last)
  const reading = new DatabaseSync(file, { readOnly: true })
  const waiting = reading.prepare('SELECT 1 FROM events LIMIT 1')
  while (waiting.get() !== undefined) await new Promise(resolve => { setTimeout(resolve, 30) })
  reading.close()
}

const writeOwn = ({ page }: Pick<RunningApp, 'page'>, { posts, marks }: Bakery): Promise<void> => page.evaluate(async ({ posts, marks }) => {
  const db = await new Promise<IDBDatabase>((resolve, reject) => {
    const opening = indexedDB.open('comptoir')
    opening.onsuccess = () => { resolve(opening.result) }
    opening.onerror = () => { reject(opening.error ?? new Error('not opened')) }
  })
  const writing = db.transaction(['posts', 'items'], 'readwrite')
  for (const post of posts) writing.objectStore('posts').put(post)
  const items = writing.objectStore('items')
  for (const { key, isRead, isDone } of marks) {
    const reading = items.get(key)
    reading.onsuccess = () => { items.put({ ...reading.result, isRead, isDone }) }
  }
  await new Promise<void>((resolve, reject) => {
    writing.oncomplete = () => { resolve() }
    writing.onabort = () => { reject(writing.error ?? new Error('not written')) }
  })
  db.close()
}, { posts, marks })

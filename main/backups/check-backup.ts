import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { createInterface } from 'node:readline'
import { createGunzip } from 'node:zlib'
import { fail, ok, type Result } from '../../preload/contract/result.ts'
import { backupFormat, journalName, manifest, manifestName, storeLine, storeName, type Manifest } from './backup-format.ts'

const damaged = (what: string): { readonly ok: false; readonly failure: { readonly kind: 'file-not-understood'; readonly detail: string } } => fail({ kind: 'file-not-understood', detail: what })

export async function readManifest(folder: string): Promise<Result<Manifest>> {
  const text = await readFile(path.join(folder, manifestName), 'utf8').catch(() => null)
  if (text === null) return damaged(`there is no ${manifestName}`)
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value === 'object' && value !== null && 'format' in value && typeof value.format === 'number' && value.format > backupFormat) return fail({ kind: 'newer-data', detail: `format ${value.format}; this Comptoir reads up to ${backupFormat}` })
    const read = manifest.safeParse(value)
    return read.success ? ok(read.data) : damaged(`${manifestName} is not as Comptoir writes it`)
  } catch {
    return damaged(`${manifestName} is damaged`)
  }
}

/** Reads a copy from the first byte to the last: checksums, SQLite's own check, every row parsed and counted. */
export async function checkBackup(folder: string): Promise<Result<Manifest>> {
  const read = await readManifest(folder)
  if (!read.ok) return read
  const { journal, store } = read.value
  try {
    for (const [name, sum] of [[journalName, journal.sha256], [storeName, store.sha256]] as const) if ((await sha256Of(path.join(folder, name))) !== sum) return damaged(`${name} was changed or damaged`)
    const counts: Record<string, number> = {}
    for await (const [table] of storeRows(folder)) counts[table] = (counts[table] ?? 0) + 1
    for (const table of new Set([...Object.keys(counts), ...Object.keys(store.counts)])) if ((counts[table] ?? 0) !== (store.counts[table] ?? 0)) return damaged(`${table}: ${counts[table] ?? 0} of ${store.counts[table] ?? 0} rows`)
    return checkJournal(path.join(folder, journalName), journal.deliveries) ? read : damaged(`${journalName} does not pass its own check`)
  } catch (cause) {
    return damaged(cause instanceof Error ? cause.message : 'unreadable')
  }
}

/** Row by row, so that a store of any size fits. Throws where the file is damaged. */
export async function* storeRows(folder: string): AsyncGenerator<[table: string, row: unknown]> {
  const source = createReadStream(path.join(folder, storeName))
  const plain = source.pipe(createGunzip())
  source.on('error', cause => plain.destroy(cause))
  try {
    for await (const line of createInterface({ input: plain, crlfDelay: Infinity })) if (line !== '') yield storeLine.parse(JSON.parse(line))
    if (plain.errored) throw plain.errored
  } finally {
    source.destroy()
  }
}

function checkJournal(file: string, deliveries: number): boolean {
  const db = new DatabaseSync(file, { readOnly: true })
  try {
    return db.prepare('PRAGMA integrity_check(1)').get()?.integrity_check === 'ok' && Number(db.prepare('SELECT count(*) AS count FROM deliveries').get()?.count) === deliveries
  } finally {
    db.close()
  }
}

export async function sha256Of(file: string): Promise<string> {
  const sum = createHash('sha256')
  for await (const piece of createReadStream(file)) sum.update(piece as Buffer) // the cast: without an encoding a stream gives buffers
  return sum.digest('hex')
}

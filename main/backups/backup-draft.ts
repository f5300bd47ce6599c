import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { mkdir, open, rename, rm, stat } from 'node:fs/promises'
import path from 'node:path'
import { finished } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import type { BackupWhy } from '../../preload/contract/backups.ts'
import { mediaHash, type MediaHash } from '../../preload/contract/ids.ts'
import { ok, type Result } from '../../preload/contract/result.ts'
import { writeFileAtomically } from '../system/write-file.ts'
import { backupFormat, folderName, journalName, manifestName, storeName, type Manifest } from './backup-format.ts'
import { checkBackup, sha256Of } from './check-backup.ts'

export type JournalCopy = { readonly deliveries: number; readonly media: readonly string[] }
export type DraftOrder = {
  /** Holds all copies; the draft is made inside, under a name that no reader takes for one. */
  readonly folder: string
  readonly why: BackupWhy
  readonly schema: number
  readonly version: string
  readonly utc: number
  /** Writes the journal, whole and as of one instant, into that file. */
  readonly copyJournal: (file: string) => JournalCopy
}
export type BackupDraft = {
  readonly id: string
  add(table: string, rows: readonly unknown[]): Promise<void>
  /** The folder under its final name, read again and found whole. */
  finish(): Promise<Result<string>>
  drop(): Promise<void>
}

export const draftPrefix = '.part-'

/** One copy on its way. Whatever dies in between, only a folder that was proved has a name; each step throws what the disk says. */
export async function beginDraft(order: DraftOrder): Promise<BackupDraft> {
  const id = randomUUID()
  const folder = path.join(order.folder, `${draftPrefix}${id}`)
  const counts: Record<string, number> = {}
  const media = new Set<MediaHash>()
  const noteMedia = (hash: string): void => { const read = mediaHash.safeParse(hash); if (read.success) media.add(read.data) }
  const drop = (): Promise<void> => rm(folder, { recursive: true, force: true })
  await mkdir(folder, { recursive: true, mode: 0o700 })
  try {
    const { deliveries, media: named } = order.copyJournal(path.join(folder, journalName))
    named.forEach(noteMedia)
    const file = createWriteStream(path.join(folder, storeName), { mode: 0o600 })
    const packed = createGzip()
    const ended = finished(packed.pipe(file))
    ended.catch(() => { packed.destroy() }) // told by `finish` or `add`, whichever comes next
    const write = async (text: string): Promise<void> => {
      if (file.errored) throw file.errored
      if (!packed.write(text)) await Promise.race([once(packed, 'drain'), ended])
    }
    return {
      id, drop: async () => {
        packed.destroy()
        file.destroy()
        await drop()
      },
      async add(table, rows) {
        const lines = rows.map(row => JSON.stringify([table, row]))
        for (const line of lines) for (const [, hash = ''] of line.matchAll(/"hash":"([0-9a-f]{64})"/gu)) noteMedia(hash)
        counts[table] = (counts[table] ?? 0) + rows.length
        await write(lines.map(line => `${line}\n`).join(''))
      },
      async finish() {
        packed.end()
        await ended
        for (const name of [journalName, storeName]) await sync(path.join(folder, name))
        const facts = async (name: string) => ({ sha256: await sha256Of(path.join(folder, name)), bytes: (await stat(path.join(folder, name))).size })
        const made: Manifest = {
          comptoir: 'backup', format: backupFormat, writtenUtc: order.utc, why: order.why, version: order.version,
          journal: { ...await facts(journalName), deliveries }, store: { ...await facts(storeName), schema: order.schema, counts }, media: [...media],
        }
        writeFileAtomically(path.join(folder, manifestName), JSON.stringify(made, null, 1))
        const proved = await checkBackup(folder)
        if (!proved.ok) return proved
        const name = folderName(order.utc, order.why)
        await rename(folder, path.join(order.folder, name))
        await sync(order.folder)
        return ok(name)
      },
    }
  } catch (cause) {
    await drop()
    throw cause
  }
}

async function sync(target: string): Promise<void> {
  // Windows can neither open a folder nor sync a file that is open for reading only.
  const isFolder = (await stat(target)).isDirectory()
  if (isFolder && process.platform === 'win32') return
  const handle = await open(target, isFolder ? 'r' : 'r+')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

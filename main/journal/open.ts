import { randomUUID } from 'node:crypto'
import { existsSync, readdirSync, renameSync, statSync } from 'node:fs'
import path from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import type { BeforeUpgrade } from './copy-before-upgrade.ts'
import { createMark, type Mark } from './mark.ts'
import { askWhatIsLate, mergeJournal } from './merge.ts'
import { migrate, NewerJournal } from './schema.ts'

export type OpenedJournal = {
  readonly db: DatabaseSync
  /** Where the unreadable one was put; null when all is well. */
  readonly putAside: string | null
  /** It was unreadable, or older than it had been: what it holds may be behind what has happened. */
  readonly isRecovered?: boolean
  readonly mark?: Mark
}

/** Copies of the journal, the newest first, with the instant each was made. */
export type JournalCopies = () => readonly { readonly file: string; readonly utc: number }[]

/**
 * Opens the journal. An unreadable one is put aside (never deleted); a new one takes over what can be read of it and of the newest copy.
 * One that is older than the mark says is completed in the same way. What came so is in doubt: looked for before it is sent.
 * Durability: WAL with synchronous=FULL, so that what was noted before a commit is on the disk before the commit.
 */
export function openJournal(file: string, now: () => number, copies: JournalCopies = () => [], beforeUpgrade?: BeforeUpgrade): OpenedJournal {
  const mark = createMark(`${file}.mark`)
  const wasAt = mark.read()
  const isGone = wasAt > 0 && (!existsSync(file) || statSync(file).size === 0)
  const { db, putAside } = openOrPutAside(file, now, beforeUpgrade)
  const wentBack = isGone || wasAt > lastSeq(db)
  if (putAside === null && !wentBack) return { db, putAside, mark }
  const own = Number(db.prepare('SELECT max(updated_utc) AS utc FROM deliveries').get()?.utc ?? 0)
  db.prepare("UPDATE deliveries SET doubt_since = min(coalesce(doubt_since, ?1), ?1) WHERE state_kind <> 'published'").run(own)
  // Another journal than the one the window knows: it tells what it knew.
  db.prepare('UPDATE identity SET id = ?').run(randomUUID())
  // Above anything the window can have applied, whatever was lost.
  db.prepare("UPDATE sqlite_sequence SET seq = ? WHERE name = 'events'").run(Math.max(now(), wasAt))
  if (putAside !== null) salvage(db, putAside, null)
  for (const copy of copies()) if (salvage(db, copy.file, copy.utc)) break
  askWhatIsLate(db, now())
  // The window may know more, and is let speak first: what it has as published must not be looked for as planned.
  db.prepare('UPDATE deliveries SET next_utc = max(next_utc, ?) WHERE doubt_since IS NOT NULL AND next_utc IS NOT NULL').run(now() + windowSpeaksFirstMs)
  db.prepare('INSERT INTO settings (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value').run(recoveredRow, String(now()))
  return { db, putAside, isRecovered: true, mark }
}

export const windowSpeaksFirstMs = 60_000
/** There until the window has told what it knows. */
export const recoveredRow = 'recovered'

function openOrPutAside(file: string, now: () => number, beforeUpgrade?: BeforeUpgrade): Pick<OpenedJournal, 'db' | 'putAside'> {
  try {
    return { db: open(file, now, beforeUpgrade), putAside: null }
  } catch (error) {
    if (error instanceof NewerJournal || !isUnreadable(error)) throw error
    const putAside = `${file}.unreadable-${new Date(now()).toISOString().replaceAll(':', '-')}`
    for (const ending of ['', '-wal', '-shm']) if (existsSync(file + ending)) renameSync(file + ending, putAside + ending)
    return { db: open(file, now), putAside }
  }
}

/** False: nothing of it could be opened. */
function salvage(db: DatabaseSync, file: string, utc: number | null): boolean {
  let from: DatabaseSync | null = null
  try {
    from = new DatabaseSync(file, { readOnly: true })
    from.prepare('SELECT name FROM sqlite_master').all()
    mergeJournal(db, from, utc)
    return true
  } catch (error) {
    if (!isUnreadable(error)) throw error
    return false
  } finally {
    from?.close()
  }
}

/** The journals in the folder of backups, the newest first. Their names say when they were made (backups/backup-format.ts). */
export function copiesIn(folder: string): JournalCopies {
  return () => existsSync(folder)
    ? readdirSync(folder).sort().reverse().flatMap(name => {
        const [, day, hour, minute, second] = /^(\d{4}-\d\d-\d\d) (\d\d)h(\d\d)m(\d\d) /u.exec(name) ?? []
        const file = path.join(folder, name, 'journal.sqlite')
        return day !== undefined && existsSync(file) ? [{ file, utc: Date.parse(`${day}T${hour}:${minute}:${second}Z`) }] : []
      })
    : []
}

const lastSeq = (db: DatabaseSync): number => Number(db.prepare("SELECT seq FROM sqlite_sequence WHERE name = 'events'").get()?.seq ?? 0)

function open(file: string, now: () => number, beforeUpgrade?: BeforeUpgrade): DatabaseSync {
  const db = new DatabaseSync(file, { timeout: 5000 })
  try {
    db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA wal_autocheckpoint = 500')
    const found = db.prepare('PRAGMA quick_check(1)').get()
    if (found?.quick_check !== 'ok') throw Object.assign(new Error(`integrity check: ${String(found?.quick_check)}`), { code: 'UNREADABLE' })
    migrate(db, now, beforeUpgrade)
    return db
  } catch (error) {
    db.close()
    throw error
  }
}

// SQLITE_CORRUPT (11) and SQLITE_NOTADB (26): https://www.sqlite.org/rescode.html. A full disk or a lock is not a reason to put it aside.
function isUnreadable(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  if ('code' in error && error.code === 'UNREADABLE') return true
  return 'errcode' in error && typeof error.errcode === 'number' && [11, 26].includes(error.errcode & 0xff)
}

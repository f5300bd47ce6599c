import { existsSync, renameSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { migrate, NewerJournal } from './schema.ts'

export type OpenedJournal = { readonly db: DatabaseSync; /** Where the unreadable one was put; null when all is well. */ readonly putAside: string | null }

/**
 * Opens the journal, or puts an unreadable one aside (never deletes it) and begins a new one.
 * Durability: WAL with synchronous=FULL, so that what was noted before a commit is on the disk before the commit.
 */
export function openJournal(file: string, now: () => number): OpenedJournal {
  try {
    return { db: open(file, now), putAside: null }
  } catch (error) {
    if (error instanceof NewerJournal || !isUnreadable(error)) throw error
    const putAside = `${file}.unreadable-${new Date(now()).toISOString().replaceAll(':', '-')}`
    for (const ending of ['', '-wal', '-shm']) if (existsSync(file + ending)) renameSync(file + ending, putAside + ending)
    return { db: open(file, now), putAside }
  }
}

function open(file: string, now: () => number): DatabaseSync {
  const db = new DatabaseSync(file, { timeout: 5000 })
  try {
    db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA wal_autocheckpoint = 500')
    const found = db.prepare('PRAGMA quick_check(1)').get()
    if (found?.quick_check !== 'ok') throw Object.assign(new Error(`integrity check: ${String(found?.quick_check)}`), { code: 'UNREADABLE' })
    migrate(db, now)
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

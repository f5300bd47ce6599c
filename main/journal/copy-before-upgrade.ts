import { closeSync, existsSync, fsyncSync, openSync, readdirSync, renameSync, rmSync, statfsSync, statSync } from 'node:fs'
import path from 'node:path'
import type { DatabaseSync } from 'node:sqlite'
import { isDiskFull } from '../system/write-file.ts'
import type { JournalCopies } from './open.ts'

/** What is left free is for the upgrade itself and for the posts of the day. */
const reserveBytes = 100e6

export type BeforeUpgrade = (db: DatabaseSync, version: number) => void

/**
 * Writes the journal as it is before steps of the schema run, beside it: `journal.sqlite.version-1`. A start is never hindered by it:
 * where there is no room, that is said and the upgrade goes on, since each of its steps is one transaction.
 */
export function copyBeforeUpgrade(file: string, warn: (line: string) => void, freeBytes: () => number = () => freeOn(path.dirname(file))): BeforeUpgrade {
  return (db, version) => {
    const kept = `${file}.version-${version}`
    const draft = `${kept}.part`
    try {
      rmSync(draft, { force: true })
      const sizeBytes = Number(db.prepare('PRAGMA page_count').get()?.page_count) * Number(db.prepare('PRAGMA page_size').get()?.page_size)
      if (freeBytes() < sizeBytes + reserveBytes) {
        warn('there is no room for a copy of the journal before its upgrade')
        return
      }
      db.prepare('VACUUM INTO ?').run(draft)
      sync(draft)
      renameSync(draft, kept)
    } catch (error) {
      warn(isDiskFull(error) ? 'there was no room for a copy of the journal before its upgrade' : `the journal could not be copied before its upgrade: ${String(error)}`)
      rmSync(draft, { force: true })
    }
  }
}

/** The copies that were made so, the newest first. */
export function copiesBesides(file: string): JournalCopies {
  return () => {
    const [folder, name] = [path.dirname(file), path.basename(file)]
    return (existsSync(folder) ? readdirSync(folder) : [])
      .filter(found => found.startsWith(`${name}.version-`) && !found.endsWith('.part'))
      .map(found => ({ file: path.join(folder, found), utc: Math.floor(statSync(path.join(folder, found)).mtimeMs) }))
      .sort((a, b) => b.utc - a.utc)
  }
}

function sync(file: string): void {
  const handle = openSync(file, 'r+')
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}

function freeOn(folder: string): number {
  const { bavail, bsize } = statfsSync(folder)
  return bavail * bsize
}

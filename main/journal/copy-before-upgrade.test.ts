import { copyFileSync, existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { copiesBesides, copyBeforeUpgrade } from './copy-before-upgrade.ts'
import { assembleJournal, createJournal } from './journal.ts'
import { openJournal } from './open.ts'

const openedUtc = Date.UTC(2026, 10, 27, 9)
/** A journal of the first version, as it was shipped. */
function oldJournal(): { readonly folder: string; readonly file: string } {
  const folder = mkdtempSync(path.join(tmpdir(), 'comptoir-upgrade-'))
  onTestFinished(() => { rmSync(folder, { recursive: true }) })
  const file = path.join(folder, 'journal.sqlite')
  copyFileSync(path.join(import.meta.dirname, 'fixtures/journal-v1.sqlite'), file)
  return { folder, file }
}
function look(file: string): { readonly version: number; readonly deliveries: number } {
  const db = new DatabaseSync(file, { readOnly: true })
  const read = { version: Number(db.prepare('PRAGMA user_version').get()?.user_version), deliveries: Number(db.prepare('SELECT count(*) AS n FROM deliveries').get()?.n) }
  db.close()
  return read
}

it('pain 4: before the schema is upgraded, the journal as it was is kept beside it, once', () => {
  const { folder, file } = oldJournal()
  const before = look(file)
  createJournal(file, { now: () => openedUtc, warn: line => { throw new Error(line) } }).close()
  expect(look(`${file}.version-1`)).toEqual(before)
  expect(look(file)).toMatchObject({ deliveries: before.deliveries })
  createJournal(file, { now: () => openedUtc, warn: () => undefined }).close()
  expect(readdirSync(folder).filter(name => name.includes('version-'))).toEqual(['journal.sqlite.version-1'])
})

it('a new journal has nothing to be copied', () => {
  const { folder, file } = oldJournal()
  rmSync(file)
  createJournal(file, { now: () => openedUtc, warn: line => { throw new Error(line) } }).close()
  expect(readdirSync(folder).filter(name => name.includes('version-'))).toEqual([])
})

it.each([['there is no room', () => 1e6], ['the disk does not answer', () => { throw Object.assign(new Error('EIO'), { code: 'EIO' }) }]])('where %s the start goes on, upgraded, and the log says so', (_, freeBytes) => {
  const { file } = oldJournal()
  const warnings: string[] = []
  const opened = openJournal(file, () => openedUtc, () => [], copyBeforeUpgrade(file, line => { warnings.push(line) }, freeBytes))
  const journal = assembleJournal(opened, { warn: () => undefined })
  expect(journal.deliveries.all().length).toBeGreaterThan(0)
  journal.close()
  expect(warnings).toHaveLength(1)
  expect(existsSync(`${file}.version-1`)).toBe(false)
})

it('what is lost after an upgrade comes back from the copy before it', () => {
  const { file } = oldJournal()
  const { deliveries } = look(file)
  createJournal(file, { now: () => openedUtc, warn: () => undefined }).close()
  for (const ending of ['-wal', '-shm']) rmSync(file + ending, { force: true })
  writeFileSync(file, 'this is not a database'.repeat(200))
  const journal = createJournal(file, { now: () => openedUtc, warn: () => undefined }, copiesBesides(file))
  expect(journal.deliveries.all()).toHaveLength(deliveries)
  journal.close()
})

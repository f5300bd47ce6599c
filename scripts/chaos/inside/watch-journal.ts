import { DatabaseSync, StatementSync } from 'node:sqlite'
import type { Status } from '../protocol.ts'

export type JournalWatch = {
  status(): Pick<Status, 'nextDeliveryUtc' | 'held'>
  fillDisk(writes: number): void
}
type Watching = { pass(step: string, when: 'before' | 'after'): void; diskWasFull(statement: string): void }

const roomAgain = 'PRAGMA max_page_count = 4294967294'
/** https://www.sqlite.org/rescode.html#full */
const sqliteFull = 13
const isFull = (error: unknown): boolean => error instanceof Error && 'errcode' in error && error.errcode === sqliteFull
const noRoom = (): Error => Object.assign(new Error('database or disk is full'), { code: 'ERR_SQLITE_ERROR', errcode: sqliteFull, errstr: 'database or disk is full' })

/**
 * Stands between main and its journal: names each transaction by the step of the story it writes, and fills the disk: the database may not
 * grow (the error is then SQLite's own), and what is to be written at the end of a transaction is refused as SQLite refuses it, which
 * takes the transaction back with it (https://www.sqlite.org/lang_transaction.html, "response to errors within a transaction").
 */
export function watchJournal({ pass, diskWasFull }: Watching): JournalWatch {
  let db: DatabaseSync | null = null
  let step = ''
  let fullFor = 0
  const real = { exec: DatabaseSync.prototype.exec, prepare: DatabaseSync.prototype.prepare, run: StatementSync.prototype.run, all: StatementSync.prototype.all }
  const statements = new WeakMap<StatementSync, string>()

  /** Main opens its journal first of all; the practice network's own database is not part of a run. */
  const found = (opened: DatabaseSync): void => { db = opened }
  const refused = (statement: string): void => {
    diskWasFull(statement.slice(0, 60))
    if (--fullFor <= 0 && db) real.exec.call(db, roomAgain)
  }
  /** Runs what writes; a full disk may come from SQLite itself or, where it still had room, from here. */
  const write = <T>(statement: string, isEnd: boolean, work: () => T): T => {
    if (fullFor > 0 && isEnd) {
      if (db?.isTransaction) real.exec.call(db, 'ROLLBACK')
      refused(statement)
      throw noRoom()
    }
    try {
      return work()
    } catch (error) {
      if (isFull(error)) refused(statement)
      throw error
    }
  }
  DatabaseSync.prototype.exec = function (this: DatabaseSync, sql: string) {
    if (sql.startsWith('PRAGMA journal_mode') && db === null) found(this)
    if (this !== db) return real.exec.call(this, sql)
    const isCommit = sql === 'COMMIT'
    if (sql.startsWith('BEGIN')) step = ''
    if (isCommit) pass(step || 'else', 'before')
    write(sql, isCommit, () => { real.exec.call(this, sql) })
    if (isCommit) pass(step || 'else', 'after')
  }
  DatabaseSync.prototype.prepare = function (this: DatabaseSync, ...args: Parameters<DatabaseSync['prepare']>) {
    const statement = Reflect.apply(real.prepare, this, args) as StatementSync
    if (this === db) statements.set(statement, args[0])
    return statement
  }
  StatementSync.prototype.run = function (this: StatementSync, ...args: Parameters<StatementSync['run']>) {
    const sql = statements.get(this)
    if (sql === undefined || !db) return Reflect.apply(real.run, this, args) as ReturnType<StatementSync['run']>
    if (sql.startsWith('INSERT INTO story')) step = String(args[2])
    else if (step === '') step = /(?:INTO|UPDATE|FROM) (\w+)/.exec(sql)?.[1] ?? 'else'
    const isAlone = !db.isTransaction
    if (isAlone) pass(step, 'before')
    const done = write(sql, isAlone, () => Reflect.apply(real.run, this, args) as ReturnType<StatementSync['run']>)
    if (isAlone) pass(step, 'after')
    if (isAlone) step = ''
    return done
  } as typeof real.run // the cast: one implementation for both overloads

  const first = (sql: string): Record<string, unknown> => {
    // Not through the watched ones, and only between main's own transactions.
    if (!db?.isOpen || db.isTransaction) return {}
    return (Reflect.apply(real.all, real.prepare.call(db, sql), []) as Record<string, unknown>[])[0] ?? {}
  }
  return {
    status: () => {
      const row = first("SELECT (SELECT min(next_utc) FROM deliveries WHERE next_utc IS NOT NULL) AS next, (SELECT count(*) FROM deliveries WHERE state_kind IN ('preparing', 'committing')) AS held")
      return { nextDeliveryUtc: row['next'] === null || row['next'] === undefined ? null : Number(row['next']), held: Number(row['held'] ?? 0) }
    },
    fillDisk(writes) {
      if (!db?.isOpen) return
      fullFor = writes
      if (writes === 0) return real.exec.call(db, roomAgain)
      const { page_count: count } = first('PRAGMA page_count')
      if (count !== undefined) real.exec.call(db, `PRAGMA max_page_count = ${Number(count)}`)
    },
  }
}

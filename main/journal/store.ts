import type { DatabaseSync, SQLInputValue } from 'node:sqlite'

type Row = Record<string, unknown>

/** The little of SQL that the journal's files need; statements are prepared once. Another database can stand behind it. */
export type Store = {
  run(sql: string, ...values: SQLInputValue[]): { readonly changes: number; readonly lastId: number }
  get(sql: string, ...values: SQLInputValue[]): Row | undefined
  all(sql: string, ...values: SQLInputValue[]): Row[]
  /** All or nothing, on the disk when it returns. Nested calls join the outer one. */
  transact<T>(work: () => T): T
  /**
   * Like `transact`, in one transaction with whatever others ask for in the same turn of the event loop: one write to the disk for all of
   * them. Resolves when it is on the disk, and not before; what one of them throws concerns that one only.
   */
  together<T>(work: () => T): Promise<T>
  /** What waits for the end of this turn is written now. */
  flush(): void
}

/** `committed` hears of each transaction once it is on the disk. */
export function createStore(db: DatabaseSync, committed: () => void = () => undefined): Store {
  const prepared = new Map<string, ReturnType<DatabaseSync['prepare']>>()
  const statement = (sql: string) => {
    const known = prepared.get(sql)
    if (known) return known
    const fresh = db.prepare(sql)
    prepared.set(sql, fresh)
    return fresh
  }
  let isInside = false
  let queue: Queued[] = []
  let soon: NodeJS.Immediate | null = null
  const transact = <T>(work: () => T): T => {
    if (isInside) return work()
    db.exec('BEGIN IMMEDIATE')
    isInside = true
    try {
      const value = work()
      db.exec('COMMIT')
      committed()
      return value
    } catch (error) {
      if (db.isTransaction) db.exec('ROLLBACK')
      throw error
    } finally {
      isInside = false
    }
  }
  const flush = (): void => {
    if (soon) clearImmediate(soon)
    soon = null
    const waiting = queue
    queue = []
    if (waiting.length === 0) return
    try {
      const ends = transact(() => waiting.map(one => one.run()))
      for (const end of ends) end()
    } catch (error) {
      // Nothing of it is on the disk (full, locked): each is told.
      for (const one of waiting) one.reject(error)
    }
  }
  /** One that throws is undone by itself; a transaction that ended with it (disk full) is the end of all. */
  const inSavepoint = <T>(work: () => T): T => {
    db.exec('SAVEPOINT one')
    try {
      const value = work()
      db.exec('RELEASE one')
      return value
    } catch (error) {
      if (db.isTransaction) db.exec('ROLLBACK TO one; RELEASE one')
      throw error
    }
  }
  return {
    run: (sql, ...values) => {
      const { changes, lastInsertRowid } = statement(sql).run(...values)
      return { changes: Number(changes), lastId: Number(lastInsertRowid) }
    },
    get: (sql, ...values) => statement(sql).get(...values),
    all: (sql, ...values) => statement(sql).all(...values),
    transact, flush,
    together: work => new Promise((resolve, reject) => {
      queue.push({
        reject,
        run: () => {
          try {
            const value = inSavepoint(work)
            return () => { resolve(value) }
          } catch (error) {
            if (!db.isTransaction) throw error
            return () => { reject(error) } // as it was thrown: the caller's own
          }
        },
      })
      soon ??= setImmediate(flush)
    }),
  }
}

type Queued = { readonly run: () => () => void; readonly reject: (error: unknown) => void }

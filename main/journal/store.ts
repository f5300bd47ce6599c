import type { DatabaseSync, SQLInputValue } from 'node:sqlite'

type Row = Record<string, unknown>

/** The little of SQL that the journal's files need; statements are prepared once. Another database can stand behind it. */
export type Store = {
  run(sql: string, ...values: SQLInputValue[]): { readonly changes: number; readonly lastId: number }
  get(sql: string, ...values: SQLInputValue[]): Row | undefined
  all(sql: string, ...values: SQLInputValue[]): Row[]
  /** All or nothing, on the disk when it returns. Nested calls join the outer one. */
  transact<T>(work: () => T): T
}

export function createStore(db: DatabaseSync): Store {
  const prepared = new Map<string, ReturnType<DatabaseSync['prepare']>>()
  const statement = (sql: string) => {
    const known = prepared.get(sql)
    if (known) return known
    const fresh = db.prepare(sql)
    prepared.set(sql, fresh)
    return fresh
  }
  let isInside = false
  return {
    run: (sql, ...values) => {
      const { changes, lastInsertRowid } = statement(sql).run(...values)
      return { changes: Number(changes), lastId: Number(lastInsertRowid) }
    },
    get: (sql, ...values) => statement(sql).get(...values),
    all: (sql, ...values) => statement(sql).all(...values),
    transact: work => {
      if (isInside) return work()
      db.exec('BEGIN IMMEDIATE')
      isInside = true
      try {
        const value = work()
        db.exec('COMMIT')
        return value
      } catch (error) {
        if (db.isTransaction) db.exec('ROLLBACK')
        throw error
      } finally {
        isInside = false
      }
    },
  }
}

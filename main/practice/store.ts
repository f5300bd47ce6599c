import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite'
import { schema } from './schema.ts'

type Value = SQLInputValue | boolean

/** Everything the Practice network remembers: one SQLite file in its folder, safe against a kill at any moment. */
export type PracticeStore = {
  readonly folder: string
  // oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- names the row of rows.ts that the SQL selects
  get<Row>(sql: string, ...values: Value[]): Row | undefined
  all<Row>(sql: string, ...values: Value[]): Row[]
  /** Answers the row id of what was inserted. */
  insert(sql: string, ...values: Value[]): number
  /** Answers how many rows changed. */
  change(sql: string, ...values: Value[]): number
  atomically<T>(work: () => T): T
  remember(key: string, value: string): void
  recall(key: string): string | undefined
  /** A fresh public id: milliseconds in the upper bits as Mastodon makes them, always larger than the one before, always 18 digits. */
  nextId(nowMs: number): string
  close(): void
}

const plain = (values: Value[]): SQLInputValue[] => values.map((value) => (typeof value === 'boolean' ? Number(value) : value))

// 1.6e12 ms (September 2020) shifted by 16 bits already has 18 digits; a test clock that starts at zero is lifted to it.
const earliestMs = 1_600_000_000_000

export function openStore(folder: string, isDurable = true): PracticeStore {
  mkdirSync(folder, { recursive: true })
  const db = new DatabaseSync(join(folder, 'practice.sqlite'))
  db.exec(`pragma journal_mode = wal; pragma synchronous = ${isDurable ? 'full' : 'off'}; pragma foreign_keys = on; pragma busy_timeout = 2000`)
  db.exec(schema)
  const prepared = new Map<string, StatementSync>()
  const statement = (sql: string): StatementSync => {
    const known = prepared.get(sql)
    if (known) return known
    const fresh = db.prepare(sql)
    prepared.set(sql, fresh)
    return fresh
  }
  let depth = 0

  const store: PracticeStore = {
    folder,
    // The two casts below trust the STRICT tables of schema.ts, which only this folder writes.
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- see above
    get: <Row>(sql: string, ...values: Value[]) => statement(sql).get(...plain(values)) as Row | undefined,
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion, typescript/no-unnecessary-type-parameters -- see above
    all: <Row>(sql: string, ...values: Value[]) => statement(sql).all(...plain(values)) as Row[],
    insert: (sql, ...values) => Number(statement(sql).run(...plain(values)).lastInsertRowid),
    change: (sql, ...values) => Number(statement(sql).run(...plain(values)).changes),
    atomically(work) {
      if (depth > 0) return work()
      db.exec('begin immediate')
      depth += 1
      try {
        const value = work()
        db.exec('commit')
        return value
      } catch (error) {
        db.exec('rollback')
        throw error
      } finally {
        depth -= 1
      }
    },
    remember(key, value) {
      store.insert('insert into meta (key, value) values (?, ?) on conflict (key) do update set value = excluded.value', key, value)
    },
    recall: (key) => store.get<{ value: string }>('select value from meta where key = ?', key)?.value,
    nextId(nowMs) {
      const byTime = BigInt(Math.max(Math.floor(nowMs), earliestMs)) << 16n
      lastId = byTime > lastId ? byTime : lastId + 1n
      return String(lastId)
    },
    close: () => db.close(),
  }
  const newest = store.get<{ id: string | null }>(
    'select max(id) as id from (select max(id) as id from accounts union all select max(id) from statuses union all select max(id) from media)',
  )
  let lastId = BigInt(newest?.id ?? '0')
  return store
}

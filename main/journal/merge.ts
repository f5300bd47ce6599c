import type { DatabaseSync, SQLInputValue } from 'node:sqlite'

type Row = Record<string, SQLInputValue>

/**
 * Takes over from another journal (what can still be read of a damaged one, a copy) all that this one lacks or knows in an older form.
 * Cursors and what was said are left: the networks are read again from the beginning, or something that got lost would never be told again.
 * Rows that are not over may be behind what has happened: `doubt_since` has them looked for before anything is sent.
 */
export function mergeJournal(into: DatabaseSync, from: DatabaseSync, sinceUtc: number | null): { readonly deliveries: number; readonly utc: number } {
  const deliveries = readable(from, 'deliveries')
  const utc = sinceUtc ?? deliveries.reduce((latest, row) => Math.max(latest, Number(row.updated_utc)), 0)
  const taken = new Set<SQLInputValue>()
  into.exec('BEGIN IMMEDIATE')
  try {
    const here = new Map(into.prepare('SELECT id, revision, updated_utc, state_kind FROM deliveries').all().map(row => [String(row.id), row]))
    for (const row of deliveries) {
      const known = here.get(String(row.id))
      if (known && (known.state_kind === 'published' || Number(known.updated_utc) >= Number(row.updated_utc))) continue
      into.prepare('DELETE FROM deliveries WHERE id = ?').run(row.id ?? '')
      if (insert(into, 'deliveries', { ...row, doubt_since: row.state_kind === 'published' ? null : Math.min(utc, Number(row.doubt_since ?? utc)) })) taken.add(row.id ?? '')
    }
    // A line of a story is numbered anew.
    for (const table of ['parts', 'notes', 'held', 'story']) for (const row of readable(from, table)) if (taken.has(row.delivery_id ?? '')) insert(into, table, row, ['id'])
    for (const table of ['accounts', 'settings', 'called_back', 'pauses', 'avatars']) for (const row of readable(from, table)) insert(into, table, row)
    // Not the window's yet: said again under new numbers. What became of deliveries and accounts is told anew as it stands now.
    for (const { utc, entry } of readable(from, 'events')) if (!/^\{"kind":"(?:delivery|account)/u.test(String(entry))) insert(into, 'events', { utc: utc ?? 0, entry: entry ?? '' })
    into.exec('COMMIT')
  } catch (error) {
    into.exec('ROLLBACK')
    throw error
  }
  return { deliveries: taken.size, utc }
}

/** What is past its time and in doubt asks, whatever it was planned to do then. */
export function askWhatIsLate(db: DatabaseSync, nowUtc: number): void {
  db.prepare(`UPDATE deliveries SET body = json_set(body, '$.late', json('{"graceMinutes":0,"then":"ask"}')) WHERE doubt_since IS NOT NULL AND due_utc <= ? AND json_valid(body)`).run(nowUtc)
}

function insert(db: DatabaseSync, table: string, row: Row, except: readonly string[] = []): boolean {
  const columns = new Set(db.prepare(`SELECT name FROM pragma_table_info('${table}')`).all().map(column => String(column.name)))
  const names = Object.keys(row).filter(name => columns.has(name) && !except.includes(name))
  try {
    return Number(db.prepare(`INSERT OR IGNORE INTO ${table} (${names.join()}) VALUES (${names.map(() => '?').join()})`).run(...names.map(name => row[name] ?? null)).changes) > 0
  } catch {
    // A row that does not keep the rules of its table (bytes were changed in it) is one that could not be read.
    return false
  }
}

/**
 * All rows that can still be read: from the front until a damaged page, from the back until one, and between the two by number, one by
 * one. A table that is not there (an older version, a lost schema) is empty.
 */
function readable(db: DatabaseSync, table: string): Row[] {
  const found = new Map<number, Row>()
  const walk = (order: 'ASC' | 'DESC'): number | null => {
    let last: number | null = null
    try {
      for (const { salvage_rowid: at, ...row } of db.prepare(`SELECT rowid AS salvage_rowid, * FROM ${table} ORDER BY rowid ${order}`).iterate()) {
        last = Number(at)
        found.set(last, row)
      }
      return null
    } catch {
      return last ?? (order === 'ASC' ? 0 : null)
    }
  }
  if (isWithoutRowid(db, table)) {
    try {
      return db.prepare(`SELECT * FROM ${table}`).all()
    } catch {
      return []
    }
  }
  const front = walk('ASC')
  if (front !== null) {
    const back = walk('DESC') ?? front
    const one = prepared(db, `SELECT * FROM ${table} WHERE rowid = ?`)
    for (let at = front + 1; one && at < Math.min(back, front + mostProbed); at++) {
      try {
        const row = one.get(at)
        if (row) found.set(at, row)
      } catch {
        // On the damaged page: the next one may be readable.
      }
    }
  }
  return [...found].sort(([a], [b]) => a - b).map(([, row]) => row)
}

const mostProbed = 200_000

function isWithoutRowid(db: DatabaseSync, table: string): boolean {
  return prepared(db, `SELECT rowid FROM ${table}`) === null
}

function prepared(db: DatabaseSync, sql: string): ReturnType<DatabaseSync['prepare']> | null {
  try {
    return db.prepare(sql)
  } catch {
    return null
  }
}

import type { Table } from 'dexie'
import type { BackupState, BackupWhy } from '../../preload/contract/backups.ts'
import type { Result } from '../../preload/contract/result.ts'
import { comptoir } from '../comptoir.ts'
import type { ComptoirDb } from '../db/schema.ts'

const rowsAtOnce = 500

/**
 * Gives main the window's part of a copy, table by table, a few hundred rows at a time. Deliveries come first: read back, they say
 * which of the posts are out. The cursor stays out of it: a store brought back takes up the log of the main it finds.
 */
export async function backUp(db: Pick<ComptoirDb, 'tables' | 'verno'>, why: BackupWhy): Promise<Result<BackupState>> {
  const { backups } = comptoir()
  const begun = await backups.begin({ why, schema: Math.round(db.verno) })
  if (!begun.ok) return begun
  const { id } = begun.value
  try {
    for (const table of db.tables.toSorted((a, b) => Number(b.name === 'deliveries') - Number(a.name === 'deliveries'))) {
      for await (const rows of pages(table)) {
        const kept = table.name === 'meta' ? rows.filter(isWorthKeeping) : rows
        const added = kept.length === 0 ? null : await backups.add({ id, table: table.name, rows: kept })
        if (added && !added.ok) return added
      }
    }
    return await backups.finish({ id })
  } catch (error) {
    return backups.giveUp({ id, why: error instanceof Error ? `${error.name}: ${error.message}`.slice(0, 4000) : 'unreadable' })
  }
}

async function* pages(table: Table<unknown, unknown>): AsyncGenerator<readonly unknown[]> {
  let last: unknown = null
  for (;;) {
    const from = last === null ? table.toCollection() : table.where(':id').above(last)
    const keys = await from.clone().limit(rowsAtOnce).primaryKeys()
    if (keys.length === 0) return
    yield (await table.bulkGet(keys)).filter(row => row !== undefined)
    last = keys.at(-1)
  }
}

const isWorthKeeping = (row: unknown): boolean =>
  typeof row === 'object' && row !== null && 'name' in row && typeof row.name === 'string' && row.name !== 'cursor' && !row.name.startsWith('unreadable:')

import type { Found } from '../../preload/contract/backups.ts'
import { ok, type Result } from '../../preload/contract/result.ts'
import { comptoir } from '../comptoir.ts'
import { db } from '../db/db.ts'
import { importRows, type Imported } from '../db/whole-store.ts'
import { backUp } from './back-up.ts'

/**
 * Brings a backup or an export back: pictures and accounts in main first, so that no post points at nothing, then the rows, some at a time.
 * What is here is copied before, and wins. Cut off in the middle, it can simply be done again.
 */
export async function bringBack({ id }: Pick<Found, 'id'>): Promise<Result<Imported>> {
  const { backups } = comptoir()
  if (await db.posts.count() + await db.items.count() > 0) {
    const copied = await backUp(db, 'before-import')
    if (!copied.ok) return copied
  }
  const main = await backups.bringBack(id)
  if (!main.ok) return main
  let sum: Imported = { posts: 0, items: 0, unreadable: 0 }
  for (let at: number | null = 0; at !== null;) {
    const piece: Awaited<ReturnType<typeof backups.rows>> = await backups.rows({ id, at })
    if (!piece.ok) return piece
    const imported = await importRows(piece.value.schema, piece.value.rows)
    if (!imported.ok) return imported
    sum = { posts: sum.posts + imported.value.posts, items: sum.items + imported.value.items, unreadable: sum.unreadable + imported.value.unreadable }
    at = piece.value.next
  }
  return ok(sum)
}

import { answerKinds } from '../../preload/contract/items.ts'
import { postId } from '../../preload/contract/ids.ts'
import { db } from './db.ts'
import type { DeliveryRow } from './schema.ts'

/** Beyond this many the page says "more than". */
export const mostCameIn = 1000

/** Posts whose time fell into [from, until). What the owner handed over meanwhile is left out: they were there, and know. */
export async function postsDueWhile(fromUtc: number, untilUtc: number): Promise<DeliveryRow[]> {
  const rows = (await db.deliveries.where('dueUtc').between(fromUtc, untilUtc, true, false).toArray()).filter(row => row.postId !== '' && row.delivery.act.kind === 'publish')
  const posts = await db.posts.bulkGet([...new Set(rows.map(row => row.postId))].map(id => postId.parse(id)))
  const handedMeanwhile = new Set<string>(posts.flatMap(post => post && post.handedUtc >= fromUtc && post.handedUtc < untilUtc ? [post.id] : []))
  return rows.filter(row => !handedMeanwhile.has(row.postId)).sort((a, b) => a.dueUtc - b.dueUtc)
}

/** How many people wrote in [from, until). */
export async function cameInWhile(fromUtc: number, untilUtc: number): Promise<number> {
  const kinds = new Set<string>(answerKinds)
  const rows = await db.items.where('createdUtc').between(fromUtc, untilUtc, true, false).limit(mostCameIn).toArray()
  return rows.filter(item => kinds.has(item.kind)).length
}

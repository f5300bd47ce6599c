import type { Transaction } from 'dexie'
import type { DeliveryRow, OrderRow, PostRow } from '../schema.ts'

/**
 * What stands in the outbox and main has not heard of becomes an order, as it was cut. A scheduled post of which nothing was cut yet (stopped
 * between two writes) is a draft again: its owner decides, since what was meant is not kept.
 */
export async function ordersFromOutbox(upgrade: Transaction): Promise<void> {
  const unheard = await upgrade.table<DeliveryRow>('deliveries').filter(row => row.attempts === -1 && row.stateKind === 'planned').toArray()
  await upgrade.table<OrderRow>('orders').bulkPut(unheard.map(row => ({ id: row.id, ticket: crypto.randomUUID(), wish: { kind: 'put', delivery: row.delivery } })))
  const cut = new Set<string>(await upgrade.table('deliveries').orderBy('postId').uniqueKeys() as string[]) // the cast: the index is of texts
  await upgrade.table<PostRow>('posts').filter(post => post.stage === 'scheduled' && post.acceptedRevision < post.revision && !cut.has(post.id)).modify({ stage: 'draft' })
}

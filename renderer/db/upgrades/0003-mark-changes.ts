import type { Transaction } from 'dexie'
import type { Delivery } from '../../../preload/contract/publishing.ts'

/** Edits and deletions of published posts name the post they change, so that they are found without reading all deliveries. */
export async function markChanges(transaction: Transaction): Promise<void> {
  await transaction.table<{ readonly delivery: Delivery; changeOf?: string }>('deliveries').toCollection().modify(row => { Object.assign(row, changeOf(row.delivery)) })
}

/** The flat field of a row of deliveries. */
export function changeOf({ act, origin }: Pick<Delivery, 'act' | 'origin'>): { readonly changeOf?: string } {
  return (act.kind === 'edit' || act.kind === 'delete') && origin.kind === 'post' ? { changeOf: origin.postId } : {}
}

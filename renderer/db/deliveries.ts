import Dexie from 'dexie'
import type { AccountId, DeliveryId, ItemKey, PostId } from '../../preload/contract/ids.ts'
import type { DeliveryRecord, DeliveryState } from '../../preload/contract/publishing.ts'
import { db } from './db.ts'
import type { DeliveryRow } from './schema.ts'
import { changeOf } from './upgrades/0003-mark-changes.ts'

export const deliveryRow = (record: DeliveryRecord): DeliveryRow => ({
  ...record,
  ...changeOf(record.delivery),
  id: record.delivery.id,
  postId: record.delivery.origin.kind === 'post' ? record.delivery.origin.postId : '',
  accountId: record.delivery.accountId,
  stateKind: record.state.kind,
  dueUtc: record.delivery.due.utc,
  itemKey: record.delivery.origin.kind === 'item' ? record.delivery.origin.itemKey : '',
})

/** Edits and deletions of posts that are out, all that there ever were (few), oldest first. */
export const changesOfPosts = async (): Promise<DeliveryRow[]> => (await db.deliveries.where('changeOf').above('').toArray()).sort((a, b) => a.dueUtc - b.dueUtc)

/** A record that main gave in an answer; the log brings it again. */
export async function putRecord(record: DeliveryRecord): Promise<void> {
  await db.deliveries.put(deliveryRow(record))
}

/** All that main holds: for a window that has lost its own store. */
export async function putRecords(records: readonly DeliveryRecord[]): Promise<void> {
  await db.deliveries.bulkPut(records.map(deliveryRow))
}

export const readDelivery = (id: DeliveryId): Promise<DeliveryRow | undefined> => db.deliveries.get(id)
export const deliveriesOfPost = (id: PostId): Promise<DeliveryRow[]> => db.deliveries.where('postId').equals(id).toArray()
export const deliveriesOfPosts = (ids: readonly PostId[]): Promise<DeliveryRow[]> => ofAny('postId', ids)
export const deliveriesBetween = (fromUtc: number, toUtc: number): Promise<DeliveryRow[]> => db.deliveries.where('dueUtc').between(fromUtc, toUtc, true, false).toArray()
export const deliveriesOfAccount = (id: AccountId, fromUtc: number, toUtc: number): Promise<DeliveryRow[]> =>
  db.deliveries.where('[accountId+dueUtc]').between([id, fromUtc], [id, toUtc], true, false).toArray()

/** Posts of an account that are planned for this time or later. */
export const plannedFrom = async (id: AccountId, fromUtc: number): Promise<DeliveryRow[]> =>
  (await deliveriesOfAccount(id, fromUtc, Number.MAX_SAFE_INTEGER)).filter(row => row.stateKind === 'planned' && row.delivery.act.kind === 'publish')

/** What was done about these items: answers, likes…, in the order they were sent. */
export const deliveriesOfItems = async (keys: readonly ItemKey[]): Promise<DeliveryRow[]> =>
  (await ofAny('itemKey', keys)).sort((a, b) => a.dueUtc - b.dueUtc)

/** Dexie reads "none of any" as "those of ''", and '' is what most rows have here: it would walk past all of them. */
const ofAny = async (index: 'postId' | 'itemKey', keys: readonly string[]): Promise<DeliveryRow[]> =>
  keys.length === 0 ? [] : db.deliveries.where(index).anyOf([...keys]).toArray()

/** How many of these are out. */
export const countPublished = async (ids: readonly DeliveryId[]): Promise<number> =>
  ids.length === 0 ? 0 : (await db.deliveries.bulkGet([...ids])).filter(row => row?.stateKind === 'published').length

const toCome: readonly DeliveryState['kind'][] = ['planned', 'handed-over']
const underWay: readonly DeliveryState['kind'][] = ['handing-over', 'recalling', 'preparing', 'committing', 'waiting', 'unknown', 'needs-owner', 'failed']

/** What still has to travel or asks the owner, by time: all but the published, the cancelled and what is planned for after `soonUtc`, here or with a network. */
export async function outboxRows(soonUtc: number): Promise<DeliveryRow[]> {
  const [travelling, planned] = await Promise.all([
    Promise.all(underWay.map(kind => inState(kind, Infinity))),
    Promise.all(toCome.map(kind => inState(kind, soonUtc))),
  ])
  return [...travelling.flat(), ...planned.flat()].sort((a, b) => a.dueUtc - b.dueUtc)
}

/** Planned for later than `soonUtc`, the next ones first. */
export async function plannedRows(soonUtc: number, limit: number): Promise<DeliveryRow[]> {
  const rows = await Promise.all(toCome.map(kind => db.deliveries.where('[stateKind+dueUtc]').between([kind, soonUtc], [kind, Dexie.maxKey], false).limit(limit).toArray()))
  return rows.flat().sort((a, b) => a.dueUtc - b.dueUtc).slice(0, limit)
}

/** What networks hold, or may hold, and is being called back. */
export const recallingRows = (): Promise<DeliveryRow[]> => inState('recalling', Infinity)

const inState = (kind: DeliveryState['kind'], toUtc: number): Promise<DeliveryRow[]> =>
  db.deliveries.where('[stateKind+dueUtc]').between([kind, Dexie.minKey], [kind, toUtc], true, true).toArray()

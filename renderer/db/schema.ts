import Dexie, { type EntityTable, type Table } from 'dexie'
import type { AccountSummary } from '../../preload/contract/accounts.ts'
import type { MediaFacts, Post } from '../../preload/contract/drafts.ts'
import type { AccountSample, Item, OwnPost, PostSample, ThreadPost } from '../../preload/contract/items.ts'
import type { AccountId, DeliveryId } from '../../preload/contract/ids.ts'
import type { Delivery, DeliveryRecord } from '../../preload/contract/publishing.ts'
import { markChanges } from './upgrades/0003-mark-changes.ts'
import { ordersFromOutbox } from './upgrades/0003-orders-from-outbox.ts'

/** A post as the owner made it, with what push.ts needs to know: up to which revision main has accepted it. */
export type PostRow = Post & {
  readonly acceptedRevision: number
  /** When it was last scheduled: a scheduled post whose `updatedUtc` is later has changes that main does not have. */
  readonly handedUtc: number
  /** plan.utc while there is one, else 0: an index cannot hold null. */
  readonly planUtc: number
  /** 0 while it lives; set when thrown away, erased for good after 30 days. */
  readonly deletedUtc: number
}

/** Main's copy of a delivery. The flat fields are what indexes need. */
export type DeliveryRow = DeliveryRecord & {
  readonly id: string
  readonly postId: string
  readonly accountId: string
  readonly stateKind: DeliveryRecord['state']['kind']
  readonly dueUtc: number
  /** The item of the inbox it acts on; '' for a post. */
  readonly itemKey: string
  /** The published post that it edits or deletes on a network; absent for everything else, so that the index holds only these. */
  readonly changeOf?: string
}

/** An inbox row: what the network said, and what the owner did with it. Applying an event again keeps the marks. */
export type ItemRow = Item & { readonly isRead: 0 | 1; readonly isDone: 0 | 1; readonly note: string }

export type AccountRow = AccountSummary & { readonly removed: 0 | 1 }
export type OwnPostRow = OwnPost & {
  readonly figures: PostSample['figures']
  readonly figuresUtc: number
  /** When the network was first seen without it; absent while it is there. */
  readonly goneUtc?: number
  /** When its words were last seen to differ from what the network had shown before; absent while they never did. */
  readonly changedUtc?: number
}
/** One sample an hour at most per account or post; older days keep their last one. `slot` is utc cut to the hour. */
export type AccountSampleRow = AccountSample & { readonly slot: number }
export type PostSampleRow = PostSample & { readonly slot: number }
/** The last sample of each day an account was read on: what curves over months are drawn from. `day` is YYYY-MM-DD on the computer's calendar. */
export type AccountDayRow = AccountSample & { readonly day: string }
export type ThreadPostRow = ThreadPost
export type MediaRow = MediaFacts & { readonly addedUtc: number }
/** `cursor`: last log event applied. Others: small facts of the window itself, like the first-start step reached. */
export type MetaRow = { readonly name: string; readonly value: unknown }

/** What main has still to hear about a delivery: the last wish, kept until main has answered. `ticket` tells one wish from the next. */
export type OrderRow = {
  readonly id: string
  readonly ticket: string
  readonly wish: { readonly kind: 'put'; readonly delivery: Delivery } | { readonly kind: 'cancel'; readonly id: DeliveryId; readonly accountId: AccountId; readonly revision: number }
}

export type ComptoirDb = Dexie & {
  readonly posts: EntityTable<PostRow, 'id'>
  readonly deliveries: EntityTable<DeliveryRow, 'id'>
  readonly accounts: EntityTable<AccountRow, 'id'>
  readonly items: EntityTable<ItemRow, 'key'>
  readonly threadPosts: EntityTable<ThreadPostRow, 'key'>
  readonly ownPosts: EntityTable<OwnPostRow, 'key'>
  readonly accountSamples: Table<AccountSampleRow, [string, number]>
  readonly accountDays: Table<AccountDayRow, [string, string]>
  readonly postSamples: Table<PostSampleRow, [string, number]>
  readonly media: EntityTable<MediaRow, 'hash'>
  readonly meta: EntityTable<MetaRow, 'name'>
  readonly orders: EntityTable<OrderRow, 'id'>
}

/** The version list, append-only: a version that has shipped is never edited. */
export function defineVersions(db: Dexie): void {
  db.version(1).stores({
    posts: 'id, [deletedUtc+planUtc], [stage+updatedUtc], updatedUtc',
    deliveries: 'id, postId, itemKey, [stateKind+dueUtc], [accountId+dueUtc], dueUtc',
    accounts: 'id, network',
    items: 'key, [accountId+createdUtc], [isDone+createdUtc], [kind+isDone+createdUtc], [isRead+isDone+createdUtc], [conversation+createdUtc], createdUtc, person.remoteId',
    threadPosts: 'key, [conversation+createdUtc]',
    ownPosts: 'key, [accountId+createdUtc], createdUtc',
    accountSamples: '[accountId+slot], slot',
    accountDays: '[accountId+day]',
    postSamples: '[key+slot], slot',
    media: 'hash, addedUtc',
    meta: 'name',
  })
  // The unread that ask for an answer are counted without walking past all the unread likes; nothing lists the unread of every kind by time.
  db.version(2).stores({
    items: 'key, [accountId+createdUtc], [isDone+createdUtc], [kind+isDone+createdUtc], [kind+isRead+isDone], [conversation+createdUtc], createdUtc, person.remoteId',
  })
  // What became of published posts afterwards is found whatever month it happened in.
  // What main has not heard of was told by -1 attempts in the outbox alone; now it is an order.
  db.version(3).stores({
    deliveries: 'id, postId, itemKey, [stateKind+dueUtc], [accountId+dueUtc], dueUtc, changeOf',
    ownPosts: 'key, [accountId+createdUtc], createdUtc, goneUtc, changedUtc',
    orders: 'id',
  }).upgrade(async upgrade => {
    await markChanges(upgrade)
    await ordersFromOutbox(upgrade)
  })
}

export function openDb(name = 'comptoir'): ComptoirDb {
  // On the disk before a write counts as done, not only with the system (Chromium's default): main forgets what the window has
  // acknowledged, so a power cut must not take it from here. Costs 1 to 2 ms a write.
  // The cast: the tables exist by the version list just given.
  const db = new Dexie(name, { chromeTransactionDurability: 'strict', cache: 'disabled' }) as ComptoirDb
  defineVersions(db)
  return db
}

import Dexie from 'dexie'
import type { AccountId, ItemKey } from '../../preload/contract/ids.ts'
import { db } from './db.ts'
import type { AccountSampleRow, PostSampleRow } from './schema.ts'

const hourMs = 3_600_000

/** A sample's place in time: one an hour at most. */
export const slotOf = (utc: number): number => utc - utc % hourMs

/** Oldest first. */
export const accountSamples = (id: AccountId, fromUtc: number, toUtc: number): Promise<AccountSampleRow[]> =>
  db.accountSamples.where('[accountId+slot]').between([id, fromUtc], [id, toUtc], true, false).toArray()

/** The last sample at or before a time: what a curve that begins then starts from. */
export const accountSampleBefore = (id: AccountId, utc: number): Promise<AccountSampleRow | undefined> =>
  db.accountSamples.where('[accountId+slot]').between([id, Dexie.minKey], [id, utc], true, true).last()

/** Oldest first. */
export const postSamples = (key: ItemKey): Promise<PostSampleRow[]> =>
  db.postSamples.where('[key+slot]').between([key, Dexie.minKey], [key, Dexie.maxKey]).toArray()

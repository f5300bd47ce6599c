import Dexie from 'dexie'
import type { AccountId, ItemKey } from '../../preload/contract/ids.ts'
import type { AccountSample } from '../../preload/contract/items.ts'
import { planAtInstant } from '../../preload/contract/plan-time.ts'
import { db } from './db.ts'
import type { AccountDayRow, AccountSampleRow, ComptoirDb, PostSampleRow } from './schema.ts'

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

/** One row a day, oldest first; days nobody read are absent. Days as YYYY-MM-DD, both ends included. */
export const accountDays = (id: AccountId, fromDay: string, toDay: string): Promise<AccountDayRow[]> =>
  db.accountDays.where('[accountId+day]').between([id, fromDay], [id, toDay], true, true).toArray()

/** Keeps of each day its last sample, in whatever order they come. Within the caller's transaction. */
export async function rollUpDays({ accountDays }: Pick<ComptoirDb, 'accountDays'>, samples: Iterable<AccountSample>, zone = Intl.DateTimeFormat().resolvedOptions().timeZone): Promise<void> {
  const rows = new Map<string, AccountDayRow>()
  for (const sample of samples) {
    const day = planAtInstant(sample.utc, zone).wall.slice(0, 10)
    const known = rows.get(`${sample.accountId} ${day}`)
    if (!known || known.utc <= sample.utc) rows.set(`${sample.accountId} ${day}`, { ...sample, day })
  }
  const candidates = [...rows.values()]
  const before = await accountDays.bulkGet(candidates.map((row): [string, string] => [row.accountId, row.day]))
  await accountDays.bulkPut(candidates.filter((row, index) => (before[index]?.utc ?? 0) <= row.utc))
}

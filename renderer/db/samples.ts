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

/**
 * Two samples of one place in time as one: of each figure the later reading, in whatever order they come. A day's counts may come days later, beside a
 * reading of that day; they are the network's last word on what they count.
 */
export function mergeSamples<S extends AccountSample>(before: S | undefined, { ofDay, ...sample }: S): S {
  if (before === undefined) return { ...sample, ...(ofDay ? { ofDay } : {}) } as S // the cast: the sample as it was
  const { ofDay: wasOfDay, ...known } = before
  const isLater = ofDay === true || (wasOfDay !== true && sample.utc >= known.utc)
  const figures = isLater ? { ...known.figures, ...sample.figures } : { ...sample.figures, ...known.figures }
  return { ...known, ...sample, utc: Math.max(known.utc, sample.utc), figures, ...(ofDay && wasOfDay ? { ofDay } : {}) } as S // the cast: of the same fields
}

/** Keeps of each day its last figures, in whatever order they come. Within the caller's transaction. */
export async function rollUpDays({ accountDays }: Pick<ComptoirDb, 'accountDays'>, samples: Iterable<AccountSample>, zone = Intl.DateTimeFormat().resolvedOptions().timeZone): Promise<void> {
  const rows = new Map<string, AccountDayRow>()
  for (const sample of samples) {
    const day = planAtInstant(sample.utc, zone).wall.slice(0, 10)
    const name = `${sample.accountId} ${day}`
    rows.set(name, mergeSamples(rows.get(name), { ...sample, day }))
  }
  const candidates = [...rows.values()]
  const before = await accountDays.bulkGet(candidates.map((row): [string, string] => [row.accountId, row.day]))
  await accountDays.bulkPut(candidates.map((row, index) => mergeSamples(before[index], row)))
}

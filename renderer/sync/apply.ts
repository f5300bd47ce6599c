import Dexie from 'dexie'
import { logEvent, type LogEntry, type LogEvent } from '../../preload/contract/events.ts'
import type { PostId } from '../../preload/contract/ids.ts'
import type { AccountSample, Item, PostSample, ThreadPost } from '../../preload/contract/items.ts'
import { deliveryRow } from '../db/deliveries.ts'
import { mergeSamples, rollUpDays, slotOf } from '../db/samples.ts'
import type { AccountRow, ComptoirDb, DeliveryRow, ItemRow, OwnPostRow } from '../db/schema.ts'
import { rowAfter, seeGone, seeNever, seePost, type Seen } from './own-post-changes.ts'

export type Applied = { readonly cursor: number; readonly unreadable: number; readonly items: readonly Item[] }

/**
 * Writes events and the cursor in one transaction, so that nothing is lost or applied twice whatever dies in between.
 * `asked` is the cursor the events were asked after: an answer from further on than what stands here is not ours to apply.
 */
export async function applyEvents(db: ComptoirDb, asked: number, events: readonly unknown[]): Promise<Applied> {
  return db.transaction('rw', db.tables, async () => {
    const cursor = await readCursor(db)
    if (cursor < asked) return { cursor, unreadable: 0, items: [] }
    const { readable, unreadable, last } = sort(events, cursor)
    const changes = new Changes()
    for (const { entry, utc } of readable) {
      // What an account brought is erased in its place among the others: what comes after belongs to a new connection.
      if (entry.kind === 'account-removed') {
        await changes.write(db)
        await removeAccount(db, entry)
      } else changes.note(entry, utc)
    }
    await changes.write(db)
    const items = readable.flatMap(({ entry }) => entry.kind === 'item' ? [entry.item] : [])
    for (const { seq, event } of unreadable) await db.meta.put({ name: `unreadable:${seq}`, value: event })
    if (last > cursor) await db.meta.put({ name: 'cursor', value: last })
    return { cursor: Math.max(last, cursor), unreadable: unreadable.length, items }
  })
}

export async function readCursor(db: ComptoirDb): Promise<number> {
  const value = (await db.meta.get('cursor'))?.value
  return typeof value === 'number' ? value : 0
}

type Sorted = { readonly readable: readonly LogEvent[]; readonly unreadable: readonly { readonly seq: number; readonly event: unknown }[]; readonly last: number }

function sort(events: readonly unknown[], cursor: number): Sorted {
  const readable: LogEvent[] = []
  const unreadable: { seq: number; event: unknown }[] = []
  let last = cursor
  for (const event of events) {
    const read = logEvent.safeParse(event)
    const seq = read.success ? read.data.seq : seqOf(event)
    if (seq === null || seq <= cursor) continue
    if (read.success) readable.push(read.data)
    else unreadable.push({ seq, event })
    last = Math.max(last, seq)
  }
  readable.sort((a, b) => a.seq - b.seq)
  return { readable, unreadable, last }
}

const seqOf = (event: unknown): number | null =>
  typeof event === 'object' && event !== null && 'seq' in event && typeof event.seq === 'number' ? event.seq : null

/** What a run of events comes to: per table the last state of each key. */
class Changes {
  private deliveries = new Map<string, DeliveryRow>()
  private accounts = new Map<string, AccountRow>()
  private items = new Map<string, Item | null>()
  private threadPosts = new Map<string, ThreadPost>()
  private ownPosts = new Map<OwnPostRow['key'], Seen>()
  private accountSamples = new Map<string, AccountSample>()
  private postSamples = new Map<string, PostSample>()

  note(entry: Exclude<LogEntry, { kind: 'account-removed' }>, utc: number): void {
    switch (entry.kind) {
      case 'delivery': this.deliveries.set(entry.record.delivery.id, deliveryRow(entry.record)); break
      case 'account': this.accounts.set(entry.account.id, { ...entry.account, removed: 0 }); break
      case 'item': this.items.set(entry.item.key, entry.item); break
      case 'item-gone': this.items.set(entry.key, null); break
      case 'thread': for (const post of entry.posts) this.threadPosts.set(post.key, post); break
      case 'own-post': this.ownPosts.set(entry.post.key, seePost(this.ownPosts.get(entry.post.key), entry.post, utc)); break
      case 'own-post-gone': this.ownPosts.set(entry.key, entry.wasNever ? seeNever : seeGone(this.ownPosts.get(entry.key), utc)); break
      case 'account-figures': {
        const name = `${entry.sample.accountId} ${slotOf(entry.sample.utc)}`
        this.accountSamples.set(name, mergeSamples(this.accountSamples.get(name), entry.sample))
        break
      }
      case 'post-figures': keepLatest(this.postSamples, `${entry.sample.key} ${slotOf(entry.sample.utc)}`, entry.sample); break
    }
  }

  async write(db: ComptoirDb): Promise<void> {
    await db.deliveries.bulkPut([...this.deliveries.values()])
    await this.keepScheduled(db)
    await db.accounts.bulkPut([...this.accounts.values()])
    await db.threadPosts.bulkPut([...this.threadPosts.values()])
    const ofAccounts = [...this.accountSamples.values()].map(sample => ({ ...sample, slot: slotOf(sample.utc) }))
    const known = await db.accountSamples.bulkGet(ofAccounts.map((row): [string, number] => [row.accountId, row.slot]))
    await db.accountSamples.bulkPut(ofAccounts.map((row, index) => mergeSamples(known[index], row)))
    await rollUpDays(db, this.accountSamples.values())
    const ofPosts = [...this.postSamples.values()].map(sample => ({ ...sample, slot: slotOf(sample.utc) }))
    await db.postSamples.bulkPut(laterThan(await db.postSamples.bulkGet(ofPosts.map(row => [row.key, row.slot])), ofPosts))
    await this.writeItems(db)
    await this.writeOwnPosts(db)
    for (const noted of [this.deliveries, this.accounts, this.items, this.threadPosts, this.ownPosts, this.accountSamples, this.postSamples]) noted.clear()
  }

  /** Called back, and yet out: the network was quicker to publish it than to give it back. It is no draft any more. */
  private async keepScheduled(db: ComptoirDb): Promise<void> {
    const out = [...this.deliveries.values()].filter(row => row.stateKind === 'published' && row.delivery.act.kind === 'publish' && row.postId !== '').map(row => row.postId as PostId) // the cast: an origin's post id
    for (const post of await db.posts.bulkGet(out)) if (post?.stage === 'draft') await db.posts.update(post.id, { stage: 'scheduled' })
  }

  /** What the network said is replaced; what the owner did with it stays. */
  private async writeItems(db: ComptoirDb): Promise<void> {
    const [there, gone] = partition(this.items)
    const known = await addNew(db.items, there.map(item => ({ ...item, isRead: 0, isDone: 0, note: '' })))
    const before = await db.items.bulkGet(known.map(item => item.key))
    await db.items.bulkPut(known.map((item, index) => ({ ...item, ...marksOf(before[index]) })))
    // The cast: keys of the map are keys of items.
    await db.items.bulkDelete(gone as Item['key'][])
  }

  /** A post of ours carries its last figures; they may have come before the post itself. */
  private async writeOwnPosts(db: ComptoirDb): Promise<void> {
    const keys = [...new Set([...this.ownPosts.keys(), ...[...this.postSamples.values()].map(sample => sample.key)])]
    const before = await db.ownPosts.bulkGet(keys)
    const touched = new Map(keys.flatMap((key, index) => {
      const seen = this.ownPosts.get(key)
      const row = seen ? rowAfter(seen, before[index]) : before[index]
      return row ? [[key, row] as const] : []
    }))
    const rows = await Promise.all([...touched.values()].map(async post => {
      const last = await db.postSamples.where('[key+slot]').between([post.key, Dexie.minKey], [post.key, Dexie.maxKey]).last()
      return { ...post, figures: last?.figures ?? {}, figuresUtc: last?.utc ?? 0 }
    }))
    await db.ownPosts.bulkDelete(keys.filter(key => this.ownPosts.get(key)?.wasNever))
    await db.ownPosts.bulkPut(rows)
  }
}

/** Of one hour the last reading counts, whichever is told first. */
function keepLatest<S extends { readonly utc: number }>(noted: Map<string, S>, name: string, sample: S): void {
  if (sample.utc >= (noted.get(name)?.utc ?? 0)) noted.set(name, sample)
}

const laterThan = <R extends { readonly utc: number }>(before: readonly (R | undefined)[], rows: readonly R[]): R[] =>
  rows.filter((row, index) => row.utc >= (before[index]?.utc ?? 0))

function partition<T>(noted: ReadonlyMap<string, T | null>): [there: T[], gone: string[]] {
  const there: T[] = []
  const gone: string[] = []
  for (const [key, value] of noted) {
    if (value === null) gone.push(key)
    else there.push(value)
  }
  return [there, gone]
}

const marksOf = (row: ItemRow | undefined): Partial<Pick<ItemRow, 'isRead' | 'isDone' | 'note'>> => row ? { isRead: row.isRead, isDone: row.isDone, note: row.note } : {}

/** Adds the rows that are not there yet and gives back the others. Nearly all that comes in is new: looking each up first would take a third of the time. */
async function addNew(items: ComptoirDb['items'], rows: readonly ItemRow[]): Promise<readonly ItemRow[]> {
  try {
    await items.bulkAdd([...rows])
    return []
  } catch (error) {
    if (!(error instanceof Dexie.BulkError) || error.failures.some(({ name }) => name !== 'ConstraintError')) throw error
    return Object.keys(error.failuresByPos).flatMap(position => rows[Number(position)] ?? [])
  }
}

async function removeAccount(db: ComptoirDb, { accountId, erase }: Extract<LogEntry, { kind: 'account-removed' }>): Promise<void> {
  const network = (await db.accounts.get(accountId))?.network
  if (!erase) {
    await db.accounts.update(accountId, { removed: 1 })
    return
  }
  const all = [[accountId, Dexie.minKey], [accountId, Dexie.maxKey]] as const
  await db.accounts.delete(accountId)
  await db.items.where('[accountId+createdUtc]').between(...all).delete()
  await db.ownPosts.where('[accountId+createdUtc]').between(...all).delete()
  await db.accountSamples.where('[accountId+slot]').between(...all).delete()
  await db.accountDays.where('[accountId+day]').between(...all).delete()
  await db.deliveries.where('[accountId+dueUtc]').between(...all).delete()
  await db.orders.filter(({ wish }) => (wish.kind === 'put' ? wish.delivery.accountId : wish.accountId) === accountId).delete()
  if (network) {
    // Keys begin with network and account (contract: ItemKey), so these need no index of their own.
    const prefix = `${network}:${accountId}:`
    await db.threadPosts.where('key').startsWith(prefix).delete()
    await db.postSamples.where('[key+slot]').between([prefix, Dexie.minKey], [`${prefix}\uffff`, Dexie.maxKey]).delete()
  }
}

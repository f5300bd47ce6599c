import 'fake-indexeddb/auto'
import fc from 'fast-check'
import { afterEach, expect, test } from 'vitest'
import { accountId } from '../../preload/contract/ids.ts'
import type { LogEntry } from '../../preload/contract/events.ts'
import type { DeliveryState } from '../../preload/contract/publishing.ts'
import { newPost } from '../db/posts.ts'
import { openDb, type ComptoirDb } from '../db/schema.ts'
import { bakery, eventsOf, keyOf, madeAccount, madeItem, madeOwnPost, madeRecord, madeThreadPost, noon } from '../test-support/made.ts'
import { applyEvents, readCursor } from './apply.ts'

let opened: ComptoirDb[] = []
function freshDb(): ComptoirDb {
  const db = openDb(`apply-${crypto.randomUUID()}`)
  opened.push(db)
  return db
}
afterEach(async () => {
  for (const db of opened) await db.delete()
  opened = []
})

const tablesOf = async (db: ComptoirDb): Promise<Record<string, unknown[]>> =>
  Object.fromEntries(await Promise.all(db.tables.map(async table => [table.name, await table.toArray()] as const)))

test('keeps what the owner did with a message when the network tells it again', async () => {
  const db = freshDb()
  await applyEvents(db, 0, eventsOf([{ kind: 'item', item: madeItem('1') }]))
  await db.items.update(keyOf('1'), { isRead: 1, isDone: 1, note: 'regular' })
  await applyEvents(db, 1, eventsOf([{ kind: 'item', item: madeItem('1', { text: 'edited' }) }], 2))
  expect(await db.items.get(keyOf('1'))).toMatchObject({ text: 'edited', isRead: 1, isDone: 1, note: 'regular' })
})

test('a draft that was called back too late is shown as what it is: out', async () => {
  const db = freshDb()
  const post = newPost({ text: 'Bread', accountIds: [bakery] }, noon)
  await db.posts.put({ ...post, acceptedRevision: 1, handedUtc: noon, planUtc: 0, deletedUtc: 0 })
  const told = (state: DeliveryState) => ({ kind: 'delivery' as const, record: madeRecord('d', state, { origin: { kind: 'post', postId: post.id } }) })
  await applyEvents(db, 0, eventsOf([told({ kind: 'cancelled', utc: noon })]))
  expect(await db.posts.get(post.id)).toMatchObject({ stage: 'draft' })
  await applyEvents(db, 1, eventsOf([told({ kind: 'published', utc: noon, remotes: [], despite: 'cancelled' })], 2))
  expect(await db.posts.get(post.id)).toMatchObject({ stage: 'scheduled' })
})

test('sets an event aside that cannot be read, and takes the others', async () => {
  const db = freshDb()
  const [good] = eventsOf([{ kind: 'item', item: madeItem('2') }], 2)
  const applied = await applyEvents(db, 0, [{ seq: 1, utc: noon, entry: { kind: 'from-the-future' } }, good])
  expect(applied).toMatchObject({ cursor: 2, unreadable: 1 })
  expect(await db.items.count()).toBe(1)
  expect(await db.meta.get('unreadable:1')).toMatchObject({ value: { entry: { kind: 'from-the-future' } } })
})

test('moves the cursor only together with what it stands for', async () => {
  const db = freshDb()
  await db.open()
  db.items.hook('creating', () => { throw new Error('disk full') })
  await expect(applyEvents(db, 0, eventsOf([{ kind: 'account', account: madeAccount() }, { kind: 'item', item: madeItem('1') }]))).rejects.toThrow()
  expect(await readCursor(db)).toBe(0)
  expect(await db.accounts.count()).toBe(0)
})

test('does not take an answer from further on than what it holds', async () => {
  const db = freshDb()
  await applyEvents(db, 40, eventsOf([{ kind: 'item', item: madeItem('1') }], 41))
  expect(await readCursor(db)).toBe(0)
  expect(await db.items.count()).toBe(0)
})

test('erases all that an account brought, and nothing of the others', async () => {
  const db = freshDb()
  const other = accountId.parse('garage')
  const bring = (id: typeof bakery): LogEntry[] => [
    { kind: 'account', account: madeAccount(id) }, { kind: 'item', item: madeItem('1', { accountId: id }) }, { kind: 'own-post', post: madeOwnPost('2', { accountId: id }) },
    { kind: 'thread', posts: [madeThreadPost('3', { accountId: id })] }, { kind: 'account-figures', sample: { accountId: id, utc: noon, figures: { followers: 3 } } },
    { kind: 'post-figures', sample: { accountId: id, key: keyOf('2', id), utc: noon, figures: { likes: 1 } } },
  ]
  await applyEvents(db, 0, eventsOf([...bring(other)]))
  const before = await tablesOf(db)
  await applyEvents(db, 6, eventsOf([...bring(bakery), { kind: 'account-removed', accountId: bakery, erase: true }], 7))
  expect({ ...await tablesOf(db), meta: [] }).toEqual({ ...before, meta: [] })
})

test('a removed account that keeps what came in is only marked', async () => {
  const db = freshDb()
  await applyEvents(db, 0, eventsOf([{ kind: 'account', account: madeAccount() }, { kind: 'item', item: madeItem('1') }, { kind: 'account-removed', accountId: bakery, erase: false }]))
  expect(await db.accounts.get(bakery)).toMatchObject({ removed: 1 })
  expect(await db.items.count()).toBe(1)
})

test('pain 43: a post that is gone from the network keeps its words and figures, and says since when', async () => {
  const db = freshDb()
  await applyEvents(db, 0, [
    { seq: 1, utc: noon, entry: { kind: 'own-post', post: madeOwnPost('1') } }, { seq: 2, utc: noon + 1, entry: { kind: 'post-figures', sample: { accountId: bakery, key: keyOf('1'), utc: noon, figures: { likes: 4 } } } },
    { seq: 3, utc: noon + 2, entry: { kind: 'own-post-gone', key: keyOf('1') } }, { seq: 4, utc: noon + 3, entry: { kind: 'own-post-gone', key: keyOf('9') } },
  ])
  expect(await db.ownPosts.toArray()).toEqual([expect.objectContaining({ text: 'Bread 1', figures: { likes: 4 }, goneUtc: noon + 2 })])
  await applyEvents(db, 4, [{ seq: 5, utc: noon + 4, entry: { kind: 'own-post', post: madeOwnPost('1') } }])
  expect((await db.ownPosts.get(keyOf('1')))?.goneUtc).toBeUndefined()
})

test('a post that was told by mistake is forgotten, whether in one run or later, and may be told anew', async () => {
  const db = freshDb()
  const told: LogEntry = { kind: 'own-post', post: madeOwnPost('1') }
  const never: LogEntry = { kind: 'own-post-gone', key: keyOf('1'), wasNever: true }
  let seq = 0
  for (const [run, expected] of [[[told], 1], [[never], 0], [[told, never], 0], [[told, never, told], 1], [[never, told], 1]] as const) {
    const before = seq
    await applyEvents(db, before, run.map(entry => ({ seq: ++seq, utc: noon + seq, entry })))
    expect(await db.ownPosts.count()).toBe(expected)
  }
})

test('pain 43: a post whose words the network shows differently than before says since when', async () => {
  const db = freshDb()
  const told = (seq: number, text: string) => ({ seq, utc: noon + seq, entry: { kind: 'own-post', post: madeOwnPost('1', { text }) } })
  await applyEvents(db, 0, [told(1, 'Bread at 8')])
  expect((await db.ownPosts.get(keyOf('1')))?.changedUtc).toBeUndefined()
  await applyEvents(db, 1, [told(2, 'Bread at 9'), told(3, 'Bread at 9')])
  expect(await db.ownPosts.get(keyOf('1'))).toMatchObject({ text: 'Bread at 9', changedUtc: noon + 2 })
})

test('a post of ours carries its last figures, whichever came first', async () => {
  const db = freshDb()
  const figures = (hour: number, likes: number): LogEntry => ({ kind: 'post-figures', sample: { accountId: bakery, key: keyOf('2'), utc: noon + hour * 3_600_000, figures: { likes } } })
  await applyEvents(db, 0, eventsOf([figures(0, 1)]))
  await applyEvents(db, 1, eventsOf([{ kind: 'own-post', post: madeOwnPost('2') }], 2))
  expect(await db.ownPosts.get(keyOf('2'))).toMatchObject({ figures: { likes: 1 } })
  await applyEvents(db, 2, eventsOf([figures(1, 5), figures(2, 7)], 3))
  expect(await db.ownPosts.get(keyOf('2'))).toMatchObject({ figures: { likes: 7 } })
  expect(await db.postSamples.count()).toBe(3)
})

test('each day keeps the last figures that were read on it, for curves over months', async () => {
  const db = freshDb()
  const read = (hours: number, followers: number): LogEntry => ({ kind: 'account-figures', sample: { accountId: bakery, utc: noon + hours * 3_600_000, figures: { followers } } })
  await applyEvents(db, 0, eventsOf([read(0, 10), read(3, 12), read(-1, 9), read(25, 15)]))
  await applyEvents(db, 4, eventsOf([read(1, 11), read(26, 16)], 5))
  const days = await db.accountDays.toArray()
  expect(days.map(row => row.figures.followers)).toEqual([12, 16])
  expect(days.map(row => row.day)).toEqual(['2026-11-24', '2026-11-25'])
  expect(await db.accountSamples.count()).toBe(6)
})

const entry: fc.Arbitrary<LogEntry> = fc.oneof(
  fc.tuple(fc.integer({ min: 1, max: 5 }), fc.string({ maxLength: 4 })).map(([n, text]): LogEntry => ({ kind: 'item', item: madeItem(String(n), { text }) })),
  fc.integer({ min: 1, max: 5 }).map((n): LogEntry => ({ kind: 'item-gone', key: keyOf(String(n)) })),
  fc.integer({ min: 1, max: 3 }).map((n): LogEntry => ({ kind: 'own-post', post: madeOwnPost(String(n)) })),
  fc.tuple(fc.integer({ min: 1, max: 3 }), fc.constantFrom('Bread', 'Rolls', 'Cake')).map(([n, text]): LogEntry => ({ kind: 'own-post', post: madeOwnPost(String(n), { text }) })),
  fc.integer({ min: 1, max: 3 }).map((n): LogEntry => ({ kind: 'own-post-gone', key: keyOf(String(n)) })),
  fc.tuple(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 0, max: 3 }), fc.nat(9)).map(([n, hour, likes]): LogEntry => ({ kind: 'post-figures', sample: { accountId: bakery, key: keyOf(String(n)), utc: noon + hour * 3_600_000, figures: { likes } } })),
  fc.nat(9).map((followers): LogEntry => ({ kind: 'account-figures', sample: { accountId: bakery, utc: noon + followers * 1_800_000, figures: { followers } } })),
  fc.constantFrom('planned', 'preparing').map((kind): LogEntry => ({ kind: 'delivery', record: madeRecord('p', kind === 'planned' ? { kind } : { kind: 'preparing', sinceUtc: noon }) })),
  fc.string({ maxLength: 4 }).map((displayName): LogEntry => ({ kind: 'account', account: madeAccount(bakery, { displayName }) })),
  fc.boolean().map((erase): LogEntry => ({ kind: 'account-removed', accountId: bakery, erase })),
)

test('gives the same tables however the log is cut, repeated, answered late or killed in between', async () => {
  await fc.assert(fc.asyncProperty(
    fc.array(entry, { minLength: 1, maxLength: 40 }),
    fc.array(fc.record({ limit: fc.integer({ min: 1, max: 12 }), staleBy: fc.nat(10), dies: fc.boolean() }), { maxLength: 25 }),
    async (entries, steps) => {
      const log = eventsOf(entries)
      const whole = freshDb()
      await applyEvents(whole, 0, log)
      const cut = freshDb()
      const pullOnce = async (limit: number, staleBy: number): Promise<void> => {
        // A late answer: it was asked when the cursor stood further back.
        const asked = Math.max(0, await readCursor(cut) - staleBy)
        await applyEvents(cut, asked, log.filter(event => event.seq > asked).slice(0, limit))
      }
      for (const { limit, staleBy, dies } of steps) {
        if (dies) {
          const stop = () => { throw new Error('killed') }
          cut.meta.hook('creating', stop)
          cut.meta.hook('updating', stop)
          await pullOnce(limit, staleBy).catch(() => { /* killed before the transaction ended */ })
          cut.meta.hook('creating').unsubscribe(stop)
          cut.meta.hook('updating').unsubscribe(stop)
        } else await pullOnce(limit, staleBy)
      }
      while (await readCursor(cut) < log.length) await pullOnce(500, 0)
      expect(await tablesOf(cut)).toEqual(await tablesOf(whole))
    },
  ), { numRuns: 60 })
}, 30_000)

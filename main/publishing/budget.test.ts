import { expect, it } from 'vitest'
import type { AccountId } from '../../preload/contract/ids.ts'
import { quotas as blueskyQuotas } from '../networks/bluesky/quotas.ts'
import { quotas as mastodonQuotas } from '../networks/mastodon/quotas.ts'
import type { NetworkQuotas } from '../networks/quota.ts'
import { createBudget } from './budget.ts'
import { createBench, delivery, startUtc, type Bench } from './test-bench.ts'

const minuteMs = 60_000
const account = 'a' as AccountId // the cast: an id of a test
const post = { method: 'POST', url: 'https://shop.example/api/v1/statuses', body: undefined }
const deletion = { method: 'DELETE', url: 'https://shop.example/api/v1/statuses/1', body: undefined }
const read = { method: 'GET', url: 'https://shop.example/api/v1/notifications', body: undefined }
const { act } = delivery('d')
const remove = { kind: 'delete', target: { id: '1', url: null, extra: null } } as const

const make = (bench: Bench, quotas = mastodonQuotas) => createBudget({
  rows: bench.journal.quotas, quotasOf: () => quotas, now: () => bench.nowUtc, setWake: () => () => undefined, logTrouble: (_, error) => { throw error instanceof Error ? error : new Error(String(error)) },
})
const told = (limit: number, remaining: number, resetUtc: number) => new Headers({ 'x-ratelimit-limit': String(limit), 'x-ratelimit-remaining': String(remaining), 'x-ratelimit-reset': new Date(resetUtc).toISOString() })

it('pain 14: what would exceed the allowance waits until the network says that it begins anew', async () => {
  const bench = createBench()
  const budget = make(bench)
  budget.charge(account, read)
  budget.learn(account, read, told(300, 1, startUtc + 4 * minuteMs))
  expect(budget.waitUntil(account, act)).toBe(startUtc + 4 * minuteMs)
  bench.quotaUntil = one => budget.waitUntil(account, one)
  bench.outbox.put([delivery('d')])
  bench.loop.poke()
  await bench.advance(1_000)
  expect(bench.network.commits).toBe(0)
  expect(bench.journal.deliveries.get(delivery('d').id)?.state).toEqual({ kind: 'waiting', untilUtc: startUtc + 4 * minuteMs, why: 'quota' })
  await bench.advance(4 * minuteMs)
  expect(bench.network.posts).toHaveLength(1)
})

it('a cap that the server tells elsewhere is counted by ourselves: thirty deletions in half an hour, and no more', () => {
  const bench = createBench()
  const budget = make(bench)
  budget.learn(account, read, told(300, 299, startUtc + 5 * minuteMs))
  for (let i = 0; i < 30; i++) budget.charge(account, deletion)
  expect(budget.waitUntil(account, remove)).toBe(startUtc + 30 * minuteMs)
  expect(budget.waitUntil(account, act)).toBeNull()
  expect(budget.state(account).find(one => one.name === 'deletes')).toEqual({ name: 'deletes', used: 30, max: 30, resetsUtc: startUtc + 30 * minuteMs })
})

it('a server that tells of no allowance has none that we know of', () => {
  const budget = make(createBench())
  for (let i = 0; i < 1000; i++) budget.charge(account, post)
  expect(budget.waitUntil(account, act)).toBeNull()
  expect(budget.state(account)).toEqual([])
})

it('a server’s own figures go before the published ones', () => {
  const budget = make(createBench())
  for (let i = 0; i < 400; i++) budget.charge(account, read)
  budget.learn(account, read, told(1500, 1100, startUtc + 5 * minuteMs))
  expect(budget.waitUntil(account, act)).toBeNull()
  expect(budget.state(account)[0]).toMatchObject({ name: 'calls', used: 400, max: 1500 })
})

it('what was used outlives a restart', () => {
  const bench = createBench()
  const before = make(bench)
  before.learn(account, read, told(300, 0, startUtc + 5 * minuteMs))
  before.stop()
  bench.restart()
  expect(make(bench).waitUntil(account, act)).toBe(startUtc + 5 * minuteMs)
})

it('pain 60: reading leaves what the posts of the next hour will need, and slows down before', () => {
  const budget = make(createBench())
  budget.learn(account, read, told(300, 200, startUtc + 5 * minuteMs))
  expect(budget.reading(account, [])).toEqual({ untilUtc: null, slower: 1 })
  expect(budget.reading(account, Array.from({ length: 40 }, () => act))).toEqual({ untilUtc: null, slower: 2 })
  expect(budget.reading(account, Array.from({ length: 100 }, () => act))).toEqual({ untilUtc: startUtc + 5 * minuteMs, slower: 4 })
})

it('on Bluesky a post costs points of the hour and of the day', () => {
  const budget = make(createBench(), blueskyQuotas)
  const put = { method: 'POST', url: 'https://bsky.example/xrpc/com.atproto.repo.putRecord', body: '{}' }
  for (let i = 0; i < 1666; i++) budget.charge(account, put)
  expect(budget.state(account).map(({ name, used }) => [name, used])).toEqual([['calls', 1666], ['points-hour', 4998], ['points-day', 4998]])
  expect(budget.waitUntil(account, act)).toBe(startUtc + 60 * minuteMs)
})

it('a window that a wrong clock put into the far future is not believed', () => {
  const bench = createBench()
  const budget = make(bench)
  bench.nowUtc += 24 * 60 * minuteMs
  budget.learn(account, read, told(300, 0, bench.nowUtc + 5 * minuteMs))
  bench.nowUtc -= 24 * 60 * minuteMs
  expect(budget.waitUntil(account, act)).toBeNull()
})

it('an allowance for a day begins anew at midnight where the network has its own, in winter and in summer, and reading slows down with it', () => {
  const daily: NetworkQuotas = {
    rules: [{ name: 'points-day', max: 100, windowMs: 24 * 60 * minuteMs, endsAtMidnightIn: 'America/Los_Angeles', isEverywhere: true, source: 'a test' }],
    readingUses: 'points-day', chargesOf: ({ method }) => [{ name: 'points-day', cost: method === 'GET' ? 1 : 50 }], needOf: () => [{ name: 'points-day', cost: 50 }],
  }
  const bench = createBench()
  for (const [nowUtc, midnight] of [[Date.UTC(2026, 0, 15, 7, 59), Date.UTC(2026, 0, 15, 8)], [Date.UTC(2026, 0, 15, 8), Date.UTC(2026, 0, 16, 8)], [Date.UTC(2026, 6, 15, 12), Date.UTC(2026, 6, 16, 7)]] as const) {
    bench.nowUtc = nowUtc
    const budget = make(bench, daily)
    expect(budget.reading(account, [])).toEqual({ untilUtc: null, slower: 1 })
    budget.charge(account, post)
    budget.charge(account, read)
    expect(budget.waitUntil(account, act)).toBe(midnight)
    expect(budget.reading(account, [])).toEqual({ untilUtc: null, slower: 2 })
    expect(budget.reading(account, [act])).toEqual({ untilUtc: midnight, slower: 4 })
  }
})

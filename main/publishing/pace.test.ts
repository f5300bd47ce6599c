import { expect, it } from 'vitest'
import { planAt } from '../../preload/contract/plan-time.ts'
import { createBench, delivery, startUtc, type Bench } from './test-bench.ts'

const minuteMs = 60_000
const hourMs = 3_600_000
const states = (bench: Bench) => new Map(bench.journal.deliveries.all().map(record => [String(record.delivery.id), record.state]))
const stateOf = (bench: Bench, id: string) => states(bench).get(id)
const bodyOf = (bench: Bench): string[] => bench.network.posts.map(post => String(JSON.parse(post.body).text))
const many = (count: number, change: Parameters<typeof delivery>[1] = {}) => Array.from({ length: count }, (_, n) => delivery(`d${n}`, { ...change, text: `post ${n}` }))
/** When each post reached the network. */
function timesOf(bench: Bench): number[] {
  const times: number[] = []
  const commit = bench.network.commit.bind(bench.network)
  bench.network.commit = async (act, prepared) => {
    times.push(bench.nowUtc)
    return commit(act, prepared)
  }
  return times
}

it('pain 13: fifty posts of the same second all go out, each once, in the order they were handed over', async () => {
  const bench = createBench()
  bench.outbox.put(many(50))
  bench.loop.poke()
  for (let i = 0; i < 50; i++) await bench.advance(100)
  expect(bodyOf(bench)).toEqual(many(50).map((_, n) => `post ${n}`))
})

it('pain 13: with a distance to keep they go out one by one, at least so far apart, each seeing its time', async () => {
  const bench = createBench()
  bench.pace = { gapMinutes: 1, postsPerHour: 1000 }
  const times = timesOf(bench)
  bench.outbox.put(many(50))
  bench.loop.poke()
  await bench.advance(1_000)
  expect(stateOf(bench, 'd0')?.kind).toBe('published')
  expect(stateOf(bench, 'd2')).toMatchObject({ kind: 'waiting', why: 'turn', untilUtc: startUtc + 2 * minuteMs + 1_000 })
  await bench.advance(52 * minuteMs)
  expect(bodyOf(bench)).toEqual(many(50).map((_, n) => `post ${n}`))
  expect(times.slice(1).map((utc, n) => utc - (times[n] ?? 0)).every(apartMs => apartMs >= minuteMs && apartMs < minuteMs + 5_000)).toBe(true)
  // One change of state each for the waiting, not one each for every post before it.
  expect(bench.journal.events.after(0, 5000).filter(({ entry }) => entry.kind === 'delivery' && entry.record.state.kind === 'waiting')).toHaveLength(49)
})

it('answers, likes and the parts of one thread are not held back', async () => {
  const bench = createBench()
  bench.pace = { gapMinutes: 10, postsPerHour: 25 }
  bench.outbox.put([delivery('thread', { parts: 3 }), delivery('like', { act: { kind: 'like', target: { id: 'x', url: null, extra: null }, on: true } }), delivery('next')])
  bench.loop.poke()
  for (let i = 0; i < 5; i++) await bench.advance(200)
  expect(stateOf(bench, 'thread')?.kind).toBe('published')
  expect(stateOf(bench, 'like')?.kind).toBe('published')
  expect(stateOf(bench, 'next')).toMatchObject({ kind: 'waiting', why: 'turn' })
})

it('one that failed or asks does not hold up those behind it', async () => {
  const bench = createBench()
  bench.pace = { gapMinutes: 1, postsPerHour: 25 }
  bench.network.script.push({ kind: 'refused', reason: 'text', detail: '' }, { kind: 'rate-limited', untilUtc: startUtc + hourMs, detail: '' })
  bench.outbox.put([delivery('late', { dueUtc: startUtc - 3 * hourMs }), ...many(3)])
  bench.loop.poke()
  await bench.advance(5 * minuteMs)
  expect([...states(bench)].map(([id, state]) => [id, state.kind])).toEqual([['late', 'needs-owner'], ['d0', 'failed'], ['d1', 'waiting'], ['d2', 'published']])
})

it('the distance outlives a restart', async () => {
  const bench = createBench()
  bench.pace = { gapMinutes: 30, postsPerHour: 25 }
  const times = timesOf(bench)
  bench.outbox.put([delivery('d0')])
  bench.loop.poke()
  await bench.advance(1_000)
  bench.outbox.put([delivery('d1', { dueUtc: startUtc + minuteMs })])
  bench.restart()
  await bench.advance(40 * minuteMs)
  expect(times).toHaveLength(2)
  expect((times[1] ?? 0) - (times[0] ?? 0)).toBeGreaterThanOrEqual(30 * minuteMs)
})

it('pain 5: more posts in an hour than the owner expects are asked about, all at once, and none is dropped', async () => {
  const bench = createBench()
  bench.pace = { gapMinutes: 0, postsPerHour: 25 }
  bench.outbox.put(many(40))
  bench.loop.poke()
  for (let i = 0; i < 50; i++) await bench.advance(100)
  expect(bench.network.posts).toHaveLength(25)
  const asking = [...states(bench).values()].filter(state => state.kind === 'needs-owner')
  expect(asking).toHaveLength(15)
  expect(asking[0]).toMatchObject({ question: { kind: 'too-many', count: 25 } })
  // The owner says once that it is meant so.
  bench.outbox.decide(delivery('d30').id, 'go-on')
  bench.loop.poke()
  for (let i = 0; i < 50; i++) await bench.advance(100)
  expect(bench.network.posts).toHaveLength(40)
})

it('pain 5: the count of an hour outlives a restart, and an hour later there is room again', async () => {
  const bench = createBench()
  bench.pace = { gapMinutes: 0, postsPerHour: 2 }
  bench.outbox.put(many(2))
  bench.loop.poke()
  await bench.advance(1_000)
  bench.restart()
  bench.outbox.put([delivery('third', { dueUtc: startUtc + minuteMs }), delivery('fourth', { dueUtc: startUtc + hourMs + minuteMs })])
  await bench.advance(2 * minuteMs)
  expect(stateOf(bench, 'third')).toMatchObject({ kind: 'needs-owner', question: { kind: 'too-many', count: 2 } })
  await bench.advance(hourMs)
  expect(stateOf(bench, 'fourth')?.kind).toBe('published')
})

it('pain 5: not sending one of too many leaves the others asking', async () => {
  const bench = createBench()
  bench.pace = { gapMinutes: 0, postsPerHour: 1 }
  bench.outbox.put(many(3))
  bench.loop.poke()
  await bench.advance(1_000)
  bench.outbox.decide(delivery('d1').id, 'give-up')
  expect([...states(bench).values()].map(state => state.kind)).toEqual(['published', 'cancelled', 'needs-owner'])
})

it('pain 20: what is overdue after a restart is not fired all at once: each takes the next free hour of the day', async () => {
  const bench = createBench()
  const late = { graceMinutes: 60, then: 'next-slot' as const }
  bench.outbox.put(many(3, { dueUtc: startUtc - 3 * hourMs, late }))
  bench.outbox.put([delivery('planned', { dueUtc: planAt('2026-11-24T11:00', 'Europe/Paris').utc })])
  bench.restart()
  await bench.advance(1_000)
  expect(bench.network.posts).toHaveLength(0)
  // It is 09:00 in Paris.
  expect(['d0', 'd1', 'd2'].map(id => stateOf(bench, id))).toEqual(['10:00', '12:00', '13:00'].map(hour => ({ kind: 'waiting', why: 'slot', untilUtc: planAt(`2026-11-24T${hour}`, 'Europe/Paris').utc })))
  await bench.advance(hourMs)
  expect(stateOf(bench, 'd0')?.kind).toBe('published')
  await bench.advance(4 * hourMs)
  expect(bench.network.posts).toHaveLength(4)
})

it('pain 20: the owner gives what asks the next free hour; two of them get two hours', async () => {
  const bench = createBench()
  for (const id of ['a', 'b']) bench.outbox.put([delivery(id, { dueUtc: startUtc - 3 * hourMs })])
  bench.loop.poke()
  await bench.advance(1000)
  expect(stateOf(bench, 'a')).toMatchObject({ kind: 'needs-owner', question: { kind: 'late' } })
  for (const id of ['a', 'b']) expect(bench.outbox.decide(delivery(id).id, 'next-slot').ok).toBe(true)
  expect(['a', 'b'].map(id => stateOf(bench, id))).toEqual([startUtc + hourMs, startUtc + 2 * hourMs].map(untilUtc => ({ kind: 'waiting', why: 'slot', untilUtc })))
  bench.loop.poke()
  await bench.advance(2 * hourMs + 60_000)
  expect(bench.network.posts).toHaveLength(2)
  expect(bench.outbox.decide(delivery('a').id, 'next-slot')).toMatchObject({ ok: false })
})

it('pain 20: a slot that was slept through as well is late again; its grace counts from the slot', async () => {
  const bench = createBench()
  bench.outbox.put([delivery('d', { dueUtc: startUtc - 3 * hourMs, late: { graceMinutes: 60, then: 'next-slot' } })])
  bench.loop.poke()
  await bench.advance(1_000)
  bench.nowUtc = startUtc + hourMs + 30 * minuteMs // asleep from nine to half past ten
  await bench.advance(15_000)
  expect(stateOf(bench, 'd')?.kind).toBe('published')
  bench.outbox.put([delivery('e', { dueUtc: startUtc - 3 * hourMs, late: { graceMinutes: 60, then: 'next-slot' } })])
  bench.loop.poke()
  await bench.advance(1_000)
  bench.nowUtc = startUtc + 5 * hourMs
  await bench.advance(15_000)
  expect(stateOf(bench, 'e')).toMatchObject({ kind: 'waiting', why: 'slot', untilUtc: startUtc + 6 * hourMs })
})

it('a late answer is asked about and not put off: people wait for it, not for an hour of the day', async () => {
  const bench = createBench()
  bench.outbox.put([delivery('like', { dueUtc: startUtc - 3 * hourMs, late: { graceMinutes: 60, then: 'next-slot' }, act: { kind: 'like', target: { id: 'x', url: null, extra: null }, on: true } })])
  bench.loop.poke()
  await bench.advance(1_000)
  expect(stateOf(bench, 'like')).toMatchObject({ kind: 'needs-owner', question: { kind: 'late' } })
})

it('waiting for a turn does not make a post late, sleeping through it does', async () => {
  const bench = createBench()
  bench.pace = { gapMinutes: 50, postsPerHour: 25 }
  bench.outbox.put(many(4))
  bench.loop.poke()
  await bench.advance(101 * minuteMs)
  expect(bench.network.posts).toHaveLength(3)
  bench.nowUtc += 3 * hourMs
  await bench.advance(15_000)
  expect(stateOf(bench, 'd3')).toMatchObject({ kind: 'needs-owner', question: { kind: 'late' } })
})

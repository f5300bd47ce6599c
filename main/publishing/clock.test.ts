import { expect, it } from 'vitest'
import { planAt } from '../../preload/contract/plan-time.ts'
import { createOutbox } from './outbox.ts'
import { deriveDueAgain } from './derive-due.ts'
import { createBench, delivery, startUtc, type Bench } from './test-bench.ts'

const minuteMs = 60_000
const hourMs = 3_600_000
const stateOf = (bench: Bench, id: string) => bench.journal.deliveries.get(delivery(id).id)?.state
/** The computer's clock is set by so much while Comptoir runs. */
const setClock = async (bench: Bench, byMs: number): Promise<void> => {
  bench.nowUtc += byMs
  bench.movedMs = byMs
  await bench.wakeNow()
}

it('pain 34: nothing is sent by a clock that no server has shown to be right', async () => {
  const bench = createBench()
  bench.isClockTrusted = false
  bench.outbox.put([delivery('d')])
  bench.loop.poke()
  await bench.advance(10_000)
  expect(bench.network.commits).toBe(0)
  bench.isClockTrusted = true
  await bench.advance(2_000)
  expect(bench.network.posts).toHaveLength(1)
})

it('a clock that was wrong and is set back an hour: nothing twice, nothing early, nothing stuck', async () => {
  const bench = createBench()
  bench.pace = { gapMinutes: 2, postsPerHour: 25 }
  await setClock(bench, hourMs)
  const commit = bench.network.commit.bind(bench.network)
  bench.network.commit = async () => ({ ok: false, failure: { kind: 'rate-limited', untilUtc: bench.nowUtc + 5 * minuteMs, detail: '' } })
  bench.outbox.put([delivery('limited', { dueUtc: startUtc - 30 * minuteMs, late: { graceMinutes: 0, then: 'publish' } }), delivery('planned', { dueUtc: startUtc + 30 * minuteMs + hourMs })])
  bench.loop.poke()
  await bench.advance(1_000)
  expect(stateOf(bench, 'limited')).toMatchObject({ kind: 'waiting', why: 'rate-limited' })
  bench.network.commit = commit
  await setClock(bench, -hourMs)
  await bench.advance(6 * minuteMs)
  expect(stateOf(bench, 'limited')?.kind).toBe('published')
  await bench.advance(80 * minuteMs)
  expect(stateOf(bench, 'planned')?.kind).toBe('planned')
  await bench.advance(10 * minuteMs)
  expect(stateOf(bench, 'planned')?.kind).toBe('published')
})

it('what a wrong clock had made late is planned again when the clock is right', async () => {
  const bench = createBench()
  bench.outbox.put([delivery('d', { dueUtc: startUtc + 10 * minuteMs, late: { graceMinutes: 60, then: 'next-slot' } })])
  await setClock(bench, 5 * hourMs)
  expect(stateOf(bench, 'd')).toMatchObject({ kind: 'waiting', why: 'slot' })
  await setClock(bench, -5 * hourMs)
  expect(stateOf(bench, 'd')).toEqual({ kind: 'planned' })
  await bench.advance(11 * minuteMs)
  expect(bench.network.posts).toHaveLength(1)
})

it('a post of the future (sent while the clock was ahead) does not close the account for an hour', async () => {
  const bench = createBench()
  bench.pace = { gapMinutes: 2, postsPerHour: 25 }
  await setClock(bench, hourMs)
  bench.outbox.put([delivery('a')])
  bench.loop.poke()
  await bench.advance(1_000)
  await setClock(bench, -hourMs)
  bench.outbox.put([delivery('b')])
  bench.loop.poke()
  await bench.advance(3 * minuteMs)
  expect(bench.network.posts).toHaveLength(2)
})

it('a wait that was counted from a wrong clock before the last end is not kept', async () => {
  const bench = createBench()
  const commit = bench.network.commit.bind(bench.network)
  bench.network.commit = async () => ({ ok: false, failure: { kind: 'server-trouble', detail: '' } })
  bench.nowUtc += 48 * hourMs
  bench.outbox.put([delivery('d', { dueUtc: startUtc + 20 * hourMs, late: { graceMinutes: 0, then: 'publish' } })])
  bench.loop.poke()
  await bench.advance(1_000)
  bench.network.commit = commit
  bench.nowUtc -= 24 * hourMs
  bench.restart()
  await bench.advance(1_000)
  expect(bench.network.posts).toHaveLength(1)
})

it('slept for hours: what was due meanwhile is judged once, at waking', async () => {
  const bench = createBench()
  bench.outbox.put([delivery('ask', { dueUtc: startUtc + hourMs }), delivery('publish', { dueUtc: startUtc + hourMs, late: { graceMinutes: 0, then: 'publish' } }), delivery('soon', { dueUtc: startUtc + 8 * hourMs - minuteMs })])
  await setClock(bench, 8 * hourMs)
  await bench.advance(1_000)
  expect(['ask', 'publish', 'soon'].map(id => stateOf(bench, id)?.kind)).toEqual(['needs-owner', 'published', 'published'])
})

it('“now” said on a computer whose clock is off is now', async () => {
  const bench = createBench()
  const ahead = createOutbox(bench.journal, () => bench.nowUtc, undefined, () => bench.nowUtc + hourMs)
  ahead.put([delivery('now', { dueUtc: startUtc + hourMs }), delivery('planned', { dueUtc: startUtc + 30 * minuteMs })])
  bench.loop.poke()
  await bench.advance(1_000)
  expect(stateOf(bench, 'now')?.kind).toBe('published')
  expect(stateOf(bench, 'planned')?.kind).toBe('planned')
  const behind = createOutbox(bench.journal, () => bench.nowUtc, undefined, () => bench.nowUtc - 2 * hourMs)
  behind.put([delivery('then', { dueUtc: bench.nowUtc - 2 * hourMs })])
  bench.loop.poke()
  await bench.advance(1_000)
  expect(stateOf(bench, 'then')?.kind).toBe('published')
})

it('pain 34, pain 35: newer zone data moves the instant of what is not out, and its wall clock stays', async () => {
  const bench = createBench()
  const right = planAt('2026-12-01T09:00', 'Europe/Paris')
  const put = (id: string, utc: number) => bench.outbox.put([{ ...delivery(id), due: { ...right, utc } }])
  // By the old data Paris was still on summer time.
  put('moved', right.utc - hourMs)
  put('same', right.utc)
  put('seconds', right.utc + 40_000)
  expect(deriveDueAgain(bench.journal, '2026c', bench.nowUtc)).toBe(1)
  expect(bench.journal.deliveries.get(delivery('moved').id)?.delivery.due).toEqual(right)
  expect(bench.journal.events.after(0, 100).at(-1)?.entry).toMatchObject({ kind: 'delivery', record: { delivery: { id: 'moved', due: right } } })
  put('later', right.utc - hourMs)
  expect(deriveDueAgain(bench.journal, '2026c', bench.nowUtc)).toBe(0)
  bench.nowUtc = right.utc - 1_000
  await bench.wakeNow()
  expect(bench.journal.deliveries.get(delivery('moved').id)?.state.kind).toBe('planned')
})

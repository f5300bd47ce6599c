import { expect, it, onTestFinished } from 'vitest'
import { createBench, delivery, startUtc, type Bench } from './test-bench.ts'
import { createWatchdog } from './watchdog.ts'

const minuteMs = 60_000
const hourMs = 3_600_000
const stateOf = (bench: Bench, id: string) => bench.journal.deliveries.get(delivery(id).id)?.state

function watch(bench: Bench) {
  const rung: string[] = []
  const make = () => createWatchdog({
    suspects: bench.journal.suspects, rows: bench.journal.settings, now: () => bench.nowUtc, isPaused: () => bench.isPaused,
    changed: () => undefined, ring: ({ id }, kind) => { rung.push(`${kind} ${id}`) }, poke: () => undefined, logTrouble: (_, error) => { throw error instanceof Error ? error : new Error(String(error)) },
    setWake: () => () => undefined,
  })
  const watchdog = make()
  onTestFinished(() => { watchdog.stop() })
  /** Minutes of a waking computer. */
  const pass = async (minutes: number, watched = watchdog): Promise<void> => {
    for (let i = 0; i < minutes; i++) {
      await bench.advance(minuteMs)
      watched.tick()
    }
  }
  return { watchdog, rung, pass, make }
}

it('pain 10: what is due and not even tried after five minutes is said, in red and once on the desktop, also when the loop is dead', async () => {
  const bench = createBench()
  const { watchdog, rung, pass, make } = watch(bench)
  await bench.loop.stop()
  bench.outbox.put([delivery('d'), delivery('e')])
  await pass(5)
  expect(watchdog.alarm()).toBeNull()
  await pass(1)
  expect(watchdog.alarm()).toEqual({ kind: 'untried', count: 2, sinceUtc: startUtc, deliveryId: 'd' })
  await pass(30)
  expect(rung).toEqual(['untried d'])
  // Restarted, and still nothing moves: the same incident.
  const again = make()
  await pass(10, again)
  expect(again.alarm()?.count).toBe(2)
  expect(rung).toHaveLength(1)
  // It goes out after all: the alarm is over, and the next incident rings again.
  bench.loop.start()
  await pass(1, again)
  expect(again.alarm()).toBeNull()
})

it('pain 10: a damaged delivery that the queue can no longer read is not passed over in silence', async () => {
  const bench = createBench()
  const { watchdog, pass } = watch(bench)
  bench.outbox.put([delivery('d', { dueUtc: startUtc + minuteMs })])
  bench.spoil('d')
  await pass(10)
  expect(bench.network.posts).toHaveLength(0)
  expect(watchdog.alarm()).toMatchObject({ kind: 'untried', deliveryId: 'd' })
})

it('a pause, a turn, a slot and a computer that slept are reasons to wait, not alarms', async () => {
  const bench = createBench()
  const { watchdog, pass, rung } = watch(bench)
  bench.pace = { gapMinutes: 60, postsPerHour: 25 }
  bench.isPaused = true
  bench.outbox.put([delivery('a'), delivery('b')])
  await pass(20)
  expect(watchdog.alarm()).toBeNull()
  bench.isPaused = false
  await pass(20)
  expect(stateOf(bench, 'b')).toMatchObject({ kind: 'waiting', why: 'turn' })
  bench.nowUtc += 8 * hourMs
  watchdog.tick()
  expect(watchdog.alarm()).toBeNull()
  expect(rung).toEqual([])
})

it('pain 11: a network that is in trouble for hours is said, while it is tried on', async () => {
  const bench = createBench()
  const { watchdog, rung, pass } = watch(bench)
  bench.network.script.push(...Array.from({ length: 200 }, () => ({ kind: 'rate-limited' as const, untilUtc: 0, detail: '' })))
  bench.network.commit = async () => ({ ok: false, failure: { kind: 'server-trouble', detail: 'down' } })
  bench.outbox.put([delivery('d', { late: { graceMinutes: 0, then: 'publish' } })])
  bench.loop.poke()
  await pass(355)
  expect(watchdog.alarm()).toBeNull()
  await pass(10)
  expect(watchdog.alarm()).toMatchObject({ kind: 'held-up', deliveryId: 'd' })
  expect(rung).toEqual(['held-up d'])
}, 60_000)

it('pain 10: a connection that never comes is given up after a while, and the others of other accounts go out meanwhile', async () => {
  const bench = createBench()
  bench.connectHangs = true
  bench.outbox.put([delivery('d')])
  bench.loop.poke()
  await bench.advance(minuteMs)
  expect(stateOf(bench, 'd')?.kind).toBe('planned')
  await bench.advance(minuteMs + 1_000)
  expect(stateOf(bench, 'd')).toMatchObject({ kind: 'waiting', why: 'server-trouble' })
  bench.connectHangs = false
  await bench.advance(2 * minuteMs)
  expect(stateOf(bench, 'd')?.kind).toBe('published')
})

it('pain 11: a preparation that never ends is given up, cannot act any more, and is made again', async () => {
  const bench = createBench()
  const prepare = bench.network.prepare.bind(bench.network)
  bench.network.prepare = () => new Promise(() => undefined)
  bench.outbox.put([delivery('d')])
  bench.loop.poke()
  await bench.advance(29 * minuteMs)
  expect(stateOf(bench, 'd')?.kind).toBe('preparing')
  bench.network.prepare = prepare
  await bench.advance(2 * minuteMs)
  expect(bench.hungUp).toBe(1)
  expect(stateOf(bench, 'd')?.kind).toBe('published')
  expect(bench.network.posts).toHaveLength(1)
})

it('pain 14: a sending that never ends is looked for and not sent again while it may be there', async () => {
  const bench = createBench()
  const commit = bench.network.commit.bind(bench.network)
  bench.network.commit = async (act, prepared) => {
    await commit(act, prepared)
    return new Promise(() => undefined)
  }
  bench.outbox.put([delivery('d')])
  bench.loop.poke()
  await bench.advance(4 * minuteMs)
  expect(stateOf(bench, 'd')?.kind).toBe('committing')
  bench.network.commit = commit
  await bench.advance(2 * minuteMs)
  expect(bench.hungUp).toBe(1)
  expect(bench.network.posts).toHaveLength(1)
  expect(stateOf(bench, 'd')?.kind).toBe('published')
})

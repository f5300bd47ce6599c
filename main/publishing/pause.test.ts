import { describe, expect, it } from 'vitest'
import type { DeliveryState } from '../../preload/contract/publishing.ts'
import { withScheduler } from './paper-scheduler.ts'
import { createPause } from './pause.ts'
import { planResume } from './resume-plan.ts'
import { createBench, delivery, startUtc, type Bench } from './test-bench.ts'

const hourMs = 1_200_000
const dueUtc = startUtc + 3 * hourMs
const { id } = delivery('d')
const stateOf = (bench: Bench): DeliveryState | undefined => bench.journal.deliveries.get(id)?.state

function pauseOf(bench: Bench) {
  const pause = createPause({ journal: bench.journal, now: () => bench.nowUtc, who: () => 'marie', changed: () => { bench.isPaused = pause.state() !== null } })
  bench.isPaused = pause.state() !== null
  return pause
}

async function handedOver() {
  const bench = createBench()
  const paper = withScheduler(bench)
  bench.outbox.put([delivery('d', { who: 'network', dueUtc, late: { graceMinutes: 10, then: 'ask' } })])
  bench.loop.poke()
  await bench.advance(5_000)
  expect(stateOf(bench)?.kind).toBe('handed-over')
  return { bench, paper, pause: pauseOf(bench) }
}

describe('pausing', () => {
  it('stops at once, and takes back what the network holds; resuming hands it over again', async () => {
    const { bench, paper, pause } = await handedOver()
    pause.begin('')
    expect(stateOf(bench)).toMatchObject({ kind: 'recalling', why: 'paused' })
    bench.loop.poke()
    await bench.advance(10_000)
    expect([stateOf(bench)?.kind, paper.kept.size]).toEqual(['planned', 0])
    await bench.advance(hourMs)
    expect(paper.puts).toBe(1)
    pause.end()
    bench.loop.poke()
    await bench.advance(10_000)
    expect([stateOf(bench)?.kind, paper.kept.size, paper.puts]).toEqual(['handed-over', 1, 2])
  })

  it('without a line is honest: it lies there until it can be called back, and its time may come first', async () => {
    const { bench, paper, pause } = await handedOver()
    paper.isReachable = false
    pause.begin('')
    bench.loop.poke()
    await bench.advance(hourMs)
    expect(stateOf(bench)).toMatchObject({ kind: 'recalling', why: 'paused', looks: [{ found: 'not-reached' }] })
    paper.isReachable = true
    bench.loop.release('no-line')
    await bench.advance(10_000)
    expect([stateOf(bench)?.kind, paper.kept.size]).toEqual(['planned', 0])
    await bench.advance(5 * hourMs)
    expect(bench.network.posts).toHaveLength(0)
  })

  it('is kept across a restart, with who, when and why; the reason may come later', async () => {
    const { bench, pause } = await handedOver()
    pause.begin('')
    pause.explain('A customer died')
    bench.restart()
    const again = pauseOf(bench)
    expect(again.state()).toEqual({ sinceUtc: bench.nowUtc, why: 'A customer died', who: 'marie' })
    const sinceUtc = bench.nowUtc
    await bench.advance(60_000)
    again.end()
    expect(again.list()).toEqual([{ beganUtc: sinceUtc, endedUtc: sinceUtc + 60_000, who: 'marie', why: 'A customer died' }])
    expect(again.state()).toBeNull()
  })

  it('takes over a pause that an earlier Comptoir had begun', () => {
    const bench = createBench()
    bench.journal.settings.write('pause', JSON.stringify({ sinceUtc: 5, why: 'holiday' }))
    expect(pauseOf(bench).state()).toEqual({ sinceUtc: 5, why: 'holiday', who: '' })
    expect(bench.journal.settings.read('pause')).toBeNull()
    expect(pauseOf(bench).list()).toHaveLength(1)
  })

  it('pressed twice is one pause, and the first time counts', () => {
    const bench = createBench()
    const pause = pauseOf(bench)
    pause.begin('first')
    bench.nowUtc += 1000
    pause.begin('second')
    expect(pause.list()).toEqual([{ beganUtc: startUtc, endedUtc: null, who: 'marie', why: 'first' }])
  })
})

it('resuming tells first what it will do with each, in the order in which it matters', async () => {
  const { bench, pause } = await handedOver()
  pause.begin('')
  bench.loop.poke()
  bench.outbox.put([
    delivery('now', { dueUtc: startUtc + 60_000 }), delivery('late', { dueUtc: startUtc, late: { graceMinutes: 1, then: 'ask' } }), delivery('old', { dueUtc: startUtc, late: { graceMinutes: 1, then: 'drop' } }),
    delivery('later', { dueUtc: startUtc + 24 * 3_600_000 }),
  ])
  await bench.advance(300_000)
  const records = (['planned', 'waiting', 'recalling'] as const).flatMap(kind => bench.journal.deliveries.inState(kind))
  const plan = planResume(records, record => bench.journal.accounts.get(record.delivery.accountId), record => ({ meantUtc: record.delivery.due.utc, hasBegun: false }), bench.nowUtc)
  expect(plan.steps.map(({ record, fate }) => `${record.delivery.id} ${fate}`)).toEqual(['now goes-out', 'late asks', 'old dropped', 'd handed-over', 'later planned'])
  expect(bench.network.posts).toHaveLength(0)
})

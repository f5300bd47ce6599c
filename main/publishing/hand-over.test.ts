import { describe, expect, it } from 'vitest'
import type { DeliveryState } from '../../preload/contract/publishing.ts'
import { emptyContent } from '../../preload/contract/drafts.ts'
import { withScheduler } from './paper-scheduler.ts'
import { createBench, delivery, startUtc, type Bench } from './test-bench.ts'

/** Long enough for the network's scheduler to take it, short enough to be walked through. */
const hourMs = 1_200_000
const dueUtc = startUtc + 3 * hourMs
const { id } = delivery('d')
const stateOf = (bench: Bench): DeliveryState | undefined => bench.journal.deliveries.get(id)?.state
const planned = (change: Parameters<typeof delivery>[1] = {}) => delivery('d', { who: 'network', dueUtc, ...change })
const saying = (text: string) => ({ kind: 'publish' as const, content: { ...emptyContent(), parts: [{ text, media: [], poll: null }] } })

async function handedOver() {
  const bench = createBench()
  const paper = withScheduler(bench)
  bench.outbox.put([planned()])
  bench.loop.poke()
  await bench.advance(5_000)
  expect(stateOf(bench)).toMatchObject({ kind: 'handed-over', schedule: { id: [...paper.kept.keys()][0] } })
  return { bench, paper }
}

describe('pain 18: an outage of ours does not lose the day, since the network itself publishes', () => {
  it('a post planned ahead is handed over at once, and is published with its permalink after its time', async () => {
    const { bench, paper } = await handedOver()
    await bench.advance(2 * hourMs)
    expect(bench.network.posts).toHaveLength(0)
    await bench.advance(hourMs + 60_000)
    expect(stateOf(bench)).toEqual({ kind: 'published', utc: dueUtc, remotes: [{ id: 'id-1', url: 'https://paper.example/id-1', extra: null }] })
    await bench.advance(hourMs)
    expect([bench.network.posts.length, bench.network.commits, paper.puts]).toEqual([1, 0, 1])
  })

  it('what goes out soon, is a thread, or is to be this computer’s stays with this computer', async () => {
    const bench = createBench()
    const paper = withScheduler(bench)
    bench.outbox.put([planned({ dueUtc: startUtc + 600_000 }), delivery('t', { who: 'network', dueUtc, parts: 2 }), delivery('c', { dueUtc })])
    bench.loop.poke()
    await bench.advance(60_000)
    expect(bench.journal.deliveries.all().map(record => record.state.kind)).toEqual(['planned', 'planned', 'planned'])
    await bench.advance(4 * hourMs)
    expect([bench.network.commits, paper.puts]).toEqual([4, 0])
  })

  it('further ahead than the network takes is handed over when it can be', async () => {
    const bench = createBench()
    const paper = withScheduler(bench)
    const account = bench.journal.accounts.all()[0]
    if (!account?.limits.schedule) throw new Error('made above')
    bench.journal.accounts.put({ ...account, limits: { ...account.limits, schedule: { ...account.limits.schedule, maxLeadMs: hourMs } } })
    bench.outbox.put([planned()])
    bench.loop.poke()
    await bench.advance(hourMs)
    expect([stateOf(bench)?.kind, paper.puts]).toEqual(['planned', 0])
    await bench.advance(hourMs + 60_000)
    expect([stateOf(bench)?.kind, paper.puts]).toEqual(['handed-over', 1])
  })

  it('this computer publishes what the network has no place for or refuses, and says so', async () => {
    const bench = createBench()
    const paper = withScheduler(bench)
    paper.isFull = true
    bench.outbox.put([planned()])
    bench.loop.poke()
    await bench.advance(60_000)
    expect(bench.journal.deliveries.get(id)).toMatchObject({ state: { kind: 'planned', notTaken: 'full' }, delivery: { who: 'computer' } })
    await bench.advance(4 * hourMs)
    expect([stateOf(bench)?.kind, bench.network.commits, paper.puts]).toEqual(['published', 1, 1])
  })

  it('places that are known to be used up are not asked for, and are taken when they come free', async () => {
    const { bench, paper } = await handedOver()
    const account = bench.journal.accounts.all()[0]
    if (!account?.limits.schedule) throw new Error('made by the bench')
    bench.journal.accounts.put({ ...account, limits: { ...account.limits, schedule: { ...account.limits.schedule, maxHeld: 1 } } })
    bench.outbox.put([delivery('e', { who: 'network', dueUtc: dueUtc + 6 * hourMs })])
    bench.loop.poke()
    await bench.advance(60_000)
    expect(paper.puts).toBe(1)
    await bench.advance(5 * hourMs)
    expect(paper.puts).toBe(2)
    expect(bench.journal.deliveries.all().map(record => record.state.kind)).toEqual(['published', 'handed-over'])
  })

  it('without a line it waits with this computer, and is handed over when the line is back', async () => {
    const bench = createBench()
    const paper = withScheduler(bench)
    paper.isReachable = false
    bench.outbox.put([planned()])
    bench.loop.poke()
    await bench.advance(60_000)
    expect(stateOf(bench)?.kind).toBe('planned')
    paper.isReachable = true
    bench.loop.release('no-line')
    await bench.advance(5_000)
    expect(stateOf(bench)?.kind).toBe('handed-over')
  })

  it('a server that posts at once is told as published too early, and is given nothing more', async () => {
    const bench = createBench()
    withScheduler(bench).postsAtOnce = true
    bench.outbox.put([planned()])
    bench.loop.poke()
    await bench.advance(60_000)
    expect(stateOf(bench)).toMatchObject({ kind: 'published', despite: 'early', remotes: [{ url: 'https://paper.example/id-1' }] })
    expect(bench.atOnce).toEqual(['a'])
    await bench.advance(5 * hourMs)
    expect(bench.network.posts).toHaveLength(1)
  })

  it('what is gone there without having been published is asked about, never taken for published', async () => {
    const { bench, paper } = await handedOver()
    paper.forgets = true
    await bench.advance(3 * hourMs + 300_000)
    expect(stateOf(bench)?.kind).toBe('handed-over')
    await bench.advance(900_000)
    expect(stateOf(bench)).toMatchObject({ kind: 'needs-owner', question: { kind: 'missing-there', dueUtc, looks: [{ found: 'absent' }] } })
    expect(bench.outbox.decide(id, 'publish-now').ok).toBe(true)
    bench.loop.poke()
    await bench.advance(60_000)
    expect([stateOf(bench)?.kind, bench.network.commits]).toEqual(['published', 1])
  })

  it('what the network publishes late is waited for, and looked at again', async () => {
    const { bench, paper } = await handedOver()
    const publish = paper.publishDue
    paper.publishDue = () => undefined
    await bench.advance(3 * hourMs + 1_200_000)
    expect(stateOf(bench)?.kind).toBe('handed-over')
    paper.publishDue = publish
    await bench.advance(600_000)
    expect([stateOf(bench)?.kind, bench.network.posts.length, bench.network.commits]).toEqual(['published', 1, 0])
  })
})

describe('what lies with the network', () => {
  it('is moved there when only its time changes', async () => {
    const { bench, paper } = await handedOver()
    bench.outbox.put([planned({ revision: 2, dueUtc: dueUtc + hourMs })])
    bench.loop.poke()
    await bench.advance(5_000)
    expect([...paper.kept.values()]).toMatchObject([{ dueUtc: dueUtc + hourMs }])
    expect([stateOf(bench)?.kind, paper.puts]).toEqual(['handed-over', 1])
    await bench.advance(3 * hourMs + 60_000)
    expect(bench.network.posts).toHaveLength(0)
    await bench.advance(hourMs + 60_000)
    expect([stateOf(bench)?.kind, bench.network.posts.length]).toEqual(['published', 1])
  })

  it('is taken back and handed over anew when its text changes', async () => {
    const { bench, paper } = await handedOver()
    bench.outbox.put([planned({ revision: 2, act: saying('Rolls at 8') })])
    bench.loop.poke()
    await bench.advance(5_000)
    expect([...paper.kept.values()].map(kept => kept.body)).toEqual([expect.stringContaining('Rolls')])
    expect([stateOf(bench)?.kind, paper.puts]).toEqual(['handed-over', 2])
    await bench.advance(4 * hourMs)
    expect(bench.network.posts.map(post => post.body)).toEqual([expect.stringContaining('Rolls')])
  })

  it('is taken back when it is cancelled, and what comes after counts', async () => {
    const { bench, paper } = await handedOver()
    expect(bench.outbox.cancel(id, 1)).toMatchObject({ ok: true, value: { state: { kind: 'recalling', why: 'cancelled' } } })
    bench.loop.poke()
    await bench.advance(5_000)
    expect([stateOf(bench)?.kind, paper.kept.size]).toEqual(['cancelled', 0])
    bench.outbox.put([planned({ revision: 2 })])
    bench.loop.poke()
    await bench.advance(5_000)
    expect([stateOf(bench)?.kind, paper.kept.size]).toEqual(['handed-over', 1])
  })

  it('that is to be this computer’s again goes out from here, once', async () => {
    const { bench, paper } = await handedOver()
    bench.outbox.put([planned({ revision: 2, who: 'computer' })])
    bench.loop.poke()
    await bench.advance(4 * hourMs)
    expect([stateOf(bench)?.kind, bench.network.posts.length, bench.network.commits, paper.kept.size]).toEqual(['published', 1, 1, 0])
  })

  it('cannot be called back without a line: that is said, nothing goes out from here, and the network’s post is what counts', async () => {
    const { bench, paper } = await handedOver()
    paper.isReachable = false
    bench.outbox.cancel(id, 1)
    bench.loop.poke()
    await bench.advance(60_000)
    expect(stateOf(bench)).toMatchObject({ kind: 'recalling', why: 'cancelled', looks: [{ found: 'not-reached' }] })
    await bench.advance(4 * hourMs)
    paper.publishDue()
    paper.isReachable = true
    bench.loop.release('no-line')
    await bench.advance(60_000)
    expect(stateOf(bench)).toMatchObject({ kind: 'published', despite: 'cancelled' })
    expect(bench.network.posts).toHaveLength(1)
  })

  it('published while a change was under way is published as it was, and its owner is told', async () => {
    const { bench, paper } = await handedOver()
    paper.isReachable = false
    bench.outbox.put([planned({ revision: 2, act: saying('Rolls'), late: { graceMinutes: 600, then: 'publish' } })])
    bench.loop.poke()
    await bench.advance(4 * hourMs)
    expect([stateOf(bench)?.kind, bench.network.commits]).toEqual(['recalling', 0])
    paper.isReachable = true
    bench.loop.release('no-line')
    await bench.advance(60_000)
    expect(stateOf(bench)).toMatchObject({ kind: 'published', despite: 'edited' })
    expect(bench.network.posts.map(post => post.body)).toEqual([expect.stringContaining('Bread')])
  })

  it('edited while it is being given away ends as the newer one, once', async () => {
    const bench = createBench()
    const paper = withScheduler(bench)
    paper.script.put.push(() => { bench.outbox.put([planned({ revision: 2, act: saying('Rolls') })]) })
    bench.outbox.put([planned()])
    bench.loop.poke()
    await bench.advance(30_000)
    expect([...paper.kept.values()].map(kept => kept.body)).toEqual([expect.stringContaining('Rolls')])
    await bench.advance(4 * hourMs)
    expect(bench.network.posts).toHaveLength(1)
  })
})

describe('a lost answer', () => {
  it.each(['lost', 'dropped'] as const)('of the scheduler (%s) is looked for, never sent again blindly', async step => {
    const bench = createBench()
    const paper = withScheduler(bench)
    paper.script.put.push(step)
    bench.outbox.put([planned()])
    bench.loop.poke()
    await bench.advance(60_000)
    expect([stateOf(bench)?.kind, paper.kept.size]).toEqual(['handed-over', 1])
    await bench.advance(4 * hourMs)
    expect([stateOf(bench)?.kind, bench.network.posts.length]).toEqual(['published', 1])
  })

  it('that stays lost until after its time publishes nothing from here', async () => {
    const bench = createBench()
    const paper = withScheduler(bench)
    paper.script.put.push('lost', () => undefined)
    bench.outbox.put([planned({ late: { graceMinutes: 600, then: 'publish' } })])
    bench.loop.poke()
    await bench.advance(500)
    paper.isReachable = false
    await bench.advance(5 * hourMs)
    expect(bench.network.commits).toBe(0)
    paper.isReachable = true
    await bench.advance(60_000)
    expect([stateOf(bench)?.kind, bench.network.posts.length]).toEqual(['published', 1])
  })

  it('of a recall is asked again, and the post is gone once', async () => {
    const { bench, paper } = await handedOver()
    paper.script.recall.push('lost')
    bench.outbox.cancel(id, 1)
    bench.loop.poke()
    await bench.advance(60_000)
    expect([stateOf(bench)?.kind, paper.kept.size]).toEqual(['cancelled', 0])
  })
})

/** Everything that can be done to a handed-over post, one after the other. */
async function story(bench: Bench): Promise<void> {
  bench.outbox.put([planned()])
  bench.loop.poke()
  await bench.advance(30_000)
  bench.outbox.put([planned({ revision: 2, dueUtc: dueUtc + hourMs })])
  bench.loop.poke()
  await bench.advance(30_000)
  bench.outbox.put([planned({ revision: 3, dueUtc, act: saying('Rolls') })])
  bench.loop.poke()
  await bench.advance(30_000)
}

describe('killed after any note in the journal, or around any call, and started again', () => {
  it.each(Array.from({ length: 14 }, (_, n) => n + 1))('after note %i: the last text is published once', async killAt => {
    const bench = createBench()
    const paper = withScheduler(bench)
    const { deliveries } = bench.journal
    const move = deliveries.move.bind(deliveries)
    let moves = 0
    deliveries.move = (...given) => {
      const moved = move(...given)
      if (++moves === killAt) setImmediate(() => { bench.restart() })
      return moved
    }
    await story(bench)
    await bench.advance(5 * hourMs)
    expect(stateOf(bench)?.kind).toBe('published')
    expect(bench.network.posts.map(post => post.body)).toEqual([expect.stringContaining('Rolls')])
    expect(paper.kept.size).toBe(0)
  })

  it.each(['put', 'recall', 'move', 'find'] as const)('in the middle of %s: the last text is published once', async call => {
    const bench = createBench()
    const paper = withScheduler(bench)
    paper.script[call].push(() => { bench.restart() })
    await story(bench)
    await bench.advance(5 * hourMs)
    expect(stateOf(bench)?.kind).toBe('published')
    expect(bench.network.posts.map(post => post.body)).toEqual([expect.stringContaining('Rolls')])
  })
})

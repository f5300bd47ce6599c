import { describe, expect, it, vi } from 'vitest'
import { createBench, delivery, startUtc, type Bench } from './test-bench.ts'

const stateOf = (bench: Bench, id: string) => bench.journal.deliveries.all().find(r => r.delivery.id === id)?.state

it('a journal that does not answer between two posts stops no account for good', async () => {
  const bench = createBench()
  const { deliveries } = bench.journal
  const firstDue = vi.spyOn(deliveries, 'firstDue').mockImplementationOnce(() => { throw new Error('disk I/O error') })
  bench.outbox.put([delivery('d')])
  bench.loop.poke()
  await bench.advance(5_000)
  expect(stateOf(bench, 'd')?.kind).toBe('published')
  expect(bench.troubles).toEqual(['publish lane: Error: disk I/O error'])
  firstDue.mockRestore()
})

describe('a planned post', () => {
  it('goes out at its time, once, and is published only with a permalink that was read back', async () => {
    const bench = createBench()
    bench.outbox.put([delivery('d', { dueUtc: startUtc + 120_000 })])
    await bench.advance(119_000)
    expect(bench.network.posts).toHaveLength(0)
    await bench.advance(2_000)
    expect(bench.network.posts).toHaveLength(1)
    expect(stateOf(bench, 'd')).toMatchObject({ kind: 'published', remotes: [{ id: 'id-1', url: 'https://paper.example/id-1' }] })
    await bench.advance(3_600_000)
    expect(bench.network.commits).toBe(1)
  })

  it('pain 12: is not called published while it cannot be read back, and is not sent again either', async () => {
    const bench = createBench()
    const readable = bench.network.readBack
    bench.network.readBack = async () => ({ ok: false, failure: { kind: 'missing', detail: 'not yet' } })
    bench.outbox.put([delivery('d')])
    bench.loop.poke()
    await bench.advance(1_000)
    expect(stateOf(bench, 'd')).toMatchObject({ kind: 'waiting', why: 'server-trouble' })
    bench.network.readBack = readable
    await bench.advance(60_000)
    expect(stateOf(bench, 'd')?.kind).toBe('published')
    expect(bench.network.commits).toBe(1)
  })

  it('handed over twice with the same revision is one post', async () => {
    const bench = createBench()
    bench.outbox.put([delivery('d')])
    bench.outbox.put([delivery('d')])
    bench.loop.poke()
    await bench.advance(1_000)
    expect(bench.outbox.put([delivery('d')])).toEqual([{ id: 'd', kind: 'accepted', revision: 1 }])
    await bench.advance(60_000)
    expect(bench.network.posts).toHaveLength(1)
  })

  it('is edited until it goes out, and answers "too late" afterwards', async () => {
    const bench = createBench()
    bench.outbox.put([delivery('d', { dueUtc: startUtc + 60_000 })])
    expect(bench.outbox.put([delivery('d', { revision: 2, dueUtc: startUtc + 90_000 })])[0]?.kind).toBe('accepted')
    expect(bench.outbox.put([delivery('d', { revision: 1 })])[0]?.kind).toBe('superseded')
    await bench.advance(70_000)
    expect(bench.network.posts).toHaveLength(0)
    await bench.advance(30_000)
    expect(bench.outbox.put([delivery('d', { revision: 3 })])[0]).toMatchObject({ kind: 'too-late', record: { state: { kind: 'published' } } })
    expect(bench.outbox.cancel(delivery('d').id, 3)).toMatchObject({ ok: false, failure: { kind: 'too-late' } })
  })

  it('cancelled while it is being prepared never goes out', async () => {
    const bench = createBench()
    const prepare = bench.network.prepare.bind(bench.network)
    bench.network.prepare = async (...args) => {
      bench.outbox.cancel(delivery('d').id, 1)
      return prepare(...args)
    }
    bench.outbox.put([delivery('d')])
    bench.loop.poke()
    await bench.advance(120_000)
    expect(bench.network.commits).toBe(0)
    expect(stateOf(bench, 'd')?.kind).toBe('cancelled')
  })
})

describe('a lost answer', () => {
  it('of a post that went out is cleared up by looking, never by sending again', async () => {
    const bench = createBench()
    bench.network.script.push('lost')
    bench.outbox.put([delivery('d')])
    bench.loop.poke()
    await bench.advance(60_000)
    expect(bench.network.commits).toBe(1)
    expect(stateOf(bench, 'd')).toMatchObject({ kind: 'published', remotes: [{ id: 'id-1' }] })
  })

  it('pain 7: of a post that is proved absent goes back to the queue under the same key', async () => {
    const bench = createBench()
    const keys: string[] = []
    const commit = bench.network.commit.bind(bench.network)
    bench.network.commit = async (act, prepared) => {
      keys.push(prepared.key)
      return commit(act, prepared)
    }
    bench.network.script.push('dropped')
    bench.outbox.put([delivery('d')])
    bench.loop.poke()
    await bench.advance(60_000)
    expect(keys).toHaveLength(2)
    expect(new Set(keys).size).toBe(1)
    expect(bench.network.posts).toHaveLength(1)
    expect(stateOf(bench, 'd')?.kind).toBe('published')
  })

  it('without proof either way ends as a question to the owner, with what was looked at', async () => {
    const bench = createBench()
    bench.network.script.push('lost')
    bench.network.finds = () => ({ kind: 'no-proof', lookedAt: 'the last 40 posts' })
    bench.outbox.put([delivery('d')])
    bench.loop.poke()
    await bench.advance(4 * 3_600_000)
    expect(bench.network.commits).toBe(1)
    expect(stateOf(bench, 'd')).toMatchObject({ kind: 'needs-owner', question: { kind: 'unproved' } })
    // The owner says it is not there: one more look, then it is sent again, once.
    bench.network.posts.length = 0
    bench.outbox.decide(delivery('d').id, 'try-again')
    bench.loop.poke()
    await bench.advance(60_000)
    expect(bench.network.posts).toHaveLength(1)
    expect(stateOf(bench, 'd')?.kind).toBe('published')
  })

  it('that the owner wants tried again is found after all', async () => {
    const bench = createBench()
    bench.network.script.push('lost')
    const finds = bench.network.finds
    bench.network.finds = () => ({ kind: 'no-proof', lookedAt: 'nothing readable' })
    bench.outbox.put([delivery('d')])
    bench.loop.poke()
    await bench.advance(4 * 3_600_000)
    bench.network.finds = finds
    bench.outbox.decide(delivery('d').id, 'try-again')
    bench.loop.poke()
    await bench.advance(60_000)
    expect(bench.network.posts).toHaveLength(1)
    expect(stateOf(bench, 'd')?.kind).toBe('published')
  })

  it('in the middle of a thread concerns that part only', async () => {
    const bench = createBench()
    bench.network.script.push('ok', 'lost', 'ok')
    bench.outbox.put([delivery('d', { parts: 3 })])
    bench.loop.poke()
    await bench.advance(60_000)
    expect(bench.network.posts.map(p => JSON.parse(p.body).part)).toEqual([0, 1, 2])
    expect(stateOf(bench, 'd')).toMatchObject({ kind: 'published', remotes: [{ id: 'id-1' }, { id: 'id-2' }, { id: 'id-3' }] })
  })

  it('of a like is simply sent again, since twice changes nothing', async () => {
    const bench = createBench()
    bench.network.script.push('lost')
    bench.outbox.put([delivery('d', { act: { kind: 'like', target: { id: 'x', url: null, extra: null }, on: true } })])
    bench.loop.poke()
    await bench.advance(60_000)
    expect(stateOf(bench, 'd')?.kind).toBe('published')
  })
})

describe('main killed', () => {
  it.each([['before the server acted', 'dropped'], ['after the server acted', 'lost']] as const)('while sending, %s: the post is there once', async (_when, how) => {
    const bench = createBench()
    // The commit never comes back to the first main: it is gone.
    const commit = bench.network.commit.bind(bench.network)
    let isFirst = true
    bench.network.commit = async (act, prepared) => {
      if (!isFirst) return commit(act, prepared)
      isFirst = false
      bench.network.script.push(how)
      await commit(act, prepared)
      return new Promise(() => undefined)
    }
    bench.outbox.put([delivery('d')])
    bench.loop.poke()
    await bench.advance(1_000)
    expect(stateOf(bench, 'd')?.kind).toBe('committing')
    bench.restart()
    await bench.advance(60_000)
    expect(bench.network.posts).toHaveLength(1)
    expect(stateOf(bench, 'd')?.kind).toBe('published')
  })

  it('while preparing: starts over', async () => {
    const bench = createBench()
    bench.network.prepare = () => new Promise(() => undefined)
    bench.outbox.put([delivery('d')])
    bench.loop.poke()
    await bench.advance(1_000)
    expect(stateOf(bench, 'd')?.kind).toBe('preparing')
    bench.network.prepare = async () => ({ ok: true, value: { key: 'k', body: '{}' } })
    bench.restart()
    await bench.advance(60_000)
    expect(bench.network.posts).toHaveLength(1)
  })
})

describe('late', () => {
  const threeHours = 3 * 3_600_000
  it.each([['ask', 'needs-owner', 0], ['drop', 'cancelled', 0], ['publish', 'published', 1]] as const)('with the policy "%s" ends %s', async (then, kind, sent) => {
    const bench = createBench()
    bench.outbox.put([delivery('d', { dueUtc: startUtc - threeHours, late: { graceMinutes: 60, then } })])
    bench.loop.poke()
    await bench.advance(1_000)
    expect(stateOf(bench, 'd')?.kind).toBe(kind)
    expect(bench.network.posts).toHaveLength(sent)
  })

  it('and "publish now" from the owner goes out, and a doubt afterwards is still a doubt', async () => {
    const bench = createBench()
    bench.outbox.put([delivery('d', { dueUtc: startUtc - threeHours })])
    bench.loop.poke()
    await bench.advance(1_000)
    bench.network.script.push('lost')
    bench.network.finds = () => ({ kind: 'no-proof', lookedAt: '' })
    bench.outbox.decide(delivery('d').id, 'publish-now')
    bench.loop.poke()
    await bench.advance(4 * 3_600_000)
    expect(bench.network.commits).toBe(1)
    expect(stateOf(bench, 'd')).toMatchObject({ kind: 'needs-owner', question: { kind: 'unproved' } })
  })
})

describe('what holds a post up', () => {
  it('a limit is waited for as long as the server says', async () => {
    const bench = createBench()
    bench.network.script.push({ kind: 'rate-limited', untilUtc: startUtc + 900_000, detail: '' })
    bench.outbox.put([delivery('d')])
    bench.loop.poke()
    await bench.advance(890_000)
    expect(stateOf(bench, 'd')).toMatchObject({ kind: 'waiting', why: 'rate-limited', untilUtc: startUtc + 900_000 })
    expect(bench.network.commits).toBe(1)
    await bench.advance(20_000)
    expect(bench.network.posts).toHaveLength(1)
  })

  it('no line: waits, and goes as soon as the line is back', async () => {
    const bench = createBench()
    bench.network.script.push(...Array.from({ length: 3 }, () => ({ kind: 'unreachable' as const, detail: '' })))
    bench.outbox.put([delivery('d')])
    bench.loop.poke()
    await bench.advance(40_000)
    expect(stateOf(bench, 'd')).toMatchObject({ kind: 'waiting', why: 'no-line' })
    bench.network.script.length = 0
    bench.loop.release('no-line')
    await bench.advance(100)
    expect(stateOf(bench, 'd')?.kind).toBe('published')
  })

  it('a pause holds everything at once, and nothing is sent until it ends', async () => {
    const bench = createBench()
    bench.isPaused = true
    bench.outbox.put([delivery('d')])
    bench.loop.poke()
    await bench.advance(600_000)
    expect(bench.network.commits).toBe(0)
    bench.isPaused = false
    bench.loop.poke()
    await bench.advance(1_000)
    expect(bench.network.posts).toHaveLength(1)
  })

  it('a refused sign-in waits for the owner and goes on by itself afterwards', async () => {
    const bench = createBench()
    bench.connectFailure = { kind: 'needs-sign-in', detail: '' }
    bench.outbox.put([delivery('d')])
    bench.loop.poke()
    await bench.advance(1_000)
    expect(stateOf(bench, 'd')).toMatchObject({ kind: 'needs-owner', question: { kind: 'sign-in' } })
    bench.connectFailure = null
    bench.loop.signedIn(delivery('d').accountId)
    await bench.advance(1_000)
    expect(stateOf(bench, 'd')?.kind).toBe('published')
  })

  it('a refusal is final, in plain view, and can be taken up again by the owner', async () => {
    const bench = createBench()
    bench.network.script.push({ kind: 'refused', reason: 'text', detail: 'too long' })
    bench.outbox.put([delivery('d')])
    bench.loop.poke()
    await bench.advance(3_600_000)
    expect(stateOf(bench, 'd')).toMatchObject({ kind: 'failed', failure: { kind: 'refused', reason: 'text' } })
    bench.outbox.decide(delivery('d').id, 'try-again')
    bench.loop.poke()
    await bench.advance(1_000)
    expect(bench.network.posts).toHaveLength(1)
  })
})

it('a full disk: what cannot be noted is not sent, and goes out once there is room', async () => {
  const bench = createBench()
  const note = 'x'.repeat(20_000)
  const prepare = bench.network.prepare.bind(bench.network)
  bench.network.prepare = async (act, part, before, notes) => {
    notes.set('upload', note)
    return prepare(act, part, before, notes)
  }
  bench.outbox.put([delivery('d')])
  bench.fillDisk()
  bench.loop.poke()
  await bench.advance(30_000)
  expect(bench.network.commits).toBe(0)
  expect(bench.troubles.join()).toContain('full')
  bench.freeDisk()
  await bench.advance(120_000)
  expect(bench.network.posts).toHaveLength(1)
  expect(stateOf(bench, 'd')?.kind).toBe('published')
})

describe('several at once', () => {
  it('fifty in the same second on one account go out one after the other, each once', async () => {
    const bench = createBench()
    let atOnce = 0
    let mostAtOnce = 0
    const commit = bench.network.commit.bind(bench.network)
    bench.network.commit = async (act, prepared) => {
      mostAtOnce = Math.max(mostAtOnce, ++atOnce)
      await new Promise(resolve => { setImmediate(resolve) })
      atOnce--
      return commit(act, prepared)
    }
    bench.outbox.put(Array.from({ length: 50 }, (_, i) => delivery(`d${i}`)))
    bench.loop.poke()
    for (let i = 0; i < 50; i++) await bench.advance(100)
    expect(bench.network.posts).toHaveLength(50)
    expect(mostAtOnce).toBe(1)
  })

  it('the next goes out while one is read back, and of an account one is read back at a time', async () => {
    const bench = createBench()
    const { readBack } = bench.network
    const waiting: (() => void)[] = []
    const asked: string[] = []
    bench.network.readBack = async remote => {
      asked.push(remote.id)
      await new Promise<void>(resolve => { waiting.push(resolve) })
      return readBack(remote)
    }
    bench.outbox.put(['one', 'two', 'three'].map(id => delivery(id)))
    bench.loop.poke()
    await bench.advance(1_000)
    // Two are out, and the third waits until the first is proved.
    expect(bench.network.posts.map(post => post.id)).toEqual(['id-1', 'id-2'])
    expect(asked).toEqual(['id-1'])
    expect(['one', 'two', 'three'].map(id => stateOf(bench, id)?.kind)).toEqual(['preparing', 'preparing', 'planned'])
    expect(bench.outbox.cancel(delivery('one').id, 2)).toMatchObject({ ok: false, failure: { kind: 'too-late' } })
    for (let n = 0; n < 3; n++) {
      waiting.shift()?.()
      await bench.advance(1_000)
    }
    expect(['one', 'two', 'three'].map(id => stateOf(bench, id)?.kind)).toEqual(['published', 'published', 'published'])
    expect([bench.network.commits, asked]).toEqual([3, ['id-1', 'id-2', 'id-3']])
  })

  it('killed while one is read back and the next is out: both are read back again, none is sent again', async () => {
    const bench = createBench()
    const { readBack } = bench.network
    bench.network.readBack = () => new Promise(() => undefined)
    bench.outbox.put([delivery('one'), delivery('two')])
    bench.loop.poke()
    await bench.advance(1_000)
    bench.network.readBack = readBack
    bench.restart()
    await bench.advance(60_000)
    expect([stateOf(bench, 'one')?.kind, stateOf(bench, 'two')?.kind, bench.network.commits]).toEqual(['published', 'published', 2])
  })

  it('one whose proof cannot be noted (disk full) is read back again once there is room', async () => {
    const bench = createBench()
    const { readBack } = bench.network
    bench.network.readBack = remote => {
      bench.fillDisk()
      return readBack(remote)
    }
    // Large enough that the note needs a page more.
    bench.outbox.put(Array.from({ length: 30 }, (_, n) => delivery(`d${n}`, { text: 'Bread '.repeat(50) })))
    bench.loop.poke()
    await bench.advance(10_000)
    expect(bench.troubles.join()).toContain('full')
    bench.network.readBack = readBack
    bench.freeDisk()
    for (let n = 0; n < 40; n++) await bench.advance(15_000)
    expect(bench.journal.deliveries.all().map(record => record.state.kind).filter(kind => kind !== 'published')).toEqual([])
    expect(bench.network.commits).toBe(30)
  })

  it('one that throws does not hold up the other accounts', async () => {
    const bench = createBench()
    const prepare = bench.network.prepare.bind(bench.network)
    let throws = true
    bench.network.prepare = (act, part, before, notes) => {
      if (throws && act.kind === 'publish') throw new Error('our own mistake')
      return prepare(act, part, before, notes)
    }
    bench.outbox.put([delivery('bad'), delivery('good', { account: 'b', act: { kind: 'like', target: { id: 'x', url: null, extra: null }, on: true } })])
    bench.loop.poke()
    await bench.advance(1_000)
    expect(stateOf(bench, 'good')?.kind).toBe('published')
    expect(bench.troubles[0]).toContain('our own mistake')
    throws = false
    await bench.advance(60_000)
    expect(stateOf(bench, 'bad')?.kind).toBe('published')
  })
})

it('tells every change to the window, in order, until it is acknowledged', async () => {
  const bench = createBench()
  bench.outbox.put([delivery('d')])
  bench.loop.poke()
  await bench.advance(1_000)
  const events = bench.journal.events.after(0, 100)
  expect(events.map(e => e.entry.kind === 'delivery' && e.entry.record.state.kind)).toEqual(['planned', 'preparing', 'committing', 'preparing', 'published'])
  bench.journal.events.acknowledge(events[2]?.seq ?? 0)
  expect(bench.journal.events.after(0, 100)).toHaveLength(2)
})

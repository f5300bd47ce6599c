import { describe, expect, it } from 'vitest'
import { createBench, delivery, type Bench } from './test-bench.ts'

const stateOf = (bench: Bench, id: string) => bench.journal.deliveries.all().find(r => r.delivery.id === id)?.state

describe('a change to a post that is out', () => {
  const target = { id: 'id-9', url: 'https://paper.example/id-9', extra: null }
  const edit = delivery('e', { act: { kind: 'edit', target, content: { parts: [{ text: 'Bread at 9', media: [], poll: null }], contentWarning: null, visibility: null, language: null, quote: null } } })

  it('pain 43: is called deleted only when the post is gone, and is asked for again while it is not', async () => {
    const bench = createBench()
    bench.network.script.push('ok', 'ok')
    let looks = 0
    bench.network.readBack = async remote => ++looks < 2 ? { ok: true, value: remote } : { ok: false, failure: { kind: 'missing', detail: '404' } }
    bench.outbox.put([delivery('d', { act: { kind: 'delete', target } })])
    bench.loop.poke()
    await bench.advance(1_000)
    expect(stateOf(bench, 'd')).toMatchObject({ kind: 'waiting', why: 'server-trouble' })
    await bench.advance(60_000)
    expect(stateOf(bench, 'd')).toMatchObject({ kind: 'published', remotes: [target] })
    expect(bench.network.commits).toBe(2)
  })

  it('pain 43: waits without a line, and is asked of the network once when it is back', async () => {
    const bench = createBench()
    bench.network.readBack = async () => ({ ok: false, failure: { kind: 'missing', detail: '404' } })
    bench.network.script.push({ kind: 'unreachable', detail: 'offline' })
    bench.outbox.put([delivery('d', { act: { kind: 'delete', target } })])
    bench.loop.poke()
    await bench.advance(1_000)
    expect(stateOf(bench, 'd')).toMatchObject({ kind: 'waiting', why: 'no-line' })
    bench.loop.release('no-line')
    await bench.advance(1_000)
    expect(stateOf(bench, 'd')?.kind).toBe('published')
    expect(bench.network.posts).toHaveLength(1)
  })

  it('is called done by the network’s own yes where the network shows an account nothing of its own', async () => {
    const bench = createBench()
    Object.assign(bench.network, { answersAreProof: true })
    bench.network.finds = () => ({ kind: 'no-proof', lookedAt: 'nothing is shown' })
    bench.outbox.put([delivery('d', { act: { kind: 'delete', target } }), edit, delivery('p')])
    bench.loop.poke()
    await bench.advance(10_000)
    expect(['d', 'e', 'p'].map(id => stateOf(bench, id)?.kind)).toEqual(['published', 'published', 'published'])
    expect(bench.network.commits).toBe(3)
  })

  it('pain 43: is called changed only when the network shows the new text; it is never sent twice, and in the end its owner is asked', async () => {
    const bench = createBench()
    bench.network.finds = () => ({ kind: 'absent', lookedAt: 'the text as it stands' })
    bench.outbox.put([edit])
    bench.loop.poke()
    await bench.advance(3 * 3_600_000)
    expect(stateOf(bench, 'e')).toMatchObject({ kind: 'needs-owner', question: { kind: 'unproved', looks: [{ found: 'no-proof' }] } })
    expect(bench.network.commits).toBe(1)
    bench.network.finds = () => ({ kind: 'found', remote: target })
    bench.outbox.decide(edit.id, 'try-again')
    bench.loop.poke()
    await bench.advance(1_000)
    expect(stateOf(bench, 'e')).toMatchObject({ kind: 'published', remotes: [target] })
    expect(bench.network.commits).toBe(1)
  })
})

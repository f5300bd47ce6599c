import { expect, it } from 'vitest'
import { createBench, delivery, startUtc } from './test-bench.ts'

const { id } = delivery('d')
const later = startUtc + 60_000

it('what was called back is not brought back by an older order that arrives late', async () => {
  const bench = createBench()
  bench.outbox.put([delivery('d', { dueUtc: later })])
  // The window had raised it to 2 when it called it back; the order of 2 was still on its way.
  expect(bench.outbox.cancel(id, 2)).toMatchObject({ ok: true, value: { state: { kind: 'cancelled' }, delivery: { revision: 2 } } })
  bench.outbox.put([delivery('d', { revision: 2, dueUtc: later })])
  await bench.advance(120_000)
  expect(bench.network.posts).toHaveLength(0)
  bench.outbox.put([delivery('d', { revision: 3, dueUtc: startUtc + 180_000 })])
  await bench.advance(120_000)
  expect(bench.network.posts).toHaveLength(1)
})

it('what was called back before it ever came does not go out when it comes', async () => {
  const bench = createBench()
  expect(bench.outbox.cancel(id, 1)).toMatchObject({ ok: false, failure: { kind: 'not-found' } })
  expect(bench.outbox.put([delivery('d')])).toEqual([{ id: 'd', kind: 'superseded', revision: 1, record: null }])
  await bench.advance(60_000)
  expect(bench.network.posts).toHaveLength(0)
  expect(bench.outbox.put([delivery('d', { revision: 2 })])[0]?.kind).toBe('accepted')
})

it('an older window is told what main holds instead', () => {
  const bench = createBench()
  bench.outbox.put([delivery('d', { revision: 5, dueUtc: later })])
  expect(bench.outbox.put([delivery('d', { revision: 2, dueUtc: later })])).toMatchObject([{ kind: 'superseded', revision: 5, record: { delivery: { revision: 5 }, state: { kind: 'planned' } } }])
})

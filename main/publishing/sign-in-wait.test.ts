import { expect, it } from 'vitest'
import { createBench, delivery, startUtc, type Bench } from './test-bench.ts'

const stateOf = (bench: Bench, id: string) => bench.journal.deliveries.all().find(r => r.delivery.id === id)?.state

it('pain 24: what waited for a sign-in goes on by itself when it is renewed, and what is hours late by then is asked or dropped as its owner said', async () => {
  const bench = createBench()
  bench.connectFailure = { kind: 'needs-sign-in', detail: '' }
  bench.outbox.put([
    delivery('ask', { late: { graceMinutes: 60, then: 'ask' } }), delivery('drop', { late: { graceMinutes: 60, then: 'drop' } }),
    delivery('publish', { late: { graceMinutes: 60, then: 'publish' } }), delivery('fresh', { dueUtc: startUtc + 5 * 3_600_000 }), delivery('later', { dueUtc: startUtc + 9 * 3_600_000 }),
  ])
  bench.loop.poke()
  await bench.advance(5 * 3_600_000 + 60_000)
  const asked = ['ask', 'drop', 'publish', 'fresh', 'later'].map(id => { const state = stateOf(bench, id); return state?.kind === 'needs-owner' ? state.question.kind : state?.kind })
  expect(asked).toEqual(['sign-in', 'sign-in', 'sign-in', 'sign-in', 'planned'])
  bench.connectFailure = null
  bench.loop.signedIn(delivery('ask').accountId)
  await bench.advance(60_000)
  expect(['ask', 'drop', 'publish', 'fresh', 'later'].map(id => stateOf(bench, id)?.kind)).toEqual(['needs-owner', 'cancelled', 'published', 'published', 'planned'])
  expect(stateOf(bench, 'ask')).toMatchObject({ question: { kind: 'late' } })
  expect(bench.network.posts).toHaveLength(2)
})

import { describe, expect, it } from 'vitest'
import { emptyContent } from '../../preload/contract/drafts.ts'
import type { NetworkFailure } from '../../preload/contract/failures.ts'
import type { Act } from '../../preload/contract/publishing.ts'
import { fail, ok } from '../../preload/contract/result.ts'
import { judgePosts } from '../networks/judge-posts.ts'
import { nothingElse, type Found } from '../networks/network.ts'
import { createBench, delivery, startUtc, type Bench } from './test-bench.ts'

const stateOf = (bench: Bench, id: string) => bench.journal.deliveries.get(delivery(id).id)?.state
const remotesOf = (bench: Bench, id: string): string[] => {
  const state = stateOf(bench, id)
  return state?.kind === 'published' ? state.remotes.map(remote => remote.id) : []
}
const hourMs = 3_600_000
const noProof: Found = { kind: 'no-proof', lookedAt: 'the last 40 posts' }

/** A network without any key: only the words of what stands there tell. */
function byWordsOnly(bench: Bench, isKeyed: boolean): void {
  bench.network.finds = (_key, known = nothingElse(bench.nowUtc)) => judgePosts(
    bench.network.posts.map(post => ({ remote: { id: post.id, url: null, extra: null }, text: 'Bread at 8', utc: null, isYounger: true, evidence: 'words' })),
    { sent: 'Bread at 8', known, place: 'own-posts', covers: true, isSettled: true, isKeyed })
}

describe('two planned posts of the same words', () => {
  it('pain 1: one lost on its way, one out: the one that is there proves the second only, and the first is sent after all', async () => {
    const bench = createBench()
    byWordsOnly(bench, true)
    bench.network.script.push('dropped')
    let looks = 0
    const judged = bench.network.finds
    bench.network.finds = (key, known) => (looks++ === 0 ? noProof : judged(key, known))
    bench.outbox.put([delivery('a'), delivery('b')])
    bench.loop.poke()
    await bench.advance(60_000)
    expect(remotesOf(bench, 'b')).toEqual(['id-1'])
    expect(remotesOf(bench, 'a')).toEqual(['id-2'])
    expect(bench.network.posts).toHaveLength(2)
  })

  it('pain 1: whatever an adapter says, a post that is the proof of one is not taken as the proof of the other', async () => {
    const bench = createBench()
    bench.network.script.push('dropped')
    bench.network.finds = () => (bench.network.posts[0] ? { kind: 'found', remote: { id: bench.network.posts[0].id, url: null, extra: null } } : noProof)
    bench.outbox.put([delivery('a'), delivery('b')])
    bench.loop.poke()
    await bench.advance(4 * hourMs)
    expect(remotesOf(bench, 'b')).toEqual(['id-1'])
    expect(stateOf(bench, 'a')).toMatchObject({ kind: 'needs-owner', question: { kind: 'unproved' } })
    expect(bench.network.commits).toBe(2)
  })

  it('pain 1: both answers lost and one there: the owner is asked of both; both there: each has its own', async () => {
    for (const [how, kinds] of [['dropped', ['needs-owner', 'needs-owner']], ['lost', ['published', 'published']]] as const) {
      const bench = createBench()
      byWordsOnly(bench, false)
      const judged = bench.network.finds
      // Until both are sent nothing can be seen.
      bench.network.finds = (key, known) => (bench.network.commits < 2 ? noProof : judged(key, known))
      bench.network.script.push('lost', how)
      bench.outbox.put([delivery('a'), delivery('b')])
      bench.loop.poke()
      await bench.advance(5 * hourMs)
      expect([stateOf(bench, 'a')?.kind, stateOf(bench, 'b')?.kind]).toEqual(kinds)
      expect(new Set([...remotesOf(bench, 'a'), ...remotesOf(bench, 'b')]).size).toBe(how === 'lost' ? 2 : 0)
      expect(bench.network.commits).toBe(2)
    }
  })

  it('a network that answers with the other one’s post is not believed', async () => {
    const bench = createBench()
    bench.network.commit = async () => ok({ id: 'id-1', url: null, extra: null })
    bench.network.finds = () => noProof
    bench.outbox.put([delivery('a'), delivery('b')])
    bench.loop.poke()
    await bench.advance(5 * hourMs)
    expect(remotesOf(bench, 'a')).toEqual(['id-1'])
    expect(stateOf(bench, 'b')).toMatchObject({ kind: 'needs-owner', question: { kind: 'unproved' } })
  })

  it('two likes of one post are no such case', async () => {
    const bench = createBench()
    const like: Act = { kind: 'like', target: { id: 'x', url: null, extra: null }, on: true }
    bench.network.commit = async () => ok({ id: 'x', url: null, extra: null })
    bench.outbox.put([delivery('a', { act: like }), delivery('b', { act: { ...like, on: false } })])
    bench.loop.poke()
    await bench.advance(1000)
    expect([stateOf(bench, 'a')?.kind, stateOf(bench, 'b')?.kind]).toEqual(['published', 'published'])
  })
})

describe('looking', () => {
  const lost = (failure: NetworkFailure): Bench => {
    const bench = createBench()
    bench.network.script.push('lost')
    bench.network.find = async () => fail(failure)
    bench.outbox.put([delivery('d')])
    bench.loop.poke()
    return bench
  }

  it('where the network does not let us look ends as a question', async () => {
    const bench = lost({ kind: 'refused', reason: 'permission-missing', detail: 'not yours to read' })
    await bench.advance(5 * hourMs)
    expect(stateOf(bench, 'd')).toMatchObject({ kind: 'needs-owner', question: { kind: 'unproved', looks: expect.arrayContaining([expect.objectContaining({ doubt: 'not-shown' })]) } })
    expect(bench.network.commits).toBe(1)
  })

  it('at a server in trouble goes on for a day, ever more seldom, and then asks', async () => {
    const bench = lost({ kind: 'server-trouble', detail: '502' })
    await bench.advance(2 * hourMs)
    expect(bench.journal.deliveries.story(delivery('d').id).length).toBeLessThan(40)
    bench.nowUtc += 20 * hourMs
    await bench.advance(0.5 * hourMs)
    expect(stateOf(bench, 'd')?.kind).toBe('unknown')
    bench.nowUtc += 2 * hourMs
    await bench.advance(0.5 * hourMs)
    expect(stateOf(bench, 'd')).toMatchObject({ kind: 'needs-owner', question: { kind: 'unproved' } })
  })

  it('without a line asks nobody, however long, and looks as soon as the line is back', async () => {
    const bench = lost({ kind: 'unreachable', detail: 'no line' })
    bench.nowUtc += 72 * hourMs
    await bench.advance(hourMs)
    expect(stateOf(bench, 'd')?.kind).toBe('unknown')
    bench.network.find = async (_act, prepared) => ok(bench.network.finds(prepared.key))
    bench.loop.release('no-line')
    await bench.advance(100)
    expect(stateOf(bench, 'd')?.kind).toBe('published')
    expect(bench.network.commits).toBe(1)
  })

  it('for an account that is gone asks the owner, who is the only one left to look', async () => {
    const bench = lost({ kind: 'unreachable', detail: 'no line' })
    await bench.advance(1000)
    bench.connectFailure = { kind: 'not-found', detail: 'no such account' }
    await bench.advance(60_000)
    expect(stateOf(bench, 'd')).toMatchObject({ kind: 'needs-owner', question: { kind: 'unproved' } })
  })

  it('pain 8: knows when it was sent for the first time, through a second sending and a restart', async () => {
    const bench = createBench()
    bench.network.script.push('dropped', 'dropped')
    const firsts: (number | undefined)[] = []
    bench.network.finds = (_key, known) => {
      firsts.push(known?.firstUtc)
      return firsts.length === 2 ? { kind: 'absent', lookedAt: 'all' } : noProof
    }
    bench.outbox.put([delivery('d')])
    bench.loop.poke()
    await bench.advance(10_000)
    bench.restart()
    await bench.advance(600_000)
    expect(bench.network.commits).toBe(2)
    expect(firsts.length).toBeGreaterThan(3)
    expect(new Set(firsts)).toEqual(new Set([startUtc]))
  })
})

describe('a post that was called refused', () => {
  const refused = (isThere: boolean): Bench => {
    const bench = createBench()
    const commit = bench.network.commit.bind(bench.network)
    bench.network.commit = async (act, prepared) => {
      bench.network.commit = commit
      if (isThere) await commit(act, prepared)
      return fail({ kind: 'refused', reason: 'not-allowed', detail: 'application request limit reached' })
    }
    bench.outbox.put([delivery('d')])
    bench.loop.poke()
    return bench
  }

  it.each([[true, 'found, and not sent again'], [false, 'not there, and sent']] as const)('pain 2: tried again by the owner, it is looked for first (there: %s): %s', async (isThere, _outcome) => {
    const bench = refused(isThere)
    await bench.advance(1000)
    expect(stateOf(bench, 'd')?.kind).toBe('failed')
    bench.outbox.decide(delivery('d').id, 'try-again')
    bench.loop.poke()
    await bench.advance(60_000)
    expect(bench.network.posts).toHaveLength(1)
    expect(remotesOf(bench, 'd')).toEqual(['id-1'])
    const looked = bench.journal.deliveries.story(delivery('d').id).some(line => line.step === 'look')
    expect(looked).toBe(true)
  })
})

it('the story of a post tells what was sent, under which key, what was answered and looked at', async () => {
  const bench = createBench()
  const file = { hash: 'a'.repeat(64) as never, kind: 'image' as const, mime: 'image/png', name: 'vitrine.png', sizeBytes: 9, width: 1, height: 1, durationMs: null, alt: '' } // the cast: a hash of a test
  const act: Act = { kind: 'publish', content: { ...emptyContent(), parts: [{ text: 'Bread at 8', media: [file], poll: null }] } }
  bench.network.script.push('lost')
  let looks = 0
  const finds = bench.network.finds
  bench.network.finds = key => (looks++ === 0 ? { ...noProof, place: { kind: 'own-posts', count: 40 }, doubt: 'too-soon' } : finds(key))
  bench.outbox.put([delivery('d', { act })])
  bench.loop.poke()
  await bench.advance(60_000)
  const story = bench.journal.deliveries.story(delivery('d').id)
  const [key] = bench.network.posts.map(post => post.key)
  expect(story.map(line => line.facts)).toEqual([
    { revision: 1, due: delivery('d').due },
    { to: expect.objectContaining({ kind: 'preparing' }), attempt: 1 },
    { to: expect.objectContaining({ kind: 'committing' }), sent: { text: 'Bread at 8', media: ['vitrine.png'], key }, part: 0, parts: 1 },
    { to: expect.objectContaining({ kind: 'unknown' }), failure: { kind: 'unknown-outcome', detail: 'no answer' }, part: 0 },
    { to: expect.objectContaining({ kind: 'unknown' }), look: expect.objectContaining({ found: 'no-proof', place: { kind: 'own-posts', count: 40 }, doubt: 'too-soon' }) },
    { to: { kind: 'planned' }, remotes: [{ id: 'id-1', url: null }] },
    { to: expect.objectContaining({ kind: 'preparing' }), attempt: 2 },
    { to: expect.objectContaining({ kind: 'published' }), remotes: [{ id: 'id-1', url: 'https://paper.example/id-1' }] },
  ])
})

describe('a server that loses every answer', () => {
  const like: Act = { kind: 'like', target: { id: 'x', url: null, extra: null }, on: true }
  it('is sent the same again at once, and then less and less often, whether it can be repeated or is proved not to be there', async () => {
    for (const act of [like, delivery('a').act]) {
      const bench = createBench()
      bench.network.script.push(...Array.from({ length: 400 }, () => 'dropped' as const))
      bench.outbox.put([delivery('a', { act, late: { graceMinutes: 60, then: 'publish' } })])
      bench.loop.poke()
      await bench.advance(1000)
      expect(bench.network.commits).toBe(2)
      await bench.advance(hourMs)
      expect(bench.network.commits).toBeLessThan(15)
      bench.network.script.length = 0
      await bench.advance(hourMs)
      expect(stateOf(bench, 'a')).toMatchObject({ kind: 'published' })
    }
  })
})

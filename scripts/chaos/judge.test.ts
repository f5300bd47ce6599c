import { expect, it } from 'vitest'
import { emptyContent } from '../../preload/contract/drafts.ts'
import type { AccountId, DeliveryId, PostId } from '../../preload/contract/ids.ts'
import type { DeliveryState } from '../../preload/contract/publishing.ts'
import { judge, judgePauses, type Fault } from './judge.ts'
import type { SeenRequest } from './line.ts'
import type { Dealing } from './owner.ts'
import type { Standing } from './servers.ts'
import { tokenOf } from './words.ts'

const due = { wall: '2026-10-25T02:00', zone: 'Europe/Paris', utc: Date.UTC(2026, 9, 25) }
const published: DeliveryState = { kind: 'published', utc: due.utc, remotes: [] }

function dealing(state: DeliveryState, change: Partial<Dealing> = {}): Dealing {
  return {
    wish: { n: 1, place: 0, kind: 'text', due, late: { graceMinutes: 60, then: 'ask' }, who: 'computer', handOverUtc: 0, reviseUtc: null, cancelUtc: null, then: null, about: null, sameAs: null },
    accepted: 1, isCancelled: false, target: null, hasWaited: false, recalledUtc: [], told: [],
    record: {
      delivery: { id: 'chaos-1:a' as DeliveryId, revision: 1, accountId: 'a' as AccountId, act: { kind: 'publish', content: emptyContent() }, due, late: { graceMinutes: 60, then: 'ask' }, who: 'computer', origin: { kind: 'post', postId: 'chaos-1' as PostId } }, // the casts: ids of a test
      state, attempts: 1, updatedUtc: due.utc,
    },
    ...change,
  }
}
const post = (revision = 1, id = 'x'): Standing => ({ id, text: `Fresh bread ${tokenOf(1, 0, revision)}`, alts: [], inReplyTo: null, createdUtc: due.utc })
const faultOf = (one: Dealing, ...there: Standing[]): Fault | null => judge(new Map([[1, one]]), { standing: [there], likes: () => 0 }).find(verdict => verdict.fault !== null)?.fault ?? null

it('finds nothing wrong with a post that is there once and called published', () => {
  expect(faultOf(dealing(published), post())).toBeNull()
})

it('sees a post that is there twice, whatever main says', () => {
  for (const state of [published, { kind: 'failed', utc: 0, failure: { kind: 'server-trouble', detail: '' } }, { kind: 'needs-owner', question: { kind: 'unproved', looks: [] } }] satisfies DeliveryState[]) expect(faultOf(dealing(state), post(1, 'x'), post(1, 'y'))).toBe('doubled')
})

it('sees what is called published and is not there, or is there in words that were replaced', () => {
  expect(faultOf(dealing(published))).toBe('false published')
  expect(faultOf(dealing(published), post(2))).toBe('false published')
})

it('sees what was left lying, or is not known any more', () => {
  expect(faultOf(dealing({ kind: 'planned' }))).toBe('lost')
  expect(faultOf(dealing(published, { record: null }))).toBe('lost')
})

it('sees what went out although it was called off', () => {
  expect(faultOf(dealing({ kind: 'cancelled', utc: 0 }), post())).toBe('against the owner')
  expect(faultOf(dealing(published, { isCancelled: true }), post())).toBe('against the owner')
})

it('lets a question to the owner stand, there or not', () => {
  const asked: DeliveryState = { kind: 'needs-owner', question: { kind: 'unproved', looks: [] } }
  expect([faultOf(dealing(asked)), faultOf(dealing(asked), post())]).toEqual([null, null])
})

it('sees what nobody asked for', () => {
  expect(faultOf(dealing(published), post(), { ...post(), id: 'z', text: 'Buy gold now' })).toBe('doubled')
})

it('tells of a question to the owner whether it could have been spared', () => {
  const asked: DeliveryState = { kind: 'needs-owner', question: { kind: 'unproved', looks: [] } }
  const isThere = (...there: Standing[]) => judge(new Map([[1, dealing(asked)]]), { standing: [there], likes: () => 0 }).map(verdict => verdict.isThere)
  expect([isThere(), isThere(post())]).toEqual([[false], [true]])
})

it('sees what is made public while all is stopped, and lets a recall that looks alike pass', () => {
  const request = (change: Partial<SeenRequest>): SeenRequest => ({ utc: 5000, server: 'a', method: 'DELETE', path: '/posts/1', kind: 'delete', tokens: [], fault: 'none', status: 200, actedUtc: 5000, ...change })
  const faults = (seen: SeenRequest, ...recalls: readonly string[]) => judgePauses([{ fromUtc: 0, toUtc: 10_000 }], [seen], new Set(recalls), n => n === 2).length
  expect([faults(request({})), faults(request({}), 'a'), faults(request({ kind: 'publish', tokens: [tokenOf(1, 0, 1)] }), 'a'), faults(request({ kind: 'publish', tokens: [tokenOf(2, 0, 1)] }), 'a'), faults(request({ utc: 500 }))]).toEqual([1, 0, 1, 0, 0])
})

import 'fake-indexeddb/auto'
import { beforeEach, expect, test } from 'vitest'
import { accountId, postId } from '../../preload/contract/ids.ts'
import { planAtInstant } from '../../preload/contract/plan-time.ts'
import { emptyContent } from '../../preload/contract/drafts.ts'
import type { DeliveryState } from '../../preload/contract/publishing.ts'
import { bakery, madeOwnPost, madeRecord, noon } from '../test-support/made.ts'
import { db } from './db.ts'
import { deliveryRow } from './deliveries.ts'
import { neighboursOf } from './neighbours.ts'

const dayMs = 86_400_000

beforeEach(async () => {
  await db.delete()
  await db.open()
})

const said = (id: string, utc: number, state: DeliveryState = { kind: 'planned' }) => deliveryRow(madeRecord(id, state, {
  due: planAtInstant(utc, 'Europe/Paris'), act: { kind: 'publish', content: { ...emptyContent(), parts: [{ text: id, media: [], poll: null }] } },
}))

test('pain 9: neighbours are what an account sent lately, plans, or wrote elsewhere; each once, without the post itself', async () => {
  const remote = { id: 'r1', url: null, extra: null }
  await db.deliveries.bulkPut([
    said('out', noon - dayMs, { kind: 'published', utc: noon - dayMs + 5000, remotes: [remote] }), said('long ago', noon - 40 * dayMs), said('planned', noon + 90 * dayMs),
    said('called off', noon + dayMs, { kind: 'cancelled', utc: noon }), said('itself', noon + 2 * dayMs),
  ])
  await db.ownPosts.bulkPut([
    { ...madeOwnPost('r1', { ref: remote, createdUtc: noon - dayMs }), figures: {}, figuresUtc: 0 },
    { ...madeOwnPost('phone', { createdUtc: noon - 2 * dayMs }), figures: {}, figuresUtc: 0 },
    { ...madeOwnPost('answer', { createdUtc: noon - 2 * dayMs, isReply: true }), figures: {}, figuresUtc: 0 },
  ])
  const found = await neighboursOf(bakery, noon - 30 * dayMs, postId.parse('itself'))
  expect(found.map(({ text }) => text).sort()).toEqual(['Bread phone', 'out', 'planned'])
  expect(found.find(({ text }) => text === 'out')?.utc).toBe(noon - dayMs + 5000)
  expect(await neighboursOf(accountId.parse('garage'), 0, postId.parse('itself'))).toEqual([])
})

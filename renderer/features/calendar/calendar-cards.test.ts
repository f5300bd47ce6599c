import { describe, expect, it } from 'vitest'
import { emptyContent } from '../../../preload/contract/drafts.ts'
import { accountId, deliveryId, postId } from '../../../preload/contract/ids.ts'
import { planAt } from '../../../preload/contract/plan-time.ts'
import type { Act, DeliveryState } from '../../../preload/contract/publishing.ts'
import { deliveryRow } from '../../db/deliveries.ts'
import type { DeliveryRow, PostRow } from '../../db/schema.ts'
import type { PostChanges } from '../../db/standing.ts'
import { cardsOf, whyImmovable, type Card } from './calendar-cards.ts'

const account = accountId.parse('mastodon:ana')
const plan = planAt('2026-11-24T09:00', 'Europe/Paris')
const post = (change: Partial<PostRow> = {}): PostRow => ({
  id: postId.parse('p1'), content: { ...emptyContent(), parts: [{ text: 'Fresh\n bread', media: [], poll: null }] }, variants: {}, accountIds: [account], plan, stage: 'scheduled',
  revision: 1, createdUtc: 1, updatedUtc: 5, acceptedRevision: 1, handedUtc: 5, planUtc: plan.utc, deletedUtc: 0, ...change,
})
const delivery = (state: DeliveryState): DeliveryRow => deliveryRow({
  delivery: { id: deliveryId.parse('p1:a'), revision: 1, accountId: account, act: { kind: 'publish', content: emptyContent() }, due: plan, late: { graceMinutes: 60, then: 'ask' }, origin: { kind: 'post', postId: postId.parse('p1') }, who: 'computer' },
  state, attempts: 0, updatedUtc: 5,
})
const one = (row: PostRow, states: DeliveryState[], remembered = new Map<never, Card>()): Card => {
  const card = cardsOf([row], states.map(delivery), remembered).get(row.id)
  if (!card) throw new Error('each post has a card')
  return card
}

it('shows the first words in one line and where each account stands', () => {
  const card = one(post(), [{ kind: 'planned' }])
  expect(card.text).toBe('Fresh bread')
  expect(card.states[account]).toBe('scheduled')
})

it('gives the same card while nothing has changed, and another one when something has', () => {
  const first = cardsOf([post()], [delivery({ kind: 'planned' })], new Map())
  const again = cardsOf([post()], [delivery({ kind: 'planned' })], first)
  expect(again.get(post().id)).toBe(first.get(post().id))
  const published = cardsOf([post()], [delivery({ kind: 'published', utc: 6, remotes: [] })], again)
  expect(published.get(post().id)).not.toBe(again.get(post().id))
})

it('pain 43: shows a post deleted on its network as deleted, and an edited one with its new words', () => {
  const target = { id: '1', url: null, extra: null }
  const out = delivery({ kind: 'published', utc: 6, remotes: [target] })
  const act = (given: Act): DeliveryRow => ({ ...out, id: 'act:1', delivery: { ...out.delivery, id: deliveryId.parse('act:1'), act: given }, state: { kind: 'published', utc: 7, remotes: [] } })
  const shown = (acts: DeliveryRow[], seen: PostChanges['seen'] = []): Card | undefined => cardsOf([post()], [out], new Map(), { acts, seen }).get(post().id)
  expect(shown([])).toMatchObject({ state: 'published', news: [] })
  expect(shown([act({ kind: 'delete', target })])).toMatchObject({ state: 'deleted', states: { [account]: 'deleted' }, news: [{ standing: { deleted: { utc: 7, by: 'you' } } }] })
  expect(shown([act({ kind: 'edit', target, content: { ...emptyContent(), parts: [{ text: 'Fresh rolls', media: [], poll: null }] } })])).toMatchObject({ state: 'published', text: 'Fresh rolls' })
  expect(shown([], [{ accountId: account, ref: target, text: 'x', goneUtc: 9 }])).toMatchObject({ state: 'deleted', news: [{ standing: { deleted: { by: 'elsewhere' } } }] })
})

describe('what moves', () => {
  it('lets drafts, scheduled and failed posts move', () => {
    expect(whyImmovable(one(post({ stage: 'draft' }), []))).toBeNull()
    expect(whyImmovable(one(post(), [{ kind: 'planned' }]))).toBeNull()
    expect(whyImmovable(one(post(), [{ kind: 'failed', utc: 1, failure: { kind: 'missing', detail: '' } }]))).toBeNull()
  })
  it('says why the others stay', () => {
    expect(whyImmovable(one(post(), [{ kind: 'published', utc: 1, remotes: [] }]))).toBe('published')
    expect(whyImmovable(one(post(), [{ kind: 'committing', sinceUtc: 1, part: 0 }]))).toBe('goingOut')
    expect(whyImmovable(one(post(), [{ kind: 'needs-owner', question: { kind: 'sign-in' } }]))).toBe('needsYou')
    expect(whyImmovable(one(post({ updatedUtc: 9 }), [{ kind: 'planned' }]))).toBe('unsent')
  })
})

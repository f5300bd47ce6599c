import { expect, it } from 'vitest'
import { emptyContent, type Content, type Post } from '../../../preload/contract/drafts.ts'
import { accountId, deliveryId, postId } from '../../../preload/contract/ids.ts'
import { planAt } from '../../../preload/contract/plan-time.ts'
import type { Act, DeliveryRecord, DeliveryState } from '../../../preload/contract/publishing.ts'
import { asItStands } from './as-it-stands.ts'

const ana = accountId.parse('mastodon:ana')
const shop = accountId.parse('bluesky:shop')
const saying = (text: string): Content => ({ ...emptyContent(), parts: [{ text, media: [], poll: null }] })
const due = planAt('2026-11-24T09:00', 'Europe/Paris')
const post: Post = { id: postId.parse('p1'), content: saying('Bread'), variants: {}, accountIds: [ana, shop], plan: due, stage: 'scheduled', revision: 1, createdUtc: 1, updatedUtc: 1 }
const target = { id: '1', url: null, extra: null }
const done: DeliveryState = { kind: 'published', utc: 2, remotes: [] }
const later = (act: Act, state: DeliveryState = done): Pick<DeliveryRecord, 'delivery' | 'state'> =>
  ({ delivery: { id: deliveryId.parse('act:1'), revision: 1, accountId: ana, act, due, late: { graceMinutes: 0, then: 'ask' }, origin: { kind: 'post', postId: post.id }, who: 'computer' }, state })

it('shows the last edit that went through, on the account it was made for', () => {
  const acts = [later({ kind: 'edit', target, content: saying('Rolls') }), later({ kind: 'edit', target, content: saying('Cake') }, { kind: 'planned' })]
  expect(asItStands(post, ana, acts)).toEqual({ kind: 'there', content: saying('Rolls') })
  expect(asItStands(post, shop, acts)).toEqual({ kind: 'there', content: saying('Bread') })
})
it('knows that it was deleted there', () => {
  expect(asItStands(post, ana, [later({ kind: 'delete', target })])).toEqual({ kind: 'deleted' })
})

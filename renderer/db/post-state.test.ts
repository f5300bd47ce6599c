import { expect, it } from 'vitest'
import type { DeliveryState } from '../../preload/contract/publishing.ts'
import { isChangeable, postState } from './post-state.ts'

const planned: DeliveryState = { kind: 'planned' }
const published: DeliveryState = { kind: 'published', utc: 1, remotes: [] }
const failed: DeliveryState = { kind: 'failed', utc: 1, failure: { kind: 'missing', detail: '' } }
const committing: DeliveryState = { kind: 'committing', sinceUtc: 1, part: 0 }
const asks: DeliveryState = { kind: 'needs-owner', question: { kind: 'sign-in' } }
const scheduled = (...states: DeliveryState[]) => postState({ stage: 'scheduled' }, states.map(state => ({ state })))

it('says first what needs the owner, then what is under way, then what is settled', () => {
  expect(scheduled(published, asks, failed)).toBe('needs-owner')
  expect(scheduled(published, failed)).toBe('failed')
  expect(scheduled(published, committing)).toBe('going-out')
  expect(scheduled(planned, published)).toBe('partly')
  expect(scheduled(published, published)).toBe('published')
  expect(scheduled(planned, planned)).toBe('scheduled')
  expect(scheduled()).toBe('scheduled')
  expect(postState({ stage: 'draft' }, [{ state: { kind: 'cancelled', utc: 1 } }])).toBe('draft')
})

it('lets a post change until some of it is out or on its way', () => {
  const can = (...states: DeliveryState[]): boolean => isChangeable({ stage: 'scheduled' }, states.map(state => ({ state })))
  expect(can(planned, failed)).toBe(true)
  expect(can(planned, published)).toBe(false)
  expect(can(committing)).toBe(false)
})

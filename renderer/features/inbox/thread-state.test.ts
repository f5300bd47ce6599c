import { expect, test } from 'vitest'
import { deliveryRow } from '../../db/deliveries.ts'
import type { DeliveryRow } from '../../db/schema.ts'
import type { DeliveryState } from '../../../preload/contract/publishing.ts'
import { keyOf, madeItem, madeOwnPost, madeRecord, madeThreadPost, noon } from '../../test-support/made.ts'
import { answerTo } from './answers.ts'
import { threadAround, type Entry } from './thread-state.ts'

const minute = 60_000
const post = (id: string, replyTo: string | null, at: number, isOwn = false) => madeThreadPost(id, { replyTo, createdUtc: noon + at * minute, isOwn, conversation: 'bread' })
const ref = (id: string) => ({ id, url: null, extra: null })
const words = (entries: readonly Entry[]) => entries.map(entry => entry.kind === 'answer' ? `answer: ${entry.text}` : entry.said.text)

function answered(itemId: string, text: string, state: DeliveryState, at: number, kind: 'reply' | 'message' = 'reply'): DeliveryRow {
  const act = answerTo(madeItem(itemId, { kind }), text)
  if (!act) throw new Error('nothing to answer to')
  return deliveryRow(madeRecord(`d-${text}`, state, { act, origin: { kind: 'item', itemKey: keyOf(itemId) }, due: { wall: '2026-11-24T12:00', zone: 'UTC', utc: noon + at * minute } }))
}

// Our bread; Ann asks, we answer, Ann asks again; Bob says something else below the same bread.
const bread = [post('bread', null, 0, true), post('ann1', 'bread', 1), post('bob', 'bread', 2), post('own', 'ann1', 3, true), post('ann2', 'own', 4)]

test('around a message stands what led to it and what followed; other branches are folded', () => {
  const thread = threadAround(madeItem('ann1', { text: 'ann1', createdUtc: noon + minute, about: ref('bread') }), { posts: bread, about: null, answers: [] })
  expect(words(thread.entries)).toEqual(['bread', 'ann1', 'own', 'ann2'])
  expect(words(thread.others)).toEqual(['bob'])
})

test('with nothing read yet, our own post that it is about is there all the same', () => {
  const thread = threadAround(madeItem('ann1', { text: 'ann1', about: ref('bread'), createdUtc: noon + minute }), { posts: [], about: { ...madeOwnPost('bread'), figures: {}, figuresUtc: 0 }, answers: [] })
  expect(words(thread.entries)).toEqual(['Bread bread', 'ann1'])
})

test('a like shows what was liked, and none of the talk below it', () => {
  const thread = threadAround(madeItem('n1', { kind: 'like', text: '', about: ref('bread'), ref: ref('bread'), conversation: 'bread' }), { posts: bread, about: null, answers: [] })
  expect(words([...thread.entries, ...thread.others])).toEqual(['bread'])
})

test('an answer on its way stands at its place, one that was called back does not', () => {
  const item = madeItem('ann2', { text: 'ann2', createdUtc: noon + 4 * minute })
  const thread = threadAround(item, { posts: bread, about: null, answers: [answered('ann2', 'Gladly', { kind: 'planned' }, 5), answered('ann2', 'No', { kind: 'cancelled', utc: noon }, 6), answered('bob', 'Hello Bob', { kind: 'planned' }, 7)] })
  expect(words(thread.entries)).toEqual(['bread', 'ann1', 'own', 'ann2', 'answer: Gladly'])
})

test('once the network shows the answer it is there once, and known as sent from here', () => {
  const row = answered('ann1', 'own', { kind: 'published', utc: noon + 3 * minute, remotes: [ref('own')] }, 3)
  const { entries } = threadAround(madeItem('ann1', { text: 'ann1', createdUtc: noon + minute, about: ref('bread') }), { posts: bread, about: null, answers: [row] })
  expect(words(entries)).toEqual(['bread', 'ann1', 'own', 'ann2'])
  expect(entries.flatMap(entry => entry.kind === 'said' && entry.said.sent ? [entry.said.text] : [])).toEqual(['own'])
})

test('a private conversation is all of it in order, though its messages share one id', () => {
  const message = (id: string, at: number, isOwn: boolean) => ({ ...post(id, null, at, isOwn), ref: ref('convo') })
  const posts = [message('m1', 1, false), message('Yes', 2, true), message('m2', 3, false)]
  const item = madeItem('m2', { kind: 'message', text: 'm2', createdUtc: noon + 3 * minute, ref: ref('convo'), isPublic: false })
  const answers = [answered('m1', 'Yes', { kind: 'published', utc: noon + 2 * minute, remotes: [ref('convo')] }, 2, 'message'), answered('m2', 'Until then', { kind: 'planned' }, 4, 'message')]
  const thread = threadAround(item, { posts, about: null, answers })
  expect(words(thread.entries)).toEqual(['m1', 'Yes', 'm2', 'answer: Until then'])
  expect(words(thread.others)).toEqual([])
})

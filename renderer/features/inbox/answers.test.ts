import { expect, test } from 'vitest'
import { deliveryRow } from '../../db/deliveries.ts'
import { keyOf, madeAccount, madeItem, madeRecord, noon } from '../../test-support/made.ts'
import { answerTo, lastSwitch, roomFor, sameAnswer, standingOf, textOfAnswer } from './answers.ts'

const { limits } = madeAccount()
const person = (id: string) => ({ remoteId: id, handle: `@${id}@example.net`, displayName: id, profileUrl: null, avatarUrl: null })
const sentTo = (id: string, text: string) => {
  const act = answerTo(madeItem(id, { person: person(id) }), text)
  if (!act) throw new Error('nothing to answer to')
  return deliveryRow(madeRecord(id, { kind: 'planned' }, { act, origin: { kind: 'item', itemKey: keyOf(id) } }))
}

test('a mention is answered where it stands, as visible as the network makes it; a message in its conversation', () => {
  expect(answerTo(madeItem('1'), 'Yes')).toMatchObject({ kind: 'reply', to: { id: '1' }, toPerson: { remoteId: 'p1' }, content: { visibility: null, parts: [{ text: 'Yes' }] } })
  expect(answerTo(madeItem('2', { kind: 'message', isPublic: false }), 'Yes')).toMatchObject({ kind: 'message', conversation: { id: '2' }, text: 'Yes' })
  expect(answerTo(madeItem('3', { kind: 'follow', ref: null }), 'Hello')).toBeNull()
})

test('the handle that begins an answer takes its room, without its host, unless it was typed', () => {
  const item = madeItem('1', { person: person('ann') })
  expect(roomFor(item, '', limits).left).toBe(500 - '@ann '.length)
  expect(roomFor(item, '@ann@example.net yes', limits).left).toBe(500 - '@ann yes'.length)
  const bytes = { ...limits, text: { ...limits.text, mentionHostIsFree: false, maxBytes: 4 } }
  expect(roomFor(item, 'ééé', bytes)).toEqual({ left: 497, isTooHeavy: true })
})

test('the same words to somebody else are noticed, whatever their capitals; a word of thanks is not', () => {
  const earlier = [sentTo('ann', 'Thank you for coming by, see you soon!')]
  expect(sameAnswer('thank you for coming by. See you soon', earlier, 'bob')).toEqual({ name: 'ann', utc: noon })
  expect(sameAnswer('Thank you for coming by, see you soon!', earlier, 'ann')).toBeNull()
  expect(sameAnswer('Thank you!', [sentTo('ann', 'Thank you!')], 'bob')).toBeNull()
})

test('an answer says where it stands: offline it waits for the line', () => {
  expect(standingOf({ kind: 'planned' }, true)).toBe('line')
  expect(standingOf({ kind: 'planned' }, false)).toBe('leaving')
  expect(standingOf({ kind: 'waiting', untilUtc: noon, why: 'no-line' }, false)).toBe('line')
  expect(standingOf({ kind: 'unknown', sinceUtc: noon, part: 0, looks: [] }, false)).toBe('unknown')
  expect(standingOf({ kind: 'published', utc: noon, remotes: [] }, true)).toBe('sent')
})

test('a like stands by what was sent last; one that was called back never was', () => {
  const like = (on: boolean, kind: 'planned' | 'cancelled') => deliveryRow(madeRecord('1', kind === 'planned' ? { kind } : { kind, utc: noon }, { act: { kind: 'like', target: { id: '1', url: null, extra: null }, on } }))
  expect(lastSwitch([like(true, 'planned')], 'like')?.isOn).toBe(true)
  expect(lastSwitch([like(true, 'planned'), like(false, 'planned')], 'like')?.isOn).toBe(false)
  expect(lastSwitch([like(true, 'planned'), like(false, 'cancelled')], 'like')?.isOn).toBe(true)
  expect(lastSwitch([], 'like')).toBeNull()
  expect(textOfAnswer(sentTo('ann', 'Yes').delivery.act)).toBe('Yes')
})

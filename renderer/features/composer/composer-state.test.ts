import { describe, expect, it } from 'vitest'
import type { MediaUse } from '../../../preload/contract/drafts.ts'
import { accountId, mediaHash } from '../../../preload/contract/ids.ts'
import { contentOf, edit, emptyDraft, isEmptyDraft, newPoll, type Action, type Draft } from './composer-state.ts'
import { startHistory, step, type HistoryAction } from './history.ts'

const ana = accountId.parse('mastodon:ana')
const shop = accountId.parse('bluesky:shop')
const picture = (name: string): MediaUse => ({ hash: mediaHash.parse(name.padEnd(64, '0')), kind: 'image', mime: 'image/jpeg', name, sizeBytes: 1, width: 1, height: 1, durationMs: null, alt: '' })
const all = { whose: 'all', part: 0 } as const
const after = (draft: Draft, ...actions: Action[]): Draft => actions.reduce(edit, draft)
const fresh = emptyDraft([ana, shop])

describe('one text for all, another for who differs', () => {
  it('gives every account the common text until one differs', () => {
    const draft = after(fresh, { kind: 'type-text', ...all, text: 'Fresh bread' })
    expect(contentOf(draft, ana)).toBe(contentOf(draft, shop))
  })
  it('starts a variant from the common text, and lets each go its own way', () => {
    const draft = after(fresh,
      { kind: 'type-text', ...all, text: 'Fresh bread' }, { kind: 'differ', account: shop },
      { kind: 'type-text', whose: shop, part: 0, text: 'Bread!' }, { kind: 'type-text', ...all, text: 'Fresh bread at 7' })
    expect(contentOf(draft, shop).parts[0]?.text).toBe('Bread!')
    expect(contentOf(draft, ana).parts[0]?.text).toBe('Fresh bread at 7')
  })
  it('follows the common text again', () => {
    const draft = after(fresh, { kind: 'differ', account: shop }, { kind: 'type-text', whose: shop, part: 0, text: 'Bread!' }, { kind: 'follow-common', account: shop })
    expect(contentOf(draft, shop)).toBe(draft.content)
  })
  it('keeps the words of an account that is left out for a moment', () => {
    const draft = after(fresh, { kind: 'differ', account: shop }, { kind: 'type-text', whose: shop, part: 0, text: 'Bread!' }, { kind: 'choose-accounts', accountIds: [ana] }, { kind: 'choose-accounts', accountIds: [ana, shop] })
    expect(contentOf(draft, shop).parts[0]?.text).toBe('Bread!')
  })
})

describe('pictures, parts and polls', () => {
  const names = (draft: Draft): string[] => contentOf(draft, 'all').parts[0]?.media.map(use => use.name) ?? []
  const three = after(fresh, { kind: 'add-media', ...all, media: ['a1', 'b2', 'c3'].map(picture) })

  it('adds a picture once, moves and removes it', () => {
    expect(names(after(three, { kind: 'add-media', ...all, media: [picture('a1')] }))).toEqual(['a1', 'b2', 'c3'])
    expect(names(after(three, { kind: 'move-media', ...all, from: 0, to: 2 }))).toEqual(['b2', 'c3', 'a1'])
    expect(names(after(three, { kind: 'move-media', ...all, from: 2, to: 3 }))).toEqual(['a1', 'b2', 'c3'])
    expect(names(after(three, { kind: 'remove-media', ...all, index: 1 }))).toEqual(['a1', 'c3'])
  })
  it('describes one picture and no other', () => {
    const draft = after(three, { kind: 'write-alt', ...all, index: 1, alt: 'A loaf' })
    expect(draft.content.parts[0]?.media.map(use => use.alt)).toEqual(['', 'A loaf', ''])
  })
  it('adds a part after another, and never removes the last one', () => {
    const draft = after(fresh, { kind: 'type-text', ...all, text: 'one' }, { kind: 'add-part', ...all }, { kind: 'type-text', whose: 'all', part: 1, text: 'two' })
    expect(draft.content.parts.map(part => part.text)).toEqual(['one', 'two'])
    expect(after(draft, { kind: 'remove-part', ...all }, { kind: 'remove-part', ...all }).content.parts.map(part => part.text)).toEqual(['two'])
  })
  it('puts a poll and takes it away', () => {
    const draft = after(fresh, { kind: 'put-poll', ...all, poll: newPoll() })
    expect(draft.content.parts[0]?.poll?.options).toEqual(['', ''])
    expect(after(draft, { kind: 'put-poll', ...all, poll: null })).toEqual(fresh)
  })
})

it('calls a draft empty only when there is nothing to lose', () => {
  expect(isEmptyDraft(fresh)).toBe(true)
  expect(isEmptyDraft(after(fresh, { kind: 'type-text', ...all, text: ' \n' }))).toBe(true)
  expect(isEmptyDraft(after(fresh, { kind: 'type-text', ...all, text: 'B' }))).toBe(false)
  expect(isEmptyDraft(after(fresh, { kind: 'add-media', ...all, media: [picture('a1')] }))).toBe(false)
  expect(isEmptyDraft(after(fresh, { kind: 'differ', account: shop }, { kind: 'type-text', whose: shop, part: 0, text: 'B' }))).toBe(false)
})

describe('undo', () => {
  const run = (...actions: HistoryAction[]) => actions.reduce(step, startHistory(fresh))
  const type = (text: string): HistoryAction => ({ kind: 'type-text', ...all, text })
  const text = (...actions: HistoryAction[]): string | undefined => run(...actions).present.content.parts[0]?.text
  const undo = { kind: 'undo' } as const
  const redo = { kind: 'redo' } as const

  it('goes back a word at a time', () => {
    const typed = [type('B'), type('Br'), type('Br '), type('Br s'), type('Br so')]
    expect(text(...typed, undo)).toBe('Br ')
    expect(text(...typed, undo, undo)).toBe('Br')
    expect(text(...typed, undo, undo, undo)).toBe('')
    expect(text(...typed, undo, undo, undo, undo)).toBe('')
  })
  it('brings a removed picture back with its description', () => {
    const history = run({ kind: 'add-media', ...all, media: [picture('a1')] }, { kind: 'write-alt', ...all, index: 0, alt: 'A loaf' }, { kind: 'remove-media', ...all, index: 0 }, undo)
    expect(history.present.content.parts[0]?.media[0]?.alt).toBe('A loaf')
  })
  it('goes forward again until something new is done', () => {
    expect(text(type('a'), undo, redo)).toBe('a')
    expect(text(type('a'), undo, type('b'), redo)).toBe('b')
  })
})

import { expect, test } from 'vitest'
import { mediaHash } from '../../../preload/contract/ids.ts'
import { emptyContent, type MediaUse } from '../../../preload/contract/drafts.ts'
import { isLinkOrNothing, loadOf } from './by-hand-state.ts'

const use = (name: string): MediaUse => ({ hash: mediaHash.parse('a'.repeat(64)), kind: 'image', mime: 'image/jpeg', name, sizeBytes: 1, width: 1, height: 1, durationMs: null, alt: '' })

test('each part has its text to copy, and the files of all parts lie in one folder, in their order', () => {
  const parts = [{ text: 'Bread at 8', media: [use('a.jpg')], poll: null }, { text: ' ', media: [use('b.jpg')], poll: null }, { text: 'Rolls at 9', media: [], poll: null }]
  expect(loadOf({ kind: 'publish', content: { ...emptyContent(), parts } })).toMatchObject({ texts: ['Bread at 8', 'Rolls at 9'], media: [{ name: 'a.jpg' }, { name: 'b.jpg' }] })
})

test('a link may be left out, as a story has none; what is pasted is one', () => {
  expect(['', '  ', ' https://www.facebook.com/p/1 '].map(isLinkOrNothing)).toEqual([true, true, true])
  expect(['my post', 'http://plain.example', 'javascript:alert(1)'].map(isLinkOrNothing)).toEqual([false, false, false])
})

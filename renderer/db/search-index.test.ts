import { expect, test } from 'vitest'
import { createSearchIndex } from './search-index.ts'

function indexOf(texts: Record<string, string>) {
  const index = createSearchIndex()
  index.put(Object.entries(texts).map(([id, text], order) => ({ id, text, utc: order })))
  return index
}

test('finds words by their beginning, whatever accents and capitals', () => {
  const index = indexOf({ a: 'Bonjour, avez-vous des éclairs ?', b: 'Un gâteau aux cœurs', c: 'Rien' })
  expect(index.find('ECLAI', 9)).toEqual(['a'])
  expect(index.find('gateau coeur', 9)).toEqual(['b'])
  expect(index.find('avez vous', 9)).toEqual(['a'])
  expect(index.find('clairs', 9)).toEqual([])
})

test('wants every word, in any order, and gives the newest first', () => {
  const index = indexOf({ old: 'bread on Monday', new: 'Monday: bread', other: 'bread' })
  expect(index.find('bread mon', 9)).toEqual(['new', 'old'])
  expect(index.find('bread', 2)).toEqual(['other', 'new'])
})

test('forgets what was removed and follows what was changed', () => {
  const index = indexOf({ a: 'croissant', b: 'croissant' })
  index.remove(['a'])
  index.put([{ id: 'b', text: 'brioche', utc: 3 }])
  expect(index.find('croissant', 9)).toEqual([])
  expect(index.find('brio', 9)).toEqual(['b'])
})

test('asking nothing finds nothing', () => {
  expect(indexOf({ a: 'x' }).find('  ,. ', 9)).toEqual([])
})

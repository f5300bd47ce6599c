import { expect, it } from 'vitest'
import { countGraphemes, countText } from './count-text.ts'
import type { TextRule } from './networks.ts'

const plain: TextRule = { maxGraphemes: 300, maxBytes: 3000, urlWeight: null, mentionHostIsFree: false, warningCounts: false }
const weighing: TextRule = { maxGraphemes: 500, maxBytes: null, urlWeight: 23, mentionHostIsFree: true, warningCounts: true }

it('counts what a reader sees as one sign as one', () => {
  expect(countGraphemes('é')).toBe(1)
  expect(countGraphemes('e\u0301')).toBe(1)
  expect(countGraphemes('👩‍🍳')).toBe(1)
  expect(countGraphemes('🇫🇷🥐')).toBe(2)
})

it('counts bytes as they travel', () => {
  expect(countText('🥐 é', plain)).toEqual({ graphemes: 3, bytes: 7 })
})

it('gives every address the weight the network gives it', () => {
  const long = `https://bakery.example/${'a'.repeat(200)}`
  expect(countText(long, weighing).graphemes).toBe(23)
  expect(countText('http://a.fr', weighing).graphemes).toBe(23)
  expect(countText(long, plain).graphemes).toBe(long.length)
})

it('leaves the punctuation behind an address out of it', () => {
  expect(countText('See https://bakery.example.', weighing).graphemes).toBe(4 + 23 + 1)
  expect(countText('(https://bakery.example)', weighing).graphemes).toBe(1 + 23 + 1)
})

it('keeps a closing bracket that belongs to the address', () => {
  expect(countText('https://fr.wikipedia.org/wiki/Baba_(gâteau)', weighing).graphemes).toBe(23)
  expect(countText('(https://fr.wikipedia.org/wiki/Baba_(gâteau))', weighing).graphemes).toBe(1 + 23 + 1)
})

it('weighs no bare domain', () => {
  expect(countText('bakery.example', weighing).graphemes).toBe(14)
})

it('counts a mention without its server where the network does', () => {
  expect(countText('Thanks @ana@mastodon.example!', weighing).graphemes).toBe('Thanks @ana!'.length)
  expect(countText('Thanks @ana@mastodon.example!', plain).graphemes).toBe('Thanks @ana@mastodon.example!'.length)
})

it('takes an e-mail address for what it is', () => {
  expect(countText('ana@bakery.example', weighing).graphemes).toBe(18)
})

it('counts in the unit of the network', () => {
  const as = (unit: NonNullable<TextRule['unit']>, text: string): number => countText(text, { ...plain, unit }).graphemes
  const family = '👩‍👩‍👧‍👦'
  expect([as({ kind: 'code-points' }, `é${family}`), as({ kind: 'utf-16' }, `é${family}`), as({ kind: 'emoji-as-bytes' }, `é${family}`)]).toEqual([8, 12, 26])
  const light = { kind: 'weighted', light: [[0, 4351], [8192, 8205], [8208, 8223], [8242, 8247]] } as const
  expect([as({ ...light, light: [...light.light].map(([from, to]) => [from, to]) }, `a${family}日`), countText('see example.com', { ...plain, urlWeight: 23, bareDomainsAreLinks: true }).graphemes]).toEqual([5, 27])
})

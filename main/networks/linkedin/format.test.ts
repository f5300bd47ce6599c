import { expect, it } from 'vitest'
import { readLittle } from '../../../e2e/fake-networks/linkedin/little-text.ts'
import { littleText, plainText, shownText } from './format.ts'

it('escapes every sign that would cut the post', () => {
  expect(littleText('Prix (TTC) : 2_000 * 3 <neuf> [ici] {a|b} ~ @midi \\')).toBe('Prix \\(TTC\\) : 2\\_000 \\* 3 \\<neuf\\> \\[ici\\] \\{a\\|b\\} \\~ \\@midi \\\\')
})

it('keeps hashtags and whole mentions, and nothing that only looks like one', () => {
  expect(littleText('#pain #Été2026 n# 1 #1 a#b')).toBe('#pain #Été2026 n\\# 1 \\#1 a\\#b')
  expect(littleText('Avec @[Marché (Halles)](urn:li:organization:12) !')).toBe('Avec @[Marché \\(Halles\\)](urn:li:organization:12) !')
  expect(littleText('@[Marché](https://a.example)')).toBe('\\@\\[Marché\\]\\(https://a.example\\)')
})

it('reads back what was written, a mention by its name', () => {
  expect(shownText('Avec @[Marché (Halles)](urn:li:organization:12) #pain_frais')).toBe('Avec Marché (Halles) #pain_frais')
  expect(plainText('{hashtag|\\#|pain} frais \\(tiède\\)')).toBe('#pain frais (tiède)')
})

it('is never cut by LinkedIn’s own reading, whatever stands in the text', () => {
  const signs = ['\\', '|', '{', '}', '@', '[', ']', '(', ')', '<', '>', '#', '*', '_', '~', 'a', 'é', '1', ' ', '\n', '🥖', '👩‍👩‍👧‍👦', 'https://a.example/x_(y)', '#pain', '@[A](urn:li:organization:1)']
  // A generator of its own (mulberry32), so that a failure can be repeated.
  let seed = 20_261_127
  const next = (): number => {
    seed = (seed + 0x6d2b79f5) | 0
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
  for (let round = 0; round < 2000; round++) {
    const text = Array.from({ length: 1 + Math.floor(next() * 12) }, () => signs[Math.floor(next() * signs.length)]).join('')
    const read = readLittle(littleText(text))
    expect([text, read.isCut, read.shown]).toEqual([text, false, shownText(text)])
  }
})

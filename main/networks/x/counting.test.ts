import { expect, it } from 'vitest'
import { linksIn, weigh } from '../../../e2e/fake-networks/x/weigh.ts'
import { countText } from '../../../preload/contract/count-text.ts'
import { findLinks } from '../../../preload/contract/find-links.ts'
import { createChance, type Chance } from '../judge-posts-corpus.ts'
import { xLimits } from './limits.ts'

const counted = (text: string): number => countText(text, xLimits.text).graphemes

const links = [
  'https://exemple.fr', 'http://exemple.fr/été?taille=grande&prix=3', 'https://fr.wikipedia.org/wiki/Baba_(gâteau)', 'HTTPS://WWW.Exemple.FR/a.', 'https://boutique.exemple.paris:8080/', 'https://exemple.example/x', 'https://exemple',
  'https://☃.net/', 'http://a_b.exemple.com', 'http://exemple_a.com/', 'https://-exemple.com', 'https://t.co/AbC123', 'https://t.co/AbC123/plus', 'https://xn--caf-dma.fr/', 'ftp://exemple.fr/x', 'https://exemple.fr/@marche/12',
  'https://exemple.fr/(a(b)c)', 'https://exemple.fr/a(b', 'https://exemple.fr?x=1&y=2.', 'https://192.168.0.1/x', 'https://exemple.рф/путь', 'https://exemple.fr/Русские_слова',
]
const bare = [
  'exemple.fr', 'exemple.fr/horaires', 'exemple.fr?x=1', 'exemple.fr:8080', 'exemple.fr:8080/a', 'www.exemple.com.', 'exemple.example', 'notes.txt', 'v1.2.3', 'fermé.Ouvert', 'ouvert.demain', 'EXEMPLE.COM', 'info@exemple.fr', '@exemple.fr', '#exemple.fr', '$exemple.fr',
  'a/exemple.fr', '-exemple.fr', '_exemple.com', 'café.fr', '日本exemple.jp', 'exemple.comです', 'exemple.com.au', 'a.b.c.exemple.co', 'exemple.fr,', '(exemple.fr)', '« exemple.fr »', 'M.le', 'p.m.', 'etc...', 'exemple..fr', 'exemple.fr-2', 'exemple.fr+', 'exemple.网络', 'a_b.exemple.fr', 'exemple.xn--p1ai',
]
const pictures = ['🥐', '👩‍🍳', '👨‍👩‍👧‍👦', '🇫🇷', '🇫🇷🇯🇵', '🏴󠁧󠁢󠁥󠁮󠁧󠁿', '❤️', '❤', '☝🏽', '©', '®️', '1️⃣', '#⃣', '☺', '☺️', '👁‍🗨', '👁️‍🗨️', '🏳️‍🌈', '🏳‍🌈', '🧑🏾‍🤝‍🧑🏻', '🇦', '‼', '™']
const words = ['Ouvert', 'fermé', 'e\u0301te\u0301', 'Crème', 'n\u0303', '日本語', '한국어', 'ไทย', 'नमस्ते', 'Привет', 'مرحبا', 'שלום', '…', '—', '“oui”', '\u200d', 'Z̷̧a̶l', '𝔘𝔫', '€', '½', '’', '\u2028', '@julie_m', '@julie@ailleurs.example', '#pain', '$ABC', '\n', '\n\n', '\u00a0', '.', '!', '(', ')', '/', ':', '"']

const piece = (chance: Chance): string => chance.of([links, bare, pictures, words, words, pictures][chance.upTo(6)] ?? words)
const glue = [' ', ' ', ' ', '\n', '', '', ', ']
function textBy(chance: Chance): string {
  let text = ''
  for (let left = 1 + chance.upTo(9); left > 0; left--) text += piece(chance) + chance.of(glue)
  return text
}

it('counts fifteen hundred texts as the published rule does', () => {
  const chance = createChance(280)
  const texts = [...links, ...bare, ...pictures, ...words, ...Array.from({ length: 1500 }, () => textBy(chance))]
  const differing = texts.map(text => [text, counted(text), weigh(text)] as const).filter(([, ours, theirs]) => ours !== theirs)
  expect(differing.slice(0, 20)).toEqual([])
})

it('makes links of the same stretches', () => {
  const chance = createChance(23)
  const texts = Array.from({ length: 700 }, () => textBy(chance).normalize('NFC'))
  expect(texts.filter(text => JSON.stringify(findLinks(text)) !== JSON.stringify(linksIn(text))).slice(0, 10)).toEqual([])
})

// Cases of twitter-text's own conformance suite (validate.yml and config v3, https://github.com/twitter/twitter-text), as its configuration v3 weighs them.
it.each([
  ['This is a test.', 15], ['http://test.com', 23], ['https://test.com', 23], ['test.com', 23], ['Test https://test.com test https://test.com test.com test', 86],
  ['저찀쯿쿿', 8], ['H🐱☺', 5], ['の'.repeat(140), 280], ['🐱'.repeat(140), 280], ['👨‍👩‍👧‍👦'.repeat(140), 280], ['', 0],
  ['A lie gets halfway around the world before the truth has a chance to get its pants on. Winston Churchill (1874-1965) http://bit.ly/dJpywL', 140],
  ['http://☃.net/', 23], ['http://twitter.com/#!/twitter', 23], ['foo.co.jp', 23], ['t.co', 23], ['http://example.com/Русские_слова', 23],
])('weighs %j as %i', (text, weight) => {
  expect([counted(text), weigh(text)]).toEqual([weight, weight])
})

it('stays quick on a long text of one piece', () => {
  const began = performance.now()
  for (const sign of ['日', 'a', '(', 'a.', '日.', 'https://a.fr/(', '@']) counted(sign.repeat(20_000))
  expect(performance.now() - began).toBeLessThan(8000)
})

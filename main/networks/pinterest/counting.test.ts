import { expect, it } from 'vitest'
import { countText } from '../../../preload/contract/count-text.ts'
import { limitsWith } from './limits.ts'

/** `maxLength` of JSON Schema counts characters of RFC 8259, which are code points: counted here from UTF-8, where all bytes but continuations begin one. */
const charactersOf = (text: string): number => new TextEncoder().encode(text).filter(byte => (byte & 0xc0) !== 0x80).length

const pieces = [
  'https://exemple.example/carte?jour=lundi&midi=1#menu', 'www.boulangerie.example', 'http://münchen.example/ä', '🥐', '👩‍🍳', '👨‍👩‍👧‍👦', '🇫🇷', '🏴󠁧󠁢󠁳󠁣󠁴󠁿', '👍🏽', '❤️', '日本語の文章', '한국어', '中文，標點。', 'é', 'e\u0301', 'Z̷̧a̶l̸g̵o̷',
  '@boulangerie', '@ami@serveur.example', '#pain', '#été2026', '\n', '\r\n', '\n\n', '\u00a0', '\u200b', '\u202eça\u202c', 'Bonjour', ' ', '…', '\t', '𝔉𝔯', 'ﬁn',
]

/** The same texts every time. */
function* texts(count: number): Generator<string> {
  let seed = 20_261_127
  const next = (below: number): number => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648
    return seed % below
  }
  for (let index = 0; index < count; index++) yield Array.from({ length: next(40) }, () => pieces[next(pieces.length)] ?? '').join(next(2) === 0 ? ' ' : '')
}

it('counts 600 texts as Pinterest’s own description does', () => {
  const { text: rule } = limitsWith([])
  for (const text of texts(600)) expect(countText(text, rule).graphemes, JSON.stringify(text)).toBe(charactersOf(text))
})

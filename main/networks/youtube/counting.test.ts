import { expect, it } from 'vitest'
import { countText } from '../../../preload/contract/count-text.ts'
import { abilities, defaultCategories, limitsFor } from './limits.ts'
import { checkDraft } from '../../../preload/contract/check-draft.ts'
import { emptyContent } from '../../../preload/contract/drafts.ts'

const pieces = [
  'Bonjour ', 'https://exemple.example/page?a=1&b=2 ', 'example.com ', '🥐', '👩‍👩‍👧‍👦', '🇫🇷', '👍🏽', '日本語', '한국어', 'e\u0301', 'Z̷̧a̶', '@julie_m ', '#pain ', '\n\n', '\u00a0', '‑', 'é', 'ß', '𝔓𝔞𝔦𝔫', '\u200d', 'ﷺ', '٣', '№',
]

/** A generator whose numbers are the same each time (Lehmer's). */
function createDice(seed: number): (sides: number) => number {
  let state = seed
  return sides => {
    state = (state * 48_271) % 2_147_483_647
    return state % sides
  }
}
const dice = createDice(7)
const texts = Array.from({ length: 500 }, () => Array.from({ length: 1 + dice(40) }, () => pieces[dice(pieces.length)]).join(''))

/** The rule is in bytes of UTF-8; counted by hand from the encoding's own table (RFC 3629, 3), not by the platform's encoder. */
const bytesByTable = (text: string): number => [...text].reduce((sum, sign) => {
  const point = sign.codePointAt(0) ?? 0
  return sum + (point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x1_0000 ? 3 : 4)
}, 0)

const { text: rule } = limitsFor({ isVerified: true, categories: defaultCategories })

it('counts five hundred descriptions as the published rule does, in bytes', () => {
  for (const text of texts) expect(countText(text, rule).bytes, text).toBe(bytesByTable(text))
})

it('takes a description of five thousand bytes, and not one more', () => {
  const limits = limitsFor({ isVerified: true, categories: defaultCategories })
  const problems = (text: string) => checkDraft({ ...emptyContent(), parts: [{ text, media: [], poll: null }] }, limits, abilities).filter(({ kind }) => kind === 'text-too-long')
  expect(problems('é'.repeat(2500))).toEqual([])
  expect(problems(`${'é'.repeat(2500)}a`)).toMatchObject([{ unit: 'bytes', over: 1 }])
})

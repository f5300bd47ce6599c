import { expect, it } from 'vitest'
import { countText } from '../../../preload/contract/count-text.ts'
import { threadsLimits } from './limits.ts'

/** "Limited to 500 characters. Emojis are counted as the number of UTF-8 bytes." (…/threads/posts, 14 Apr 2026), by UTS #51's own grammar of an emoji and not by its list. */
function lengthByTheRule(text: string): number {
  const bytes = (sign: string): number => Buffer.byteLength(sign, 'utf8')
  const isEmoji = (sign: string): boolean =>
    /^\p{RI}\p{RI}$/u.test(sign) // flags of countries
    || /^[0-9#*]\uFE0F\u20E3$/u.test(sign) // keycaps
    || /^\p{Extended_Pictographic}(?:\uFE0F|\p{EMod})?(?:[\u{E0020}-\u{E007E}]+\u{E007F})?(?:\u200D\p{Extended_Pictographic}(?:\uFE0F|\p{EMod})?)*$/u.test(sign) && (/\uFE0F|\p{EMod}/u.test(sign) || /^\p{Emoji_Presentation}/u.test(sign))
  let length = 0
  for (const { segment } of new Intl.Segmenter('en', { granularity: 'grapheme' }).segment(text)) length += isEmoji(segment) ? bytes(segment) : [...segment].length
  return length
}

/** A small generator of always the same texts (mulberry32). */
function createChance(seed: number): (below: number) => number {
  let state = seed
  return below => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below
  }
}

const pieces = [
  'Pain au levain', ' ', '\n', '\n\n', '…', 'œuf', '20 €', '№ 5', '½', '100 %', '« oui »', '1', '#', '*', '12:30',
  'https://fournil.example/menu?jour=1&b=%C3%A9', 'www.fournil.example', '@fournil.des.halles', '#Levain', '#パン屋',
  '🥐', '🥖🥖', '👩‍🍳', '👨‍👩‍👧‍👦', '👋🏽', '🧑🏿‍🚀', '🇫🇷', '🇨🇭🇧🇪', '🏴󠁧󠁢󠁥󠁮󠁧󠁿', '❤️', '☀️', '1️⃣', '#️⃣', '🏳️‍🌈', '⏰', '✅',
  'e\u0301', 'a\u0308', 'Z̷̧a̶l̸g̵o̷', '日本語', '焼きたて', '한국어', 'שלום', 'مرحبا', 'हिन्दी', '𝓒𝓱𝓪𝓻𝓶𝓮', '㍿',
] as const

it('counts as the network does', () => {
  const chance = createChance(2711)
  for (let at = 0; at < 700; at++) {
    const text = Array.from({ length: 1 + chance(40) }, () => pieces[chance(pieces.length)]).join(chance(3) === 0 ? '' : ' ')
    expect(countText(text, threadsLimits.text).graphemes, JSON.stringify(text)).toBe(lengthByTheRule(text))
  }
})

it('takes an emoji for its bytes', () => {
  expect(['🥐', '👨‍👩‍👧‍👦', '🇫🇷', '❤️', 'é', '日'].map(text => countText(text, threadsLimits.text).graphemes)).toEqual([4, 25, 8, 6, 1, 1])
})

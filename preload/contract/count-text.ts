import { findLinks } from './find-links.ts'
import type { TextRule, TextUnit } from './networks.ts'
import { assertNever } from './result.ts'

const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' })
export function countGraphemes(text: string): number {
  let count = 0
  for (const _ of segmenter.segment(text)) count++
  return count
}

// A scheme is required: networks that weigh addresses take a bare domain as plain text. Closing punctuation is not part of
// an address, but a bracket opened inside it and closed again is (…/wiki/Baba_(cake)).
const address = /https?:\/\/(?:\([^\s<>"()]*\)|[^\s<>"()])*(?:\([^\s<>"()]*\)|[^\s<>"'.,;:!?()\]}…])/giu
const mentionWithHost = /(?<![\p{L}\p{N}_/])@([\p{L}\p{N}_.-]+)@[\p{L}\p{N}.-]+[\p{L}\p{N}]/gu

const emoji = /\p{RGI_Emoji}/gv
/** Signs that are drawn as letters unless a picture is asked for, with nothing behind them that asks: networks that weigh emoji take them for pictures. */
const unasked = /(?![#*0-9])(?=\p{Emoji})\P{Emoji_Presentation}(?![\ufe0f\ufe0e\u20e3\p{Emoji_Modifier}])/gu
const bytesOf = (text: string): number => new TextEncoder().encode(text).length

export function countUnits(text: string, unit: TextUnit = { kind: 'graphemes' }): number {
  switch (unit.kind) {
    case 'graphemes': return countGraphemes(text)
    case 'code-points': return [...text].length
    case 'utf-16': return text.length
    case 'emoji-as-bytes': return [...text.replace(emoji, '')].length + [...text.matchAll(emoji)].reduce((sum, [one]) => sum + bytesOf(one), 0)
    case 'weighted': {
      let count = 0
      const rest = text.normalize('NFC').replace(unasked, '$&\ufe0f').replace(emoji, () => { count += 2; return '' })
      for (const sign of rest) {
        const point = sign.codePointAt(0) ?? 0
        count += unit.light.some(([from, to]) => point >= from && point <= to) ? 1 : 2
      }
      return count
    }
    default: return assertNever(unit)
  }
}

/** Length of a text as the network counts it, in its unit (graphemes as a rule), and its UTF-8 bytes. */
export function countText(text: string, rule: TextRule): { readonly graphemes: number; readonly bytes: number } {
  const { unit } = rule
  if (rule.urlWeight !== null && rule.bareDomainsAreLinks) return { graphemes: countAround(text.normalize('NFC'), rule.urlWeight, unit), bytes: bytesOf(text) }
  let counted = text
  if (rule.urlWeight !== null) counted = counted.replace(address, 'x'.repeat(rule.urlWeight))
  if (rule.mentionHostIsFree) counted = counted.replace(mentionWithHost, '@$1')
  return { graphemes: countUnits(counted, unit), bytes: bytesOf(text) }
}

/** Links by their weight, and what stands between them by itself. */
function countAround(text: string, linkWeight: number, unit: TextUnit | undefined): number {
  let count = 0
  let at = 0
  for (const { from, to } of findLinks(text)) {
    count += countUnits(text.slice(at, from), unit) + linkWeight
    at = to
  }
  return count + countUnits(text.slice(at), unit)
}

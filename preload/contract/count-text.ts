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

// Without a scheme only what can hardly be anything else: small letters, dots, and an ending of letters.
const bareDomain = /(?<![\p{L}\p{N}@#._/-])(?:[\p{Ll}\p{N}](?:[\p{Ll}\p{N}-]*[\p{Ll}\p{N}])?\.)+\p{Ll}{2,}(?![\p{L}\p{N}@_])(?::\d+)?(?:\/[^\s<>"]*[^\s<>"'.,;:!?()\]}…])?/gu
const emoji = /\p{RGI_Emoji}/gv
const bytesOf = (text: string): number => new TextEncoder().encode(text).length

function countUnits(text: string, unit: TextUnit): number {
  switch (unit.kind) {
    case 'graphemes': return countGraphemes(text)
    case 'code-points': return [...text].length
    case 'utf-16': return text.length
    case 'emoji-as-bytes': return [...text.replace(emoji, '')].length + [...text.matchAll(emoji)].reduce((sum, [one]) => sum + bytesOf(one), 0)
    case 'weighted': {
      let count = 0
      const rest = text.normalize('NFC').replace(emoji, () => { count += 2; return '' })
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
  let counted = text
  if (rule.urlWeight !== null) counted = counted.replace(address, 'x'.repeat(rule.urlWeight))
  if (rule.urlWeight !== null && rule.bareDomainsAreLinks) counted = counted.replace(bareDomain, 'x'.repeat(rule.urlWeight))
  if (rule.mentionHostIsFree) counted = counted.replace(mentionWithHost, '@$1')
  return { graphemes: countUnits(counted, rule.unit ?? { kind: 'graphemes' }), bytes: bytesOf(text) }
}

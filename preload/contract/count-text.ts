import type { TextRule } from './networks.ts'

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

/** Length of a text as the network counts it, in graphemes, and its UTF-8 bytes. */
export function countText(text: string, rule: TextRule): { readonly graphemes: number; readonly bytes: number } {
  let counted = text
  if (rule.urlWeight !== null) counted = counted.replace(address, 'x'.repeat(rule.urlWeight))
  if (rule.mentionHostIsFree) counted = counted.replace(mentionWithHost, '@$1')
  return { graphemes: countGraphemes(counted), bytes: new TextEncoder().encode(text).length }
}

import tlds from 'tlds' with { type: 'json' }

/**
 * How X weighs a text, written straight from its published rule: docs.x.com "counting characters", twitter-text's configuration v3 and its
 * description of what a link is (seen Nov 2026). Slow and plain; the app has an implementation of its own, which is held against this one.
 */
const lightRanges = [[0, 4351], [8192, 8205], [8208, 8223], [8242, 8247]] as const
const linkWeight = 23

const spaces = String.raw`\t-\r \x85\xa0\u1680\u180e\u2000-\u200a\u2028\u2029\u202f\u205f\u3000`
const unfit = String.raw`\ufffe\ufeff\uffff`
const directions = String.raw`\u202a-\u202e\u061c\u200e\u200f\u2066-\u2069`
const punctuation = String.raw`!'#%&()*+,\\\-.\/:;<=>?@\[\]\^_{|}~$`
const latin = String.raw`\xc0-\xd6\xd8-\xf6\xf8-\xff\u0100-\u024f\u0253\u0254\u0256\u0257\u0259\u025b\u0263\u0268\u026f\u0272\u0289\u028b\u02bb\u0300-\u036f\u1e00-\u1eff`

const sign = `[^${punctuation}${spaces}${unfit}${directions}]`
const top = `(?:(?:${[...tlds].sort((a, b) => b.length - a.length).join('|')})(?![0-9a-z@+-])|xn--[0-9a-z-]+)`
const domain = `(?:${sign}(?:(?:${sign}|[_-])*${sign})?\\.)*${sign}(?:(?:${sign}|-)*${sign})?\\.${top}`
const general = String.raw`[a-z0-9!*';:=+,.$\/%#\[\]\-\u2013_~@|&\u0400-\u04ff${latin}]`
const brackets = String.raw`\((?:${general}+|${general}*\(${general}+\)${general}*)\)`
const path = String.raw`\/(?:(?:${general}|${brackets})*(?:[+\-a-z0-9=_#\/\u0400-\u04ff${latin}]|${brackets}))?`
const query = String.raw`\?[a-z0-9!?*'@();:&=+$\/%#\[\]\-_.,~|]*[a-z0-9\-_&=#\/]`
const link = new RegExp(`(^|[^a-z0-9@＠$#＃${unfit}])(https?:\\/\\/)?(${domain})(?::\\d+)?(${path})?(?:${query})?`, 'giu')
const asciiDomain = new RegExp(`(?:[-a-z0-9${latin}]+\\.)+${top}`, 'giu')
const shortened = /^https?:\/\/t\.co\/([a-z0-9]+)(?:\?[a-z0-9!?*'@();:&=+$/%#[\]\-_.,~|]*[a-z0-9\-_&=#/])?/iu

export type Span = { readonly from: number; readonly to: number }

/** What X makes links of, in a text in NFC. */
export function linksIn(text: string): Span[] {
  const spans: Span[] = []
  for (const match of text.matchAll(link)) {
    const [whole, before = '', scheme, host = '', way] = match
    const from = match.index + before.length
    const to = match.index + whole.length
    if (scheme !== undefined) {
      const short = shortened.exec(text.slice(from, to))
      if (short && (short[1] ?? '').length > 40) continue
      spans.push({ from, to: short ? from + short[0].length : to })
    } else if (!/[-_./]$/u.test(before)) {
      const found = [...host.matchAll(asciiDomain)].map(part => ({ from: from + part.index, to: from + part.index + part[0].length }))
      const last = found.at(-1)
      if (last && way !== undefined) found.splice(-1, 1, { from: last.from, to })
      spans.push(...found)
    }
  }
  return spans
}

/** Emoji as X draws them: with and without the sign that asks for the picture. */
function emojiAt(text: string, at: number): number {
  if (!/^\p{Emoji}/u.test(text.slice(at, at + 2))) return 0
  const end = Math.min(text.length, at + 40)
  for (let to = end; to > at; to--) if (/^\p{RGI_Emoji}$/v.test(qualified(text.slice(at, to)))) return to - at
  return 0
}
const qualified = (text: string): string => text.replace(/(?![#*0-9])(?=\p{Emoji})\P{Emoji_Presentation}(?![\ufe0f\ufe0e\u20e3\p{Emoji_Modifier}])/gu, whole => `${whole}\ufe0f`)

export function weigh(given: string): number {
  const text = given.normalize('NFC')
  const links = new Map(linksIn(text).map(span => [span.from, span.to]))
  let weight = 0
  for (let at = 0; at < text.length;) {
    const linkEnd = links.get(at)
    const emoji = linkEnd === undefined ? emojiAt(text, at) : 0
    const point = text.codePointAt(at) ?? 0
    weight += linkEnd !== undefined ? linkWeight : emoji > 0 ? 2 : lightRanges.some(([from, to]) => point >= from && point <= to) ? 1 : 2
    at = linkEnd ?? at + (emoji > 0 ? emoji : point > 0xffff ? 2 : 1)
  }
  return weight
}

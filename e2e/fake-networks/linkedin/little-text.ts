/**
 * "Little text format" as the documentation's grammar has it: an escaped sign, a mention, a hashtag template, a plain hashtag, a plain sign.
 * A reserved sign anywhere else ends the text there, without a word: seen again and again in public reports.
 */
const reserved = new Set('\\|{}@[]()<>#*_~')

export type Little = { readonly shown: string; readonly isCut: boolean }

export function readLittle(text: string): Little {
  let shown = ''
  let at = 0
  while (at < text.length) {
    const rest = text.slice(at)
    const sign = text[at] ?? ''
    const mention = /^@\[((?:\\.|[^\]\\])+)\]\(urn:li:(?:person|organization):[\w-]+\)/su.exec(rest)
    const template = /^\{hashtag\|(?:\\#|#)\|([^|{}]+)\}/u.exec(rest)
    const tag = /^#[\p{L}\p{N}]+/u.exec(rest)
    if (sign === '\\' && reserved.has(text[at + 1] ?? '')) {
      shown += text[at + 1] ?? ''
      at += 2
    } else if (mention) {
      shown += (mention[1] ?? '').replace(/\\(.)/gsu, '$1')
      at += mention[0].length
    } else if (template) {
      shown += `#${template[1] ?? ''}`
      at += template[0].length
    } else if (tag) {
      shown += tag[0]
      at += tag[0].length
    } else if (reserved.has(sign)) {
      return { shown: shown.trimEnd(), isCut: true }
    } else {
      shown += sign
      at++
    }
  }
  return { shown, isCut: false }
}

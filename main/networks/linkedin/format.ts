/**
 * "Little text format": https://learn.microsoft.com/en-us/linkedin/marketing/community-management/shares/little-text-format (seen quoted 23 Nov
 * 2026). A reserved sign that is not escaped cuts the post there without a word. Kept as they are: a plain hashtag, and a mention the owner has
 * written whole, `@[Name](urn:li:organization:1)`.
 */
const kept = /(?<mention>@\[[^\]\n]{1,200}\]\(urn:li:(?:organization|person):[\w-]+\))|(?<tag>(?<![\p{L}\p{N}_&/#])#(?=[\p{L}\p{N}]*\p{L})[\p{L}\p{N}]+)/gu
const reserved = /[\\|{}@[\]()<>#*_~]/gu
const escape = (text: string): string => text.replace(reserved, sign => `\\${sign}`)

export function littleText(text: string): string {
  let little = ''
  let at = 0
  for (const match of text.matchAll(kept)) {
    little += escape(text.slice(at, match.index))
    const { mention } = match.groups ?? {}
    little += mention === undefined ? match[0] : escapedName(mention)
    at = match.index + match[0].length
  }
  return little + escape(text.slice(at))
}

/** The name within a mention may hold reserved signs itself. */
const escapedName = (mention: string): string => mention.replace(/^@\[(.*)\]\(/su, (_, name: string) => `@[${escape(name)}](`)

const elements = /@\[((?:\\.|[^\]\\])*)\]\(urn:li:[^)]*\)|\{hashtag\|(?:\\.|[^|{}])*\|((?:\\.|[^|{}])*)\}|\\(.)/gsu

/** What a reader sees of it. */
export const plainText = (little: string): string =>
  little.replace(elements, (_, name: string | undefined, tag: string | undefined, sign: string | undefined) => (name !== undefined ? plainText(name) : tag !== undefined ? `#${plainText(tag)}` : sign ?? ''))

/** What a reader will see of a text we send: a mention shows its name only. */
export const shownText = (text: string): string => plainText(littleText(text))

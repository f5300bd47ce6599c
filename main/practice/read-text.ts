export type Piece =
  | { readonly kind: 'plain'; readonly text: string }
  | { readonly kind: 'link'; readonly text: string }
  | { readonly kind: 'mention'; readonly text: string; readonly username: string; readonly domain: string | undefined }
  | { readonly kind: 'tag'; readonly text: string; readonly name: string }

const special = new RegExp(
  [
    String.raw`(?<link>https?://[^\s<>"]+)`,
    String.raw`(?<![\w/@])@(?<username>[a-z0-9_]+(?:[a-z0-9_.-]*[a-z0-9_]+)?)(?:@(?<domain>[\p{L}\p{N}](?:[\p{L}\p{N}.-]*[\p{L}\p{N}])?(?::\d+)?))?`,
    String.raw`(?<![\w/&)])#(?<tag>[\p{L}\p{N}\p{M}_·]*[\p{L}_][\p{L}\p{N}\p{M}_·]*)`,
  ].join('|'),
  'giu',
)

/** Cuts a post's text into words, links, mentions and hashtags, the way Mastodon finds them. */
export function readText(text: string): Piece[] {
  const pieces: Piece[] = []
  let from = 0
  const plainUpTo = (to: number): void => {
    if (to > from) pieces.push({ kind: 'plain', text: text.slice(from, to) })
  }
  for (const match of text.matchAll(special)) {
    if (match.index < from) continue
    const found = match.groups ?? {}
    const piece = pieceOf(match[0], found)
    plainUpTo(match.index)
    pieces.push(piece)
    from = match.index + piece.text.length
  }
  plainUpTo(text.length)
  return pieces
}

function pieceOf(whole: string, found: Record<string, string | undefined>): Piece {
  if (found['link']) return { kind: 'link', text: withoutTrailingMarks(found['link']) }
  if (found['username']) return { kind: 'mention', text: whole, username: found['username'], domain: found['domain'] }
  return { kind: 'tag', text: whole, name: found['tag'] ?? '' }
}

function withoutTrailingMarks(url: string): string {
  let end = url
  for (;;) {
    const shorter = end.replace(/[.,;:!?'"»”’…*]+$/u, '')
    const unbalanced = shorter.endsWith(')') && shorter.split(')').length > shorter.split('(').length
    const next = unbalanced ? shorter.slice(0, -1) : shorter
    if (next === end) return end
    end = next
  }
}

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' })
export const countGraphemes = (text: string): number => [...graphemes.segment(text)].length

/**
 * The length a server counts: graphemes of warning and text, a link weighs 23 whatever its length, `@user@domain` weighs `@user`
 * (Mastodon's StatusLengthValidator). Links in the warning are not shortened.
 */
export function countText(text: string, spoiler: string): number {
  const weighed = readText(text)
    .map((piece) => {
      if (piece.kind === 'link') return 'x'.repeat(charactersPerUrl)
      return piece.kind === 'mention' ? `@${piece.username}` : piece.text
    })
    .join('')
  return countGraphemes(spoiler + weighed)
}

/** Unicode characters, as a database counts them; for descriptions and comments. */
export const countCharacters = (text: string): number => Array.from(text).length

export const charactersPerUrl = 23

import { LinkifyIt } from 'linkify-it'

/** A run of text as a network draws it. */
export type Run = { readonly kind: 'text' | 'link' | 'mention' | 'tag'; readonly text: string }

// Networks link addresses with a scheme; a bare domain stays text on some, so the preview does not promise more.
const links = new LinkifyIt({ fuzzyLink: false, fuzzyEmail: false, fuzzyIP: false })
const marks = /(?<![\p{L}\p{N}_/@#&])(?:@[\p{L}\p{N}_](?:[\p{L}\p{N}_.-]*[\p{L}\p{N}_])?(?:@[\p{L}\p{N}.-]*[\p{L}\p{N}])?|#[\p{L}\p{N}_]*[\p{L}_][\p{L}\p{N}_]*)/gu

const linksIn = (text: string): readonly { readonly index: number; readonly lastIndex: number; readonly url: string }[] =>
  (links.match(text) ?? []).filter(match => match.schema === 'http:' || match.schema === 'https:')

export function runsOf(text: string): readonly Run[] {
  const runs: Run[] = []
  let at = 0
  for (const match of linksIn(text)) {
    runs.push(...markedRuns(text.slice(at, match.index)), { kind: 'link', text: text.slice(match.index, match.lastIndex) })
    at = match.lastIndex
  }
  runs.push(...markedRuns(text.slice(at)))
  return runs
}

/** The address that becomes a card under the post. */
export const firstLinkOf = (text: string): string | null => linksIn(text)[0]?.url ?? null

function markedRuns(text: string): Run[] {
  const runs: Run[] = []
  let at = 0
  for (const match of text.matchAll(marks)) {
    if (match.index > at) runs.push({ kind: 'text', text: text.slice(at, match.index) })
    runs.push({ kind: match[0].startsWith('@') ? 'mention' : 'tag', text: match[0] })
    at = match.index + match[0].length
  }
  if (at < text.length) runs.push({ kind: 'text', text: text.slice(at) })
  return runs
}

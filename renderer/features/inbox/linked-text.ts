import { LinkifyIt } from 'linkify-it'

export type Run = { readonly text: string; readonly url: string | null }

// Only what is written as an address: "bread.The" is none.
const links = new LinkifyIt({ fuzzyLink: false, fuzzyEmail: false, fuzzyIP: false })

/** The address as it may be opened, or null: https only, judged by the URL parser, without a name and password in it. */
export function openableUrl(text: string): string | null {
  if (!URL.canParse(text)) return null
  const url = new URL(text)
  return url.protocol === 'https:' && url.username === '' && url.password === '' ? url.href : null
}

/** What somebody wrote, cut into plain words and addresses that can be opened. */
export function runsOf(text: string): readonly Run[] {
  const runs: Run[] = []
  let at = 0
  for (const match of links.match(text) ?? []) {
    const url = openableUrl(match.url)
    if (url === null) continue
    if (match.index > at) runs.push({ text: text.slice(at, match.index), url: null })
    runs.push({ text: text.slice(match.index, match.lastIndex), url })
    at = match.lastIndex
  }
  if (at < text.length) runs.push({ text: text.slice(at), url: null })
  return runs
}

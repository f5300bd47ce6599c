import { Parser } from 'htmlparser2'
import type { Http } from './http.ts'

export type LinkPreview = { readonly title: string; readonly description: string; readonly imageUrl: string | null }

/** What a web page says of itself (Open Graph, else its title); null when it says nothing or cannot be read. Never a reason to hold up a post. */
export async function readLinkPreview(http: Http, url: string): Promise<LinkPreview | null> {
  const outcome = await http.send({ method: 'GET', url, headers: { accept: 'text/html,application/xhtml+xml' }, timeoutMs: 8_000, maxAnswerBytes: 2_000_000 })
  if (outcome.kind !== 'answered' || outcome.status !== 200 || !(outcome.headers.get('content-type') ?? '').includes('html')) return null
  const found = readHead(outcome.text)
  const title = found.get('og:title') ?? found.get('title')
  if (!title) return null
  const image = found.get('og:image')
  return { title: title.slice(0, 300), description: (found.get('og:description') ?? found.get('description') ?? '').slice(0, 1000), imageUrl: image ? URL.parse(image, url)?.href ?? null : null }
}

function readHead(html: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>()
  const keep = (name: string | undefined, value: string | undefined): void => {
    const text = value?.replaceAll(/\s+/g, ' ').trim()
    if (name && text && !found.has(name)) found.set(name, text)
  }
  let title: string | null = null
  const parser = new Parser({
    onopentag: (tag, attributes) => {
      if (tag === 'meta') keep((attributes.property ?? attributes.name)?.toLowerCase(), attributes.content)
      if (tag === 'title' && !found.has('title')) title = ''
    },
    ontext: text => { if (title !== null) title += text },
    onclosetag: tag => {
      if (tag !== 'title' || title === null) return
      keep('title', title)
      title = null
    },
  })
  parser.end(html)
  return found
}

import tlds from 'tlds' with { type: 'json' }

/** A stretch of a text, in UTF-16 units. */
export type Span = { readonly from: number; readonly to: number }

/**
 * Which stretches of a text a network makes links of that takes `example.com` for an address, by the published rule of twitter-text (3.1.0, its
 * configuration v3, seen Nov 2026): a domain ends in a top-level domain that exists, with or without `https://`; a bare one is of ASCII and accented
 * Latin letters only, follows no `@ $ # - _ . /`, and takes port and query along only behind a path.
 */
export function findLinks(text: string): Span[] {
  const links: Span[] = []
  // Nothing is read twice: what follows a link stands at least one sign behind it.
  let done = 0
  const isFree = (at: number): boolean => at === 0 || (at - 1 >= done && mayPrecede(text[at - 1]))
  for (const match of text.matchAll(run)) {
    if (!match[0].includes('.')) continue
    const start = match.index
    const end = start + match[0].length
    const domains = domainsIn(text, start, match[0])
    const scheme = schemeBefore(text, start)
    for (let at = start; at < end;) {
      const domain = domains(at)
      if (domain.end === null) {
        at = domain.next
        continue
      }
      const hasScheme = at === start && scheme !== null && isFree(scheme)
      if (!hasScheme && !isFree(at)) {
        at++
        continue
      }
      const from = hasScheme ? scheme : at
      const afterPort = endOf(port, text, domain.end)
      const afterPath = text[afterPort] === '/' ? endOf(path, text, afterPort) : null
      const to = endOf(query, text, afterPath ?? afterPort)
      if (hasScheme) links.push(...withScheme(text, from, to))
      else if (!/[-_./]/u.test(text[at - 1] ?? '')) links.push(...bare(text, from, domain.end, afterPath === null ? null : to))
      done = to
      at = Math.max(to, at + 1)
    }
  }
  return links
}

const topLevel = new Set(tlds)
const latin = String.raw`\xc0-\xd6\xd8-\xf6\xf8-\xff\u0100-\u024f\u0253\u0254\u0256\u0257\u0259\u025b\u0263\u0268\u026f\u0272\u0289\u028b\u02bb\u0300-\u036f\u1e00-\u1eff`
const cyrillic = String.raw`\u0400-\u04ff`

/** Signs of a domain, with the dots, hyphens and low lines that stand between them: all but punctuation, spaces, direction marks and signs that are none. */
const run = /[^!'#%&()*+,\\/:;<=>?@[\]^{|}~$\t-\r \x85\xa0\u1680\u180e\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufffe\ufeff\uffff\u202a-\u202e\u061c\u200e\u200f\u2066-\u2069]+/gu
const inPath = `[a-z0-9!*';:=+,.$/%#\\[\\]\\-\u2013_~@|&${cyrillic}${latin}]`
const inBrackets = String.raw`\((?:${inPath}+|${inPath}*\(${inPath}+\)${inPath}*)\)`
const path = new RegExp(`/(?:(?:${inPath}|${inBrackets})*(?:[+\\-a-z0-9=_#/${cyrillic}${latin}]|${inBrackets}))?`, 'iyu')
const query = /\?[a-z0-9!?*'@();:&=+$/%#[\]\-_.,~|]*[a-z0-9\-_&=#/]/iyu
const port = /:\d+/yu
const shortened = /^https?:\/\/t\.co\/([a-z0-9]+)(?:\?[a-z0-9!?*'@();:&=+$/%#[\]\-_.,~|]*[a-z0-9\-_&=#/])?/iu
/** The longest name the network's own shortener gives. */
const mostShortened = 40

const endOf = (pattern: RegExp, text: string, at: number): number => {
  pattern.lastIndex = at
  return pattern.test(text) ? pattern.lastIndex : at
}

/** Where the scheme of what begins here begins; null: it has none, or one that cannot stand there. */
function schemeBefore(text: string, start: number): number | null {
  const scheme = /https?:\/\/$/iu.exec(text.slice(Math.max(0, start - 8), start))
  if (!scheme) return null
  const at = start - scheme[0].length
  return mayPrecede(text[at - 1]) ? at : null
}
const mayPrecede = (sign: string | undefined): boolean => sign === undefined || !/[a-z0-9@＠$#＃\ufffe\ufeff\uffff]/iu.test(sign)

/** The network's own short addresses end behind their name. */
function withScheme(text: string, from: number, to: number): readonly Span[] {
  const short = shortened.exec(text.slice(from, to))
  if (!short) return [{ from, to }]
  return (short[1] ?? '').length > mostShortened ? [] : [{ from, to: from + short[0].length }]
}

/** Of a domain without scheme the parts in Latin letters: in "日本example.com" the name alone. The last takes the path along, to `wayEnd`. */
function bare(text: string, from: number, end: number, wayEnd: number | null): readonly Span[] {
  const found: Span[] = []
  for (const match of text.slice(from, end).matchAll(latinRun)) {
    const start = from + match.index
    for (let begins = start + match[0].length; begins > start; begins = text.lastIndexOf('.', begins - 2) + 1) {
      const length = topLevelLength(text.slice(begins, Math.min(end, begins + mostTopLevel)))
      if (length === 0) continue
      found.push({ from: start, to: begins + length })
      break
    }
  }
  const last = found.at(-1)
  return last && wayEnd !== null ? [...found.slice(0, -1), { from: last.from, to: wayEnd }] : found
}
const latinRun = new RegExp(`(?:[-a-z0-9${latin}]+\\.)+`, 'giu')

type Domain = { readonly end: number } | { readonly end: null; /** No domain begins before this. */ readonly next: number }

/** Where the longest domain ends that begins at a place of this run of signs. Each label is judged once, however often it is asked. */
function domainsIn(text: string, start: number, name: string): (at: number) => Domain {
  const labels = name.split('.')
  const begins: number[] = []
  for (let index = 0, at = start; index < labels.length; index++) {
    begins.push(at)
    at += (labels[index]?.length ?? 0) + 1
  }
  const isFit = labels.map(label => /^(?![-_])[^]*[^-_]$/u.test(label))
  const topLevelEnds = begins.map((at, index) => {
    const length = index === 0 ? 0 : topLevelLength(text.slice(at, at + mostTopLevel))
    return length === 0 ? null : at + length
  })
  // From the last label to the first: how far a domain reaches that has this one in its middle, as `name.` before a top-level domain or before more.
  const reach: (number | null)[] = labels.map(() => null)
  for (let index = labels.length - 2; index >= 0; index--) {
    const further = index + 2 < labels.length && isFit[index + 1] ? reach[index + 1] ?? null : null
    reach[index] = further ?? (labels[index]?.includes('_') ? null : topLevelEnds[index + 1] ?? null)
  }
  let index = 0
  return at => {
    while (index + 1 < labels.length && at >= (begins[index + 1] ?? Infinity)) index++
    const label = labels[index] ?? ''
    const next = begins[index + 1] ?? start + name.length
    const further = index + 2 < labels.length && isFit[index + 1] ? reach[index + 1] ?? null : null
    const near = topLevelEnds[index + 1] ?? null
    // Only what stands before the last name may have a low line.
    if ((further ?? near) === null || /[-_]$/u.test(label)) return { end: null, next }
    const part = text.slice(at, next - 1)
    if (part === '' || /^[-_]/u.test(part)) return { end: null, next: at + 1 }
    const end = further ?? (part.includes('_') ? null : near)
    return end === null ? { end: null, next: at + 1 } : { end }
  }
}

/** Longer than any there is. */
const mostTopLevel = 80

/** How much of this is a top-level domain that ends there: no letter, figure, @, + or - follows. */
function topLevelLength(rest: string): number {
  const [punycode] = /^xn--[-0-9a-z]+/iu.exec(rest) ?? []
  if (punycode !== undefined) return punycode.length
  const [ascii = ''] = /^[a-z0-9]+/iu.exec(rest) ?? []
  if (topLevel.has(ascii.toLowerCase()) && !/[@+-]/u.test(rest[ascii.length] ?? '')) return ascii.length
  if (/^[a-z0-9]*$/iu.test(rest.slice(0, ascii.length + 1))) return 0
  // Those in other letters have no end of their own: the longest that stands there.
  for (let length = Math.min(rest.length, 24); length > 1; length--) if (topLevel.has(rest.slice(0, length).toLowerCase()) && !/[a-z0-9@+-]/iu.test(rest[length] ?? '')) return length
  return 0
}

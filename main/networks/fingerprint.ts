/** What stands in a text besides plain words: networks rewrite these in ways of their own, so they are compared by what they mean. */
export type Thing =
  /** `key` is host, path and query without scheme and `www.`; `isCut`: only its beginning is shown. */
  | { readonly kind: 'link'; readonly host: string; readonly key: string; readonly isCut: boolean; readonly written: string }
  | { readonly kind: 'mention'; readonly user: string; readonly host: string | null }
  | { readonly kind: 'tag'; readonly name: string }

/** What a network tells beside a text. */
export type Hints = {
  /** Full addresses of the links that stand short in the text, by what stands there. */
  readonly links?: ReadonlyMap<string, string>
  /** Links that the network has put behind the text for the post's own pictures. */
  readonly mediaLinks?: ReadonlySet<string>
  /** The server whose people are named without a host. */
  readonly ownHost?: string | null
}

/** A text without what does not matter: single spaces, single line breaks, and one sign in `signs` for each of `things`. */
export type Fingerprint = {
  readonly signs: string
  readonly things: readonly Thing[]
  /** Letters, figures and pictures only: texts that differ in these are two texts, whatever a network does to one. */
  readonly letters: string
  /** Markup with a meaning of its own (an address, a style) was taken out: what is left is not all there was. */
  readonly lostMarkup: boolean
}

// Signs of Unicode's private area stand for things; a text's own ones are put aside before.
const firstThing = 0xe000
const mostThings = 0x1000
const privateSigns = /[\ue000-\uefff]/gu
export const thingAt = ({ things }: Fingerprint, sign: string | undefined): Thing | null => things[(sign?.codePointAt(0) ?? 0) - firstThing] ?? null

/** Soft hyphen, zero-width and direction marks, variation selectors: servers drop or keep them as they like, and nobody sees them. */
const unseen = /\u00ad|\u061c|[\u200b-\u200f]|[\u202a-\u202e]|[\u2060-\u2069]|\ufe0e|\ufe0f|\ufeff/gu
const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ', '#39': "'", '#x27': "'", '#34': '"' }
const entity = /&(amp|lt|gt|quot|apos|nbsp|#39|#x27|#34);/giu
const breaks = /<br\s*\/?>|<\/(?:p|div|li|h[1-6]|blockquote)>/giu
const markup = /<\/?(?:a|abbr|b|blockquote|code|del|div|em|h[1-6]|i|ins|li|ol|p|pre|s|small|span|strong|sub|sup|u|ul)(\s[^<>]*)?>/giu

// Small letters after the dot: "fermé.Ouvert" is two sentences whose line break was lost, and no address.
const thing = new RegExp([
  String.raw`(?<link>(?:[Hh][Tt][Tt][Pp][Ss]?:\/\/|[Ww]{3}\.)[^\s<>"]+|(?<![\p{L}\p{N}@#._\/-])(?:[\p{Ll}\p{N}](?:[\p{Ll}\p{N}-]*[\p{Ll}\p{N}])?\.)+\p{Ll}{2,}(?![\p{L}\p{N}@_])(?::\d+)?(?:\/[^\s<>"]*)?)`,
  String.raw`(?<![\p{L}\p{N}_\/.@])@(?<user>[\p{L}\p{N}_](?:[\p{L}\p{N}_.-]*[\p{L}\p{N}_])?)(?:@(?<host>[\p{L}\p{N}](?:[\p{L}\p{N}.-]*[\p{L}\p{N}])?(?::\d+)?))?`,
  String.raw`(?<![\p{L}\p{N}_&\/#])#(?<tag>[\p{L}\p{N}_]+)`,
].join('|'), 'gu')

/** Pure. What stays of a text through all that servers do to it: Unicode forms, quotes, spaces, markup, hidden signs, ways to write a link. */
export function fingerprintOf(text: string, { links, mediaLinks, ownHost = null }: Hints = {}): Fingerprint {
  let lostMarkup = false
  const things: Thing[] = []
  const withoutMarkup = (given: string): string => given.replace(breaks, '\n').replace(markup, (_, attributes: string | undefined) => {
    lostMarkup ||= attributes !== undefined && attributes.trim() !== ''
    return ''
  })
  // Twice: what the owner typed as markup is shown by one network as typed, written as HTML by the next, and taken out by a third.
  const plain = withoutMarkup(withoutMarkup(text).replace(entity, (whole, name: string) => entities[name.toLowerCase()] ?? whole))
    .normalize('NFKC')
    .replace(unseen, '')
    .replace(privateSigns, '\ufffd')
    .replace(/[‘’‚‛ʼ`´′]/gu, "'")
    .replace(/[“”„‟«»″]/gu, '"')
  const letters: string[] = []
  let at = 0
  let signs = ''
  const add = (words: string): void => {
    signs += words
    letters.push(words)
  }
  for (const match of plain.matchAll(thing)) {
    const { link, user, host, tag } = match.groups ?? {}
    const read = link === undefined ? null : readLink(link, links)
    if (read && mediaLinks?.has(read.thing.written)) {
      add(plain.slice(at, match.index).trimEnd())
      at = match.index + match[0].length - read.tail.length
      continue
    }
    if (things.length === mostThings) break
    add(plain.slice(at, match.index))
    at = match.index + match[0].length - (read?.tail.length ?? 0)
    const found: Thing = read?.thing ?? (user === undefined ? { kind: 'tag', name: (tag ?? '').toLowerCase() } : { kind: 'mention', user: user.toLowerCase(), host: (host ?? ownHost)?.toLowerCase() ?? null })
    signs += String.fromCodePoint(firstThing + things.length)
    things.push(found)
    letters.push(found.kind === 'link' ? found.key : found.kind === 'mention' ? found.user : found.name)
  }
  add(plain.slice(at))
  return { signs: singleSpaced(signs), things, letters: letters.join('').replace(/[^\p{L}\p{M}\p{N}\p{So}\p{Sc}]/gu, '').toLowerCase(), lostMarkup }
}

const singleSpaced = (text: string): string => text.replace(/\s+/gu, gap => (/[\n\r\u2028\u2029]/u.test(gap) ? '\n' : ' ')).trim()

function readLink(found: string, links: Hints['links']): { readonly thing: Thing & { kind: 'link' }; readonly tail: string } {
  // Closing punctuation may or may not be taken into the link: it is left standing behind it either way. Three dots cut it.
  const [, bare = found, dots = '', tail = ''] = /^(.*?)(\.\.\.)?([.,;:!?'")\]}]*)$/su.exec(found) ?? []
  const written = `${bare}${dots}`
  // The network may have named it with its dots as one sign.
  const full = links?.get(written) ?? links?.get(written.replace(/\.\.\.$/u, '…')) ?? links?.get(bare)
  const address = full ?? bare
  const url = URL.parse(/^https?:\/\//iu.test(address) ? address : `https://${address}`)
  const host = url?.host.replace(/^www\./u, '') ?? ''
  const key = url ? `${host}${url.pathname.replace(/\/$/u, '')}${url.search}${url.hash}` : address
  return { thing: { kind: 'link', host, key, isCut: full === undefined && dots !== '', written }, tail }
}

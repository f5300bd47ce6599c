import { compile, type Formatter, type Node } from 'html-to-text'
import { safeUrl } from './safe-url.ts'

/** Servers let posts of 5 000 characters and more through; markup beyond this is not a post but an attack on the reader. */
const maxHtmlLength = 100_000

type AcctOf = (url: string) => string | null
// The cast: what a converter below was given.
const link: Formatter = (element, _walk, builder) => builder.addInline(linkText(element, builder.metadata as AcctOf), { noWordTransform: true })

const converter = (dropQuoteLine: boolean) => compile({
  wordwrap: false,
  limits: { maxInputLength: maxHtmlLength, maxDepth: 40, maxChildNodes: 10_000 },
  formatters: { link },
  selectors: [
    { selector: 'a', format: 'link' },
    { selector: 'img', format: 'skip' },
    // Mastodon 4.5 puts a link to the quoted post in front for servers that know no quotes.
    ...(dropQuoteLine ? [{ selector: '.quote-inline', format: 'skip' }] : []),
    ...['h1', 'h2', 'h3', 'h4', 'h5', 'h6'].map(selector => ({ selector, options: { uppercase: false } })),
  ],
})
// Made once: making one takes four times as long as converting a post with it.
const convert = { whole: converter(false), withoutQuoteLine: converter(true) }

/**
 * A post's HTML as plain text: links as their full address, mentions as `@user@host` where `acctOf` knows the address, line breaks kept.
 * What comes out is text and must be drawn as text.
 */
export function plainText(html: string, acctOf: AcctOf, dropQuoteLine = false): string {
  return convert[dropQuoteLine ? 'withoutQuoteLine' : 'whole'](html.slice(0, maxHtmlLength), acctOf).trim()
}

function linkText(element: Node, acctOf: AcctOf): string {
  const inner = textOf(element, 0)
  const url = safeUrl(element.attribs?.['href'] ?? null, ['https:', 'http:', 'mailto:'])
  const classes = element.attribs?.['class']?.split(/\s+/) ?? []
  if (url === null || classes.includes('hashtag') || /^#\S+$/.test(inner)) return inner
  if (classes.includes('mention') || /^@\S+$/.test(inner)) {
    const acct = acctOf(url)
    return acct === null ? inner : `@${acct}`
  }
  // Shown shortened by most servers: the address says it better. Where the words are others, both are shown, so that none hides the other.
  const shown = inner.replace(/…$|\.{3}$/, '').replace(/^https?:\/\//i, '').trim()
  const isShortened = url.toLowerCase().includes(shown.toLowerCase()) || (element.attribs?.['href'] ?? '').toLowerCase().includes(shown.toLowerCase())
  return isShortened ? url : `${inner} (${url})`
}

function textOf(node: Node, depth: number): string {
  if (node.type === 'text') return node.data ?? ''
  if (depth > 20 || node.name === 'script' || node.name === 'style') return ''
  return (node.children ?? []).map(child => textOf(child, depth + 1)).join('')
}

import { readText, type Piece } from './read-text.ts'
import { accountByAcct, type World } from './world.ts'

export function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;').replaceAll("'", '&#39;')
}

/** A post's text as the HTML Mastodon makes of it: paragraphs, shortened links, mentions of people it knows, hashtags. */
export function renderText(world: World, text: string): string {
  if (text.trim() === '') return ''
  return readText(text)
    .map((piece) => renderPiece(world, piece))
    .join('')
    .replaceAll('\r\n', '\n')
    .split(/\n{2,}/)
    .map((paragraph) => `<p>${paragraph.replaceAll('\n', '<br />')}</p>`)
    .join('')
}

function renderPiece(world: World, piece: Piece): string {
  if (piece.kind === 'link') return renderLink(piece.text)
  if (piece.kind === 'tag') {
    return `<a href="${world.baseUrl()}/tags/${encodeURIComponent(piece.name.toLowerCase())}" class="mention hashtag" rel="tag">#<span>${escapeHtml(piece.name)}</span></a>`
  }
  const account = piece.kind === 'mention' ? accountByAcct(world, piece.domain ? `${piece.username}@${piece.domain}` : piece.username) : undefined
  if (!account) return escapeHtml(piece.text)
  return `<span class="h-card" translate="no"><a href="${profileUrl(world, account)}" class="u-url mention">@<span>${escapeHtml(account.username)}</span></a></span>`
}

export function profileUrl(world: World, account: { readonly username: string; readonly domain: string | null }): string {
  return `${world.baseUrl()}/@${account.username}${account.domain === null ? '' : `@${account.domain}`}`
}

function renderLink(url: string): string {
  const scheme = /^https?:\/\/(www\.)?/i.exec(url)?.[0] ?? ''
  const rest = url.slice(scheme.length)
  const shown = rest.slice(0, 30)
  const hidden = rest.slice(30)
  return (
    `<a href="${escapeHtml(url)}" target="_blank" rel="nofollow noopener noreferrer" translate="no"><span class="invisible">${scheme}</span>` +
    `<span class="${hidden === '' ? '' : 'ellipsis'}">${escapeHtml(shown)}</span><span class="invisible">${escapeHtml(hidden)}</span></a>`
  )
}

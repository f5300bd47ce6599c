import type { App } from 'electron'
import { opening, type Opening } from '../../preload/contract/system.ts'

export const linkScheme = 'comptoir'

/**
 * `comptoir://item/<key>`, `comptoir://delivery/<id>`, `comptoir://place/<place>`, `comptoir://new-post`. Anyone may write such a link:
 * it can only show something, never do it. Null for everything else.
 */
export function readDeepLink(text: string): Opening | null {
  if (text.length > 2000 || !URL.canParse(text)) return null
  const url = new URL(text)
  if (url.protocol !== `${linkScheme}:`) return null
  // The host of a scheme of one's own may arrive in upper case, and with a closing slash added by the system.
  const kind = url.hostname.toLowerCase()
  let name: string
  try {
    name = decodeURIComponent(url.pathname.replace(/^\/|\/$/gu, ''))
  } catch {
    return null // not an encoding of anything
  }
  const candidate = kind === 'new-post' ? { kind: 'place', place: 'new-post' } : kind === 'item' ? { kind, key: name } : kind === 'delivery' ? { kind, id: name } : { kind, place: name }
  if (kind !== 'new-post' && name === '') return null
  const parsed = opening.safeParse(candidate)
  return parsed.success ? parsed.data : null
}

/** The first deep link of a command line (Linux and Windows hand links over that way). */
export function findDeepLink(argv: readonly string[]): Opening | null {
  for (const word of argv) {
    const found = readDeepLink(word)
    if (found !== null) return found
  }
  return null
}

/** The system sends `comptoir://` links to this program: installed packages say so themselves on Linux, macOS and Windows are told here. macOS brings links by an event. */
export function listenForDeepLinks(app: Pick<App, 'on' | 'isPackaged' | 'setAsDefaultProtocolClient'>, onOpening: (where: Opening) => void): void {
  if (app.isPackaged) app.setAsDefaultProtocolClient(linkScheme)
  app.on('open-url', (event, url) => {
    event.preventDefault()
    const where = readDeepLink(url)
    if (where !== null) onOpening(where)
  })
}

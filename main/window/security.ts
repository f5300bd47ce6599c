import type { App, Session, WebContents, WebPreferences } from 'electron'
import type { LinkOpener } from './link-out.ts'

/** The window's only address. */
export const appScheme = 'app'
export const appHost = 'comptoir'
export const startUrl = `${appScheme}://${appHost}/index.html`

/** Everything a page could be given is off; the numbers are those of Electron's security checklist (electronjs.org/docs/latest/tutorial/security, seen 2026-09). */
export function webPreferences(preloadPath: string): WebPreferences {
  return {
    preload: preloadPath,
    nodeIntegration: false, // 2
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    contextIsolation: true, // 3
    sandbox: true, // 4
    webSecurity: true, // 6
    allowRunningInsecureContent: false, // 8
    experimentalFeatures: false, // 9
    webviewTag: false, // 11, 12
    navigateOnDragDrop: false, // 13: a file dropped beside its target must not replace the page
    spellcheck: true,
  }
}

/**
 * Styles alone may be inline: Mantine writes its colour variables and responsive sizes into <style> elements, and its scroll lock
 * (react-remove-scroll) does so without taking a nonce. A style cannot carry anything out: each address it could name is 'self' as well.
 */
export const contentSecurityPolicy = [
  "default-src 'none'", "script-src 'self'", "style-src 'self' 'unsafe-inline'", "img-src 'self' data: blob:", "media-src 'self' blob:",
  "connect-src 'self'", "font-src 'self'", "object-src 'none'", "base-uri 'none'", "form-action 'none'", "frame-ancestors 'none'",
].join('; ')

/** `origin` of an own scheme is the text "null" outside a browser, so scheme and host are compared. */
export function isOwnPage(text: string): boolean {
  if (!URL.canParse(text)) return false
  const url = new URL(text)
  return url.protocol === `${appScheme}:` && url.host === appHost && url.username === '' && url.password === ''
}

/** Copying, and keeping the owner's drafts when the disk runs short. Nothing else: no camera, place, files, devices, notifications by the page. */
const allowedPermissions: ReadonlySet<string> = new Set(['clipboard-sanitized-write', 'persistent-storage'])
export function isAllowedPermission(permission: string, askingUrl: string): boolean {
  return allowedPermissions.has(permission) && isOwnPage(askingUrl)
}

/** Before any window: no page of ours can be granted more than the list above. */
export function guardSession(session: Pick<Session, 'setPermissionRequestHandler' | 'setPermissionCheckHandler'>): void {
  session.setPermissionRequestHandler((_, permission, answer, details) => { answer(isAllowedPermission(permission, details.requestingUrl)) })
  session.setPermissionCheckHandler((_, permission, origin) => isAllowedPermission(permission, origin))
}

/** Every page that ever comes to be, whoever opens it: stays where it is, opens nothing inside, embeds nothing. */
export function guardContents(app: Pick<App, 'on'>, openLink: LinkOpener): void {
  app.on('web-contents-created', (_, contents) => { guardOne(contents, openLink) })
}

const guarded = new WeakSet<object>()

/** Doing it twice changes nothing. */
export function guardOne(contents: Pick<WebContents, 'on' | 'setWindowOpenHandler'>, openLink: LinkOpener): void {
  if (guarded.has(contents)) return
  guarded.add(contents)
  const goOutside = (url: string): void => { void openLink(url) } // the opener logs its own trouble
  contents.setWindowOpenHandler(({ url }) => {
    goOutside(url)
    return { action: 'deny' }
  })
  contents.on('will-navigate', event => {
    if (isOwnPage(event.url)) return
    event.preventDefault()
    goOutside(event.url)
  })
  contents.on('will-redirect', event => { if (!isOwnPage(event.url)) event.preventDefault() })
  contents.on('will-attach-webview', event => { event.preventDefault() })
}

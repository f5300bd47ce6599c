import type { WebContents } from 'electron'
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { contentSecurityPolicy, guardOne, guardSession, isAllowedPermission, isOwnPage, startUrl, webPreferences } from './security.ts'

// One test a line of Electron's own checklist, in its order and numbering (electronjs.org/docs/latest/tutorial/security, seen 2026-09).
// Here what can be seen without a window; the same lines are tried in the running app by the tests in e2e/.

const repo = path.resolve(import.meta.dirname, '../..')
const preferences = webPreferences('/app/preload/index.cjs')
const sources = (folder: string): { readonly name: string; readonly text: string }[] =>
  readdirSync(path.join(repo, folder), { recursive: true, encoding: 'utf8' })
    .filter(name => /\.tsx?$/u.test(name) && !/\.test\.tsx?$|fixtures[/\\]/u.test(name))
    .map(name => ({ name: path.join(folder, name), text: readFileSync(path.join(repo, folder, name), 'utf8') }))
const main = sources('main')
const pages = [...sources('renderer'), ...sources('preload')]
const naming = (pattern: RegExp, files = main): string[] => files.filter(({ text }) => pattern.test(text)).map(({ name }) => name)

/** The page as the guards see it: keeps what they ask for, lets a test play the browser. */
function guardedPage() {
  const opened: string[] = []
  const listeners = new Map<string, (event: { url: string; preventDefault(): void }) => void>()
  let openHandler: (details: { url: string }) => { action: string } = () => ({ action: 'allow' })
  // The cast: a page reduced to the two members the guards use.
  const contents = { on: (name: string, listener: never) => { listeners.set(name, listener) }, setWindowOpenHandler: (handler: typeof openHandler) => { openHandler = handler } } as unknown as WebContents
  guardOne(contents, url => { opened.push(url); return Promise.resolve(true) })
  const isStopped = (name: string, url: string): boolean => {
    let stopped = false
    listeners.get(name)?.({ url, preventDefault: () => { stopped = true } })
    return stopped
  }
  return { opened, isStopped, open: (url: string) => openHandler({ url }) }
}

describe("Electron's security checklist", () => {
  it('1: the window loads only what comes with the app', () => {
    expect(startUrl).toBe('app://comptoir/index.html')
    expect(naming(/\.load(?:URL|File)\(/u)).toEqual(['main/window/window.ts'])
    expect(readFileSync(path.join(repo, 'renderer/index.html'), 'utf8')).not.toMatch(/(?:src|href)=["'](?:https?:)?\/\//u)
  })

  it('2: pages have no Node', () => {
    expect(preferences).toMatchObject({ nodeIntegration: false, nodeIntegrationInWorker: false, nodeIntegrationInSubFrames: false })
    expect(naming(/from 'node:|require\(/u, pages)).toEqual([])
  })

  it('3: preload and page live in separate worlds', () => { expect(preferences.contextIsolation).toBe(true) })
  it('4: pages run in the sandbox', () => {
    expect(preferences.sandbox).toBe(true)
    expect(naming(/no-sandbox/u)).toEqual([])
  })

  it('5: permissions are refused, but for copying and keeping drafts, and only to our own page', () => {
    for (const permission of ['media', 'geolocation', 'notifications', 'midi', 'midiSysex', 'pointerLock', 'fullscreen', 'openExternal', 'clipboard-read', 'display-capture', 'hid', 'serial', 'usb', 'fileSystem', 'unknown', 'something-new']) {
      expect(isAllowedPermission(permission, startUrl)).toBe(false)
    }
    expect(isAllowedPermission('clipboard-sanitized-write', startUrl)).toBe(true)
    expect(isAllowedPermission('clipboard-sanitized-write', 'https://evil.example/')).toBe(false)
    const handlers: { request?: Function; check?: Function } = {} // called below with what Electron would pass
    guardSession({ setPermissionRequestHandler: handler => { handlers.request = handler ?? undefined }, setPermissionCheckHandler: handler => { handlers.check = handler ?? undefined } })
    let answered: boolean | undefined
    handlers.request?.(null, 'media', (isGranted: boolean) => { answered = isGranted }, { requestingUrl: startUrl })
    expect(answered).toBe(false)
    expect(handlers.check?.(null, 'usb', 'app://comptoir')).toBe(false)
    expect(handlers.check?.(null, 'clipboard-sanitized-write', 'app://comptoir')).toBe(true)
  })

  it('6: the same-origin policy stays on', () => { expect(preferences.webSecurity).toBe(true) })

  it('7: a content security policy lets nothing in from outside and no inline script', () => {
    const rules = new Map(contentSecurityPolicy.split('; ').map(rule => [rule.split(' ')[0], rule.split(' ').slice(1)]))
    expect(rules.get('default-src')).toEqual(["'none'"])
    expect(rules.get('script-src')).toEqual(["'self'"])
    for (const name of ['object-src', 'base-uri', 'form-action', 'frame-ancestors']) expect(rules.get(name)).toEqual(["'none'"])
    for (const [name, values] of rules) {
      expect(values.join(' ')).not.toMatch(/\*|https?:|unsafe-eval/u)
      if (name !== 'style-src') expect(values).not.toContain("'unsafe-inline'")
    }
  })

  it('8, 9, 10: nothing insecure, experimental or hidden is switched on', () => {
    expect(preferences).toMatchObject({ allowRunningInsecureContent: false, experimentalFeatures: false })
    expect(preferences).not.toHaveProperty('enableBlinkFeatures')
    expect(naming(/appendSwitch|enableBlinkFeatures/u)).toEqual(naming(/security\.test/u))
  })

  it('11, 12: a page can embed no other', () => {
    expect(preferences.webviewTag).toBe(false)
    expect(guardedPage().isStopped('will-attach-webview', startUrl)).toBe(true)
    expect(naming(/<(?:webview|iframe)\b/u, pages)).toEqual([])
  })

  it('13: the window stays on its page; a link leads outside', () => {
    const page = guardedPage()
    for (const url of ['https://evil.example/', 'http://comptoir/', 'app://evil/index.html', 'app://comptoir.evil.example/', 'file:///etc/passwd', 'data:text/html,x', 'javascript:alert(1)', 'app://user@comptoir/']) {
      expect(page.isStopped('will-navigate', url)).toBe(true)
      expect(page.isStopped('will-redirect', url)).toBe(true)
      expect(isOwnPage(url)).toBe(false)
    }
    expect(page.isStopped('will-navigate', startUrl)).toBe(false)
    expect(preferences.navigateOnDragDrop).toBe(false)
  })

  it('14: no second window ever opens', () => {
    const page = guardedPage()
    expect(page.open('https://example.org/')).toEqual({ action: 'deny' })
    expect(page.open(startUrl)).toEqual({ action: 'deny' })
    expect(page.opened).toEqual(['https://example.org/', startUrl]) // handed to the judge of line 15, which refuses the second
  })

  it('15: what leaves for the browser is judged in one place', () => {
    // What judgeLink lets through is in link-out.test.ts; the sign-in page has a judge of its own. Nobody else holds the shell.
    const holders = naming(/shell\.openExternal/u)
    expect(holders).toEqual(['main/index.ts', 'main/wiring/accounts.ts'])
    for (const holder of holders) {
      const text = readFileSync(path.join(repo, holder), 'utf8')
      expect(text.match(/shell\.openExternal/gu), holder).toHaveLength((text.match(/(?:createLinkOpener\(|throughBrowser\(\{\s*openExternal: )url => shell\.openExternal\(url\)/gu) ?? []).length)
    }
  })

  it('16: Electron is of a line that still gets security updates, by exact version', () => {
    const { devDependencies } = JSON.parse(readFileSync(path.join(repo, 'package.json'), 'utf8')) as { devDependencies: Record<string, string> } // our own file
    const version = devDependencies['electron'] ?? ''
    expect(version).toMatch(/^\d+\.\d+\.\d+$/u)
    expect(Number(version.split('.')[0])).toBeGreaterThanOrEqual(45) // raised at each release of ours
  })

  it('17: one door takes questions, and it checks who asks', () => {
    expect(naming(/ipcMain\.(?:handle|on)\(/u)).toEqual(['main/ipc/register.ts'])
    expect(readFileSync(path.join(repo, 'main/ipc/register.ts'), 'utf8')).toMatch(/isOurs\(event\)/u)
    expect(isOwnPage('app://comptoir/index.html#x')).toBe(true)
  })

  it('18: pages come by our own scheme, never file:', () => {
    expect(naming(/['"`]file:|loadFile\(/u)).toEqual([])
    expect(contentSecurityPolicy).not.toContain('file:')
  })

  it('20: the page gets named calls, never Electron itself', () => {
    const preload = readFileSync(path.join(repo, 'preload/index.ts'), 'utf8')
    expect(preload.match(/exposeInMainWorld\(/gu)).toHaveLength(1)
    expect(preload).not.toMatch(/exposeInMainWorld\([^)]*\bipcRenderer\b/u)
    expect(naming(/from 'electron'/u, pages)).toEqual(['preload/index.ts'])
  })
  // 19, fuses, is a matter of packaging and is held there.
})

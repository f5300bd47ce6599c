import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { chooseLanguage, textsFor } from '../text/texts.ts'
import { sayWhen } from './ask-before-quit.ts'
import { desktopEntry, setLaunchAtLogin } from './login-item.ts'
import { createTray } from './tray.ts'
import { trayMenu } from './tray-menu.ts'
import { fitBounds, readBounds, writeBounds } from './window-bounds.ts'

let folder: string
beforeEach(() => { folder = mkdtempSync(path.join(tmpdir(), 'desktop-')) })
afterEach(() => { rmSync(folder, { recursive: true, force: true }) })
const screenOf = (width: number, height: number, x = 0) => ({ x, y: 0, width, height })

describe('the window', () => {
  it('opens first at its usual size, wherever the system puts it', () => { expect(fitBounds(null, [screenOf(1920, 1080)])).toEqual({ width: 1280, height: 800 }) })
  it('opens where it was', () => { expect(fitBounds({ x: 2000, y: 40, width: 1100, height: 700, isMaximized: false }, [screenOf(1920, 1080), screenOf(1920, 1080, 1920)])).toEqual({ x: 2000, y: 40, width: 1100, height: 700 }) })
  it('comes back into view when its screen is gone or smaller', () => {
    expect(fitBounds({ x: 2000, y: 40, width: 1100, height: 700, isMaximized: false }, [screenOf(1920, 1080)])).toEqual({ width: 1100, height: 700 })
    expect(fitBounds({ x: 1500, y: -20, width: 3000, height: 2000, isMaximized: false }, [screenOf(1920, 1080)])).toEqual({ x: 0, y: 0, width: 1920, height: 1080 })
  })
  it('is never too small to use', () => { expect(fitBounds({ x: 0, y: 0, width: 10, height: 10, isMaximized: false }, [screenOf(800, 600)])).toMatchObject({ width: 960, height: 640 }) })
  it('remembers its place, and starts afresh when that cannot be read', () => {
    const file = path.join(folder, 'window.json')
    const bounds = { x: 1, y: 2, width: 1000, height: 700, isMaximized: true }
    expect(readBounds(file)).toBeNull()
    writeBounds(file, bounds)
    expect(readBounds(file)).toEqual(bounds)
    writeFileSync(file, '{"x":1')
    expect(readBounds(file)).toBeNull()
    writeFileSync(path.join(folder, 'not-a-folder'), '')
    expect(() => { writeBounds(path.join(folder, 'not-a-folder/x.json'), bounds) }).not.toThrow()
  })
})

describe('the tray', () => {
  const acts = { open: () => {}, newPost: () => {}, pause: () => {}, resume: () => {}, quit: () => {} }
  it('offers to pause or to resume, in the owner\'s language', () => {
    const labels = (isPaused: boolean, language: 'fr' | 'en') => trayMenu({ isPaused, waiting: 0 }, textsFor(language).tray, acts).flatMap(entry => (entry.label ? [entry.label] : []))
    expect(labels(false, 'fr')).toEqual(['Ouvrir Comptoir', 'Nouveau post', 'Suspendre les envois', 'Quitter Comptoir'])
    expect(labels(true, 'en')).toEqual(['Open Comptoir', 'New post', 'Resume publishing', 'Quit Comptoir'])
  })
  it('says how many posts wait', () => {
    expect([0, 1, 2].map(textsFor('fr').tray.tooltip)).toEqual(['Comptoir', 'Comptoir\u00a0: 1 post en attente d’envoi', 'Comptoir\u00a0: 2 posts en attente d’envoi'])
  })
  it('that cannot be made costs a line in the log, not the start', () => {
    const lines: string[] = []
    const tray = createTray({ assetsFolder: folder, platform: 'linux', state: () => { throw new Error('no tray here') }, texts: () => textsFor('en'), acts, log: { warn: line => lines.push(line) } })
    expect([tray.exists, lines]).toEqual([false, ['no tray on this desktop']])
    tray.refresh()
  })
})

describe('launch at login', () => {
  const app = (isPackaged: boolean, calls: unknown[] = []) => ({ isPackaged, getAppPath: () => '/opt/the app', getPath: (name: string) => (name === 'exe' ? '/opt/Comptoir/comptoir' : folder), setLoginItemSettings: (settings: unknown) => { calls.push(settings) } })
  it('on Linux is a file of the desktop\'s autostart, without a window', () => {
    const file = path.join(folder, '.config/autostart/comptoir.desktop')
    setLaunchAtLogin(true, { app: app(true), platform: 'linux', env: {} })
    expect(readFileSync(file, 'utf8')).toContain('\nExec="/opt/Comptoir/comptoir" "--hidden"\n')
    const { mtimeMs } = statSync(file)
    setLaunchAtLogin(true, { app: app(true), platform: 'linux', env: {} })
    expect(statSync(file).mtimeMs).toBe(mtimeMs)
    setLaunchAtLogin(false, { app: app(true), platform: 'linux', env: {} })
    expect(existsSync(file)).toBe(false)
    setLaunchAtLogin(false, { app: app(true), platform: 'linux', env: {} })
  })
  it('starts the AppImage itself, and a copy of the sources with its folder', () => {
    setLaunchAtLogin(true, { app: app(true), platform: 'linux', env: { XDG_CONFIG_HOME: folder, APPIMAGE: '/home/anne/Comptoir.AppImage' } })
    expect(readFileSync(path.join(folder, 'autostart/comptoir.desktop'), 'utf8')).toContain('Exec="/home/anne/Comptoir.AppImage" "--hidden"')
    setLaunchAtLogin(true, { app: app(false), platform: 'linux', env: { XDG_CONFIG_HOME: folder } })
    expect(readFileSync(path.join(folder, 'autostart/comptoir.desktop'), 'utf8')).toContain('Exec="/opt/Comptoir/comptoir" "/opt/the app" "--hidden"')
  })
  it('quotes what the desktop would read as a command', () => { expect(desktopEntry(['/a "b" $(c) 100%'])).toContain('Exec="/a \\\\"b\\\\" \\\\$(c) 100%%"') })
  it('elsewhere is the system\'s own list', () => {
    const calls: unknown[] = []
    setLaunchAtLogin(true, { app: app(true, calls), platform: 'darwin', env: {} })
    setLaunchAtLogin(false, { app: app(true, calls), platform: 'win32', env: {} })
    expect(calls).toEqual([{ openAtLogin: true, args: ['--hidden'] }, { openAtLogin: false, args: [] }])
  })
})

describe('words', () => {
  it('follow the computer unless the owner chose', () => {
    expect([chooseLanguage('system', ['de-DE', 'fr-CA', 'en']), chooseLanguage('system', ['de']), chooseLanguage('system', []), chooseLanguage('system', ['fry']), chooseLanguage('fr', ['en'])]).toEqual(['fr', 'en', 'en', 'en', 'fr'])
  })
  it('say when the next post is due', () => {
    const utc = Date.UTC(2026, 10, 24, 8)
    expect(sayWhen(utc, 'fr', 'Europe/Paris')).toBe('mardi 24 novembre à 09:00')
    expect(sayWhen(utc, 'en', 'Europe/Paris')).toBe('on Tuesday 24 November at 09:00')
  })
})

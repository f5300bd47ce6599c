import { mkdirSync, readFileSync } from 'node:fs'
import { homedir, tmpdir } from 'node:os'
import path from 'node:path'
import { commandLine } from './command-line.ts'
import { CoveredEmitter, PreventableEvent, onlyCovered } from './covered.ts'
import { runtime } from './runtime.ts'
import { holdsLock, releaseLock, takeLock } from './single-instance.ts'

const events = [
  'ready', 'will-finish-launching', 'window-all-closed', 'before-quit', 'will-quit', 'quit', 'activate', 'second-instance', 'open-url', 'open-file', 'browser-window-created', 'browser-window-focus', 'browser-window-blur',
  'web-contents-created', 'render-process-gone', 'child-process-gone', 'certificate-error', 'select-client-certificate', 'login', 'accessibility-support-changed', 'session-created', 'gpu-info-update',
]

type PackageFile = { readonly name?: string; readonly productName?: string; readonly version?: string; readonly main?: string }

/** A folder named in user-dirs.dirs, as xdg-user-dir would answer. */
function userFolder(key: string, fallback: string): string {
  try {
    const found = new RegExp(`^XDG_${key}_DIR="(.*)"`, 'm').exec(readFileSync(path.join(configHome(), 'user-dirs.dirs'), 'utf8'))
    return (found?.[1] ?? fallback).replace('$HOME', homedir())
  } catch {
    return path.join(homedir(), fallback) // the file is optional
  }
}

const configHome = (): string => process.env['XDG_CONFIG_HOME'] ?? path.join(homedir(), '.config')

class App extends CoveredEmitter {
  readonly commandLine = commandLine
  /** macOS has one. */
  readonly dock = undefined
  readonly paths = new Map<string, string>()
  appPath = process.cwd()
  packageFile: PackageFile = {}
  isPackaged = false
  private nameOverride: string | undefined
  private isReadyNow = false
  private readonly readyPromise = Promise.withResolvers<void>()
  private exitCode = 0

  constructor() {
    super('app', events)
    const self = onlyCovered('app', this)
    runtime.afterWindowClosed = () => self.afterWindowClosed()
    runtime.announce = (event, subject) => void self.emit(event, new PreventableEvent(), subject)
    return self
  }

  /** boot.ts calls this once Chromium answers. Playwright replaces `emit` and `whenReady`, so all goes through them. */
  becomeReady(): void {
    this.isReadyNow = true
    this.emit('ready', new PreventableEvent(), {})
    this.readyPromise.resolve()
  }

  isReady(): boolean { return this.isReadyNow }
  whenReady(): Promise<void> { return this.readyPromise.promise }
  getName(): string { return this.nameOverride ?? this.packageFile.productName ?? this.packageFile.name ?? 'Electron' }
  setName(name: string): void { this.nameOverride = name }
  get name(): string { return this.getName() }
  set name(value: string) { this.setName(value) }
  getVersion(): string { return this.packageFile.version ?? '0.0.0' }
  getAppPath(): string { return this.appPath }
  getLocale(): string { return this.getPreferredSystemLanguages()[0] ?? 'en-US' }
  getSystemLocale(): string { return this.getLocale() }
  getLocaleCountryCode(): string { return this.getLocale().split('-')[1] ?? '' }
  getPreferredSystemLanguages(): string[] {
    const { LANGUAGE, LC_ALL, LC_MESSAGES, LANG } = process.env
    const named = [...(LANGUAGE ?? '').split(':'), LC_ALL, LC_MESSAGES, LANG]
    const tags = named.map(one => (one ?? '').replace(/[.@].*/, '').replace('_', '-')).filter(one => one !== '' && one !== 'C' && one !== 'POSIX')
    return tags.length === 0 ? ['en-US'] : [...new Set(tags)]
  }

  getPath(name: string): string {
    const set = this.paths.get(name)
    if (set !== undefined) return set
    const switched = commandLine.getSwitchValue('user-data-dir')
    switch (name) {
      case 'home': return homedir()
      case 'appData': return configHome()
      case 'userData': return switched === '' || runtime.chromium !== undefined ? path.join(this.getPath('appData'), this.getName()) : path.resolve(switched)
      case 'sessionData': return this.getPath('userData')
      case 'temp': return tmpdir()
      case 'exe': return process.env['STANDIN_EXECUTABLE'] ?? process.execPath
      case 'module': return this.getPath('exe')
      case 'logs': return path.join(this.getPath('userData'), 'logs')
      case 'crashDumps': return path.join(this.getPath('userData'), 'Crashpad')
      case 'desktop': return userFolder('DESKTOP', 'Desktop')
      case 'documents': return userFolder('DOCUMENTS', 'Documents')
      case 'downloads': return userFolder('DOWNLOAD', 'Downloads')
      case 'music': return userFolder('MUSIC', 'Music')
      case 'pictures': return userFolder('PICTURES', 'Pictures')
      case 'videos': return userFolder('VIDEOS', 'Videos')
      default: throw new Error(`Failed to get '${name}' path`)
    }
  }

  setPath(name: string, value: string): void {
    if (!path.isAbsolute(value)) throw new Error('Path must be absolute')
    mkdirSync(value, { recursive: true })
    this.paths.set(name, value)
  }

  setAppLogsPath(value?: string): void { if (value !== undefined) this.setPath('logs', value) }

  requestSingleInstanceLock(additionalData: unknown = {}): boolean {
    const arrival = { argv: process.argv, cwd: process.cwd(), additionalData }
    return takeLock(this.getPath('userData'), arrival, other => this.emit('second-instance', new PreventableEvent(), other.argv, other.cwd, other.additionalData))
  }
  hasSingleInstanceLock(): boolean { return holdsLock() }
  releaseSingleInstanceLock(): void { releaseLock() }

  // As Electron on Linux: an app that is not installed has no desktop file to register, and login items are for macOS and Windows.
  setAsDefaultProtocolClient(): boolean { return false }
  removeAsDefaultProtocolClient(): boolean { return false }
  isDefaultProtocolClient(): boolean { return false }
  setLoginItemSettings(): void {}
  getLoginItemSettings(): Electron.LoginItemSettings { return { openAtLogin: false, wasOpenedAtLogin: false, status: 'not-registered', executableWillLaunchAtLogin: false, launchItems: [] } }
  setAppUserModelId(): void {}
  setDesktopName(): void {}
  setBadgeCount(): boolean { return false }
  getBadgeCount(): number { return 0 }
  disableHardwareAcceleration(): void { commandLine.appendSwitch('disable-gpu') }
  enableSandbox(): void {} // every page of Chromium has it
  isAccessibilitySupportEnabled(): boolean { return true }
  setAccessibilitySupportEnabled(): void {}
  addRecentDocument(): void {}
  clearRecentDocuments(): void {}
  focus(): void { for (const window of [...runtime.windows].slice(-1)) window.focus() }
  getAppMetrics(): Electron.ProcessMetric[] { return [] }

  quit(): void {
    if (runtime.isQuitting) return
    const event = new PreventableEvent()
    this.emit('before-quit', event)
    if (event.defaultPrevented) return
    runtime.isQuitting = true
    for (const window of runtime.windows) {
      window.close()
      if (window.isDestroyed()) continue
      runtime.isQuitting = false // this window refused
      return
    }
    this.finishQuitting()
  }

  exit(code = 0): void {
    this.exitCode = code
    runtime.isQuitting = true
    for (const window of runtime.windows) window.destroy()
    this.leave()
  }

  relaunch(): never {
    throw new Error('The Electron stand-in does not cover app.relaunch')
  }

  private afterWindowClosed(): void {
    if (runtime.windows.size > 0 || runtime.isQuitting) return
    if (this.listenerCount('window-all-closed') === 0) this.quit()
    else this.emit('window-all-closed')
  }

  private finishQuitting(): void {
    const event = new PreventableEvent()
    this.emit('will-quit', event)
    if (event.defaultPrevented) runtime.isQuitting = false
    else this.leave()
  }

  private leave(): void {
    this.emit('quit', new PreventableEvent(), this.exitCode)
    releaseLock()
    const exit = (): void => process.exit(this.exitCode)
    const { chromium } = runtime
    if (chromium === undefined) return exit()
    // Chromium writes its last pages before it ends; it has two seconds for that, as a program has at logout.
    setTimeout(() => {
      chromium.process.kill('SIGKILL')
      exit()
    }, 2_000)
    chromium.process.once('exit', exit)
    chromium.devTools.send('Browser.close').catch(() => {}) // it answers by going away
  }
}

export const app = new App()

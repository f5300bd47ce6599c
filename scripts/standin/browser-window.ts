import { CoveredEmitter, NotCovered, PreventableEvent, onlyCovered } from './covered.ts'
import { requireChromium, runtime } from './runtime.ts'
import { WebContents } from './web-contents.ts'
import { focusWindow, hideWindow, listWindows, showWindow } from './x-window.ts'

const events = ['close', 'closed', 'ready-to-show', 'show', 'hide', 'focus', 'blur', 'minimize', 'maximize', 'unmaximize', 'restore', 'resize', 'resized', 'move', 'moved', 'page-title-updated', 'session-end', 'unresponsive', 'responsive', 'enter-full-screen', 'leave-full-screen']

/** Options that would weaken the window; the stand-in's window cannot be weakened, so an app that asks for it is told. */
function checkPreferences(preferences: Electron.WebPreferences): void {
  if (preferences.contextIsolation === false) throw new NotCovered('webPreferences.contextIsolation: false')
  if (preferences.sandbox === false) throw new NotCovered('webPreferences.sandbox: false')
  if (preferences.nodeIntegration === true) throw new NotCovered('webPreferences.nodeIntegration: true')
  if (preferences.webviewTag === true) throw new NotCovered('webPreferences.webviewTag: true')
  if (preferences.webSecurity === false) throw new NotCovered('webPreferences.webSecurity: false')
}

let nextId = 1
/** Windows are opened one after the other, so that each can tell its own page and X window from the next one's. */
let openings: Promise<unknown> = Promise.resolve()

export class BrowserWindow extends CoveredEmitter {
  readonly id = nextId++
  readonly webContents: WebContents
  private xWindow: string | undefined
  private visible: boolean
  private minimized = false
  private maximized = false
  private focused = false
  private isDestroyedNow = false
  private bounds: Electron.Rectangle

  constructor(options: Electron.BrowserWindowConstructorOptions = {}) {
    super('BrowserWindow', events)
    requireChromium()
    checkPreferences(options.webPreferences ?? {})
    this.visible = options.show !== false
    this.bounds = { x: options.x ?? 0, y: options.y ?? 0, width: options.width ?? 800, height: options.height ?? 600 }
    const self = onlyCovered('BrowserWindow', this)
    this.webContents = new WebContents(options.webPreferences?.preload)
    this.webContents.mayClose = () => self.askToClose()
    this.webContents.onGone = () => self.markClosed()
    this.webContents.once('did-finish-load', () => self.emit('ready-to-show'))
    this.webContents.on('page-title-updated', (event: unknown, title: unknown) => self.emit('page-title-updated', event, title, true))
    this.webContents.onFocus = isFocused => self.setFocused(isFocused)
    runtime.windows.add(self)
    runtime.announce('web-contents-created', this.webContents)
    runtime.announce('browser-window-created', self)
    return self
  }

  private askToClose(): boolean {
    const event = new PreventableEvent()
    this.emit('close', event)
    return !event.defaultPrevented
  }

  private markClosed(): void {
    if (this.isDestroyedNow) return
    this.isDestroyedNow = true
    runtime.windows.delete(this)
    this.emit('closed')
    runtime.afterWindowClosed()
  }

  async loadURL(url: string): Promise<void> {
    if (this.webContents.sessionId !== '') return this.webContents.loadURL(url)
    const opening = openings.then(async () => {
      const processId = requireChromium().process.pid ?? 0
      const before = new Set(await listWindows(processId))
      const loaded = this.webContents.loadURL(url)
      const found = this.findXWindow(processId, before)
      // The load itself need not be over before the next window opens, nor its failure be heard here.
      await Promise.race([found, loaded.catch(() => {})])
      await found
      return { loaded }
    })
    openings = opening.catch(() => {}) // told to this caller only
    return (await opening).loaded
  }

  private async findXWindow(processId: number, before: ReadonlySet<string>): Promise<void> {
    for (let tries = 0; tries < 60 && this.xWindow === undefined && !this.isDestroyedNow; tries++) {
      this.xWindow = (await listWindows(processId)).find(id => !before.has(id))
      if (this.xWindow === undefined) await new Promise(resolve => setTimeout(resolve, 20))
    }
    await this.applyBounds()
    if (this.maximized) this.setWindowBounds({ windowState: 'maximized' })
    if (!this.visible && this.xWindow !== undefined) await hideWindow(this.xWindow)
  }

  private setWindowBounds(bounds: object): void {
    this.applyWindowBounds(bounds).catch((error: unknown) => {
      if (!this.isDestroyedNow && !runtime.isQuitting) console.error('Electron stand-in:', error)
    })
  }

  private async applyWindowBounds(bounds: object): Promise<void> {
    if (this.webContents.targetId === '') return
    const { devTools } = requireChromium()
    const { windowId } = await devTools.send<{ windowId: number }>('Browser.getWindowForTarget', { targetId: this.webContents.targetId })
    await devTools.send('Browser.setWindowBounds', { windowId, bounds })
  }

  private async applyBounds(): Promise<void> {
    const { x, y, width, height } = this.bounds
    await this.applyWindowBounds({ left: x, top: y, width, height }).catch(() => {}) // the window may be closing already
  }

  show(): void { this.setVisible(true); this.focus() }
  showInactive(): void { this.setVisible(true) }
  hide(): void { this.setVisible(false) }

  private setVisible(isVisible: boolean): void {
    if (isVisible && this.minimized) this.restore()
    const isChange = this.visible !== isVisible
    this.visible = isVisible
    if (this.xWindow !== undefined) void (isVisible ? showWindow(this.xWindow) : hideWindow(this.xWindow)) // never rejects
    if (isChange) this.emit(isVisible ? 'show' : 'hide')
    if (!isVisible) this.setFocused(false)
  }

  focus(): void {
    if (!this.visible) return
    if (this.xWindow !== undefined) void focusWindow(this.xWindow) // never rejects
    this.setFocused(true)
  }
  blur(): void { this.setFocused(false) }
  private setFocused(isFocused: boolean): void {
    if (this.focused === isFocused) return
    this.focused = isFocused
    this.emit(isFocused ? 'focus' : 'blur')
    runtime.announce(isFocused ? 'browser-window-focus' : 'browser-window-blur', this)
  }
  isVisible(): boolean { return this.visible && !this.isDestroyedNow }
  isFocused(): boolean { return this.focused && !this.isDestroyedNow }
  isMinimized(): boolean { return this.minimized }
  isMaximized(): boolean { return this.maximized }
  isFullScreen(): boolean { return false }
  isDestroyed(): boolean { return this.isDestroyedNow }
  minimize(): void { this.minimized = true; this.setWindowBounds({ windowState: 'minimized' }); this.emit('minimize'); this.setFocused(false) }
  restore(): void { this.minimized = false; this.setWindowBounds({ windowState: 'normal' }); this.emit('restore') }
  maximize(): void { this.maximized = true; this.setWindowBounds({ windowState: 'maximized' }); this.emit('maximize') }
  unmaximize(): void { this.maximized = false; this.setWindowBounds({ windowState: 'normal' }); this.emit('unmaximize') }

  getBounds(): Electron.Rectangle { return { ...this.bounds } }
  getNormalBounds(): Electron.Rectangle { return { ...this.bounds } }
  getSize(): number[] { return [this.bounds.width, this.bounds.height] }
  setBounds(bounds: Partial<Electron.Rectangle>): void {
    this.bounds = { ...this.bounds, ...bounds }
    void this.applyBounds()
  }
  setSize(width: number, height: number): void { this.setBounds({ width, height }) }
  setMinimumSize(): void {} // Chromium's app window has its own least size
  setTitle(): void {} // the page's own title is shown
  getTitle(): string { return this.webContents.getTitle() }
  setMenu(): void {}
  setMenuBarVisibility(): void {}
  removeMenu(): void {}
  setIcon(): void {}
  setBackgroundColor(): void {}
  setSkipTaskbar(): void {}
  flashFrame(): void {}
  moveTop(): void { this.focus() }

  close(): void {
    if (this.isDestroyedNow || !this.askToClose()) return
    this.destroy()
  }

  destroy(): void {
    if (this.isDestroyedNow) return
    const { targetId } = this.webContents
    if (targetId !== '') requireChromium().devTools.send('Target.closeTarget', { targetId }).catch(() => {}) // closed meanwhile
    this.webContents.markDestroyed()
    this.markClosed()
  }

  static getAllWindows(): BrowserWindow[] { return [...runtime.windows] }
  static getFocusedWindow(): BrowserWindow | null { return [...runtime.windows].find(window => window.isFocused()) ?? null }
  static fromId(id: number): BrowserWindow | null { return [...runtime.windows].find(window => window.id === id) ?? null }
  static fromWebContents(contents: { readonly id: number } | undefined): BrowserWindow | null {
    return [...runtime.windows].find(window => window.webContents.id === contents?.id) ?? null
  }
}

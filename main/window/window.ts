import { app, BrowserWindow, nativeTheme, screen, type WebContents } from 'electron'
import path from 'node:path'
import { eventChannel, type ComptoirEvents } from '../../preload/contract/index.ts'
import type { Opening, Settings } from '../../preload/contract/system.ts'
import type { Log } from '../system/log.ts'
import type { LinkOpener } from './link-out.ts'
import { guardOne, webPreferences } from './security.ts'
import { fitBounds, leastSize, readBounds, writeBounds } from './window-bounds.ts'

export type MainWindow = {
  /** Comes up and to the front; made anew when it was closed. */
  show(): void
  /**
   * Tells the page something, if there is one. A page that is still loading asks for states by itself once it is up; where it
   * should open is kept for it until then, so it must subscribe to `opening` while it loads.
   */
  send<E extends keyof ComptoirEvents>(event: E, value: Parameters<ComptoirEvents[E]>[0]): void
  /** Is the owner looking at it? */
  isFocused(): boolean
  isVisible(): boolean
  /** Is this the page of the window? For the door that checks who asks. */
  isOwnContents(contents: WebContents): boolean
  /** For dialogs that belong to it; null while it is closed. */
  browserWindow(): BrowserWindow | null
  onFocusChange(listener: (isFocused: boolean) => void): () => void
}

export type MainWindowOptions = {
  readonly preloadPath: string
  readonly startUrl: string
  readonly iconPath: string
  readonly settings: { get(): Settings }
  readonly openLink: LinkOpener
  readonly log: Log
  /** Start-up at login: the window is made at the first `show`. */
  readonly startsHidden: boolean
  /** The owner closes the window; `hide` keeps main at work in the tray. Not asked while quitting. */
  readonly onClose: () => 'hide' | 'close'
  /** It failed twice within a minute: reloading again would not help. */
  readonly onPageLost: (reason: string) => void
  readonly now: () => number
}

/** Warm paper and ink, as in the page, so that nothing flashes before the first paint. */
const paper = { light: '#faf7f0', dark: '#1b1a17' }
const crashLoopMs = 60_000

export function createMainWindow(options: MainWindowOptions): MainWindow {
  const boundsFile = path.join(app.getPath('userData'), 'window.json')
  const focusListeners = new Set<(isFocused: boolean) => void>()
  let window: BrowserWindow | null = null
  let isQuitting = false
  let lastCrashMs = Number.NEGATIVE_INFINITY
  let isLoaded = false
  let isPageLost = false
  let openingLater: Opening | null = null
  app.on('before-quit', event => {
    isQuitting = true
    // Another listener may refuse: then closing hides again.
    queueMicrotask(() => { if (event.defaultPrevented) isQuitting = false })
  })

  function open(): BrowserWindow {
    const bounds = readBounds(boundsFile)
    const made = new BrowserWindow({
      ...fitBounds(bounds, screen.getAllDisplays().map(display => display.workArea)),
      minWidth: leastSize.width, minHeight: leastSize.height,
      show: false, title: 'Comptoir', icon: options.iconPath, autoHideMenuBar: true,
      backgroundColor: nativeTheme.shouldUseDarkColors ? paper.dark : paper.light,
      webPreferences: webPreferences(options.preloadPath),
    })
    guardOne(made.webContents, options.openLink)
    if (bounds?.isMaximized === true) made.maximize()
    made.once('ready-to-show', () => { if (!made.isDestroyed()) made.show() })
    made.on('focus', () => { for (const listener of focusListeners) listener(true) })
    made.on('blur', () => { for (const listener of focusListeners) listener(false) })
    made.on('close', event => {
      writeBounds(boundsFile, { ...made.getNormalBounds(), isMaximized: made.isMaximized() })
      if (isQuitting) return
      if (options.onClose() === 'hide') {
        event.preventDefault()
        made.hide()
      }
    })
    made.on('closed', () => {
      window = null
      isLoaded = false
    })
    watchPage(made)
    made.loadURL(options.startUrl).catch((cause: unknown) => { options.log.error('the window could not load its page', cause) })
    return made
  }

  function watchPage(made: BrowserWindow): void {
    made.webContents.on('did-finish-load', () => {
      isLoaded = true
      isPageLost = false
      if (openingLater !== null) made.webContents.send(eventChannel('opening'), openingLater)
      openingLater = null
    })
    made.webContents.on('render-process-gone', (_, { reason }) => {
      if (reason === 'clean-exit' || isQuitting) return
      const isLoop = options.now() - lastCrashMs < crashLoopMs
      lastCrashMs = options.now()
      options.log.error('the window failed', undefined, { reason, isReloaded: !isLoop })
      isLoaded = false
      isPageLost = isLoop
      if (isLoop) options.onPageLost(reason)
      else made.webContents.reload()
    })
    made.on('unresponsive', () => { options.log.warn('the window does not answer') })
    made.on('responsive', () => { options.log.info('the window answers again') })
  }

  if (!options.startsHidden) window = open()

  return {
    show() {
      if (window === null || window.isDestroyed()) {
        window = open()
        return
      }
      if (isPageLost) window.webContents.reload()
      isPageLost = false
      if (window.isMinimized()) window.restore()
      window.show()
      window.focus()
    },
    send(event, value) {
      if (window === null || window.isDestroyed()) return
      if (event === 'opening' && !isLoaded) openingLater = value as Opening // the value of this event, by its type in the contract
      else window.webContents.send(eventChannel(event), value)
    },
    isFocused: () => window !== null && !window.isDestroyed() && window.isVisible() && window.isFocused(),
    isVisible: () => window !== null && !window.isDestroyed() && window.isVisible() && !window.isMinimized(),
    isOwnContents: contents => window !== null && !window.isDestroyed() && window.webContents.id === contents.id,
    browserWindow: () => window,
    onFocusChange(listener) {
      focusListeners.add(listener)
      return () => { focusListeners.delete(listener) }
    },
  }
}

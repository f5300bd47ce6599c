import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { CoveredEmitter, NotCovered, PreventableEvent, onlyCovered } from './covered.ts'
import type { DevToolsEvent } from './devtools-pipe.ts'
import { type FromPage, receiveFromPage } from './ipc-main.ts'
import { nativeTheme, preferredColorScheme } from './native-theme.ts'
import { makeBridgeEnd, runPreload } from './page-worlds.ts'
import { toAppUrl, toPageUrl } from './protocol.ts'
import { requireChromium, runtime } from './runtime.ts'
import { grantPermissions, session as sessionModule } from './session.ts'
import { makeCodec } from './structured-clone.ts'
import { describeMainFrame } from './web-frame.ts'

const events = [
  'did-finish-load', 'did-fail-load', 'did-start-loading', 'did-stop-loading', 'dom-ready', 'did-navigate', 'will-navigate', 'will-redirect', 'will-frame-navigate',
  'did-create-window', 'will-attach-webview', 'did-attach-webview', 'render-process-gone', 'unresponsive', 'responsive', 'destroyed', 'console-message', 'page-title-updated', 'preload-error',
]
const codec = makeCodec()
type Focus = { readonly kind: 'focus'; readonly isFocused: boolean }
const worldName = 'standin-preload'
let nextId = 1

export class WebContents extends CoveredEmitter {
  readonly id = nextId++
  readonly session = sessionModule.defaultSession
  targetId = ''
  sessionId = ''
  private readonly binding = `standin${randomBytes(12).toString('hex')}`
  private readonly preloadPath: string | undefined
  private url = ''
  private title = ''
  private preloadContext: number | undefined
  private outbox: string[] = []
  private destroyed = false
  private loading = false
  /** When the main frame last set out for another page; Chromium asks the same question before that as before closing. */
  private departedAtMs = 0
  private windowOpenHandler: ((details: Electron.HandlerDetails) => Electron.WindowOpenHandlerResponse) | undefined
  /** URLs we were asked to load ourselves, which `will-navigate` does not see. */
  private readonly ownNavigations = new Set<string>()
  private loaded: PromiseWithResolvers<void> | undefined
  /** Answers Chromium's question whether the window may close; set by its BrowserWindow. */
  mayClose: () => boolean = () => true
  onGone: () => void = () => {}
  onFocus: (isFocused: boolean) => void = () => {}
  readonly mainFrame: Electron.WebFrameMain

  constructor(preloadPath: string | undefined) {
    super('webContents', events)
    this.preloadPath = preloadPath
    this.mainFrame = describeMainFrame(this)
    return onlyCovered('webContents', this)
  }

  /** Called when Chromium made the page and holds it before its first byte: everything the page needs is put in place here. */
  async adopt(targetId: string, sessionId: string): Promise<void> {
    this.targetId = targetId
    this.sessionId = sessionId
    runtime.contents.set(sessionId, this)
    const [toPage, toPreload, mark] = [0, 1, 2].map(() => randomBytes(16).toString('hex')) as [string, string, string]
    const bridge = (outgoing: string, incoming: string): string => `(${makeBridgeEnd.toString()})(${JSON.stringify(outgoing)}, ${JSON.stringify(incoming)}, ${JSON.stringify(mark)})`
    const setup = { binding: this.binding, versions: { ...process.versions }, platform: process.platform, arch: process.arch }
    const preload = this.preloadPath === undefined ? '' : readFileSync(this.preloadPath, 'utf8')
    const inTopFrame = (code: string): string => `if (window === window.top && location.protocol !== 'chrome-error:') { ${code} }`
    const preloadSource = inTopFrame(
      `(${runPreload.toString()})((${makeCodec.toString()})(), ${bridge(toPage, toPreload)}, ${JSON.stringify(setup)}, function (require, module, exports, process) {\n${preload}\n})`,
    )
    const run = (method: string, params: object = {}): Promise<unknown> => this.ask(method, params)
    await Promise.all([
      run('Page.enable'),
      run('Runtime.enable'),
      run('Inspector.enable'),
      run('Page.addScriptToEvaluateOnNewDocument', { source: inTopFrame(bridge(toPreload, toPage)) }),
      run('Runtime.addBinding', { name: this.binding, executionContextName: worldName }),
      run('Page.addScriptToEvaluateOnNewDocument', { source: preloadSource, worldName }),
      this.applyColorScheme(),
      grantPermissions(this.asElectron(), this.url),
    ])
    nativeTheme.on('updated', this.followTheme)
    await run('Runtime.runIfWaitingForDebugger')
  }

  ask<T = unknown>(method: string, params: object = {}): Promise<T> {
    return requireChromium().devTools.send<T>(method, params, this.sessionId)
  }

  /** Sends one command nobody waits for; a page that is just going away may refuse it. */
  private tell(method: string, params: object = {}): void {
    this.ask(method, params).catch((error: unknown) => {
      if (!this.destroyed && !runtime.isQuitting) console.error('Electron stand-in:', error)
    })
  }

  private readonly followTheme = (): void => void this.applyColorScheme()

  private async applyColorScheme(): Promise<void> {
    const scheme = preferredColorScheme()
    if (this.sessionId !== '') await this.ask('Emulation.setEmulatedMedia', { features: scheme === undefined ? [] : [{ name: 'prefers-color-scheme', value: scheme }] }).catch(() => {}) // the page may be closing
  }

  asElectron(): Electron.WebContents {
    return this as unknown as Electron.WebContents // the covered part of it; what is missing throws by name
  }

  receive({ method, params }: DevToolsEvent): void {
    switch (method) {
      case 'Runtime.bindingCalled':
        if (params['name'] === this.binding) {
          for (const text of JSON.parse(params['payload'] as string) as string[]) this.receiveFromPreload(codec.decode(text) as FromPage | Focus) // written by page-worlds.ts
        }
        break
      case 'Runtime.executionContextCreated': {
        const context = params['context'] as { id: number; name: string; auxData?: { frameId?: string } }
        if (context.name === worldName && context.auxData?.frameId === this.targetId) this.preloadContext = context.id
        break
      }
      case 'Runtime.executionContextDestroyed':
        if (params['executionContextId'] === this.preloadContext) this.preloadContext = undefined
        break
      case 'Runtime.executionContextsCleared':
        this.preloadContext = undefined
        break
      case 'Runtime.exceptionThrown':
        this.emit('console-message', { level: 'error', message: JSON.stringify(params['exceptionDetails']) })
        break
      case 'Page.frameRequestedNavigation':
      case 'Page.frameStartedNavigating':
        if (params['frameId'] === this.targetId && !String(params['navigationType']).startsWith('sameDocument')) this.departedAtMs = Date.now()
        break
      case 'Page.frameStartedLoading':
        if (params['frameId'] === this.targetId && !this.loading) {
          this.loading = true
          this.emit('did-start-loading')
        }
        break
      case 'Page.frameStoppedLoading':
        if (params['frameId'] === this.targetId) {
          this.loading = false
          this.departedAtMs = 0
          this.emit('did-stop-loading')
        }
        break
      case 'Page.frameNavigated': {
        const frame = params['frame'] as { id: string; parentId?: string; url: string; unreachableUrl?: string }
        if (frame.parentId !== undefined) break
        this.url = frame.unreachableUrl ?? frame.url
        if (frame.unreachableUrl === undefined) this.emit('did-navigate', new PreventableEvent(), this.getURL(), 200, 'OK')
        else this.failLoad(-2, 'ERR_FAILED')
        break
      }
      case 'Page.navigatedWithinDocument':
        if (params['frameId'] === this.targetId) this.url = params['url'] as string
        break
      case 'Page.domContentEventFired':
        this.emit('dom-ready')
        break
      case 'Page.loadEventFired':
        // Chromium asks before it closes a window only of pages that somebody has touched.
        this.tell('Runtime.evaluate', { expression: '0', userGesture: true })
        this.emit('did-finish-load')
        this.loaded?.resolve()
        this.loaded = undefined
        break
      case 'Page.javascriptDialogOpening':
        if (params['type'] === 'beforeunload') this.answerLeaving()
        break
      case 'Page.windowOpen':
        this.askWindowOpen(params as { url: string; windowName: string; windowFeatures: string[] })
        break
      case 'Inspector.targetCrashed':
        this.emit('render-process-gone', new PreventableEvent(), { reason: 'crashed', exitCode: 1 })
        break
    }
  }

  private receiveFromPreload(message: FromPage | Focus): void {
    if (message.kind === 'focus') this.onFocus(message.isFocused)
    else void receiveFromPage(this, message) // answers its own errors
  }

  /** The page is about to be left, for another page or because the window's own button was pressed. */
  private answerLeaving(): void {
    const isNavigation = Date.now() - this.departedAtMs < 2_000
    this.departedAtMs = 0
    // Playwright answers as well when it is attached; the slower of the two is told that there is no dialog.
    this.ask('Page.handleJavaScriptDialog', { accept: isNavigation || this.mayClose() }).catch(() => {})
  }

  private failLoad(code: number, description: string): void {
    this.emit('did-fail-load', new PreventableEvent(), code, description, this.getURL(), true)
    this.loaded?.reject(new Error(`${description} (${code}) loading '${this.getURL()}'`))
    this.loaded = undefined
  }

  private askWindowOpen({ url, windowName, windowFeatures }: { url: string; windowName: string; windowFeatures: string[] }): void {
    const details = { url: toAppUrl(url), frameName: windowName, features: windowFeatures.join(','), disposition: 'foreground-tab', referrer: { url: '', policy: 'default' } }
    const response = this.windowOpenHandler?.(details as Electron.HandlerDetails) // postBody is optional
    if (response?.action !== 'deny') throw new NotCovered(`a window opened by the page (${url}): setWindowOpenHandler must answer { action: 'deny' }`)
  }

  /** Whether the main frame may go there, asking the app's `will-navigate` about what the page itself wants. */
  allowsNavigation(url: string): boolean {
    if (this.ownNavigations.delete(url) || url === this.getURL()) return true
    const event = PreventableEvent.with({ url, isSameDocument: false, isMainFrame: true, frame: this.mainFrame, initiator: this.mainFrame })
    this.emit('will-frame-navigate', event)
    this.emit('will-navigate', event, url, false, true, 1, 1)
    return !event.defaultPrevented
  }

  async hasFrame(frameId: string): Promise<boolean> {
    type Tree = { frame: { id: string }; childFrames?: Tree[] }
    const { frameTree } = await this.ask<{ frameTree: Tree }>('Page.getFrameTree')
    const holds = (tree: Tree): boolean => tree.frame.id === frameId || (tree.childFrames ?? []).some(holds)
    return holds(frameTree)
  }

  deliver(message: { kind: 'send'; channel: string; args: unknown[] } | { kind: 'answer'; id: number; error?: string; value?: unknown }): void {
    const text = codec.encode(message)
    if (this.outbox.push(text) > 1) return
    queueMicrotask(() => {
      const texts = this.outbox.splice(0)
      if (this.preloadContext === undefined) return // no page listens: Electron drops it as well
      this.tell('Runtime.callFunctionOn', {
        executionContextId: this.preloadContext,
        functionDeclaration: `texts => globalThis.${this.binding}Deliver(texts)`,
        arguments: [{ value: texts }],
      })
    })
  }

  send(channel: string, ...args: unknown[]): void {
    if (!this.destroyed) this.deliver({ kind: 'send', channel, args })
  }

  async loadURL(url: string): Promise<void> {
    this.url = toPageUrl(url)
    this.ownNavigations.add(toAppUrl(this.url))
    this.loaded = Promise.withResolvers<void>()
    const { promise } = this.loaded
    if (this.sessionId === '') {
      runtime.opening = this
      await requireChromium().openAppWindow(this.url)
    } else {
      const { errorText } = await this.ask<{ errorText?: string }>('Page.navigate', { url: this.url })
      if (errorText !== undefined) this.failLoad(-2, errorText)
    }
    return promise
  }

  getURL(): string { return toAppUrl(this.url) }
  getTitle(): string { return this.title }
  setTargetInfo(info: { title: string }): void {
    if (info.title === this.title) return
    this.title = info.title
    this.emit('page-title-updated', new PreventableEvent(), info.title, true)
  }
  getType(): 'window' { return 'window' }
  isDestroyed(): boolean { return this.destroyed }
  isLoading(): boolean { return this.loading }
  isCrashed(): boolean { return false }
  isFocused(): boolean { return !this.destroyed }
  isDevToolsOpened(): boolean { return false }
  closeDevTools(): void {}
  /** Chromium allows one DevTools for an app window only from its own menus; nothing opens here. */
  openDevTools(): void {}
  setWindowOpenHandler(handler: (details: Electron.HandlerDetails) => Electron.WindowOpenHandlerResponse): void { this.windowOpenHandler = handler }
  reload(): void { this.tell('Page.reload') }
  reloadIgnoringCache(): void { this.tell('Page.reload', { ignoreCache: true }) }
  focus(): void { this.tell('Page.bringToFront') }
  forcefullyCrashRenderer(): void { this.tell('Page.crash') }

  async executeJavaScript(code: string, userGesture = false): Promise<unknown> {
    const { result, exceptionDetails } = await this.ask<{ result: { value?: unknown }; exceptionDetails?: { text: string } }>('Runtime.evaluate', { expression: code, awaitPromise: true, returnByValue: true, userGesture })
    if (exceptionDetails !== undefined) throw new Error(exceptionDetails.text)
    return result.value
  }

  close(options?: { waitForBeforeUnload?: boolean }): void {
    if (options?.waitForBeforeUnload === true && !this.mayClose()) return
    this.tell('Target.closeTarget', { targetId: this.targetId })
  }

  /** The page is gone. */
  markDestroyed(): void {
    if (this.destroyed) return
    this.destroyed = true
    runtime.contents.delete(this.sessionId)
    nativeTheme.off('updated', this.followTheme)
    this.loaded?.reject(new Error(`ERR_ABORTED (-3) loading '${this.getURL()}'`))
    this.emit('destroyed')
    this.onGone()
  }

  static fromDevToolsTargetId(targetId: string): WebContents | undefined {
    return WebContents.getAllWebContents().find(one => one.targetId === targetId)
  }
  static getAllWebContents(): WebContents[] { return [...runtime.contents.values()] }
  static getFocusedWebContents(): WebContents | null { return WebContents.getAllWebContents().at(-1) ?? null }
  static fromId(id: number): WebContents | undefined { return WebContents.getAllWebContents().find(one => one.id === id) }
}

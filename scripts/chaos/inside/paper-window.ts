import { EventEmitter } from 'node:events'

let windows: PaperWindow[] = []
let nextId = 1

/** Answers whatever it is asked with nothing: main dresses its window, nobody sees it. */
const patient = <T extends object>(target: T): T => new Proxy(target, {
  get: (object, key, receiver) => key in object || typeof key === 'symbol' || key === 'then' ? Reflect.get(object, key, receiver) as unknown : () => undefined,
})

class PaperContents extends EventEmitter {
  readonly id = nextId++
  readonly mainFrame = { url: '' }
}

/**
 * A window without a page, so that a start costs no browser. To main it is its window: who asks through it asks at the same door,
 * past the same check of the sender and the same parsing, as the page would.
 */
export class PaperWindow extends EventEmitter {
  readonly id = nextId++
  readonly webContents = patient(new PaperContents())
  private isGone = false
  constructor() {
    super()
    const self = patient<PaperWindow>(this)
    windows.push(self)
    return self
  }
  async loadURL(url: string): Promise<void> {
    this.webContents.mainFrame.url = url
    await Promise.resolve()
    this.webContents.emit('did-finish-load')
    this.emit('ready-to-show')
  }
  isDestroyed(): boolean { return this.isGone }
  isVisible(): boolean { return false }
  isFocused(): boolean { return false }
  isMinimized(): boolean { return false }
  isMaximized(): boolean { return false }
  getNormalBounds() { return { x: 0, y: 0, width: 1280, height: 800 } }
  getBounds() { return this.getNormalBounds() }
  destroy(): void {
    this.isGone = true
    windows = windows.filter(each => each.id !== this.id)
    this.emit('closed')
  }
  close(): void { this.destroy() }
  static getAllWindows(): PaperWindow[] { return [...windows] }
  static getFocusedWindow(): null { return null }
  static fromWebContents(contents: { readonly id: number } | undefined): PaperWindow | null { return windows.find(each => each.webContents.id === contents?.id) ?? null }
}

import { CoveredEmitter, NotCovered, onlyCovered } from './covered.ts'
import type { NativeImage } from './native-image.ts'

/** A model without a picture: nothing is drawn, but a test can read the items and click them. */
export class MenuItem {
  readonly id: string
  readonly type: NonNullable<Electron.MenuItemConstructorOptions['type']>
  readonly submenu: Menu | undefined
  label: string
  enabled: boolean
  visible: boolean
  checked: boolean
  click: () => void

  constructor(options: Electron.MenuItemConstructorOptions) {
    this.id = options.id ?? ''
    this.type = options.type ?? (options.submenu === undefined ? 'normal' : 'submenu')
    this.submenu = Array.isArray(options.submenu) ? Menu.buildFromTemplate(options.submenu) : undefined
    this.label = options.label ?? options.role ?? ''
    this.enabled = options.enabled ?? true
    this.visible = options.visible ?? true
    this.checked = options.checked ?? false
    this.click = () => {
      if (this.type === 'checkbox') this.checked = !this.checked
      options.click?.(this as never, undefined, {}) // what a click from the tray brings: no window, no keys held
    }
  }
}

export class Menu extends CoveredEmitter {
  readonly items: MenuItem[] = []
  constructor() {
    super('Menu', ['menu-will-show', 'menu-will-close'])
    return onlyCovered('Menu', this)
  }
  append(item: MenuItem): void { this.items.push(item) }
  getMenuItemById(id: string): MenuItem | null { return this.items.find(item => item.id === id) ?? null }
  popup(): never { throw new NotCovered('Menu.popup') }

  static buildFromTemplate(template: readonly Electron.MenuItemConstructorOptions[]): Menu {
    const menu = new Menu()
    for (const options of template) menu.append(new MenuItem(options))
    return menu
  }
  static setApplicationMenu(menu: Menu | null): void { applicationMenu = menu }
  static getApplicationMenu(): Menu | null { return applicationMenu }
}
let applicationMenu: Menu | null = null

export class Tray extends CoveredEmitter {
  private menu: Menu | null = null
  private destroyed = false
  private tooltip = ''
  constructor(_image: NativeImage | string) {
    super('Tray', ['click', 'right-click', 'double-click'])
    return onlyCovered('Tray', this)
  }
  setContextMenu(menu: Menu | null): void { this.menu = menu }
  /** Not in Electron: how a test reaches the menu. */
  _getContextMenu(): Menu | null { return this.menu }
  setToolTip(text: string): void { this.tooltip = text }
  getToolTip(): string { return this.tooltip }
  setTitle(): void {}
  setImage(): void {}
  setIgnoreDoubleClickEvents(): void {}
  isDestroyed(): boolean { return this.destroyed }
  destroy(): void { this.destroyed = true; this.removeAllListeners() }
}

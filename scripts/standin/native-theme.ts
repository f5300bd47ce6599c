import { spawnSync } from 'node:child_process'
import { CoveredEmitter, onlyCovered } from './covered.ts'

let source: Electron.NativeTheme['themeSource'] = 'system'
let desktopIsDark: boolean | undefined

/** What GNOME and its relatives keep; a desktop without it counts as light. Asked once. */
function isDesktopDark(): boolean {
  if (desktopIsDark === undefined) {
    const answer = spawnSync('gsettings', ['get', 'org.gnome.desktop.interface', 'color-scheme'], { encoding: 'utf8', timeout: 500 })
    desktopIsDark = (process.env['GTK_THEME'] ?? '').endsWith(':dark') || (answer.stdout ?? '').includes('dark')
  }
  return desktopIsDark
}

/** What pages are told to prefer; undefined leaves it to Chromium, which follows the desktop. */
export function preferredColorScheme(): 'light' | 'dark' | undefined {
  return source === 'system' ? undefined : source
}

class NativeTheme extends CoveredEmitter {
  readonly shouldUseHighContrastColors = false
  readonly shouldUseInvertedColorScheme = false
  readonly inForcedColorsMode = false
  readonly prefersReducedTransparency = false
  constructor() {
    super('nativeTheme', ['updated'])
    this.setMaxListeners(0)
    return onlyCovered('nativeTheme', this)
  }
  get themeSource(): Electron.NativeTheme['themeSource'] { return source }
  set themeSource(value: Electron.NativeTheme['themeSource']) {
    if (value === source) return
    source = value
    this.emit('updated')
  }
  get shouldUseDarkColors(): boolean { return source === 'system' ? isDesktopDark() : source === 'dark' }
}

export const nativeTheme = new NativeTheme()

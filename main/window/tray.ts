import { Menu, nativeImage, Tray } from 'electron'
import path from 'node:path'
import type { Log } from '../system/log.ts'
import type { Texts } from '../text/texts.ts'
import { trayMenu, type TrayActs, type TrayState } from './tray-menu.ts'

export type TrayHandle = {
  /** Drawn anew: after a change of language, of the pause, or of what is waiting. */
  refresh(): void
  /** False where the desktop has no tray: then closing the window must not hide it for good. */
  readonly exists: boolean
  close(): void
}

export type TrayOptions = {
  readonly assetsFolder: string
  readonly platform: NodeJS.Platform
  readonly state: () => TrayState
  readonly texts: () => Texts
  readonly acts: TrayActs
  readonly log: Pick<Log, 'warn'>
}

/** A desktop without a tray costs the icon, never the start. */
export function createTray(options: TrayOptions): TrayHandle {
  let tray: Tray | null = null
  let drawn = ''
  function refresh(): void {
    if (tray === null || tray.isDestroyed()) return
    const state = options.state()
    const texts = options.texts().tray
    // Menus on Linux are rebuilt over D-Bus: only when something is different.
    const next = JSON.stringify([state, texts.open])
    if (next === drawn) return
    drawn = next
    tray.setToolTip(texts.tooltip(state.waiting))
    tray.setContextMenu(Menu.buildFromTemplate(trayMenu(state, texts, options.acts)))
  }
  try {
    tray = new Tray(trayIcon(options))
    tray.on('click', options.acts.open)
    refresh()
  } catch (cause) {
    options.log.warn('no tray on this desktop', { why: cause instanceof Error ? cause.message : 'unknown' })
    tray?.destroy()
    tray = null
  }
  return { refresh, exists: tray !== null, close: () => { tray?.destroy() } }
}

/** macOS tints its own; elsewhere the mark stands in colour. The @2x file beside each is found by Electron. */
function trayIcon({ assetsFolder, platform }: TrayOptions): Electron.NativeImage {
  const image = nativeImage.createFromPath(path.join(assetsFolder, platform === 'darwin' ? 'tray-template.png' : 'tray.png'))
  if (platform === 'darwin') image.setTemplateImage(true)
  return image
}

import type { App } from 'electron'
import { readFileSync, rmSync } from 'node:fs'
import path from 'node:path'
import { writeFileAtomically } from '../system/write-file.ts'
import { hiddenSwitch } from './single-instance.ts'

export type LoginItemOptions = {
  readonly app: Pick<App, 'setLoginItemSettings' | 'getPath' | 'getAppPath' | 'isPackaged'>
  readonly platform: NodeJS.Platform
  readonly env: Readonly<Record<string, string | undefined>>
}

/**
 * Comptoir starts with the computer, without a window, so that planned posts go out. Electron does it on macOS and Windows;
 * on Linux it is a file in the desktop's autostart folder (specifications.freedesktop.org/autostart-spec). Throws what the disk says.
 */
export function setLaunchAtLogin(isWanted: boolean, { app, platform, env }: LoginItemOptions): void {
  if (platform !== 'linux') {
    app.setLoginItemSettings({ openAtLogin: isWanted, args: isWanted ? [hiddenSwitch] : [] })
    return
  }
  const file = path.join(env['XDG_CONFIG_HOME'] ?? path.join(app.getPath('home'), '.config'), 'autostart', 'comptoir.desktop')
  if (!isWanted) {
    rmSync(file, { force: true })
    return
  }
  // An AppImage is mounted elsewhere at each start: its own path is the one that lasts.
  const program = env['APPIMAGE'] ?? app.getPath('exe')
  const words = app.isPackaged ? [program, hiddenSwitch] : [program, app.getAppPath(), hiddenSwitch]
  const entry = desktopEntry(words)
  if (readOrEmpty(file) !== entry) writeFileAtomically(file, entry)
}

export function desktopEntry(words: readonly string[]): string {
  // Quoting of the Exec key: desktop entry specification, "The Exec key"; % stands for itself when doubled.
  const quote = (word: string): string => `"${word.replaceAll(/["`$\\]/gu, found => `\\\\${found}`).replaceAll('%', '%%')}"`
  return ['[Desktop Entry]', 'Type=Application', 'Name=Comptoir', `Exec=${words.map(quote).join(' ')}`, 'Icon=comptoir', 'Terminal=false', 'X-GNOME-Autostart-enabled=true', ''].join('\n')
}

function readOrEmpty(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return '' // not there yet
  }
}

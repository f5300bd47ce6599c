import { Menu } from 'electron'

/** macOS takes copy, paste and quit from this menu; elsewhere there is none, the window has its own controls and keys. */
export function setApplicationMenu(platform: NodeJS.Platform): void {
  Menu.setApplicationMenu(platform === 'darwin' ? Menu.buildFromTemplate([{ role: 'appMenu' }, { role: 'editMenu' }, { role: 'windowMenu' }]) : null)
}

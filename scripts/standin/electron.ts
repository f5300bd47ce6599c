/// <reference types="electron" />
// The module that `import … from 'electron'` and `require('electron')` reach in the main process.
import { app } from './app.ts'
import { BrowserWindow } from './browser-window.ts'
import { clipboard } from './clipboard.ts'
import { dialog } from './dialog.ts'
import { ipcMain } from './ipc-main.ts'
import { Menu, MenuItem, Tray } from './menu-and-tray.ts'
import { nativeImage } from './native-image.ts'
import { nativeTheme } from './native-theme.ts'
import { Notification } from './notification.ts'
import { powerMonitor } from './power-monitor.ts'
import { protocol } from './protocol.ts'
import { session } from './session.ts'
import { shell } from './shell.ts'
import { crashReporter, globalShortcut, net, powerSaveBlocker, screen } from './system.ts'
import { WebContents as webContents } from './web-contents.ts'

const api = {
  app, BrowserWindow, clipboard, crashReporter, dialog, globalShortcut, ipcMain, Menu, MenuItem, nativeImage, nativeTheme, net, Notification,
  powerMonitor, powerSaveBlocker, protocol, screen, session, shell, Tray, webContents,
}

export {
  app, BrowserWindow, clipboard, crashReporter, dialog, globalShortcut, ipcMain, Menu, MenuItem, nativeImage, nativeTheme, net, Notification,
  powerMonitor, powerSaveBlocker, protocol, screen, session, shell, Tray, webContents,
}
export default api
/** What `require('electron')` gives: a plain object, so that tests can patch its members as they do on Electron. */
export { api as 'module.exports' }

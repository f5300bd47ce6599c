// What `import … from 'electron'` reaches in a run: the stand-in's modules, but a window without a page.
export { app, clipboard, crashReporter, dialog, globalShortcut, ipcMain, Menu, MenuItem, nativeImage, nativeTheme, net, Notification, powerMonitor, powerSaveBlocker, protocol, screen, session, shell, Tray, webContents } from '../../standin/electron.ts'
export { PaperWindow as BrowserWindow } from './paper-window.ts'

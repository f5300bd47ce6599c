/// <reference types="electron" />
// Read by the compiler only (tsconfig.offer.json): what the stand-in offers must fit Electron's own types.
import type { EventEmitter } from 'node:events'
import type * as mine from './electron.ts'

/** Members whose type differs from Electron's. What every emitter has is left out: it returns `this`, which is never Electron's own class. */
type Unfit<Mine, Theirs> = {
  [K in Exclude<keyof Mine & keyof Theirs, keyof EventEmitter> as Mine[K] extends Theirs[K] ? never : K]: { mine: Mine[K]; electron: Theirs[K] }
}

/** Members that speak of one of our own classes: ours has fewer members than Electron's on purpose, each missing one throws by name. */
type OwnClasses<Ours, Names extends keyof Ours> = Omit<Ours, Names>

const fits = <_T extends Record<string, never>>(): void => {}

fits<Unfit<OwnClasses<typeof mine.app, 'commandLine' | 'dock'>, Electron.App>>()
fits<Unfit<typeof mine.app.commandLine, Electron.CommandLine>>()
fits<Unfit<OwnClasses<mine.BrowserWindow, 'webContents'>, Electron.BrowserWindow>>()
fits<Unfit<OwnClasses<InstanceType<typeof mine.webContents>, 'session'>, Electron.WebContents>>()
fits<Unfit<typeof mine.clipboard, Electron.Clipboard>>()
fits<Unfit<typeof mine.crashReporter, Electron.CrashReporter>>()
fits<Unfit<typeof mine.dialog, Electron.Dialog>>()
fits<Unfit<typeof mine.globalShortcut, Electron.GlobalShortcut>>()
fits<Unfit<OwnClasses<typeof mine.ipcMain, 'handle' | 'handleOnce'>, Electron.IpcMain>>()
fits<Unfit<OwnClasses<mine.Menu, 'items' | 'getMenuItemById' | 'append'>, Electron.Menu>>()
fits<Unfit<OwnClasses<mine.MenuItem, 'submenu' | 'click'>, Electron.MenuItem>>()
fits<Unfit<typeof mine.nativeTheme, Electron.NativeTheme>>()
fits<Unfit<typeof mine.net, Electron.Net>>()
fits<Unfit<mine.Notification, Electron.Notification>>()
fits<Unfit<typeof mine.powerMonitor, Electron.PowerMonitor>>()
fits<Unfit<typeof mine.powerSaveBlocker, Electron.PowerSaveBlocker>>()
fits<Unfit<typeof mine.protocol, Electron.Protocol>>()
fits<Unfit<OwnClasses<typeof mine.screen, 'getPrimaryDisplay' | 'getAllDisplays' | 'getDisplayMatching'>, Electron.Screen>>()
fits<Unfit<OwnClasses<typeof mine.session.defaultSession, 'webRequest' | 'protocol'>, Electron.Session>>()
fits<Unfit<typeof mine.shell, Electron.Shell>>()
fits<Unfit<OwnClasses<mine.Tray, 'setContextMenu'>, Electron.Tray>>()

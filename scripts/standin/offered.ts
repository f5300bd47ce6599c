/// <reference types="electron" />
// Read by the compiler only (tsconfig.use.json), in place of the module 'electron': Electron's own types, cut down to the names
// the stand-in has. If `main/` uses a name that is missing here, it does not compile, and the stand-in has to learn it.
import type * as mine from './electron.ts'

type Offered<Mine, Theirs> = Pick<Theirs, keyof Mine & keyof Theirs>
type OfferedClass<Mine extends abstract new (...args: never[]) => object, Theirs extends abstract new (...args: never[]) => object> = Pick<Theirs, keyof Mine & keyof Theirs & string>

export type App = Offered<typeof mine.app, Electron.App>
export type Session = Offered<typeof mine.session.defaultSession, Electron.Session>
export type WebContents = Offered<InstanceType<typeof mine.webContents>, Electron.WebContents>
export type BrowserWindow = Omit<Offered<mine.BrowserWindow, Electron.BrowserWindow>, 'webContents'> & { readonly webContents: WebContents }
export type Notification = Offered<mine.Notification, Electron.Notification>
export type Tray = Offered<mine.Tray, Electron.Tray>

export declare const app: App
export declare const BrowserWindow: Omit<OfferedClass<typeof mine.BrowserWindow, typeof Electron.BrowserWindow>, 'prototype'> & (new (options?: Electron.BrowserWindowConstructorOptions) => BrowserWindow)
export declare const clipboard: Offered<typeof mine.clipboard, Electron.Clipboard>
export declare const crashReporter: Offered<typeof mine.crashReporter, Electron.CrashReporter>
/** A dialog belongs to a window, of which ours has fewer members than Electron's. */
export declare const dialog: {
  showOpenDialog: Dialog<Electron.OpenDialogOptions, Electron.OpenDialogReturnValue>
  showSaveDialog: Dialog<Electron.SaveDialogOptions, Electron.SaveDialogReturnValue>
  showMessageBox: Dialog<Electron.MessageBoxOptions, Electron.MessageBoxReturnValue>
} & Pick<Electron.Dialog, 'showErrorBox'>
type Dialog<Options, Outcome> = (...args: [BrowserWindow, Options] | [Options]) => Promise<Outcome>
export declare const globalShortcut: Offered<typeof mine.globalShortcut, Electron.GlobalShortcut>
export declare const ipcMain: Offered<typeof mine.ipcMain, Electron.IpcMain>
export declare const Menu: OfferedClass<typeof mine.Menu, typeof Electron.Menu>
export declare const nativeImage: Pick<typeof Electron.nativeImage, keyof typeof mine.nativeImage>
export declare const nativeTheme: Offered<typeof mine.nativeTheme, Electron.NativeTheme>
export declare const net: Offered<typeof mine.net, Electron.Net>
export declare const Notification: Omit<OfferedClass<typeof mine.Notification, typeof Electron.Notification>, 'prototype'> & (new (options?: Electron.NotificationConstructorOptions) => Notification)
export declare const powerMonitor: Offered<typeof mine.powerMonitor, Electron.PowerMonitor>
export declare const powerSaveBlocker: Offered<typeof mine.powerSaveBlocker, Electron.PowerSaveBlocker>
export declare const protocol: Offered<typeof mine.protocol, Electron.Protocol>
export declare const screen: Offered<typeof mine.screen, Electron.Screen>
export declare const session: { readonly defaultSession: Session }
export declare const shell: Offered<typeof mine.shell, Electron.Shell>
export declare const Tray: new (image: Electron.NativeImage | string) => Tray
export declare const webContents: OfferedClass<typeof mine.webContents, typeof Electron.webContents & (abstract new (...args: never[]) => object)>

// Plain data, the same in both.
export type IpcMainEvent = Electron.IpcMainEvent
export type IpcMainInvokeEvent = Electron.IpcMainInvokeEvent
export type MenuItemConstructorOptions = Electron.MenuItemConstructorOptions
export type NotificationConstructorOptions = Electron.NotificationConstructorOptions
export type OpenDialogOptions = Electron.OpenDialogOptions
export type Rectangle = Electron.Rectangle
export type WebFrameMain = Electron.WebFrameMain
export type WebPreferences = Electron.WebPreferences

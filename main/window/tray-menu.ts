import type { MenuItemConstructorOptions } from 'electron'
import type { Texts } from '../text/texts.ts'

export type TrayState = { readonly isPaused: boolean; readonly waiting: number }
export type TrayActs = { readonly open: () => void; readonly newPost: () => void; readonly pause: () => void; readonly resume: () => void; readonly quit: () => void }

/** Pure: what the tray's menu offers in a situation. */
export function trayMenu(state: TrayState, texts: Texts['tray'], acts: TrayActs): MenuItemConstructorOptions[] {
  return [
    { id: 'open', label: texts.open, click: acts.open },
    { id: 'new-post', label: texts.newPost, click: acts.newPost },
    { type: 'separator' },
    state.isPaused ? { id: 'resume', label: texts.resume, click: acts.resume } : { id: 'pause', label: texts.pause, click: acts.pause },
    { type: 'separator' },
    { id: 'quit', label: texts.quit, click: acts.quit },
  ]
}

import { nativeTheme } from 'electron'
import type { Settings } from '../../preload/contract/system.ts'
import { setLaunchAtLogin, type LoginItemOptions } from '../window/login-item.ts'
import type { Log } from './log.ts'

/** Hands to the system what the system carries out: theme and launch at login. At start-up and at each change. */
export function applySettings(settings: Settings, loginItem: LoginItemOptions, log: Pick<Log, 'error'>): void {
  nativeTheme.themeSource = settings.theme
  try {
    setLaunchAtLogin(settings.launchAtLogin, loginItem)
  } catch (cause) {
    log.error('launch at login could not be set', cause)
  }
}

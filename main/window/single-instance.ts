import type { App } from 'electron'
import type { Opening } from '../../preload/contract/system.ts'
import { findDeepLink } from './deep-link.ts'

export const hiddenSwitch = '--hidden'

/**
 * False: another Comptoir has this data folder; it has been told, and this one must end without touching anything.
 * `onSecond` comes in the first one: with the place a link asked for, or null to simply come to the front.
 */
export function claimSingleInstance(app: Pick<App, 'requestSingleInstanceLock' | 'on'>, onSecond: (where: Opening | null) => void): boolean {
  if (!app.requestSingleInstanceLock()) return false
  app.on('second-instance', (_, argv) => {
    // The computer starting Comptoir at login a second time must not throw a window at the owner.
    if (!argv.includes(hiddenSwitch)) onSecond(findDeepLink(argv))
  })
  return true
}

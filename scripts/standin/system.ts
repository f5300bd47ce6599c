// The small modules: what the stand-in can say about the machine with a line or two each.
import { spawnSync } from 'node:child_process'
import { networkInterfaces } from 'node:os'
import { CoveredEmitter, onlyCovered } from './covered.ts'

const isOnline = (): boolean => Object.values(networkInterfaces()).some(addresses => (addresses ?? []).some(address => !address.internal))

export const net = onlyCovered('net', {
  isOnline,
  get online() { return isOnline() },
  fetch: (input: string | GlobalRequest, init?: RequestInit): Promise<GlobalResponse> => fetch(input, init),
})

/** Another program always has the key already, which an app must be ready for anyway. */
export const globalShortcut = onlyCovered('globalShortcut', {
  register: () => false,
  registerAll: () => {},
  isRegistered: () => false,
  unregister: () => {},
  unregisterAll: () => {},
})

export const crashReporter = onlyCovered('crashReporter', { start: () => {}, getUploadToServer: () => false, setUploadToServer: () => {}, addExtraParameter: () => {} })

export const powerSaveBlocker = onlyCovered('powerSaveBlocker', { start: () => 0, stop: () => false, isStarted: () => false })

class Screen extends CoveredEmitter {
  constructor() {
    super('screen', ['display-added', 'display-removed', 'display-metrics-changed'])
    return onlyCovered('screen', this)
  }
  getPrimaryDisplay(): { id: number; bounds: Electron.Rectangle; workArea: Electron.Rectangle; size: Electron.Size; workAreaSize: Electron.Size; scaleFactor: number } {
    const [width = 1440, height = 900] = (spawnSync('xdotool', ['getdisplaygeometry'], { encoding: 'utf8', timeout: 1_000 }).stdout ?? '').split(' ').map(Number).filter(size => size > 0)
    const bounds = { x: 0, y: 0, width, height }
    return { id: 1, bounds, workArea: { ...bounds }, size: { width, height }, workAreaSize: { width, height }, scaleFactor: 1 }
  }
  getAllDisplays(): ReturnType<Screen['getPrimaryDisplay']>[] { return [this.getPrimaryDisplay()] }
  getDisplayMatching(): ReturnType<Screen['getPrimaryDisplay']> { return this.getPrimaryDisplay() }
}
export const screen = new Screen()

import type { ElectronApplication } from '@playwright/test'

/**
 * Cuts the line of the whole app, as a pulled cable does: open connections break, new ones find no network, and the system says so.
 * Done inside main at the level of sockets, so that servers on this computer are out of reach as well.
 */
export async function cutLine(app: ElectronApplication): Promise<void> {
  await app.evaluate(({ net: electronNet }) => {
    const net = process.getBuiltinModule('node:net')
    const marks = globalThis as { comptoirConnect?: typeof net.Socket.prototype.connect; comptoirIsOnline?: typeof electronNet.isOnline } // the cast: names of this test only
    marks.comptoirConnect ??= net.Socket.prototype.connect
    marks.comptoirIsOnline ??= electronNet.isOnline
    net.Socket.prototype.connect = function connect(this: InstanceType<typeof net.Socket>) {
      const error = Object.assign(new Error('connect ENETUNREACH'), { code: 'ENETUNREACH', syscall: 'connect' })
      queueMicrotask(() => { this.destroy(error) })
      return this
    } as typeof net.Socket.prototype.connect // the cast: it never connects, whatever it is given
    electronNet.isOnline = () => false
    // The cast: Node's own list of what keeps it awake, not in its types.
    const handles = (process as unknown as { _getActiveHandles(): unknown[] })._getActiveHandles()
    for (const handle of handles) if (handle instanceof net.Socket && handle.remoteFamily !== undefined) handle.destroy()
    // Idle connections that fetch keeps are not in that list: its pool goes with them, and a new one takes its place.
    const pool = Symbol.for('undici.globalDispatcher.1')
    const holder = globalThis as { [pool]?: { destroy(): Promise<void>; constructor: new () => never } } // the cast: where Node keeps it
    const old = holder[pool]
    if (old) {
      holder[pool] = new old.constructor()
      void old.destroy()
    }
  })
  await app.context().setOffline(true)
}

export async function restoreLine(app: ElectronApplication): Promise<void> {
  await app.evaluate(({ net: electronNet }) => {
    const net = process.getBuiltinModule('node:net')
    const marks = globalThis as { comptoirConnect?: typeof net.Socket.prototype.connect; comptoirIsOnline?: typeof electronNet.isOnline } // the cast: names of this test only
    if (marks.comptoirConnect) net.Socket.prototype.connect = marks.comptoirConnect
    if (marks.comptoirIsOnline) electronNet.isOnline = marks.comptoirIsOnline
  })
  await app.context().setOffline(false)
}

import { writeSync, openSync } from 'node:fs'
import net from 'node:net'
import { app } from '../../standin/app.ts'
import { ipcMain } from '../../standin/ipc-main.ts'
import { askChannel } from '../../../preload/contract/index.ts'
import { requestKind, type FromMain, type InsideOptions, type KillOrder, type Status, type ToMain } from '../protocol.ts'
import type { FakeTime } from './fake-time.ts'
import { PaperWindow } from './paper-window.ts'
import { watchJournal } from './watch-journal.ts'

type Parts = { readonly time: FakeTime; readonly options: InsideOptions; readonly keytar: Record<string, (...args: unknown[]) => Promise<unknown>> }

/** What main does all the time beside its deliveries; it may die there as well, but is not sought out. */
const isReading: ReadonlySet<string> = new Set(['read', 'account', 'accounts', 'cursors', 'events', 'said', 'settings', 'avatars', 'else'])

/** The run's hand inside main's process: answers how things stand, passes on what the owner asks, kills at the step it was told. */
export function holdMain({ time, options, keytar }: Parts): void {
  const deaths = openSync(options.deathsFile, 'a')
  let order: KillOrder | null = null
  let turns = 0
  let busy = 0
  const send = (message: FromMain): void => { process.send?.(message) }

  const pass = (kind: KillOrder['kind'], step: string, when: 'before' | 'after'): void => {
    if (order?.kind !== kind || order.when !== when || (order.step === '*' ? isReading.has(step) : order.step !== step) || ++turns < order.turn) return
    writeSync(deaths, `${JSON.stringify({ kind, step, when })}\n`)
    process.kill(process.pid, 'SIGKILL')
  }

  const journal = watchJournal({ pass: (step, when) => { pass('journal', step, when) }, diskWasFull: statement => { send({ kind: 'disk-was-full', statement }) } })

  const rules = Object.fromEntries(Object.entries(options.rules).map(([port, list]) => [port, list.map(rule => ({ ...rule, path: new RegExp(rule.path) }))]))
  const realFetch = globalThis.fetch
  globalThis.fetch = async (input, init) => {
    const url = new URL(input instanceof Request ? input.url : input)
    const kind = requestKind(init?.method ?? (input instanceof Request ? input.method : 'GET'), url.pathname + url.search, rules[url.port])
    pass('request', kind, 'before')
    busy++
    try {
      const response = await realFetch(input, init)
      pass('request', kind, 'after')
      return response
    } finally {
      // The body is read in the next turns; a moment is enough on this computer.
      setImmediate(() => setImmediate(() => { busy-- }))
    }
  }
  for (const name of ['getPassword', 'setPassword', 'deletePassword', 'findCredentials']) {
    const asked = keytar[name]
    if (asked) keytar[name] = async (...args) => {
      busy++
      try {
        return await asked(...args)
      } finally {
        busy--
      }
    }
  }
  throughTheLine(options.ports)

  let ask: ((event: unknown, topic: string, call: string, input: unknown) => Promise<unknown>) | null = null
  const handle = ipcMain.handle.bind(ipcMain)
  ipcMain.handle = (channel, handler) => {
    handle(channel, handler)
    if (channel !== askChannel) return
    ask = handler as typeof ask // the contract's one channel: event, topic, call, input
    // The rest of the start is one turn of the loop.
    setImmediate(() => { send({ kind: 'ready' }) })
  }
  const asOwner = async (topic: string, call: string, input: unknown): Promise<unknown> => {
    if (PaperWindow.getAllWindows().length === 0) app.emit('activate', {}, false)
    const [window] = PaperWindow.getAllWindows()
    if (!window || !ask) throw new Error('main has no window, or no door')
    return await ask({ sender: window.webContents, senderFrame: window.webContents.mainFrame }, topic, call, input)
  }

  process.on('message', (message: ToMain) => {
    switch (message.kind) {
      case 'clock-moved': return time.moved()
      case 'status': {
        const status: Status = { busy, nextTimerUtc: time.nextUtc(), ...journal.status() }
        return send({ kind: 'status', id: message.id, status })
      }
      case 'kill':
        order = message.order
        turns = 0
        return
      case 'fill-disk': return journal.fillDisk(message.writes)
      case 'ask':
        busy++
        asOwner(message.topic, message.call, message.input)
          .then(value => { send({ kind: 'answer', id: message.id, value }) }, (error: unknown) => { send({ kind: 'answer', id: message.id, value: { ok: false, failure: { kind: 'internal', detail: String(error) } } }) })
          .finally(() => { busy-- })
    }
  })
  // Nobody is left to tell us anything.
  process.on('disconnect', () => { process.kill(process.pid, 'SIGKILL') })
}

/** As a router in between: whoever connects to a server's port reaches the line in front of it, and does not know. */
function throughTheLine(ports: InsideOptions['ports']): void {
  const connect = net.Socket.prototype.connect
  net.Socket.prototype.connect = function (this: net.Socket, ...args: unknown[]) {
    const [first] = args
    const options = (Array.isArray(first) ? first[0] : first) as { port?: number | string; host?: string } | undefined // net.connect hands its arguments on in a list
    const port = ports[Number(options?.port)]
    if (port !== undefined && typeof options === 'object') {
      const changed = { ...options, port, host: '127.0.0.1' }
      if (Array.isArray(first)) first[0] = changed
      else args[0] = changed
    }
    return Reflect.apply(connect, this, args) as net.Socket
  } as typeof connect // the cast: one implementation for all of connect's overloads
}

// What runs inside the page: the two ends of contextBridge (page world and preload world) and the preload's own `require('electron')`.
// Each function is sent as text, so none may refer to anything outside itself.
import type { Codec } from './structured-clone.ts'

export type BridgeEnd = { tell(key: string, api: unknown): void }

/**
 * One end of contextBridge. The two worlds share the DOM, so they talk in synchronous events with secret names; Blink clones
 * `detail` from world to world. Functions and promises travel as numbers and come back as proxies on the other side.
 */
export function makeBridgeEnd(outgoing: string, incoming: string, mark: string): BridgeEnd {
  type Message = { kind: 'call' | 'return' | 'throw' | 'settle' | 'expose'; id?: number; value?: unknown; key?: string; isOk?: boolean }
  type Settler = { resolve(value: unknown): void; reject(reason: unknown): void }
  const functions = new Map<number, (...args: unknown[]) => unknown>()
  const settlers = new Map<number, Settler>()
  const target = window
  let nextId = 1
  let answer: Message | undefined

  const post = (message: Message): void => void target.dispatchEvent(new CustomEvent(outgoing, { detail: message }))

  const pack = (value: unknown, seen = new Map<object, unknown>()): unknown => {
    if (typeof value === 'function') {
      const id = nextId++
      functions.set(id, value as (...args: unknown[]) => unknown)
      return { [mark]: 'function', id }
    }
    if (typeof value !== 'object' || value === null) return value
    const known = seen.get(value)
    if (known !== undefined) return known
    if (value instanceof Promise) {
      const id = nextId++
      value.then(
        result => post({ kind: 'settle', id, isOk: true, value: pack(result) }),
        (reason: unknown) => post({ kind: 'settle', id, isOk: false, value: pack(reason) }),
      )
      return { [mark]: 'promise', id }
    }
    const prototype: unknown = Object.getPrototypeOf(value)
    if (!Array.isArray(value) && prototype !== Object.prototype && prototype !== null) return value // Date, Map, typed arrays…: cloned as they are
    const copy: Record<string, unknown> | unknown[] = Array.isArray(value) ? [] : {}
    seen.set(value, copy)
    for (const [key, item] of Object.entries(value)) (copy as Record<string, unknown>)[key] = pack(item, seen)
    return copy
  }

  const unpack = (value: unknown, seen = new Set<object>()): unknown => {
    if (typeof value !== 'object' || value === null || seen.has(value)) return value
    const prototype: unknown = Object.getPrototypeOf(value)
    if (!Array.isArray(value) && prototype !== Object.prototype && prototype !== null) return value
    const record = value as Record<string, unknown>
    const id = record['id'] as number // present on each marked object, see pack
    if (record[mark] === 'function') return Object.freeze((...args: unknown[]) => call(id, args))
    if (record[mark] === 'promise') return new Promise((resolve, reject) => settlers.set(id, { resolve, reject }))
    seen.add(value)
    for (const key of Object.keys(record)) record[key] = unpack(record[key], seen)
    return value
  }

  const call = (id: number, args: unknown[]): unknown => {
    answer = undefined
    post({ kind: 'call', id, value: pack(args) })
    const got = answer as Message | undefined // set meanwhile by the listener below
    answer = undefined
    if (got === undefined) throw new Error('An object could not be cloned.')
    if (got.kind === 'throw') throw got.value
    return unpack(got.value)
  }

  const freeze = (value: unknown, seen = new Set<object>()): unknown => {
    if (typeof value !== 'object' || value === null || seen.has(value) || ArrayBuffer.isView(value)) return value
    seen.add(value)
    for (const item of Object.values(value)) freeze(item, seen)
    return Object.freeze(value)
  }

  target.addEventListener(incoming, event => {
    event.stopImmediatePropagation()
    const message = (event as CustomEvent<Message | null>).detail // sent by the other end
    if (message === null) return
    const id = message.id ?? 0
    switch (message.kind) {
      case 'call':
        try {
          const called = functions.get(id)
          const result = called?.(...(unpack(message.value) as unknown[])) // pack(args) of an array
          post({ kind: 'return', value: pack(result) })
        } catch (error) {
          post({ kind: 'throw', value: error instanceof Error ? new Error(error.message) : pack(error) })
        }
        break
      case 'settle': {
        const settler = settlers.get(id)
        settlers.delete(id)
        if (message.isOk === true) settler?.resolve(unpack(message.value))
        else settler?.reject(unpack(message.value))
        break
      }
      case 'expose':
        Object.defineProperty(window, message.key ?? '', { value: freeze(unpack(message.value)), enumerable: true, configurable: false, writable: false })
        break
      default:
        answer = message
    }
  })

  return { tell: (key, api) => post({ kind: 'expose', key, value: pack(api) }) }
}

export type PreloadSetup = {
  readonly binding: string
  readonly versions: Readonly<Record<string, string>>
  readonly platform: string
  readonly arch: string
}

type PreloadScript = (require: (name: string) => unknown, module: { exports: unknown }, exports: unknown, process: unknown) => void

/** Runs the preload script in its own world, with the few modules a sandboxed preload may require. */
export function runPreload(codec: Codec, bridge: BridgeEnd, setup: PreloadSetup, script: PreloadScript): void {
  type Listener = (event: unknown, ...args: unknown[]) => void
  const world = globalThis as unknown as Record<string, unknown>
  const waiting = new Map<number, { resolve(value: unknown): void; reject(error: Error): void; channel: string }>()
  const listeners = new Map<string, Listener[]>()
  const queue: unknown[] = []
  let nextId = 1

  const post = (message: unknown): void => {
    if (queue.push(codec.encode(message)) > 1) return
    queueMicrotask(() => (world[setup.binding] as (text: string) => void)(JSON.stringify(queue.splice(0)))) // the DevTools binding of this world
  }
  const notCovered = (name: string) => (): never => {
    throw new Error(`The Electron stand-in does not cover ${name}`)
  }
  const covered = <T extends object>(name: string, object: T): T =>
    new Proxy(object, { get: (target, key) => (key in target || typeof key === 'symbol' || key === 'then' ? (Reflect.get(target, key) as unknown) : notCovered(`${name}.${key}`)()) })

  const on = (channel: string, listener: Listener): unknown => {
    listeners.set(channel, [...(listeners.get(channel) ?? []), listener])
    return ipcRenderer
  }
  const off = (channel: string, listener: Listener): unknown => {
    listeners.set(channel, (listeners.get(channel) ?? []).filter(known => known !== listener))
    return ipcRenderer
  }
  const once = (channel: string, listener: Listener): unknown => {
    const first: Listener = (event, ...args) => {
      off(channel, first)
      listener(event, ...args)
    }
    return on(channel, first)
  }
  const ipcRenderer: object = covered('ipcRenderer', {
    send: (channel: string, ...args: unknown[]) => post({ kind: 'send', channel, args }),
    invoke: (channel: string, ...args: unknown[]) =>
      new Promise((resolve, reject) => {
        const id = nextId++
        post({ kind: 'invoke', id, channel, args })
        waiting.set(id, { resolve, reject, channel })
      }),
    on, off, once,
    addListener: on,
    removeListener: off,
    removeAllListeners: (channel: string) => (listeners.delete(channel), ipcRenderer),
    listenerCount: (channel: string) => listeners.get(channel)?.length ?? 0,
  })

  type Delivery = { kind: 'send'; channel: string; args: unknown[] } | { kind: 'answer'; id: number; error?: string; value?: unknown }
  world[`${setup.binding}Deliver`] = (texts: string[]): void => {
    for (const text of texts) {
      const message = codec.decode(text) as Delivery // written by ipc-main.ts
      if (message.kind === 'send') {
        for (const listener of listeners.get(message.channel) ?? []) queueMicrotask(() => listener({ sender: ipcRenderer, ports: [] }, ...message.args))
        continue
      }
      const asked = waiting.get(message.id)
      waiting.delete(message.id)
      if (message.error === undefined) asked?.resolve(message.value)
      else asked?.reject(new Error(`Error invoking remote method '${asked.channel}': ${message.error}`))
    }
  }

  const contextBridge = covered('contextBridge', {
    exposeInMainWorld: (key: string, api: unknown) => bridge.tell(key, api),
  })
  const electron = covered('electron (in a preload)', { contextBridge, ipcRenderer })
  const require = (name: string): unknown => {
    if (name === 'electron' || name === 'electron/renderer') return electron
    throw new Error(`module not found: ${name}`)
  }

  // Chromium's own keys and menu, which an Electron window does not have. On the way up, after the app had its say.
  const editing = new Set(['a', 'c', 'v', 'x', 'z', 'y'])
  const browserKeys = new Set(['F1', 'F3', 'F5', 'F6', 'F7', 'F12'])
  window.addEventListener('keydown', event => {
    const isShortcut = (event.ctrlKey || event.metaKey) && (event.key.length === 1 ? !editing.has(event.key.toLowerCase()) : /^(F4|Page|Tab)/.test(event.key))
    const isHistory = event.altKey && /^(ArrowLeft|ArrowRight|Home)$/.test(event.key)
    if (isShortcut || isHistory || browserKeys.has(event.key)) event.preventDefault()
  })
  for (const type of ['focus', 'blur']) window.addEventListener(type, event => event.target === window && post({ kind: 'focus', isFocused: type === 'focus' }))
  window.addEventListener('contextmenu', event => event.preventDefault())
  // Lets the window's own button be refused: Chromium then asks, and browser-window.ts emits `close`.
  window.addEventListener('beforeunload', event => event.preventDefault())

  const module = { exports: {} as unknown }
  const process = { platform: setup.platform, arch: setup.arch, versions: setup.versions, type: 'renderer', sandboxed: true, contextIsolated: true, env: {}, argv: [] }
  script(require, module, module.exports, process)
}

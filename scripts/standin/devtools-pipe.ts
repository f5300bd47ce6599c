import type { Readable, Writable } from 'node:stream'

export type DevToolsEvent = { readonly method: string; readonly params: Record<string, unknown>; readonly sessionId: string | undefined }

export type DevTools = {
  /** Sends one command. The caller names the shape of the answer, as the protocol's documentation gives it. */
  send<T = unknown>(method: string, params?: object, sessionId?: string): Promise<T>
  onEvent(listener: (event: DevToolsEvent) => void): void
  /** Settled when the browser is gone. */
  readonly closed: Promise<void>
}

type Answer = { id?: number; result?: unknown; error?: { message: string }; method?: string; params?: Record<string, unknown>; sessionId?: string }

/** Speaks the DevTools protocol over two pipes: JSON texts parted by NUL bytes. */
export function openDevTools(input: Readable, output: Writable): DevTools {
  const waiting = new Map<number, { resolve(value: unknown): void; reject(error: Error): void; method: string }>()
  const listeners: ((event: DevToolsEvent) => void)[] = []
  let nextId = 1
  let isClosed = false
  let parts: Buffer[] = []

  const receive = (text: string): void => {
    const message = JSON.parse(text) as Answer // written by Chromium, in the protocol's shape
    if (message.id !== undefined) {
      const asked = waiting.get(message.id)
      waiting.delete(message.id)
      if (message.error) asked?.reject(new Error(`${asked.method}: ${message.error.message}`))
      else asked?.resolve(message.result)
    } else if (message.method !== undefined) {
      for (const listener of listeners) listener({ method: message.method, params: message.params ?? {}, sessionId: message.sessionId })
    }
  }

  input.on('data', (chunk: Buffer) => {
    let start = 0
    for (let end = chunk.indexOf(0); end !== -1; end = chunk.indexOf(0, start)) {
      parts.push(chunk.subarray(start, end))
      const text = Buffer.concat(parts).toString()
      parts = []
      start = end + 1
      receive(text)
    }
    if (start < chunk.length) parts.push(chunk.subarray(start))
  })

  const closed = new Promise<void>(resolve => {
    const close = (): void => {
      if (isClosed) return
      isClosed = true
      for (const asked of waiting.values()) asked.reject(new Error(`${asked.method}: Chromium is gone`))
      waiting.clear()
      resolve()
    }
    input.on('close', close)
    input.on('error', close)
    output.on('error', close)
  })

  return {
    send<T>(method: string, params: object = {}, sessionId?: string): Promise<T> {
      if (isClosed) return Promise.reject(new Error(`${method}: Chromium is gone`))
      const id = nextId++
      return new Promise<T>((resolve, reject) => {
        waiting.set(id, { resolve: value => resolve(value as T), reject, method }) // the caller names the documented shape
        output.write(`${JSON.stringify({ id, method, params, ...(sessionId === undefined ? {} : { sessionId }) })}\0`)
      })
    },
    onEvent(listener) {
      listeners.push(listener)
    },
    closed,
  }
}

import { EventEmitter } from 'node:events'
import { NotCovered } from './covered.ts'
import type { WebContents } from './web-contents.ts'

type Handler = (event: Electron.IpcMainInvokeEvent, ...args: unknown[]) => unknown
const handlers = new Map<string, Handler>()

class IpcMain extends EventEmitter {
  handle(channel: string, handler: Handler): void {
    if (handlers.has(channel)) throw new Error(`Attempted to register a second handler for '${channel}'`)
    handlers.set(channel, handler)
  }

  handleOnce(channel: string, handler: Handler): void {
    this.handle(channel, (event, ...args) => {
      handlers.delete(channel)
      return handler(event, ...args)
    })
  }

  removeHandler(channel: string): void {
    handlers.delete(channel)
  }
}

export const ipcMain = new IpcMain()
// Where Electron keeps them as well (lib/browser/ipc-main-impl.ts), for tools that look from outside.
Object.defineProperty(ipcMain, '_invokeHandlers', { value: handlers })

export type FromPage = { readonly kind: 'send'; readonly channel: string; readonly args: unknown[] } | { readonly kind: 'invoke'; readonly id: number; readonly channel: string; readonly args: unknown[] }

/** Hands a message of a page to the app and, where an answer is due, sends it back. */
export async function receiveFromPage(contents: WebContents, message: FromPage): Promise<void> {
  const event = {
    type: 'frame',
    sender: contents,
    senderFrame: contents.mainFrame,
    frameId: contents.mainFrame.routingId,
    processId: contents.mainFrame.processId,
    preventDefault: () => {},
    defaultPrevented: false,
    get returnValue(): never {
      throw new NotCovered('ipcRenderer.sendSync')
    },
    reply: (channel: string, ...args: unknown[]) => contents.send(channel, ...args),
  }
  if (message.kind === 'send') {
    ipcMain.emit(message.channel, event, ...message.args)
    return
  }
  const handler = handlers.get(message.channel)
  try {
    if (handler === undefined) throw new Error(`No handler registered for '${message.channel}'`)
    const value = await handler(event as unknown as Electron.IpcMainInvokeEvent, ...message.args) // the parts of the event that are covered
    contents.deliver({ kind: 'answer', id: message.id, value })
  } catch (error) {
    console.error(`Error occurred in handler for '${message.channel}':`, error)
    contents.deliver({ kind: 'answer', id: message.id, error: String(error) })
  }
}

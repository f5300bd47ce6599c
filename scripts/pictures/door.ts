import { askChannel, eventChannel } from '../../preload/contract/index.ts'
import type { SystemState } from '../../preload/contract/system.ts'
import type { RunningApp } from '../bench/app.ts'

/** Answers by `topic.call`, or by `topic.call:input` where the same call has several. */
export type Answers = Readonly<Record<string, unknown>>

/** From now on these calls of the window are answered with what the picture needs; all others by the app itself, as ever. */
export async function answerWith({ app }: Pick<RunningApp, 'app'>, answers: Answers): Promise<void> {
  await app.evaluate(({ ipcMain }, { channel, answers }) => {
    type Handler = (event: unknown, topic: string, call: string, input: unknown) => unknown
    const handlers = Reflect.get(ipcMain, '_invokeHandlers') as Map<string, Handler> // the cast: Electron's own, and the stand-in's
    const own = Reflect.get(globalThis, 'ownDoor') as Handler | undefined ?? handlers.get(channel) // the cast: kept below
    Reflect.set(globalThis, 'ownDoor', own)
    handlers.set(channel, (event, topic, call, input) => {
      const key = [`${topic}.${call}:${String(input)}`, `${topic}.${call}`].find(name => Object.hasOwn(answers, name))
      return key === undefined ? own?.(event, topic, call, input) : { ok: true, value: answers[key] }
    })
  }, { channel: askChannel, answers })
}

export async function changeState({ app, page }: Pick<RunningApp, 'app' | 'page'>, change: Partial<SystemState>): Promise<void> {
  const now = await page.evaluate(() => window.comptoir.system.state())
  if (!now.ok) throw new Error('no state')
  const state = { ...now.value, ...change }
  await app.evaluate(({ BrowserWindow }, { channel, state }) => { BrowserWindow.getAllWindows()[0]?.webContents.send(channel, state) }, { channel: eventChannel('stateChanged'), state })
}

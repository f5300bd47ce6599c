import { EventEmitter } from 'node:events'
import { expect, it } from 'vitest'
import { createQuitting } from './quitting.ts'

function bench(answer: () => Promise<boolean>) {
  const app = Object.assign(new EventEmitter(), { quits: 0, quit: () => { app.quits++ } })
  const [power, process] = [new EventEmitter(), new EventEmitter()]
  const state = { asked: 0, stopped: 0 }
  // The casts: emitters stand for Electron's, which only add events.
  createQuitting({ app: app as never, powerMonitor: power as never, process: process as never, logTrouble: () => undefined, mayQuit: () => {
    state.asked++
    return answer()
  }, stop: async () => { state.stopped++ } })
  const wish = async (): Promise<boolean> => {
    let isPrevented = false
    app.emit('before-quit', { preventDefault: () => { isPrevented = true } })
    await new Promise(resolve => { setImmediate(resolve) })
    return isPrevented
  }
  return { app, power, process, state, wish }
}

it('stops everything before it goes, and asks once', async () => {
  const { app, state, wish } = bench(async () => true)
  expect(await wish()).toBe(true)
  expect(state).toEqual({ asked: 1, stopped: 1 })
  expect(app.quits).toBe(1)
  expect(await wish()).toBe(false)
  expect(state.stopped).toBe(1)
})

it('stays when its owner stays, and does not ask twice at once', async () => {
  const { promise, resolve } = Promise.withResolvers<boolean>()
  const { app, state, wish } = bench(() => promise)
  await wish()
  await wish()
  expect(state.asked).toBe(1)
  resolve(false)
  await new Promise(done => { setImmediate(done) })
  expect(app.quits).toBe(0)
})

it('does not ask when the computer itself is ending', async () => {
  const { app, process, power, state } = bench(async () => false)
  process.emit('SIGTERM')
  power.emit('shutdown')
  await new Promise(done => { setImmediate(done) })
  expect(state).toEqual({ asked: 0, stopped: 1 })
  expect(app.quits).toBe(1)
})

import { EventEmitter } from 'node:events'
import { afterEach, expect, it } from 'vitest'
import { createLine, type Line, type LineState } from './line.ts'

let made: Line | undefined
afterEach(() => { made?.stop() })
function make(isOnline = true) {
  const world = { isOnline, nowMs: 0, power: new EventEmitter(), told: [] as LineState[], wakes: 0 }
  const line = createLine({ isOnline: () => world.isOnline, power: world.power, now: () => world.nowMs, checkEveryMs: 1_000_000 })
  line.onChange(state => world.told.push(state))
  line.onWake(() => { world.wakes++ })
  made = line
  return { world, line }
}

it('without a network there is no line, and it is told once', () => {
  const { world, line } = make()
  world.isOnline = false
  line.check()
  line.check()
  expect([line.state(), world.told]).toEqual(['offline', ['offline']])
})

it('one server that is down is not the line', () => {
  const { line } = make()
  for (let n = 0; n < 3; n++) line.saw('not-sent', 'https://down.example/')
  expect(line.state()).toBe('online')
})

it('several servers out of reach are the line, until one answers', () => {
  const { line, world } = make()
  line.saw('not-sent', 'https://a.example/')
  line.saw('not-sent', 'https://b.example/')
  expect(line.state()).toBe('offline')
  line.saw('answered', 'https://a.example/')
  expect(world.told).toEqual(['offline', 'online'])
})

it('a lost answer says nothing about the line', () => {
  const { line } = make()
  for (let n = 0; n < 9; n++) line.saw('no-answer', `https://${n}.example/`)
  expect(line.state()).toBe('online')
})

it('servers of this computer count neither for nor against', () => {
  const { line } = make()
  for (const host of ['127.0.0.1:1', 'localhost:2', '[::1]:3', 'a.localhost']) line.saw('not-sent', `http://${host}/`)
  expect(line.state()).toBe('online')
  line.saw('not-sent', 'https://a.example/')
  line.saw('not-sent', 'https://b.example/')
  line.saw('answered', 'http://127.0.0.1:1/')
  expect(line.state()).toBe('offline')
})

it('a guess is tried again, so that nothing waits for ever', () => {
  const { line, world } = make()
  for (let n = 0; n < 4; n++) line.saw('not-sent', 'https://only.example/')
  expect(line.state()).toBe('offline')
  world.nowMs = 29_999
  line.check()
  expect(line.state()).toBe('offline')
  world.nowMs = 30_000
  line.check()
  expect(line.state()).toBe('online')
})

it('waking up looks at once and says so', () => {
  const { line, world } = make()
  for (let n = 0; n < 4; n++) line.saw('not-sent', 'https://only.example/')
  world.power.emit('resume')
  expect([line.state(), world.wakes]).toEqual(['online', 1])
})

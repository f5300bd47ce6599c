import { expect, it } from 'vitest'
import { createClock } from './clock.ts'

const hourMs = 3_600_000
function make() {
  const world = { wall: 100 * hourMs, running: 0, told: 0 }
  const clock = createClock({ wall: () => world.wall, runningMs: () => world.running, changed: () => { world.told++ } })
  /** A server whose clock is right; the computer's is `offByMs` ahead of it. */
  const see = (offByMs: number, host = 'mastodon.example') => { clock.saw(world.wall - offByMs, host) }
  return { world, clock, see }
}

it('pain 34: tells the owner of a clock that is an hour off once two answers agree, and takes it back when it is right', () => {
  const { world, clock, see } = make()
  see(hourMs)
  expect(clock.offByMs()).toBeNull()
  see(hourMs)
  expect(clock.offByMs()).toBe(hourMs)
  see(hourMs)
  expect(world.told).toBe(1)
  see(500)
  expect(clock.offByMs()).toBeNull()
  expect(world.told).toBe(2)
})

it('does not believe one server whose own clock is wrong', () => {
  const { clock, see } = make()
  for (let i = 0; i < 5; i++) {
    see(hourMs, 'wrong.example')
    see(0, 'right.example')
  }
  expect(clock.offByMs()).toBeNull()
  expect(clock.now()).toBe(100 * hourMs)
})

it('pain 34: a computer that is ahead publishes by the servers’ time: never an hour early', () => {
  const { clock, see } = make()
  see(hourMs)
  expect(clock.now()).toBe(99 * hourMs)
})

it('pain 34: a computer that is behind publishes by the servers’ time once two of them agree, and late rather than early before', () => {
  const { clock, see } = make()
  see(-hourMs)
  see(-hourMs)
  expect(clock.now()).toBe(100 * hourMs)
  see(-hourMs, 'bluesky.example')
  expect(clock.now()).toBe(101 * hourMs)
})

it('a server on this computer has its clock and proves nothing', () => {
  const { world, clock, see } = make()
  see(0, '127.0.0.1')
  expect(clock.isTrusted()).toBe(false)
  see(hourMs)
  see(hourMs)
  see(0, '127.0.0.1')
  expect(clock.offByMs()).toBe(hourMs)
  expect(world.told).toBe(1)
})

it('after a start, a sleep and a clock that was set, no time is trusted before a server’s was seen, but not for ever', () => {
  const { world, clock, see } = make()
  expect(clock.isTrusted()).toBe(false)
  see(0)
  expect(clock.isTrusted()).toBe(true)
  world.wall += 8 * hourMs
  expect(clock.look()).toBe(8 * hourMs)
  expect(clock.look()).toBe(0)
  expect(clock.isTrusted()).toBe(false)
  world.wall += 20_000
  world.running += 20_000
  expect(clock.look()).toBe(0)
  expect(clock.isTrusted()).toBe(true)
})

it('what was known of the clock is forgotten when it is set', () => {
  const { world, clock, see } = make()
  see(hourMs)
  see(hourMs)
  world.wall -= hourMs
  expect(clock.look()).toBe(-hourMs)
  expect(clock.offByMs()).toBeNull()
  expect(clock.now()).toBe(99 * hourMs)
})

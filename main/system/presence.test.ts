import { expect, onTestFinished, test } from 'vitest'
import { awaysOf } from '../../preload/contract/away.ts'
import type { LineState } from './line.ts'
import { createPresence } from './presence.ts'

const evening = Date.UTC(2026, 10, 26, 17)
const minuteMs = 60_000
const hourMs = 60 * minuteMs

/** A computer whose clock, power and line the test holds; `start` is one run of the app on it. */
function createComputer() {
  const rows = new Map<string, string>()
  const computer = {
    nowUtc: evening, returns: 0, line: 'online' as LineState,
    rows,
    start() {
      const power = new Map<string, () => void>()
      let changed: (state: LineState) => void = () => undefined
      const presence = createPresence({
        store: { read: name => rows.get(name) ?? null, write: (name, value) => { rows.set(name, value) } },
        now: () => computer.nowUtc,
        power: { on: (event, listener) => power.set(event, listener) },
        line: { state: () => computer.line, onChange: listener => { changed = listener } },
        cameBack: () => { computer.returns++ },
        logTrouble: where => { throw new Error(where) },
      })
      onTestFinished(() => { presence.stop() })
      return {
        ...presence,
        is: (event: 'suspend' | 'resume') => power.get(event)?.(),
        goes: (state: LineState) => {
          computer.line = state
          changed(state)
        },
        /** Minutes that pass while it runs. */
        runs: (minutes: number) => {
          for (let at = 0; at < minutes; at++) {
            computer.nowUtc += minuteMs
            presence.tick()
          }
        },
      }
    },
  }
  return computer
}

test('pain 20: a sleep is known from its beginning to its end, and as a sleep', () => {
  const computer = createComputer()
  const app = computer.start()
  app.is('suspend')
  computer.nowUtc += 14 * hourMs
  app.is('resume')
  expect(app.absences()).toEqual([{ fromUtc: evening, untilUtc: evening + 14 * hourMs, why: 'asleep' }])
  app.runs(30)
  expect(app.absences()).toHaveLength(1)
  expect(computer.returns).toBe(1)
})

test('a timer that fires before the news of waking does not hide the sleep, nor tell it twice', () => {
  const computer = createComputer()
  const app = computer.start()
  app.is('suspend')
  computer.nowUtc += hourMs
  app.tick()
  app.is('resume')
  expect(app.absences()).toEqual([{ fromUtc: evening, untilUtc: evening + hourMs, why: 'asleep' }])
})

test('an hour in which nothing ran and nobody said why is told as that', () => {
  const computer = createComputer()
  const app = computer.start()
  computer.nowUtc += hourMs
  app.tick()
  expect(app.absences()).toEqual([{ fromUtc: evening, untilUtc: evening + hourMs, why: 'unknown' }])
})

test('closed in order, closed by a power cut: the next start knows which', () => {
  const computer = createComputer()
  computer.start().stop()
  computer.nowUtc += hourMs
  const second = computer.start()
  expect(second.absences()).toEqual([{ fromUtc: evening, untilUtc: evening + hourMs, why: 'closed' }])
  second.runs(10) // and then the power fails
  computer.nowUtc += hourMs
  expect(computer.start().absences().at(-1)).toEqual({ fromUtc: evening + hourMs + 10 * minuteMs, untilUtc: computer.nowUtc, why: 'cut-off' })
})

test('offline counts from the loss of the line to its return, also over a restart', () => {
  const computer = createComputer()
  const first = computer.start()
  first.goes('offline')
  first.runs(20)
  first.stop()
  computer.nowUtc += 10 * minuteMs
  const second = computer.start()
  second.runs(5)
  second.goes('online')
  expect(awaysOf(second.absences())).toEqual([{ fromUtc: evening, untilUtc: evening + 35 * minuteMs, whys: ['offline', 'closed'] }])
})

test('a line that flaps for seconds is not an absence', () => {
  const computer = createComputer()
  const app = computer.start()
  app.goes('offline')
  computer.nowUtc += 20_000
  app.goes('online')
  expect(app.absences()).toEqual([])
  expect(computer.returns).toBe(0)
})

test('a first start, and notes that cannot be read, claim nothing', () => {
  const computer = createComputer()
  computer.rows.set('presence', '{"aliveUtc":')
  expect(computer.start().absences()).toEqual([])
})

test('a sleep and the minute offline after it are one time away, with both reasons', () => {
  const asleep = { fromUtc: evening, untilUtc: evening + hourMs, why: 'asleep' as const }
  const offline = { fromUtc: evening + hourMs + 2_000, untilUtc: evening + hourMs + 90_000, why: 'offline' as const }
  const later = { fromUtc: evening + 3 * hourMs, untilUtc: evening + 4 * hourMs, why: 'asleep' as const }
  expect(awaysOf([later, offline, asleep])).toEqual([
    { fromUtc: evening, untilUtc: evening + hourMs + 90_000, whys: ['asleep', 'offline'] },
    { fromUtc: evening + 3 * hourMs, untilUtc: evening + 4 * hourMs, whys: ['asleep'] },
  ])
})

import { expect, onTestFinished, test } from 'vitest'
import type { ReadinessFacts } from '../../preload/contract/readiness.ts'
import { defaultSettings } from '../../preload/contract/system.ts'
import { delivery } from '../publishing/test-bench.ts'
import { createEveningCheck } from './evening-check.ts'

/** This computer's own evening, whatever its zone. */
const evening = new Date(2026, 10, 26, 17, 59).getTime()
const minuteMs = 60_000

function createEvening({ isOn = true, line = 'offline' as 'online' | 'offline' } = {}) {
  const rows = new Map<string, string>()
  const evenings = { nowUtc: evening, rung: [] as number[], asked: 0 }
  const facts = async (): Promise<ReadinessFacts> => {
    evenings.asked++
    return { nowUtc: evenings.nowUtc, untilUtc: evenings.nowUtc + 36e6, records: [{ delivery: delivery('a'), state: { kind: 'planned' }, attempts: 0, updatedUtc: 0 }], accounts: [], missingMedia: [], freeBytes: null, state: { line, keychain: 'open', pause: null, clockOffByMs: null }, paces: {}, quotas: {}, interfaceEnds: {} }
  }
  const check = createEveningCheck({
    settings: { get: () => ({ ...defaultSettings, check: { isOn, at: '18:00' } }) }, store: { read: name => rows.get(name) ?? null, write: (name, value) => { rows.set(name, value) } },
    now: () => evenings.nowUtc, facts, ring: count => { evenings.rung.push(count) }, logTrouble: where => { throw new Error(where) },
  })
  onTestFinished(() => { check.stop() })
  return Object.assign(evenings, { at: async (utc: number) => { evenings.nowUtc = utc; await check.tick() } })
}

test('it looks once an evening, at its hour, and rings once for all there is to do', async () => {
  const day = createEvening()
  await day.at(evening)
  expect(day.asked).toBe(0)
  for (const minutes of [1, 2, 90]) await day.at(evening + minutes * minuteMs)
  expect(day.asked).toBe(1)
  expect(day.rung).toEqual([1]) // there is no line
  await day.at(evening + 24 * 60 * minuteMs + minuteMs)
  expect(day.asked).toBe(2)
})

test('a computer that slept through the hour looks when it wakes', async () => {
  const day = createEvening()
  await day.at(evening + 3 * 60 * minuteMs)
  expect(day.rung).toHaveLength(1)
})

test('turned off, it does not look', async () => {
  const day = createEvening({ isOn: false })
  await day.at(evening + 5 * minuteMs)
  expect(day.asked).toBe(0)
})

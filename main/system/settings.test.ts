import { expect, it } from 'vitest'
import { defaultSettings } from '../../preload/contract/system.ts'
import { createSettings } from './settings.ts'

function rows(first?: string) {
  const kept = new Map(first === undefined ? [] : [['settings', first]])
  return { kept, read: (name: string) => kept.get(name) ?? null, write: (name: string, value: string) => { kept.set(name, value) } }
}

it('a first start has the defaults', () => { expect(createSettings(rows(), { warn: () => {} }).get()).toEqual(defaultSettings) })

it('a change is kept, told, and there after a restart', () => {
  const store = rows()
  const holder = createSettings(store, { warn: () => {} })
  const told: string[] = []
  const stop = holder.onChange(settings => told.push(settings.theme))
  holder.change({ ...defaultSettings, theme: 'dark' })
  stop()
  holder.change({ ...defaultSettings, theme: 'light' })
  expect(told).toEqual(['dark'])
  expect(createSettings(store, { warn: () => {} }).get().theme).toBe('light')
})

it.each(['{', '[]', '"x"', '{"theme":"pink"}', '{"quietHours":{"isOn":true,"from":"25:00","to":"08:00"}}'])('a row that reads %s gives the defaults and a line in the log', text => {
  const lines: string[] = []
  expect(createSettings(rows(text), { warn: line => lines.push(line) }).get()).toEqual(defaultSettings)
  expect(lines).toHaveLength(1)
})

it('a row from before a setting existed keeps the others', () => {
  const { staysInTray: _, ...older } = { ...defaultSettings, theme: 'dark' as const }
  expect(createSettings(rows(JSON.stringify(older)), { warn: () => {} }).get()).toEqual({ ...defaultSettings, theme: 'dark' })
})

it('what could not be kept is not pretended', () => {
  const holder = createSettings({ read: () => null, write: () => { throw new Error('disk full') } }, { warn: () => {} })
  expect(() => holder.change({ ...defaultSettings, theme: 'dark' })).toThrow('disk full')
  expect(holder.get().theme).toBe('system')
})

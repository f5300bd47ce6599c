import { defaultSettings, settings as settingsShape, type Settings } from '../../preload/contract/system.ts'
import type { Log } from './log.ts'

/** Where settings are kept: named rows of text. */
export type SettingsStore = { read(name: string): string | null; write(name: string, value: string): void }

export type SettingsHolder = {
  get(): Settings
  /** Kept first, then told to the listeners. */
  change(settings: Settings): Settings
  /** Gives its own unsubscribe. */
  onChange(listener: (settings: Settings) => void): () => void
}

const row = 'settings'

/** A row that cannot be read costs its settings, never the start: defaults are taken, and a line in the log says so. */
export function createSettings(store: SettingsStore, log: Pick<Log, 'warn'>): SettingsHolder {
  let current = read(store, log)
  const listeners = new Set<(settings: Settings) => void>()
  return {
    get: () => current,
    change(next) {
      store.write(row, JSON.stringify(next))
      current = next
      for (const listener of listeners) listener(next)
      return next
    },
    onChange(listener) {
      listeners.add(listener)
      return () => { listeners.delete(listener) }
    },
  }
}

function read(store: SettingsStore, log: Pick<Log, 'warn'>): Settings {
  const text = store.read(row)
  if (text === null) return defaultSettings
  try {
    const value: unknown = JSON.parse(text)
    // A setting that is newer than the row takes its default; one that is older is let go.
    const parsed = settingsShape.safeParse(typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...defaultSettings, ...value } : value)
    if (parsed.success) return parsed.data
    log.warn('settings could not be read: defaults are used', { problem: parsed.error.issues.map(issue => `${issue.path.join('.')}: ${issue.code}`).join(', ') })
  } catch {
    log.warn('settings are not JSON: defaults are used')
  }
  return defaultSettings
}

import type { Store } from './store.ts'

/** Small named values: settings of the owner, the pause, the practice network's state. */
export type SettingRows = { read(name: string): string | null; write(name: string, value: string): void; erase(name: string): void }

export function createSettingRows(store: Store): SettingRows {
  return {
    read: name => {
      const row = store.get('SELECT value FROM settings WHERE name = ?', name)
      return row ? String(row.value) : null
    },
    write: (name, value) => { store.run('INSERT INTO settings (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value', name, value) },
    erase: name => { store.run('DELETE FROM settings WHERE name = ?', name) },
  }
}

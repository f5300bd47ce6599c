import { createHash } from 'node:crypto'
import { logEvent, type LogEntry, type LogEvent } from '../../preload/contract/events.ts'
import type { Store } from './store.ts'

export type Events = {
  /** Appends what is news and returns it; the same entry said again is not news. `isFirst`: nothing was said under its key before. */
  append(entries: readonly LogEntry[], utc: number): readonly { readonly entry: LogEntry; readonly isFirst: boolean }[]
  after(cursor: number, limit: number): readonly LogEvent[]
  /** The window has everything up to `cursor`: it is dropped here. */
  acknowledge(cursor: number): void
  last(): number
  /** Forgets what was said, so that it is news once more; false: nothing had been. */
  unsay(): boolean
  /** Told of each appended entry, before its transaction is on the disk: look, do not write. */
  onAppended(listener: (entry: LogEntry) => void): void
  /** A network named this picture of a person. */
  namedAvatar(url: string): boolean
}

const hourMs = 3_600_000

export function createEvents(store: Store, warn: (line: string) => void): Events {
  const listeners: ((entry: LogEntry) => void)[] = []
  const append = (entry: LogEntry, utc: number): { entry: LogEntry; isFirst: boolean } | null => {
    let isFirst = true
    const name = nameOf(entry)
    const text = JSON.stringify(entry)
    if (name) {
      const digest = digestOf(entry)
      const said = store.get('SELECT digest, utc FROM said WHERE key = ?', name.key)
      if (said?.digest === digest && utc - Number(said.utc) < name.repeatAfterMs) return null
      isFirst = said === undefined
      store.run('INSERT INTO said (key, account_id, digest, utc) VALUES (?, ?, ?, ?) ON CONFLICT (key) DO UPDATE SET digest = excluded.digest, utc = excluded.utc', name.key, name.account, digest, utc)
    }
    store.run('INSERT INTO events (utc, entry) VALUES (?, ?)', utc, text)
    for (const url of avatarsIn(entry)) store.run('INSERT INTO avatars (url) VALUES (?) ON CONFLICT DO NOTHING', url)
    for (const listener of listeners) listener(entry)
    return { entry, isFirst }
  }
  return {
    append: (entries, utc) => store.transact(() => entries.flatMap(entry => append(entry, utc) ?? [])),
    after: (cursor, limit) => store.all('SELECT seq, utc, entry FROM events WHERE seq > ? ORDER BY seq LIMIT ?', cursor, limit).flatMap(row => {
      const read = readEvent(row)
      if (!read) warn(`event ${String(row.seq)} could not be read and was passed over`)
      return read ?? []
    }),
    acknowledge: cursor => { store.run('DELETE FROM events WHERE seq <= ?', cursor) },
    unsay: () => {
      if (!store.get('SELECT 1 FROM said LIMIT 1')) return false
      store.run('DELETE FROM said')
      return true
    },
    last: () => Number(store.get("SELECT seq FROM sqlite_sequence WHERE name = 'events'")?.seq ?? 0),
    onAppended: listener => { listeners.push(listener) },
    namedAvatar: url => store.get('SELECT 1 FROM avatars WHERE url = ?', url) !== undefined,
  }
}

function readEvent(row: Record<string, unknown>): LogEvent | null {
  try {
    const read = logEvent.safeParse({ seq: row.seq, utc: row.utc, entry: JSON.parse(String(row.entry)) })
    return read.success ? read.data : null
  } catch {
    // A damaged row: the caller says so in the log; the others go on.
    return null
  }
}

function avatarsIn(entry: LogEntry): string[] {
  const named = entry.kind === 'item' ? [entry.item.person.avatarUrl] : entry.kind === 'thread' ? entry.posts.map(post => post.person.avatarUrl) : entry.kind === 'account' ? [entry.account.avatarUrl] : []
  return named.filter(url => url !== null)
}

/** Under what name an entry is compared with the last one, and after how long the same is worth saying again. Null: always news. */
function nameOf(entry: LogEntry): { readonly key: string; readonly account: string; readonly repeatAfterMs: number } | null {
  switch (entry.kind) {
    case 'item': return { key: `item ${entry.item.key}`, account: entry.item.accountId, repeatAfterMs: Infinity }
    case 'own-post': return { key: `own-post ${entry.post.key}`, account: entry.post.accountId, repeatAfterMs: Infinity }
    // Unchanged figures once a day: a curve needs its points, the disk does not need every reading.
    // A day's counts are the same until they are corrected, and equal days are days all the same.
    case 'account-figures': return entry.sample.ofDay ? { key: `account-figures ${entry.sample.accountId} ${entry.sample.utc}`, account: entry.sample.accountId, repeatAfterMs: Infinity } : { key: `account-figures ${entry.sample.accountId}`, account: entry.sample.accountId, repeatAfterMs: 24 * hourMs }
    case 'post-figures': return { key: `post-figures ${entry.sample.key}`, account: entry.sample.accountId, repeatAfterMs: 7 * 24 * hourMs }
    case 'thread': {
      const first = entry.posts[0]
      return first ? { key: `thread ${first.accountId} ${first.conversation}`, account: first.accountId, repeatAfterMs: Infinity } : null
    }
    case 'delivery': case 'account': case 'account-removed': case 'item-gone': case 'own-post-gone': return null
  }
}

function digestOf(entry: LogEntry): string {
  // The time of reading is not news.
  const said = entry.kind === 'account-figures' || entry.kind === 'post-figures' ? entry.sample.figures : entry
  return createHash('sha256').update(JSON.stringify(said)).digest('base64url').slice(0, 22)
}

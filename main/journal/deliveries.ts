import { remoteRef, type RemoteRef } from '../../preload/contract/drafts.ts'
import type { AccountId, DeliveryId } from '../../preload/contract/ids.ts'
import { delivery, deliveryRecord, deliveryState, type Delivery, type DeliveryRecord, type DeliveryState, type StoryLine } from '../../preload/contract/publishing.ts'
import type { Events } from './events.ts'
import type { Store } from './store.ts'

export type Part = { readonly part: number; readonly key: string; readonly body: string; readonly step: 'prepared' | 'committing' | 'done'; readonly beganUtc: number | null; readonly remote: RemoteRef | null }

export type Vouched = 'late' | 'absent'
const vouchedBit = { late: 1, absent: 2 } as const

/**
 * The rows of what goes out. Every change of a state is one transaction with its event, so the window can never see
 * a state that the journal does not hold, nor miss one.
 */
export type Deliveries = {
  get(id: DeliveryId): DeliveryRecord | null
  all(): readonly DeliveryRecord[]
  inState(kind: DeliveryState['kind']): readonly DeliveryRecord[]
  /** New, or a higher revision of one that has not begun to go out: starts over as planned. */
  put(delivery: Delivery, utc: number): void
  /** Cancelled for good up to this revision: an older order that arrives late does not bring it back. False: someone was quicker. */
  cancel(from: DeliveryRecord, revision: number, utc: number): boolean
  /** Called back before it came; `calledBack` says up to which revision, 0 for what never was. */
  callBack(id: DeliveryId, revision: number): void
  calledBack(id: DeliveryId): number
  /** The one that has been due longest at `nowUtc`, of the accounts that are not in `busy`. */
  firstDue(nowUtc: number, busy: readonly AccountId[], kinds: readonly DeliveryState['kind'][]): DeliveryRecord | null
  /** What is neither out nor given up: how many, and when the first of them is due. Counted by the database, since the journal keeps all for ever. */
  waiting(): { readonly count: number; readonly firstDueUtc: number | null }
  /** The next instant at which anything is to be done; null: nothing waits. */
  nextUtc(): number | null
  /** Changes the state if the row still is what `from` was; false: someone was quicker, leave it. */
  move(from: DeliveryRecord, to: DeliveryState, change: { readonly utc: number; readonly nextUtc: number | null; readonly step: string; readonly detail: string; readonly isAttempt?: boolean }): boolean
  /** The owner has said: go on although it is late; or: it is not there, send it again (good for one time). */
  vouch(id: DeliveryId, what: Vouched): void
  isVouched(id: DeliveryId, what: Vouched): boolean
  spendVouch(id: DeliveryId, what: Vouched): void

  parts(id: DeliveryId): readonly Part[]
  /** Keeps what will be sent and under which key, before it is sent. */
  putPart(id: DeliveryId, part: number, prepared: { readonly key: string; readonly body: string }): void
  markPart(id: DeliveryId, part: number, step: Part['step'], change: { readonly beganUtc?: number; readonly remote?: RemoteRef }): void
  /** Forgets preparations that no server has acted on, with their notes. */
  forgetPreparations(id: DeliveryId): void
  note(id: DeliveryId, name: string): string | null
  putNote(id: DeliveryId, name: string, value: string): void

  tell(id: DeliveryId, line: StoryLine): void
  story(id: DeliveryId): readonly StoryLine[]
}

export function createDeliveries(store: Store, events: Events, warn: (line: string) => void): Deliveries {
  const columns = 'id, body, state, attempts, updated_utc'
  const read = (row: Record<string, unknown>): DeliveryRecord | null => {
    try {
      return deliveryRecord.parse({ delivery: JSON.parse(String(row.body)), state: JSON.parse(String(row.state)), attempts: row.attempts, updatedUtc: row.updated_utc })
    } catch (error) {
      warn(`delivery ${String(row.id)} could not be read and was passed over: ${error instanceof Error ? error.name : 'unreadable'}`)
      return null
    }
  }
  const get = (id: DeliveryId): DeliveryRecord | null => {
    const row = store.get(`SELECT ${columns} FROM deliveries WHERE id = ?`, id)
    return row ? read(row) : null
  }
  const tell = (id: DeliveryId, line: StoryLine): void => {
    store.run('INSERT INTO story (delivery_id, utc, step, detail) VALUES (?, ?, ?, ?)', id, line.utc, line.step, line.detail.slice(0, 4000))
  }
  const announce = (id: DeliveryId, utc: number): void => {
    const record = get(id)
    if (record) events.append([{ kind: 'delivery', record }], utc)
  }
  const firstDue: Deliveries['firstDue'] = (nowUtc, busy, kinds) => {
    const row = store.get(
      `SELECT ${columns} FROM deliveries WHERE next_utc IS NOT NULL AND next_utc <= ? AND state_kind IN (${kinds.map(() => '?').join()}) AND account_id NOT IN (${busy.map(() => '?').join()}) ORDER BY due_utc, handed_over, id LIMIT 1`,
      nowUtc, ...kinds, ...busy)
    const record = row ? read(row) : null
    if (!row || record) return record
    // A damaged row must not hold up those behind it: put aside, it stays in the journal and in the log file.
    store.run('UPDATE deliveries SET next_utc = NULL WHERE id = ?', String(row.id))
    return firstDue(nowUtc, busy, kinds)
  }
  return {
    get,
    all: () => store.all(`SELECT ${columns} FROM deliveries ORDER BY due_utc`).flatMap(row => read(row) ?? []),
    inState: kind => store.all(`SELECT ${columns} FROM deliveries WHERE state_kind = ? ORDER BY due_utc`, kind).flatMap(row => read(row) ?? []),
    put: (given, utc) => {
      const body = JSON.stringify(delivery.parse(given))
      const planned = JSON.stringify({ kind: 'planned' } satisfies DeliveryState)
      store.transact(() => {
        store.run(`INSERT INTO deliveries (id, revision, account_id, due_utc, body, state_kind, state, next_utc, handed_over, updated_utc) VALUES (?, ?, ?, ?, ?, 'planned', ?, ?, ?, ?)
          ON CONFLICT (id) DO UPDATE SET revision = excluded.revision, due_utc = excluded.due_utc, body = excluded.body, state_kind = 'planned', state = excluded.state,
          attempts = 0, next_utc = excluded.next_utc, vouched = 0, updated_utc = excluded.updated_utc`,
        given.id, given.revision, given.accountId, given.due.utc, body, planned, given.due.utc, utc, utc)
        store.run('DELETE FROM parts WHERE delivery_id = ?', given.id)
        tell(given.id, { utc, step: 'planned', detail: `revision ${given.revision}, ${given.due.wall} ${given.due.zone}` })
        announce(given.id, utc)
      })
    },
    firstDue,
    waiting: () => {
      const row = store.get("SELECT count(*) AS count, min(due_utc) AS first FROM deliveries WHERE state_kind IN ('planned', 'preparing', 'committing', 'waiting', 'unknown', 'needs-owner')")
      return { count: Number(row?.count ?? 0), firstDueUtc: row?.first === null || row?.first === undefined ? null : Number(row.first) }
    },
    nextUtc: () => {
      const row = store.get('SELECT min(next_utc) AS next FROM deliveries WHERE next_utc IS NOT NULL')
      return row?.next === null || row?.next === undefined ? null : Number(row.next)
    },
    // States are stored as the schema orders them, so that the row read back compares equal, text to text.
    move: (from, to, change) => store.transact(() => {
      const { changes } = store.run(
        'UPDATE deliveries SET state_kind = ?, state = ?, next_utc = ?, attempts = attempts + ?, updated_utc = ? WHERE id = ? AND revision = ? AND state = ?',
        to.kind, JSON.stringify(deliveryState.parse(to)), change.nextUtc, change.isAttempt ? 1 : 0, change.utc, from.delivery.id, from.delivery.revision, JSON.stringify(deliveryState.parse(from.state)))
      if (changes === 0) return false
      tell(from.delivery.id, { utc: change.utc, step: change.step, detail: change.detail })
      announce(from.delivery.id, change.utc)
      return true
    }),
    cancel: (from, revision, utc) => store.transact(() => {
      const raised: Delivery = { ...from.delivery, revision: Math.max(from.delivery.revision, revision) }
      const { changes } = store.run("UPDATE deliveries SET revision = ?, body = ?, state_kind = 'cancelled', state = ?, next_utc = NULL, updated_utc = ? WHERE id = ? AND revision = ? AND state = ?",
        raised.revision, JSON.stringify(raised), JSON.stringify({ kind: 'cancelled', utc } satisfies DeliveryState), utc, from.delivery.id, from.delivery.revision, JSON.stringify(deliveryState.parse(from.state)))
      if (changes === 0) return false
      tell(from.delivery.id, { utc, step: 'cancelled', detail: 'by you' })
      announce(from.delivery.id, utc)
      return true
    }),
    callBack: (id, revision) => { store.run('INSERT INTO called_back (delivery_id, revision) VALUES (?, ?) ON CONFLICT (delivery_id) DO UPDATE SET revision = max(revision, excluded.revision)', id, revision) },
    calledBack: id => Number(store.get('SELECT revision FROM called_back WHERE delivery_id = ?', id)?.revision ?? 0),
    vouch: (id, what) => { store.run('UPDATE deliveries SET vouched = vouched | ? WHERE id = ?', vouchedBit[what], id) },
    isVouched: (id, what) => (Number(store.get('SELECT vouched FROM deliveries WHERE id = ?', id)?.vouched ?? 0) & vouchedBit[what]) !== 0,
    spendVouch: (id, what) => { store.run('UPDATE deliveries SET vouched = vouched & ~? WHERE id = ?', vouchedBit[what], id) },
    parts: id => store.all('SELECT part, key, body, step, began_utc, remote FROM parts WHERE delivery_id = ? ORDER BY part', id).map(row => ({
      part: Number(row.part), key: String(row.key), body: String(row.body), step: row.step as Part['step'], // the cast: a CHECK holds it
      beganUtc: row.began_utc === null ? null : Number(row.began_utc), remote: row.remote === null ? null : remoteRef.parse(JSON.parse(String(row.remote))),
    })),
    putPart: (id, part, { key, body }) => {
      store.run("INSERT INTO parts (delivery_id, part, key, body, step) VALUES (?, ?, ?, ?, 'prepared') ON CONFLICT (delivery_id, part) DO UPDATE SET key = excluded.key, body = excluded.body, step = 'prepared'", id, part, key, body)
    },
    markPart: (id, part, step, { beganUtc, remote }) => {
      store.run('UPDATE parts SET step = ?, began_utc = coalesce(?, began_utc), remote = coalesce(?, remote) WHERE delivery_id = ? AND part = ?', step, beganUtc ?? null, remote ? JSON.stringify(remote) : null, id, part)
    },
    forgetPreparations: id => {
      store.run("DELETE FROM parts WHERE delivery_id = ? AND step = 'prepared'", id)
      store.run('DELETE FROM notes WHERE delivery_id = ?', id)
    },
    note: (id, name) => {
      const row = store.get('SELECT value FROM notes WHERE delivery_id = ? AND name = ?', id, name)
      return row ? String(row.value) : null
    },
    putNote: (id, name, value) => { store.run('INSERT INTO notes (delivery_id, name, value) VALUES (?, ?, ?) ON CONFLICT (delivery_id, name) DO UPDATE SET value = excluded.value', id, name, value) },
    tell,
    story: id => store.all('SELECT utc, step, detail FROM story WHERE delivery_id = ? ORDER BY id', id).map(row => ({ utc: Number(row.utc), step: String(row.step), detail: String(row.detail) })),
  }
}

import { remoteRef, type RemoteRef } from '../../preload/contract/drafts.ts'
import type { AccountId, DeliveryId } from '../../preload/contract/ids.ts'
import type { Store } from './store.ts'

/** What lies, or may lie, with a network's own scheduler: what was sent there, for when, and under which name it is known there. */
export type Held = {
  readonly revision: number
  readonly key: string
  readonly body: string
  readonly dueUtc: number
  /** The act as it lies there; another one makes a recall of a mere change of time. */
  readonly act: string
  readonly beganUtc: number
  readonly schedule: RemoteRef | null
}

/** One row a delivery, from before it is sent there until it is certain that it is not there any more. While it stands, nothing goes out from here. */
export type HeldRows = {
  get(id: DeliveryId): Held | null
  begin(id: DeliveryId, held: Omit<Held, 'schedule'>): void
  /** The network has named it, or given it another time. */
  place(id: DeliveryId, change: { readonly schedule: RemoteRef; readonly dueUtc?: number; readonly revision?: number }): void
  /** Certain: it is not there any more, or never was. */
  drop(id: DeliveryId): void
  /** How many lie there for an account, in all and for the day (UTC) of an instant. */
  count(account: AccountId, dayUtc: number): { readonly all: number; readonly thatDay: number }
}

const dayMs = 24 * 3_600_000

export function createHeldRows(store: Store): HeldRows {
  return {
    get: id => {
      const row = store.get('SELECT revision, key, body, due_utc, act, began_utc, schedule FROM held WHERE delivery_id = ?', id)
      if (!row) return null
      return {
        revision: Number(row.revision), key: String(row.key), body: String(row.body), dueUtc: Number(row.due_utc), act: String(row.act), beganUtc: Number(row.began_utc),
        schedule: row.schedule === null ? null : remoteRef.parse(JSON.parse(String(row.schedule))),
      }
    },
    begin: (id, { revision, key, body, dueUtc, act, beganUtc }) => {
      store.run('INSERT INTO held (delivery_id, revision, key, body, due_utc, act, began_utc) VALUES (?, ?, ?, ?, ?, ?, ?)', id, revision, key, body, dueUtc, act, beganUtc)
    },
    place: (id, { schedule, dueUtc, revision }) => {
      store.run('UPDATE held SET schedule = ?, due_utc = coalesce(?, due_utc), revision = coalesce(?, revision) WHERE delivery_id = ?', JSON.stringify(schedule), dueUtc ?? null, revision ?? null, id)
    },
    drop: id => { store.run('DELETE FROM held WHERE delivery_id = ?', id) },
    count: (account, dayUtc) => {
      const from = Math.floor(dayUtc / dayMs) * dayMs
      const row = store.get('SELECT count(*) AS n, sum(h.due_utc >= ? AND h.due_utc < ?) AS day FROM held h JOIN deliveries d ON d.id = h.delivery_id WHERE d.account_id = ?', from, from + dayMs, account)
      return { all: Number(row?.n ?? 0), thatDay: Number(row?.day ?? 0) }
    },
  }
}

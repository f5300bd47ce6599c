import type { AccountId, DeliveryId } from '../../preload/contract/ids.ts'
import type { Store } from './store.ts'

/** A delivery that should be moving. `mark` changes whenever anything happens to it. */
export type Suspect = {
  readonly id: DeliveryId; readonly accountId: AccountId; readonly dueUtc: number; readonly mark: string
  /** `untried`: its time has come and nothing has begun. `claimed`: being sent. `held-up`: tried, and what holds it up is not the owner's line or pause. */
  readonly kind: 'untried' | 'claimed' | 'held-up'
}
export type Suspects = { at(nowUtc: number): readonly Suspect[] }

/** Read past the queue: also what the queue itself does not see any more (a damaged row, a row without a next time). */
export function createSuspects(store: Store): Suspects {
  return {
    at: nowUtc => store.all(`
      SELECT id, account_id, max(due_utc, coalesce(meant_utc, 0)) AS due, state_kind || ' ' || updated_utc AS mark,
        CASE WHEN state_kind IN ('preparing', 'committing') THEN 'claimed'
          WHEN next_utc IS NULL OR next_utc <= $now THEN 'untried' ELSE 'held-up' END AS kind
      FROM deliveries WHERE due_utc <= $now AND (state_kind IN ('preparing', 'committing', 'unknown', 'planned')
        OR (state_kind = 'waiting' AND (next_utc IS NULL OR next_utc <= $now OR state LIKE '%"why":"server-trouble"%' OR state LIKE '%"why":"rate-limited"%' OR state LIKE '%"why":"keychain"%')))
      ORDER BY due LIMIT 500`.replaceAll('$now', String(Math.floor(nowUtc)))).map(row => ({
      id: String(row.id) as DeliveryId, accountId: String(row.account_id) as AccountId, // the casts: only such ids are written there
      dueUtc: Number(row.due), mark: String(row.mark), kind: String(row.kind) as Suspect['kind'], // the cast: one of the three above
    })),
  }
}

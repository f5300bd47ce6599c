import type { PauseRecord } from '../../preload/contract/pauses.ts'
import type { Store } from './store.ts'

/** Each time everything was stopped: by whom, when, why, and until when. */
export type PauseRows = {
  /** The one that has not ended. */
  open(): PauseRecord | null
  begin(pause: Pick<PauseRecord, 'beganUtc' | 'who' | 'why'>): void
  explain(why: string): void
  end(utc: number): void
  /** Newest first. */
  list(limit: number): readonly PauseRecord[]
}

export function createPauseRows(store: Store): PauseRows {
  const read = (row: Record<string, unknown>): PauseRecord =>
    ({ beganUtc: Number(row.began_utc), endedUtc: row.ended_utc === null ? null : Number(row.ended_utc), who: String(row.who), why: String(row.why) })
  return {
    open: () => {
      const row = store.get('SELECT began_utc, ended_utc, who, why FROM pauses WHERE ended_utc IS NULL ORDER BY id DESC LIMIT 1')
      return row ? read(row) : null
    },
    begin: ({ beganUtc, who, why }) => { store.run('INSERT INTO pauses (began_utc, who, why) VALUES (?, ?, ?)', beganUtc, who, why) },
    explain: why => { store.run('UPDATE pauses SET why = ? WHERE ended_utc IS NULL', why) },
    end: utc => { store.run('UPDATE pauses SET ended_utc = ? WHERE ended_utc IS NULL', utc) },
    list: limit => store.all('SELECT began_utc, ended_utc, who, why FROM pauses ORDER BY id DESC LIMIT ?', limit).map(read),
  }
}

import { remoteRef, type RemoteRef } from '../../preload/contract/drafts.ts'
import type { AccountId, DeliveryId } from '../../preload/contract/ids.ts'
import { act, delivery, deliveryRecord, deliveryState, type Act, type Delivery, type DeliveryRecord, storyFacts, type DeliveryState, type StoryFacts, type StoryLine } from '../../preload/contract/publishing.ts'
import type { PlannedTime } from '../../preload/contract/time.ts'
import type { Events } from './events.ts'
import type { Store } from './store.ts'

export type Part = {
  readonly part: number; readonly key: string; readonly body: string; readonly step: 'prepared' | 'committing' | 'done'
  /** When it was last sent. */
  readonly beganUtc: number | null
  /** When it was sent for the first time under its key. */
  readonly firstUtc: number | null
  readonly remote: RemoteRef | null
}

export type Vouched = 'late' | 'absent' | 'many'
const vouchedBit = { late: 1, absent: 2, many: 4 } as const

/** What the queue knows of a delivery beside its record. */
export type Standing = {
  /** A post that has not begun to go out: it keeps to the account's pace. */
  readonly isPaced: boolean
  /** When it is to leave: its due time, or the later turn or slot it was given. */
  readonly meantUtc: number
  readonly vouched: readonly Vouched[]
}
/** What an account's pace is counted from. */
export type Posted = { readonly lastUtc: number | null; readonly inLastHour: readonly number[]; /** The last turn that was given and has not come. */ readonly lastTurnUtc: number | null }

/**
 * The rows of what goes out. Every change of a state is one transaction with its event, so the window can never see
 * a state that the journal does not hold, nor miss one.
 */
export type Deliveries = {
  get(id: DeliveryId): DeliveryRecord | null
  all(): readonly DeliveryRecord[]
  inState(kind: DeliveryState['kind']): readonly DeliveryRecord[]
  /** New, or a higher revision of one that has not begun to go out: starts over as planned. */
  /** `asapUtc`: it is meant to go at once, whatever the clock it was planned by says. */
  put(delivery: Delivery, utc: number, asapUtc?: number | null): void
  /** The same wall clock at another instant: zone data has changed. */
  redate(from: DeliveryRecord, due: PlannedTime, utc: number): boolean
  /** Cancelled for good up to this revision: an older order that arrives late does not bring it back. False: someone was quicker. */
  cancel(from: DeliveryRecord, revision: number, utc: number): boolean
  /** Called back before it came; `calledBack` says up to which revision, 0 for what never was. */
  callBack(id: DeliveryId, revision: number): void
  calledBack(id: DeliveryId): number
  /** What an attempt has claimed. */
  claimed(): readonly { readonly id: DeliveryId; readonly accountId: AccountId }[]
  /** Accounts with something to do at `nowUtc`. */
  dueAccounts(nowUtc: number, kinds: readonly DeliveryState['kind'][]): readonly AccountId[]
  /** The account's delivery that has been due longest; of the same instant, the one handed over first. */
  firstDue(account: AccountId, nowUtc: number, kinds: readonly DeliveryState['kind'][]): DeliveryRecord | null
  /** The account's posts that are due and have not begun, in their order. */
  duePosts(account: AccountId, nowUtc: number): readonly DeliveryRecord[]
  standing(id: DeliveryId): Standing
  posted(account: AccountId, nowUtc: number): Posted
  /** Instants that posts of this account hold from `nowUtc` on, but for `except`. */
  takenTimes(account: AccountId, nowUtc: number, except: DeliveryId): readonly number[]
  /** What is to go out of this account from now on within so long; `isUnderWay`: some of it now. */
  dueWithin(account: AccountId, nowUtc: number, ms: number): { readonly acts: readonly Act[]; readonly isUnderWay: boolean }
  /** What asks the owner whether there may be so many. */
  askingTooMany(account: AccountId): readonly DeliveryRecord[]
  /** What is neither out nor given up: how many, and when the first of them is due. Counted by the database, since the journal keeps all for ever. */
  waiting(): { readonly count: number; readonly firstDueUtc: number | null }
  /** The planned one to be offered to its network's scheduler next, of the accounts that are not in `busy`. */
  firstToOffer(nowUtc: number, busy: readonly AccountId[]): DeliveryRecord | null
  /** When a planned one is offered; null: this computer publishes it. */
  offer(id: DeliveryId, atUtc: number | null): void
  /** All that is planned and waits to be offered: now. */
  offerAllNow(nowUtc: number): void
  /** From now on this computer publishes it, whatever was wished. */
  leaveToComputer(id: DeliveryId): void
  /** Looked at again then, without a word in the story. */
  defer(id: DeliveryId, untilUtc: number): void
  /** The next instant at which anything is to be done; null: nothing waits. */
  nextUtc(): number | null
  /** Changes the state if the row still is what `from` was; false: someone was quicker, leave it. */
  move(from: DeliveryRecord, to: DeliveryState, change: { readonly utc: number; readonly nextUtc: number | null; readonly step: string; readonly detail: string; readonly isAttempt?: boolean; /** Its turn or slot. */ readonly meantUtc?: number; readonly facts?: StoryFacts }): boolean
  /** The owner has said: go on although it is late; or: it is not there, send it again (good for one time). */
  vouch(id: DeliveryId, what: Vouched): void
  spendVouch(id: DeliveryId, what: Vouched): void

  parts(id: DeliveryId): readonly Part[]
  /** Keeps what will be sent and under which key, before it is sent. */
  putPart(id: DeliveryId, part: number, prepared: { readonly key: string; readonly body: string }): void
  markPart(id: DeliveryId, part: number, step: Part['step'], change: { readonly beganUtc?: number; readonly remote?: RemoteRef; /** A post of this account: counted in its pace. */ readonly postedBy?: AccountId }): void
  /** Forgets preparations that no server has acted on, with their notes. */
  forgetPreparations(id: DeliveryId): void
  note(id: DeliveryId, name: string): string | null
  putNote(id: DeliveryId, name: string, value: string): void

  /** Since when it may have gone out without this journal knowing; null: it cannot. */
  doubtSince(id: DeliveryId): number | null
  doubt(id: DeliveryId, sinceUtc: number): void
  clearDoubt(id: DeliveryId): void
  /** What the window knows better after a loss: the state as it was told there. */
  correct(record: DeliveryRecord, utc: number): void
  /** Everything in doubt may be looked for now. */
  endWait(): void
  /** This post on a network is the proof of another delivery. */
  isProofOfOther(id: DeliveryId, remote: RemoteRef): boolean
  /** One that is over and came from elsewhere (a backup, an export): kept as it was told, unless it is known here. The window has it already. */
  adopt(record: DeliveryRecord, story: readonly (Omit<StoryLine, 'facts'> & { readonly facts?: StoryFacts })[]): void

  tell(id: DeliveryId, line: Omit<StoryLine, 'facts'> & { readonly facts?: StoryFacts }): void
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
  const tell: Deliveries['tell'] = (id, line) => {
    store.run('INSERT INTO story (delivery_id, utc, step, detail, facts) VALUES (?, ?, ?, ?, ?)', id, line.utc, line.step, line.detail.slice(0, 4000), JSON.stringify(line.facts ?? {}))
  }
  const announce = (id: DeliveryId, utc: number): void => {
    const record = get(id)
    if (record) events.append([{ kind: 'delivery', record }], utc)
  }
  // The order of an account: due first, handed over first, and of one hand-over as it was given.
  const inOrder = 'ORDER BY due_utc, handed_over, rowid'
  const readAll = (rows: readonly Record<string, unknown>[]): DeliveryRecord[] => rows.flatMap(row => read(row) ?? [])
  const numberOf = (value: unknown): number | null => value === null || value === undefined ? null : Number(value)
  const firstDue: Deliveries['firstDue'] = (account, nowUtc, kinds) => {
    const row = store.get(
      `SELECT ${columns} FROM deliveries WHERE account_id = ? AND next_utc IS NOT NULL AND next_utc <= ? AND state_kind IN (${kinds.map(() => '?').join()}) ${inOrder} LIMIT 1`,
      account, nowUtc, ...kinds)
    const record = row ? read(row) : null
    if (!row || record) return record
    // A damaged row must not hold up those behind it: put aside, it stays in the journal and in the log file.
    store.run('UPDATE deliveries SET next_utc = NULL WHERE id = ?', String(row.id))
    return firstDue(account, nowUtc, kinds)
  }
  return {
    get,
    all: () => store.all(`SELECT ${columns} FROM deliveries ORDER BY due_utc`).flatMap(row => read(row) ?? []),
    inState: kind => store.all(`SELECT ${columns} FROM deliveries WHERE state_kind = ? ORDER BY due_utc`, kind).flatMap(row => read(row) ?? []),
    put: (given, utc, asapUtc = null) => {
      const body = JSON.stringify(delivery.parse(given))
      const planned = JSON.stringify({ kind: 'planned' } satisfies DeliveryState)
      store.transact(() => {
        store.run(`INSERT INTO deliveries (id, revision, account_id, due_utc, body, state_kind, state, next_utc, offer_utc, handed_over, updated_utc, pace, meant_utc) VALUES (?, ?, ?, ?, ?, 'planned', ?, ?, ?, ?, ?, ?, ?)
          ON CONFLICT (id) DO UPDATE SET revision = excluded.revision, due_utc = excluded.due_utc, body = excluded.body, state_kind = 'planned', state = excluded.state,
          attempts = 0, next_utc = excluded.next_utc, offer_utc = excluded.offer_utc, vouched = 0, updated_utc = excluded.updated_utc, pace = excluded.pace, meant_utc = excluded.meant_utc`,
        given.id, given.revision, given.accountId, given.due.utc, body, planned, asapUtc ?? given.due.utc, given.who === 'network' ? utc : null, utc, utc, given.act.kind === 'publish' ? 1 : 0, asapUtc)
        store.run('DELETE FROM parts WHERE delivery_id = ?', given.id)
        tell(given.id, { utc, step: 'planned', detail: `revision ${given.revision}, ${given.due.wall} ${given.due.zone}`, facts: { revision: given.revision, due: given.due } })
        announce(given.id, utc)
      })
    },
    redate: (from, due, utc) => store.transact(() => {
      const { changes } = store.run("UPDATE deliveries SET due_utc = ?, body = ?, next_utc = CASE state_kind WHEN 'planned' THEN ? ELSE next_utc END, updated_utc = ? WHERE id = ? AND revision = ? AND state = ?",
        due.utc, JSON.stringify({ ...from.delivery, due }), due.utc, utc, from.delivery.id, from.delivery.revision, JSON.stringify(deliveryState.parse(from.state)))
      if (changes === 0) return false
      tell(from.delivery.id, { utc, step: 'planned', detail: `${due.wall} ${due.zone} is another instant by newer zone data`, facts: { due } })
      announce(from.delivery.id, utc)
      return true
    }),
    claimed: () => store.all("SELECT id, account_id FROM deliveries WHERE state_kind IN ('preparing', 'committing')").map(row => ({ id: String(row.id) as DeliveryId, accountId: String(row.account_id) as AccountId })), // the casts: only such ids are written there
    firstDue,
    dueAccounts: (nowUtc, kinds) => store.all(`SELECT DISTINCT account_id FROM deliveries WHERE next_utc IS NOT NULL AND next_utc <= ? AND state_kind IN (${kinds.map(() => '?').join()})`, nowUtc, ...kinds)
      .map(row => String(row.account_id) as AccountId), // the cast: only account ids are written there
    duePosts: (account, nowUtc) => readAll(store.all(
      `SELECT ${columns} FROM deliveries WHERE account_id = ? AND next_utc IS NOT NULL AND next_utc <= ? AND pace = 1 AND state_kind IN ('planned', 'waiting') ${inOrder}`, account, nowUtc)),
    standing: id => {
      const row = store.get('SELECT pace, due_utc, meant_utc, vouched FROM deliveries WHERE id = ?', id)
      const names = Object.entries(vouchedBit) as [Vouched, number][] // the cast: Object.entries forgets key types
      return { isPaced: row?.pace === 1, meantUtc: Math.max(Number(row?.due_utc ?? 0), numberOf(row?.meant_utc) ?? 0), vouched: names.flatMap(([name, bit]) => (Number(row?.vouched ?? 0) & bit) !== 0 ? [name] : []) }
    },
    posted: (account, nowUtc) => {
      const last = store.get("SELECT max(began_utc) AS utc FROM parts WHERE posted_by = ? AND step <> 'prepared'", account)
      const hour = store.all("SELECT began_utc FROM parts WHERE posted_by = ? AND step <> 'prepared' AND began_utc > ? ORDER BY began_utc", account, nowUtc - 3_600_000)
      const turn = store.get(`SELECT max(next_utc) AS utc FROM deliveries WHERE account_id = ? AND state_kind = 'waiting' AND pace = 1 AND next_utc > ? AND state LIKE '%"why":"turn"%'`, account, nowUtc)
      return { lastUtc: numberOf(last?.utc), inLastHour: hour.map(row => Number(row.began_utc)), lastTurnUtc: numberOf(turn?.utc) }
    },
    takenTimes: (account, nowUtc, except) => store.all("SELECT max(due_utc, next_utc) AS utc FROM deliveries WHERE account_id = ? AND next_utc IS NOT NULL AND pace = 1 AND state_kind IN ('planned', 'waiting') AND id <> ? AND max(due_utc, next_utc) > ?", account, except, nowUtc)
      .map(row => Number(row.utc)),
    dueWithin: (account, nowUtc, ms) => {
      const rows = store.all("SELECT body ->> '$.act' AS act, next_utc <= ? AS is_due FROM deliveries WHERE account_id = ? AND next_utc IS NOT NULL AND next_utc <= ? AND state_kind IN ('planned', 'waiting') AND json_valid(body) ORDER BY next_utc LIMIT 200", nowUtc, account, nowUtc + ms)
      return { acts: rows.flatMap(row => act.safeParse(JSON.parse(String(row.act))).data ?? []), isUnderWay: rows.some(row => row.is_due === 1) }
    },
    askingTooMany: account => readAll(store.all(`SELECT ${columns} FROM deliveries WHERE state_kind = 'needs-owner' AND account_id = ? AND state LIKE '%"kind":"too-many"%' ${inOrder}`, account)),
    firstToOffer: (nowUtc, busy) => {
      const row = store.get(`SELECT ${columns} FROM deliveries WHERE offer_utc IS NOT NULL AND doubt_since IS NULL AND offer_utc <= ? AND state_kind = 'planned' AND account_id NOT IN (${busy.map(() => '?').join()}) ORDER BY due_utc, handed_over, id LIMIT 1`, nowUtc, ...busy)
      return row ? read(row) : null
    },
    offer: (id, atUtc) => { store.run('UPDATE deliveries SET offer_utc = ? WHERE id = ?', atUtc, id) },
    offerAllNow: nowUtc => { store.run("UPDATE deliveries SET offer_utc = ? WHERE offer_utc > ? AND state_kind = 'planned'", nowUtc, nowUtc) },
    leaveToComputer: id => {
      const record = get(id)
      if (record) store.run('UPDATE deliveries SET body = ?, offer_utc = NULL WHERE id = ?', JSON.stringify({ ...record.delivery, who: 'computer' } satisfies Delivery), id)
    },
    defer: (id, untilUtc) => { store.run('UPDATE deliveries SET next_utc = ? WHERE id = ?', untilUtc, id) },
    waiting: () => {
      const row = store.get("SELECT count(*) AS count, min(due_utc) AS first FROM deliveries WHERE state_kind IN ('planned', 'preparing', 'committing', 'waiting', 'unknown', 'needs-owner', 'handing-over', 'recalling')")
      return { count: Number(row?.count ?? 0), firstDueUtc: row?.first === null || row?.first === undefined ? null : Number(row.first) }
    },
    nextUtc: () => {
      const row = store.get('SELECT min(next) AS next FROM (SELECT min(next_utc) AS next FROM deliveries WHERE next_utc IS NOT NULL UNION ALL SELECT min(offer_utc) FROM deliveries WHERE offer_utc IS NOT NULL AND doubt_since IS NULL AND state_kind = \'planned\')')
      return row?.next === null || row?.next === undefined ? null : Number(row.next)
    },
    // States are stored as the schema orders them, so that the row read back compares equal, text to text.
    move: (from, to, change) => store.transact(() => {
      const row = store.get(
        'UPDATE deliveries SET state_kind = ?, state = ?, next_utc = ?, attempts = attempts + ?, updated_utc = ?, meant_utc = coalesce(?, meant_utc) WHERE id = ? AND revision = ? AND state = ? RETURNING attempts',
        to.kind, JSON.stringify(deliveryState.parse(to)), change.nextUtc, change.isAttempt ? 1 : 0, change.utc, change.meantUtc ?? null, from.delivery.id, from.delivery.revision, JSON.stringify(deliveryState.parse(from.state)))
      if (!row) return false
      tell(from.delivery.id, { utc: change.utc, step: change.step, detail: change.detail, facts: { to: withoutLooks(to), ...change.facts } })
      // As the row now is: it held the revision and state that `from` has, else nothing was written.
      events.append([{ kind: 'delivery', record: { delivery: from.delivery, state: to, attempts: Number(row.attempts), updatedUtc: change.utc } }], change.utc)
      return true
    }),
    cancel: (from, revision, utc) => store.transact(() => {
      const raised: Delivery = { ...from.delivery, revision: Math.max(from.delivery.revision, revision) }
      const { changes } = store.run("UPDATE deliveries SET revision = ?, body = ?, state_kind = 'cancelled', state = ?, next_utc = NULL, updated_utc = ? WHERE id = ? AND revision = ? AND state = ?",
        raised.revision, JSON.stringify(raised), JSON.stringify({ kind: 'cancelled', utc } satisfies DeliveryState), utc, from.delivery.id, from.delivery.revision, JSON.stringify(deliveryState.parse(from.state)))
      if (changes === 0) return false
      tell(from.delivery.id, { utc, step: 'cancelled', detail: 'by you', facts: { to: { kind: 'cancelled', utc }, choice: 'give-up' } })
      announce(from.delivery.id, utc)
      return true
    }),
    callBack: (id, revision) => { store.run('INSERT INTO called_back (delivery_id, revision) VALUES (?, ?) ON CONFLICT (delivery_id) DO UPDATE SET revision = max(revision, excluded.revision)', id, revision) },
    calledBack: id => Number(store.get('SELECT revision FROM called_back WHERE delivery_id = ?', id)?.revision ?? 0),
    vouch: (id, what) => { store.run('UPDATE deliveries SET vouched = vouched | ? WHERE id = ?', vouchedBit[what], id) },
    spendVouch: (id, what) => { store.run('UPDATE deliveries SET vouched = vouched & ~? WHERE id = ?', vouchedBit[what], id) },
    parts: id => store.all('SELECT part, key, body, step, began_utc, first_utc, remote FROM parts WHERE delivery_id = ? ORDER BY part', id).map(row => ({
      part: Number(row.part), key: String(row.key), body: String(row.body), step: row.step as Part['step'], // the cast: a CHECK holds it
      beganUtc: row.began_utc === null ? null : Number(row.began_utc), firstUtc: (row.first_utc ?? row.began_utc) === null ? null : Number(row.first_utc ?? row.began_utc), remote: row.remote === null ? null : remoteRef.parse(JSON.parse(String(row.remote))),
    })),
    putPart: (id, part, { key, body }) => {
      store.run("INSERT INTO parts (delivery_id, part, key, body, step) VALUES (?, ?, ?, ?, 'prepared') ON CONFLICT (delivery_id, part) DO UPDATE SET key = excluded.key, body = excluded.body, step = 'prepared'", id, part, key, body)
    },
    markPart: (id, part, step, { beganUtc, remote, postedBy }) => {
      store.run('UPDATE parts SET step = ?, first_utc = coalesce(first_utc, began_utc, ?), began_utc = coalesce(?, began_utc), remote = coalesce(?, remote), posted_by = coalesce(?, posted_by) WHERE delivery_id = ? AND part = ?', step, beganUtc ?? null, beganUtc ?? null, remote ? JSON.stringify(remote) : null, postedBy ?? null, id, part)
      if (postedBy) store.run('UPDATE deliveries SET pace = 2 WHERE id = ?', id)
      // It did not go out after all: when it is sent again it takes its turn like the others.
      if (step === 'prepared') store.run("UPDATE deliveries SET pace = 1 WHERE id = ? AND pace = 2 AND NOT EXISTS (SELECT 1 FROM parts WHERE delivery_id = id AND step <> 'prepared')", id)
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
    doubtSince: id => numberOf(store.get('SELECT doubt_since FROM deliveries WHERE id = ?', id)?.doubt_since),
    doubt: (id, sinceUtc) => { store.run('UPDATE deliveries SET doubt_since = min(coalesce(doubt_since, ?1), ?1) WHERE id = ?2', sinceUtc, id) },
    clearDoubt: id => { store.run('UPDATE deliveries SET doubt_since = NULL WHERE id = ?', id) },
    correct: ({ delivery: given, state }, utc) => {
      store.transact(() => {
        store.run('UPDATE deliveries SET revision = ?, body = ?, state_kind = ?, state = ?, next_utc = NULL, updated_utc = ? WHERE id = ?', given.revision, JSON.stringify(delivery.parse(given)), state.kind, JSON.stringify(deliveryState.parse(state)), utc, given.id)
        tell(given.id, { utc, step: 'remembered', detail: `the window knew it as ${state.kind}` })
      })
    },
    endWait: () => { store.run('UPDATE deliveries SET next_utc = due_utc WHERE doubt_since IS NOT NULL AND next_utc > due_utc') },
    isProofOfOther: (id, remote) => store.get("SELECT 1 FROM deliveries WHERE state_kind = 'published' AND id <> ? AND instr(state, ?) > 0", id, `"id":${JSON.stringify(remote.id)}`) !== undefined,
    adopt: ({ delivery: given, state, attempts, updatedUtc }, lines) => {
      const { changes } = store.run(`INSERT INTO deliveries (id, revision, account_id, due_utc, body, state_kind, state, attempts, next_utc, handed_over, updated_utc) VALUES (?, ?, ?, ?, ?, ?, ?, ?, NULL, ?, ?) ON CONFLICT (id) DO NOTHING`,
        given.id, given.revision, given.accountId, given.due.utc, JSON.stringify(delivery.parse(given)), state.kind, JSON.stringify(deliveryState.parse(state)), Math.max(0, attempts), updatedUtc, updatedUtc)
      if (changes > 0) for (const line of lines) tell(given.id, line)
    },
    tell,
    story: id => store.all('SELECT utc, step, detail, facts FROM story WHERE delivery_id = ? ORDER BY id', id).map(row => ({ utc: Number(row.utc), step: String(row.step), detail: String(row.detail), facts: readFacts(row.facts) })),
  }
}

/** The looks so far stand in their own lines. */
function withoutLooks(state: DeliveryState): DeliveryState {
  if (state.kind === 'unknown') return { ...state, looks: [] }
  return state.kind === 'needs-owner' && state.question.kind === 'unproved' ? { ...state, question: { ...state.question, looks: [] } } : state
}

/** Lines from before there were facts, or of a newer Comptoir, keep their detail. */
function readFacts(text: unknown): StoryFacts {
  if (typeof text !== 'string') return {}
  try {
    return storyFacts.safeParse(JSON.parse(text)).data ?? {}
  } catch {
    // Damaged: the line itself is still worth reading.
    return {}
  }
}

import type { AccountId, DeliveryId } from '../../preload/contract/ids.ts'
import type { Pace } from '../../preload/contract/pace.ts'
import { mayBeThere, type Act, type DeliveryRecord, type DeliveryState, type Look, type StoryFacts } from '../../preload/contract/publishing.ts'
import { fail, ok, type Result } from '../../preload/contract/result.ts'
import type { Journal } from '../journal/journal.ts'
import type { Connection } from '../networks/network.ts'
import { admit } from './admit.ts'
import { askByHand } from './by-hand.ts'
import { attemptDelivery, type AttemptTools, type Proof } from './attempt.ts'
import { afterClockMove } from './clock-moves.ts'
import { connectMs, withDeadlines, within } from './deadlines.ts'
import { settleDoubt } from './doubt.ts'
import { createHeldTrack } from './held-track.ts'
import { lookForDelivery } from './look.ts'

export type LoopTools = {
  readonly journal: Journal
  readonly now: () => number
  readonly random: () => number
  readonly isPaused: () => boolean
  readonly clock: {
    /** By how much the computer's clock was moved since the last time, else 0. */
    look(): number
    /** Nothing of this account is sent by a clock that was not seen to be right. */
    isTrusted(id: AccountId): boolean
  }
  /** How close the posts of an account may follow each other. */
  readonly pace: (id: AccountId) => Pace
  /** Until when an act must wait so as not to exceed its network's allowance; null: it fits. */
  readonly quotaUntil: (id: AccountId, act: Act) => number | null
  /** A connection for an account; `not-found` when it was disconnected, `needs-sign-in` when its owner must come first. */
  readonly connect: (id: AccountId) => Promise<Result<Connection>>
  readonly signInRefused: (id: AccountId, detail: string) => void
  /** An attempt has hung: nothing of it acts any more. */
  readonly hangUp: (id: AccountId) => void
  /** The account's server posted at once what it was asked to keep. */
  readonly postsAtOnce: (id: AccountId) => void
  readonly logTrouble: (where: string, error: unknown) => void
  /** Wakes the loop; nothing else hangs on the timer: what is due stands in the journal. */
  readonly setWake: (afterMs: number, wake: () => void) => () => void
}

export type PublishLoop = {
  /** Clears up what a crash left behind, then runs: every turn does. */
  start(): void
  /** Something changed (handed over, line back, resumed): look at the journal now. */
  poke(): void
  /** Takes up again what waited for this reason (line back, keychain open). */
  release(why: 'no-line' | 'keychain'): void
  /** Takes up again what waited for this account's sign-in. */
  signedIn(id: AccountId): void
  /** Ends after the attempts under way. */
  stop(): Promise<void>
}

// A sleeping computer stops timers and a moved clock makes them wrong: looking at least this often costs one indexed read.
const longestSleepMs = 15_000
const restMs = 1_000
const withNetwork: readonly DeliveryState['kind'][] = ['handing-over', 'handed-over', 'recalling']

/** One delivery at a time per account, accounts side by side; while one is read back, the account's next may go out. */
export function createPublishLoop(tools: LoopTools): PublishLoop {
  const { journal, now } = tools
  const { deliveries } = journal
  const lanes = new Map<AccountId, Promise<void>>()
  const resting = new Set<AccountId>()
  /** What is out and being read back; of an account one at a time. */
  const proving = new Map<AccountId, { readonly id: DeliveryId; readonly ended: Promise<void> }>()
  let stopTimer: (() => void) | null = null
  let isStopped = true

  const turn = (): void => {
    if (isStopped) return
    stopTimer?.()
    stopTimer = null
    let waitMs = longestSleepMs
    try {
      const movedMs = tools.clock.look()
      if (movedMs < 0) setBack(-movedMs)
      releaseOrphans()
      startDue()
      startOffers()
      const next = deliveries.nextUtc()
      const isHeld = deliveries.dueAccounts(now(), kindsNow()).some(account => !tools.clock.isTrusted(account))
      // What is due but must wait (its account is busy, or all is paused) is woken by the end of that, not by the clock.
      if (next !== null) waitMs = Math.min(longestSleepMs, Math.max(isHeld || lanes.size + resting.size > 0 || tools.isPaused() ? 1000 : 5, next - now()))
    } catch (error) {
      // The journal did not answer (disk full, locked): nothing was started; the next turn asks again.
      tools.logTrouble('publish loop', error)
    }
    stopTimer = tools.setWake(waitMs, turn)
  }

  const startDue = (): void => {
    for (const account of deliveries.dueAccounts(now(), kindsNow())) {
      if (lanes.has(account) || resting.has(account) || !tools.clock.isTrusted(account)) continue
      occupy(account, runLane(account))
    }
  }
  /** What is due comes first; a lane that is free hands over what is planned far enough ahead. */
  const startOffers = (): void => {
    for (let record = heldTrack.nextOffer(lanes); record; record = heldTrack.nextOffer(lanes)) occupy(record.delivery.accountId, runOne(record, heldTrack.offer))
  }
  const occupy = (account: AccountId, work: Promise<void>): void => {
    lanes.set(account, work.catch((error: unknown) => {
      // The journal did not answer between two deliveries: the other accounts go on, this one after a pause.
      tools.logTrouble('publish lane', error)
      rest(account)
    }).finally(() => {
      lanes.delete(account)
      turn()
    }))
  }
  const kindsNow = (): DeliveryState['kind'][] => tools.isPaused() ? ['unknown', ...withNetwork] : ['planned', 'waiting', 'unknown', ...withNetwork]

  const rest = (account: AccountId): void => {
    resting.add(account)
    tools.setWake(restMs, () => {
      resting.delete(account)
      turn()
    })
  }

  /** One after the other, as long as there is one that can go on. */
  const runLane = async (account: AccountId): Promise<void> => {
    let last = ''
    while (!isStopped && tools.clock.isTrusted(account)) {
      const record = deliveries.firstDue(account, now(), kindsNow())
      if (!record) return
      const mark = `${record.delivery.id} ${JSON.stringify(record.state)} ${record.updatedUtc}`
      // The same once more: not even its end could be noted (disk full, a mistake of ours). Not again at once, that would be all we do.
      if (mark === last) return rest(account)
      last = mark
      await runOne(record, advance)
    }
  }

  /** The computer's clock went back: what waits a while would wait that much longer. */
  const setBack = (byMs: number): void => {
    journal.transact(() => {
      for (const record of (['waiting', 'unknown'] as const).flatMap(kind => deliveries.inState(kind))) {
        const moved = byMs === 0 && record.state.kind === 'unknown' ? null : afterClockMove(record, deliveries.parts(record.delivery.id).some(part => part.step !== 'prepared'), byMs, now())
        if (moved) deliveries.move(record, moved.state, { utc: now(), nextUtc: moved.nextUtc, step: 'clock', detail: 'the computer’s clock was set' })
      }
    })
  }

  /** Claims that no attempt of ours holds: left by a crash, or by an attempt that could not even note its end. */
  const releaseOrphans = (): void => {
    for (const { id, accountId } of deliveries.claimed()) {
      const record = lanes.has(accountId) || proving.get(accountId)?.id === id ? null : deliveries.get(id)
      if (record) releaseClaim(record)
    }
  }

  const runOne = async (record: DeliveryRecord, work: (record: DeliveryRecord) => Promise<void>): Promise<void> => {
    try {
      await work(record)
    } catch (error) {
      // Our own mistake: it must not stop the others. The next turn finds the claim without an attempt and releases it.
      tools.logTrouble(`delivery ${record.delivery.id}`, error)
    }
  }

  const proveBeside = async ({ delivery: { id, accountId } }: DeliveryRecord, proof: Proof): Promise<void> => {
    await proving.get(accountId)?.ended
    const ended = proof().catch((error: unknown) => { tools.logTrouble(`delivery ${id}`, error) }).finally(() => {
      proving.delete(accountId)
      if (!lanes.has(accountId)) turn()
    })
    proving.set(accountId, { id, ended })
  }

  const toolsFor = (accountId: AccountId): AttemptTools => ({
    deliveries, claims: journal.claims, transact: journal.transact, together: journal.together, now, random: tools.random, isPaused: tools.isPaused,
    signInRefused: detail => { tools.signInRefused(accountId, detail) },
  })
  /** Nothing that hangs holds a lane for ever. */
  const connect = async (accountId: AccountId): Promise<Result<Connection>> => {
    const connection = await within(connectMs, tools.setWake, tools.connect(accountId)) ?? fail({ kind: 'server-trouble' as const, detail: 'no connection in time; given up' })
    return connection.ok ? ok(withDeadlines(connection.value, { setWake: tools.setWake, hangUp: () => { tools.hangUp(accountId) } })) : connection
  }

  const advance = async (record: DeliveryRecord): Promise<void> => {
    const { accountId } = record.delivery
    if (mayBeThere(record.state)) return heldTrack.tend(record)
    // The rule that holds whatever else goes wrong: what the network may publish is not published from here.
    if (heldTrack.callBackFirst(record)) return
    if (journal.accounts.get(accountId)?.byHand) return askByHand(record, journal, now())
    const attempt = toolsFor(accountId)
    const doubtSince = record.state.kind === 'unknown' ? null : deliveries.doubtSince(record.delivery.id)
    if (record.state.kind !== 'unknown' && doubtSince === null && !admit(record, { journal, now, pace: tools.pace(accountId) })) return
    const move = (to: DeliveryState, step: string, detail: string, nextUtc: number | null = null, facts: StoryFacts = {}) => deliveries.move(record, to, { utc: now(), nextUtc, step, detail, isAttempt: facts.attempt !== undefined, facts })
    const quotaUtc = record.state.kind === 'unknown' ? null : tools.quotaUntil(accountId, record.delivery.act)
    if (quotaUtc !== null) {
      move({ kind: 'waiting', untilUtc: quotaUtc, why: 'quota' }, 'quota', 'it would exceed what the network allows for now', quotaUtc)
      return
    }
    const connection = await connect(accountId)
    if (!connection.ok) {
      const { failure } = connection
      if (failure.kind === 'keychain-locked' || failure.kind === 'keychain-absent') {
        const untilUtc = now() + 30_000
        if (record.state.kind === 'unknown') move(record.state, 'keychain', failure.detail, untilUtc)
        else move({ kind: 'waiting', untilUtc, why: 'keychain' }, 'keychain', failure.detail, untilUtc)
      } else if (failure.kind === 'server-trouble') {
        const untilUtc = now() + 60_000
        move(record.state.kind === 'unknown' ? record.state : { kind: 'waiting', untilUtc, why: 'server-trouble' }, 'connect', failure.detail, untilUtc)
      } else if (record.state.kind === 'unknown' && failure.kind === 'not-found') {
        // Nobody can look any more on our behalf: only the owner is left.
        const look: Look = { utc: now(), found: 'no-proof', lookedAt: 'the account is no longer connected', doubt: 'not-shown' }
        move({ kind: 'needs-owner', question: { kind: 'unproved', looks: [...record.state.looks, look] } }, 'account', look.lookedAt, null, { look })
      } else if (record.state.kind === 'unknown') move(record.state, 'sign-in', failure.detail, now() + 300_000, { failure })
      else if (failure.kind === 'not-found') move({ kind: 'failed', utc: now(), failure }, 'account', 'the account is no longer connected')
      else move({ kind: 'needs-owner', question: { kind: 'sign-in' } }, 'sign-in', failure.detail)
      return
    }
    if (record.state.kind === 'unknown') return lookForDelivery(record, connection.value, attempt)
    if (doubtSince !== null) return settleDoubt(record, doubtSince, connection.value, attempt)
    const claim: DeliveryState = { kind: 'preparing', sinceUtc: now() }
    if (!await journal.together(() => move(claim, 'begin', `attempt ${record.attempts + 1}`, null, { attempt: record.attempts + 1 }))) return
    const proof = await attemptDelivery({ ...record, state: claim, attempts: record.attempts + 1 }, connection.value, attempt)
    if (proof) await proveBeside(record, proof)
  }

  /** Before the commit it starts over; from the commit on it is looked for. The short delay keeps a lasting fault from spinning. */
  const releaseClaim = (record: DeliveryRecord): void => {
    const nextUtc = now() + (record.attempts > 1 ? 10_000 * Math.min(record.attempts, 60) : 0)
    if (record.state.kind === 'preparing') deliveries.move(record, { kind: 'planned' }, { utc: now(), nextUtc, step: 'restart', detail: 'stopped before anything more was sent' })
    if (record.state.kind === 'committing') {
      deliveries.move(record, { kind: 'unknown', sinceUtc: record.state.sinceUtc, part: record.state.part, looks: [] }, { utc: now(), nextUtc, step: 'restart', detail: 'stopped while sending: looking whether it went out' })
    }
  }

  const release = (matches: (record: DeliveryRecord) => boolean, kind: DeliveryState['kind'], detail: string): void => {
    journal.transact(() => {
      for (const record of deliveries.inState(kind)) if (matches(record)) deliveries.move(record, { kind: 'planned' }, { utc: now(), nextUtc: now(), step: 'released', detail })
    })
    turn()
  }

  /** Looks that did not reach the network need not wait any longer. */
  const lookAgain = (): void => {
    for (const record of deliveries.inState('unknown')) {
      if (record.state.kind === 'unknown' && record.state.looks.at(-1)?.found === 'not-reached') deliveries.move(record, record.state, { utc: now(), nextUtc: now(), step: 'released', detail: 'the line is back' })
    }
  }

  const heldTrack = createHeldTrack(tools, toolsFor, connect)

  return {
    start: () => {
      isStopped = false
      setBack(0)
      turn()
    },
    poke: turn,
    release: why => {
      heldTrack.hurry(lanes)
      if (why === 'no-line') lookAgain()
      release(record => record.state.kind === 'waiting' && record.state.why === why, 'waiting', why === 'no-line' ? 'the line is back' : 'the keychain is open')
    },
    signedIn: id => {
      heldTrack.hurry(lanes)
      release(record => record.delivery.accountId === id && record.state.kind === 'needs-owner' && record.state.question.kind === 'sign-in', 'needs-owner', 'the account is signed in again')
    },
    stop: async () => {
      isStopped = true
      stopTimer?.()
      await Promise.allSettled(lanes.values())
      await Promise.allSettled([...proving.values()].map(one => one.ended))
    },
  }
}

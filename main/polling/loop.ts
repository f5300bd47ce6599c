import type { AccountSummary } from '../../preload/contract/accounts.ts'
import type { LogEntry } from '../../preload/contract/events.ts'
import type { NetworkFailure } from '../../preload/contract/failures.ts'
import { asksForAnswer, type Item } from '../../preload/contract/items.ts'
import { ok } from '../../preload/contract/result.ts'
import type { Accounts } from '../accounts/accounts.ts'
import type { Journal } from '../journal/journal.ts'
import type { Connection, Stream } from '../networks/network.ts'
import type { Budget } from '../publishing/budget.ts'
import { isDiskFull } from '../system/write-file.ts'
import { nextReading } from './cadence.ts'

export type PollTools = {
  readonly journal: Journal
  readonly accounts: Pick<Accounts, 'connection' | 'signInRefused' | 'update' | 'check' | 'finishDisconnecting'>
  readonly budget: Pick<Budget, 'reading'>
  readonly now: () => number
  readonly random: () => number
  /** The window is in front of its owner: read at the quick cadence. */
  readonly isInFront: () => boolean
  /** New ones, never history and never said before: they ring. */
  readonly arrived: (items: readonly Item[]) => void
  readonly logTrouble: (where: string, error: unknown) => void
  readonly setWake: (afterMs: number, wake: () => void) => () => void
}

export type PollLoop = {
  start(): void
  /** Something of ours went out there: its posts and figures are read soon. */
  published(account: AccountSummary['id']): void
  /** Reads all streams at once: the owner asked, the line is back, the computer woke. */
  hurry(): Promise<void>
  stop(): Promise<void>
}

const turnMs = 2_000
const identityMs = 6 * 3_600_000
const threadsPerPage = 10
const contactEveryMs = 300_000
/** What is due so soon has its share of the allowance kept for it. */
const reserveMs = 3_600_000
const longestGivingWayMs = 60_000
/** A full disk: how long nothing is read. */
const noRoomMs = 60_000

/** One reader an account, accounts side by side; each stream at its own pace, its cursor in the journal. */
export function createPollLoop(tools: PollTools): PollLoop {
  const { journal, now } = tools
  const readers = new Map<string, Promise<void>>()
  const livelyUntil = new Map<string, number>()
  const givingWay = new Map<string, number>()
  let stopTimer: (() => void) | null = null
  let isStopped = true
  let noRoomSince: number | null = null

  const turn = (): void => {
    if (isStopped) return
    stopTimer?.()
    if (noRoomSince !== null && Math.abs(now() - noRoomSince) >= noRoomMs) noRoomSince = null
    for (const account of journal.accounts.all()) {
      if (noRoomSince !== null || readers.has(account.id) || account.state.kind !== 'connected' || account.byHand) continue
      readers.set(account.id, readAccount(account)
        .catch((error: unknown) => {
          // Neither what came nor when to read again could be kept: asked every two seconds, a server would answer for nothing.
          if (isDiskFull(error)) noRoomSince = now()
          tools.logTrouble(`reading ${account.id}`, error)
        })
        .finally(() => readers.delete(account.id)))
    }
    if (journal.accounts.removed().length > 0 && !readers.has('removed')) {
      readers.set('removed', tools.accounts.finishDisconnecting().catch((error: unknown) => { tools.logTrouble('disconnecting', error) }).finally(() => readers.delete('removed')))
    }
    stopTimer = tools.setWake(turnMs, turn)
  }

  const readAccount = async (account: AccountSummary): Promise<void> => {
    const isDue = (stream: string): boolean => journal.cursors.get(account.id, stream).nextUtc <= now()
    if (isDue('identity')) {
      const before = journal.cursors.get(account.id, 'identity')
      const checked = before.cursor === null ? null : await tools.accounts.check(account.id)
      journal.cursors.put(account.id, 'identity', { cursor: 'checked', nextUtc: now() + (checked?.ok === false ? 600_000 : identityMs), failures: 0 })
    }
    const connection = await tools.accounts.connection(account.id)
    if (!connection.ok) return
    for (const stream of connection.value.streams) {
      if (isStopped || journal.accounts.get(account.id)?.state.kind !== 'connected') return
      if (isDue(stream.id)) await readStream(account, connection.value, stream)
    }
  }

  const readStream = async (account: AccountSummary, connection: Connection, stream: Stream): Promise<void> => {
    const row = journal.cursors.get(account.id, stream.id)
    const { acts, isUnderWay } = journal.deliveries.dueWithin(account.id, now(), reserveMs)
    const { untilUtc, slower } = tools.budget.reading(account.id, acts)
    if (untilUtc !== null) {
      journal.cursors.put(account.id, stream.id, { cursor: row.cursor, nextUtc: untilUtc, failures: limited })
      return
    }
    // What is due goes first; reading waits for it a while, and not for ever.
    const since = givingWay.get(account.id) ?? now()
    if (isUnderWay && Math.abs(now() - since) < longestGivingWayMs) {
      givingWay.set(account.id, since)
      return
    }
    givingWay.delete(account.id)
    const page = await connection.read(stream.id, row.cursor)
    // Disconnected while it was read: nothing of it is kept.
    if (!journal.accounts.get(account.id)) return
    if (!page.ok) {
      settle(account, stream, page.failure)
      return
    }
    const { entries, cursor, more, isHistory, reachedUtc } = page.value
    // What came and the cursor behind it in one transaction: never one without the other.
    const news = journal.transact(() => {
      // All is to be read from the beginning since this was asked: after it, this page would stand for all before it.
      if (journal.cursors.get(account.id, stream.id).cursor !== row.cursor) return null
      const said = journal.events.append(entries, now())
      const isLively = (livelyUntil.get(account.id) ?? 0) > now()
      journal.cursors.put(account.id, stream.id, { cursor, failures: 0, nextUtc: more ? now() : nextReading({ quickMs: stream.quickMs * slower, slowMs: stream.slowMs * slower }, { nowUtc: now(), isQuick: tools.isInFront() || isLively, random: tools.random() }) })
      return said
    })
    if (news === null) return
    const items = isHistory ? [] : news.flatMap(({ entry, isFirst }) => entry.kind === 'item' && isFirst ? [entry.item] : [])
    const known = journal.accounts.get(account.id)
    // Nothing older there is an end of the reading too: it goes back to the connection itself.
    const reachedTo = reachedUtc ?? (more || known?.historySinceUtc !== null ? null : known.connectedUtc)
    const reached = stream.id === 'notifications' && reachedTo !== null && (known?.historySinceUtc ?? Infinity) > reachedTo ? { historySinceUtc: reachedTo } : {}
    if ('historySinceUtc' in reached || now() - (known?.lastContactUtc ?? 0) > contactEveryMs) tools.accounts.update(account.id, { ...reached, lastContactUtc: now() })
    if (items.length > 0) {
      livelyUntil.set(account.id, now() + 600_000)
      tools.arrived(items)
      await readThreads(items, connection)
    }
  }

  /** The context of what someone may answer to, so that it can be read and answered without a line. */
  const readThreads = async (items: readonly Item[], connection: Connection): Promise<void> => {
    const wanted = new Map(items.filter(item => asksForAnswer(item.kind) && item.ref !== null).map(item => [item.conversation, item]))
    for (const item of [...wanted.values()].slice(0, threadsPerPage)) {
      const read = item.ref ? await connection.thread(item.ref) : ok([])
      if (read.ok && read.value.length > 0) journal.events.append([{ kind: 'thread', posts: [...read.value] } satisfies LogEntry], now())
      // Without it the item still stands; opening it asks again.
      if (!read.ok) tools.logTrouble(`thread of ${item.key}`, read.failure.kind)
    }
  }

  const settle = (account: AccountSummary, stream: Stream, failure: NetworkFailure): void => {
    const row = journal.cursors.get(account.id, stream.id)
    const again = (nextUtc: number, failures: number): void => { journal.cursors.put(account.id, stream.id, { cursor: row.cursor, nextUtc, failures }) }
    switch (failure.kind) {
      case 'needs-sign-in':
        tools.accounts.signInRefused(account.id, failure.detail)
        return
      case 'rate-limited': return again(Math.max(failure.untilUtc, now() + 1000), limited)
      case 'unreachable': case 'server-trouble': case 'unknown-outcome': {
        const failures = Math.max(0, row.failures) + 1
        return again(now() + Math.min(600_000, 5000 * 2 ** failures), failures)
      }
      case 'refused': case 'missing': case 'stale-preparation':
        // This server does not have it: ask rarely, it may come with its next version.
        return again(now() + 3_600_000, limited)
    }
  }

  return {
    start: () => {
      isStopped = false
      turn()
    },
    published: account => {
      const row = journal.cursors.get(account, 'own-posts')
      // Counts of a server lag a little behind the post itself.
      if (row.failures >= 0 && row.nextUtc > now() + 3_000) journal.cursors.put(account, 'own-posts', { ...row, nextUtc: now() + 3_000 })
    },
    hurry: async () => {
      noRoomSince = null
      journal.cursors.hurry()
      turn()
      await Promise.allSettled(readers.values())
    },
    stop: async () => {
      isStopped = true
      stopTimer?.()
      await Promise.allSettled(readers.values())
    },
  }
}

/** `failures` of a stream that must not be hurried: its server named the time. */
const limited = -1

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import type { AccountSummary } from '../../preload/contract/accounts.ts'
import type { AccountId, ItemKey, NetworkId } from '../../preload/contract/ids.ts'
import type { NetworkFailure } from '../../preload/contract/failures.ts'
import type { Item } from '../../preload/contract/items.ts'
import { fail, ok, type Result } from '../../preload/contract/result.ts'
import type { StreamPage } from '../networks/network.ts'
import { assembleJournal } from '../journal/journal.ts'
import { openJournal } from '../journal/open.ts'
import { createPaperNetwork, delivery, startUtc } from '../publishing/test-bench.ts'
import type { Budget } from '../publishing/budget.ts'
import { logCalls } from '../ipc/log.ts'
import { createPollLoop } from './loop.ts'

const id = 'a' as AccountId // the casts: ids of a test
const mention = (n: number): Item => ({
  key: `paper:a:${n}` as ItemKey, accountId: id, network: 'paper' as NetworkId, kind: 'mention', text: `question ${n}`, contentWarning: null, media: [], createdUtc: startUtc, isPublic: true,
  person: { remoteId: 'p', handle: 'p', displayName: 'P', profileUrl: null, avatarUrl: null }, ref: { id: `s${n}`, url: null, extra: null }, about: null, conversation: `c${n}`,
})
const page = (items: Item[], change: Partial<StreamPage> = {}): Result<StreamPage, NetworkFailure> =>
  ok({ entries: items.map(item => ({ kind: 'item' as const, item })), cursor: `after-${items.length}`, more: false, isHistory: false, reachedUtc: null, ...change })

function reader(pages: Result<StreamPage, NetworkFailure>[]) {
  const folder = mkdtempSync(join(tmpdir(), 'comptoir-journal-'))
  const state = { nowUtc: startUtc, cursors: [] as (string | null)[], arrived: [] as Item[][], refused: 0, threads: 0, whileReading: () => {}, reading: { untilUtc: null, slower: 1 } as ReturnType<Budget['reading']> }
  const opened = openJournal(join(folder, 'journal.sqlite'), () => state.nowUtc)
  const journal = assembleJournal(opened, { warn: () => undefined })
  /** SQLite's own limit of pages gives its own SQLITE_FULL; 1 means "as large as it is now". */
  const setMaxPages = (pages: number): void => { opened.db.exec(`PRAGMA max_page_count = ${pages}`) }
  const limits = JSON.parse('{"text":{"maxGraphemes":500,"maxBytes":null,"urlWeight":23,"mentionHostIsFree":true,"warningCounts":true},"images":{"max":4,"maxBytes":1,"maxPixels":null,"maxDurationMs":null,"mimes":[],"altMaxGraphemes":1,"shrinks":true},"video":null,"mixesMedia":false,"poll":null,"pollWithMedia":false,"maxThreadParts":1,"visibilities":[],"messageMaxGraphemes":1,"source":"test"}')
  const works = { kind: 'works' as const }
  const abilities = Object.fromEntries(['images', 'video', 'thread', 'poll', 'content-warning', 'visibility', 'language', 'reply', 'quote', 'edit', 'delete', 'like', 'boost', 'follow', 'mute', 'block', 'report', 'messages', 'search', 'account-figures', 'post-figures', 'reach'].map(name => [name, works])) as AccountSummary['abilities']
  journal.accounts.put({ id, network: 'paper' as NetworkId, remoteId: 'me', handle: 'me', displayName: 'Me', profileUrl: null, avatarUrl: null, serverUrl: 'https://paper.example', isPractice: false, state: { kind: 'connected' }, abilities, limits, connectedUtc: startUtc, lastContactUtc: startUtc, historySinceUtc: null, expiresUtc: null })
  const connection = {
    ...createPaperNetwork(),
    streams: [{ id: 'notifications' as const, quickMs: 10_000, slowMs: 60_000 }],
    read: async (_stream: string, cursor: string | null) => {
      state.cursors.push(cursor)
      state.whileReading()
      return pages.shift() ?? page([])
    },
    thread: async () => {
      state.threads++
      return ok([])
    },
  }
  const polling = createPollLoop({
    journal, budget: { reading: () => state.reading }, now: () => state.nowUtc, random: () => 0.5, isInFront: () => false, logTrouble: () => undefined, setWake: () => () => undefined,
    accounts: { connection: async () => ok(connection), check: async () => fail({ kind: 'unreachable', detail: '' }), signInRefused: () => { state.refused++ }, finishDisconnecting: async () => undefined, update: (account, change) => {
      const known = journal.accounts.get(account)
      if (known) journal.accounts.put({ ...known, ...change })
    } },
    arrived: items => { state.arrived.push([...items]) },
  })
  onTestFinished(() => {
    journal.close()
    rmSync(folder, { recursive: true })
  })
  polling.start()
  /** Lets `ms` pass and one turn of reading happen. */
  const turn = async (ms: number): Promise<void> => {
    state.nowUtc += ms
    polling.start()
    for (let i = 0; i < 20; i++) await new Promise(resolve => { setImmediate(resolve) })
  }
  return { state, journal, turn, polling, setMaxPages }
}

it('rings for what is new, and neither for history nor twice', async () => {
  const { state, turn } = reader([page([mention(1)], { isHistory: true, reachedUtc: startUtc - 1000 }), page([mention(2)]), page([mention(2), mention(1)])])
  await turn(0)
  expect(state.arrived).toEqual([])
  await turn(61_000)
  expect(state.arrived.map(items => items.map(item => item.text))).toEqual([['question 2']])
  expect(state.threads).toBe(1)
  await turn(61_000)
  expect(state.arrived).toHaveLength(1)
})

it('says how far the first reading went back', async () => {
  const { journal, turn } = reader([page([mention(1)], { isHistory: true, reachedUtc: startUtc - 5000, more: true }), page([mention(2)], { isHistory: true, reachedUtc: startUtc - 9000 })])
  await turn(0)
  await turn(1000)
  expect(journal.accounts.get(id)?.historySinceUtc).toBe(startUtc - 9000)
})

it('keeps the cursor with what it brought, and goes on from there', async () => {
  const { state, journal, turn } = reader([page([mention(1)])])
  await turn(0)
  expect(journal.events.after(0, 10).some(event => event.entry.kind === 'item')).toBe(true)
  await turn(61_000)
  expect(state.cursors).toEqual([null, 'after-1'])
})

it('waits as long as the server says, even when hurried', async () => {
  const { state, turn, polling } = reader([fail({ kind: 'rate-limited', untilUtc: startUtc + 300_000, detail: '' })])
  await turn(0)
  await polling.hurry()
  await turn(200_000)
  expect(state.cursors).toHaveLength(1)
  await turn(101_000)
  expect(state.cursors).toHaveLength(2)
})

it('backs off from a server in trouble, and hurries when the line is back', async () => {
  const { state, turn, polling } = reader([fail({ kind: 'unreachable', detail: '' })])
  await turn(0)
  await turn(5_000)
  expect(state.cursors).toHaveLength(1)
  await polling.hurry()
  expect(state.cursors).toHaveLength(2)
})

it('never signs anyone out because the line is down, only when the network refuses', async () => {
  const { state, turn } = reader([fail({ kind: 'unreachable', detail: '' }), fail({ kind: 'needs-sign-in', detail: '' })])
  await turn(0)
  expect(state.refused).toBe(0)
  await turn(61_000)
  expect(state.refused).toBe(1)
})

it('pain 60: leaves what the network allows to the posts that are due, and reads more slowly before that', async () => {
  const { state, turn } = reader([])
  state.reading = { untilUtc: startUtc + 300_000, slower: 4 }
  await turn(0)
  expect(state.cursors).toHaveLength(0)
  state.reading = { untilUtc: null, slower: 4 }
  await turn(301_000)
  expect(state.cursors).toHaveLength(1)
  await turn(61_000)
  expect(state.cursors).toHaveLength(1)
  await turn(180_000)
  expect(state.cursors).toHaveLength(2)
})

it('lets posts that are due go first, but does not stop reading for them', async () => {
  const { state, journal, turn } = reader([])
  journal.deliveries.put(delivery('d'), startUtc)
  await turn(0)
  expect(state.cursors).toHaveLength(0)
  await turn(61_000)
  expect(state.cursors).toHaveLength(1)
})

const textsIn = (journal: ReturnType<typeof reader>['journal']): string[] => journal.events.after(0, 100).flatMap(({ entry }) => entry.kind === 'item' ? [entry.item.text] : []).sort()

it('a window that has lost its store is told everything once more, as history: nothing of it rings, what is new does', async () => {
  const history = page([mention(2), mention(1)], { isHistory: true, reachedUtc: startUtc - 1000 })
  const { state, journal, turn, polling } = reader([page([mention(1)], { isHistory: true, reachedUtc: startUtc - 1000 }), page([mention(2)]), history, page([mention(3), mention(2)])])
  await turn(0)
  await turn(61_000)
  journal.events.acknowledge(journal.events.last())
  const rung = state.arrived.length
  await logCalls(journal, () => { void polling.hurry() }).tellAgain(undefined)
  await turn(0)
  expect(state.cursors.at(-1)).toBeNull()
  expect(textsIn(journal)).toEqual(['question 1', 'question 2'])
  expect(state.arrived).toHaveLength(rung)
  await turn(61_000)
  expect(state.arrived.slice(rung).flat().map(item => item.text)).toEqual(['question 3'])
})

it('a page that was on its way when all was to be told again moves no cursor', async () => {
  const { state, journal, turn, polling } = reader([page([mention(1)], { isHistory: true, reachedUtc: startUtc - 1000 }), page([mention(2)]), page([mention(2), mention(1)], { isHistory: true, reachedUtc: startUtc - 1000 })])
  await turn(0)
  journal.events.acknowledge(journal.events.last())
  state.whileReading = () => {
    state.whileReading = () => {}
    void logCalls(journal, () => undefined).tellAgain(undefined)
  }
  await turn(61_000)
  await polling.hurry()
  await turn(0)
  expect(state.cursors).toEqual([null, 'after-1', null])
  expect(textsIn(journal)).toEqual(['question 1', 'question 2'])
})

it('a window that is new asks for nothing that was never said', async () => {
  const { state, journal, turn, polling } = reader([page([], { cursor: 'end' })])
  await turn(0)
  let hurried = 0
  await logCalls(journal, () => { hurried++; void polling.hurry() }).tellAgain(undefined)
  await turn(0)
  expect(hurried).toBe(0)
  expect(state.cursors).toEqual([null])
})

it('on a full disk no cursor moves and nothing rings; with room again the same page comes once, and is not asked for every two seconds meanwhile', async () => {
  const big = { ...mention(1), text: 'question '.repeat(20_000) }
  const { state, journal, turn, setMaxPages } = reader([page([big]), page([big]), page([])])
  setMaxPages(1)
  await turn(0)
  expect(state.arrived).toEqual([])
  expect(journal.cursors.get(id, 'notifications').cursor).toBeNull()
  for (let turns = 0; turns < 20; turns++) await turn(2_000)
  expect(state.cursors).toEqual([null])
  setMaxPages(1_000_000)
  await turn(61_000)
  expect(state.cursors).toEqual([null, null])
  expect(journal.cursors.get(id, 'notifications').cursor).toBe('after-1')
  expect(state.arrived).toEqual([[big]])
})

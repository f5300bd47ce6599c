import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import type { Pace } from '../../preload/contract/pace.ts'
import type { AccountId, DeliveryId, PostId } from '../../preload/contract/ids.ts'
import type { Act, Delivery, LatePolicy } from '../../preload/contract/publishing.ts'
import type { RemoteRef } from '../../preload/contract/drafts.ts'
import { emptyContent } from '../../preload/contract/drafts.ts'
import { fail, ok } from '../../preload/contract/result.ts'
import type { NetworkFailure } from '../../preload/contract/failures.ts'
import { assembleJournal, type Journal } from '../journal/journal.ts'
import { openJournal } from '../journal/open.ts'
import type { Connection, Found, Known } from '../networks/network.ts'
import { createPublishLoop, type PublishLoop } from './loop.ts'
import { createOutbox, type Outbox } from './outbox.ts'

/** A network on paper: remembers what it was sent, and fails as it is told to. For tests of the loop only. */
export type PaperNetwork = Connection & {
  readonly posts: { readonly key: string; readonly body: string; readonly id: string }[]
  /** What the next commits end in: `lost` acts and loses the answer, `dropped` does not act and loses it too. */
  readonly script: ('ok' | 'lost' | 'dropped' | NetworkFailure | (() => void))[]
  finds: (key: string, known?: Known) => Found
  commits: number
}

export function createPaperNetwork(): PaperNetwork {
  const posts: PaperNetwork['posts'] = []
  const unused = () => Promise.resolve(fail({ kind: 'missing' as const, detail: 'not on paper' }))
  const network: PaperNetwork = {
    posts, script: [], commits: 0,
    finds: key => {
      const post = posts.find(p => p.key === key)
      return post ? { kind: 'found', remote: refOf(post.id) } : { kind: 'absent', lookedAt: 'all of the paper' }
    },
    repeatable: ['like'],
    streams: [],
    whoAmI: unused, read: unused, thread: unused, search: unused,
    prepare: (act, part) => Promise.resolve(ok({ key: `key-${Math.random()}`, body: JSON.stringify({ act: act.kind, part, ...('content' in act ? { text: act.content.parts[part]?.text } : {}) }) })),
    commit: async (_act, prepared) => {
      network.commits++
      const step = network.script.shift() ?? 'ok'
      if (typeof step === 'function') step()
      if (typeof step === 'object') return fail(step)
      const id = `id-${posts.length + 1}`
      if (step !== 'dropped') posts.push({ ...prepared, id })
      return step === 'lost' || step === 'dropped' ? fail({ kind: 'unknown-outcome', detail: 'no answer' }) : ok(refOf(id))
    },
    find: async (_act, prepared, _since, known) => ok(network.finds(prepared.key, known)),
    readBack: async remote => ok({ ...remote, url: `https://paper.example/${remote.id}` }),
    revoke: async () => ok(undefined),
  }
  return network
}

const refOf = (id: string): RemoteRef => ({ id, url: null, extra: null })

export type Bench = {
  journal: Journal
  loop: PublishLoop
  outbox: Outbox
  network: PaperNetwork
  nowUtc: number
  isPaused: boolean
  pace: Pace
  hungUp: number
  movedMs: number
  isClockTrusted: boolean
  quotaUntil: (act: Act) => number | null
  connectHangs: boolean
  connectFailure: Parameters<typeof fail>[0] | null
  readonly troubles: string[]
  /** Accounts whose server posted at once what it was to keep. */
  readonly atOnce: AccountId[]
  /** Moves the clock and lets everything that is due happen. */
  advance(ms: number): Promise<void>
  /** From now on the journal cannot grow by a page. */
  fillDisk(): void
  freeDisk(): void
  /** The loop looks now. */
  wakeNow(): Promise<void>
  /** The delivery's row can no longer be read. */
  spoil(id: string): void
  /** Main is killed: nothing of it runs on; a new one opens the same journal. */
  restart(): void
}

export const startUtc = Date.UTC(2026, 10, 24, 8)

export function createBench(): Bench {
  const folder = mkdtempSync(join(tmpdir(), 'comptoir-journal-'))
  const file = join(folder, 'journal.sqlite')
  let wakes: { at: number; wake: () => void }[] = []
  let setMaxPages: (pages: number) => void = () => undefined
  let spoil: (id: string) => void = () => undefined
  const open = (): Journal => {
    const opened = openJournal(file, () => bench.nowUtc)
    setMaxPages = pages => { opened.db.exec(`PRAGMA max_page_count = ${pages}`) }
    spoil = id => { opened.db.prepare("UPDATE deliveries SET body = '{' WHERE id = ?").run(id) }
    return assembleJournal(opened, { warn: line => { bench.troubles.push(line) } })
  }
  const makeLoop = (journal: Journal): PublishLoop => createPublishLoop({
    journal, now: () => bench.nowUtc, random: () => 0, isPaused: () => bench.isPaused, clock: { look: () => { const { movedMs } = bench; bench.movedMs = 0; return movedMs }, isTrusted: () => bench.isClockTrusted }, pace: () => bench.pace, quotaUntil: (_, act) => bench.quotaUntil(act),
    connect: () => bench.connectHangs ? new Promise(() => undefined) : Promise.resolve(bench.connectFailure ? fail(bench.connectFailure as NetworkFailure) : ok(bench.network)),
    signInRefused: () => undefined, hangUp: () => { bench.hungUp++ }, postsAtOnce: id => { bench.atOnce.push(id) },
    logTrouble: (where, error) => { bench.troubles.push(`${where}: ${String(error)}`) },
    setWake: (afterMs, wake) => {
      const entry = { at: bench.nowUtc + afterMs, wake }
      wakes.push(entry)
      return () => { wakes = wakes.filter(w => w !== entry) }
    },
  })
  const bench: Bench = {
    nowUtc: startUtc, isPaused: false, hungUp: 0, movedMs: 0, isClockTrusted: true, quotaUntil: () => null, pace: { gapMinutes: 0, postsPerHour: 1000 }, connectFailure: null, connectHangs: false, troubles: [], atOnce: [], network: createPaperNetwork(),
    journal: undefined as never, loop: undefined as never, outbox: undefined as never, // set just below: they need the clock above
    advance: async ms => {
      const until = bench.nowUtc + ms
      await settle()
      for (;;) {
        const next = wakes.toSorted((a, b) => a.at - b.at)[0]
        if (!next || next.at > until) break
        wakes = wakes.filter(w => w !== next)
        bench.nowUtc = Math.max(bench.nowUtc, next.at)
        next.wake()
        await settle()
      }
      bench.nowUtc = until
    },
    // SQLite's own limit of pages gives its own SQLITE_FULL; 1 means "as it is now".
    fillDisk: () => { setMaxPages(1) },
    freeDisk: () => { setMaxPages(1_000_000) },
    spoil: id => { spoil(id) },
    wakeNow: async () => {
      bench.loop.poke()
      await settle()
    },
    restart: () => {
      wakes = []
      bench.journal.close()
      bench.journal = open()
      bench.loop = makeLoop(bench.journal)
      bench.outbox = createOutbox(bench.journal, () => bench.nowUtc)
      bench.loop.start()
    },
  }
  bench.journal = open()
  bench.loop = makeLoop(bench.journal)
  bench.outbox = createOutbox(bench.journal, () => bench.nowUtc)
  bench.loop.start()
  onTestFinished(() => {
    bench.journal.close()
    rmSync(folder, { recursive: true })
  })
  return bench
}

/** The paper network answers at once: what it sets off has happened after a few turns of the event loop. */
const settle = async (): Promise<void> => { for (let i = 0; i < 25; i++) await new Promise(resolve => { setImmediate(resolve) }) }

const publishText = (text: string, parts = 1): Act => ({ kind: 'publish', content: { ...emptyContent(), parts: Array.from({ length: parts }, () => ({ text, media: [], poll: null })) } })

export function delivery(id: string, change: Partial<Pick<Delivery, 'revision' | 'act' | 'who'>> & { dueUtc?: number; late?: LatePolicy; account?: string; parts?: number; text?: string } = {}): Delivery {
  return {
    id: id as DeliveryId, revision: change.revision ?? 1, accountId: (change.account ?? 'a') as AccountId, act: change.act ?? publishText(change.text ?? 'Bread at 8', change.parts), // the casts: ids of a test
    due: { wall: '2026-11-24T09:00', zone: 'Europe/Paris', utc: change.dueUtc ?? startUtc },
    late: change.late ?? { graceMinutes: 60, then: 'ask' }, origin: { kind: 'post', postId: 'p' as PostId }, who: change.who ?? 'computer',
  }
}

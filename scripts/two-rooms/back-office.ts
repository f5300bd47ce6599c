import { rmSync, writeFileSync } from 'node:fs'
import type { AccountSummary } from '../../preload/contract/accounts.ts'
import type { AccountId } from '../../preload/contract/ids.ts'
import { fail, ok } from '../../preload/contract/result.ts'
import type { Calls } from '../../main/ipc/calls.ts'
import { logCalls } from '../../main/ipc/log.ts'
import { outboxCalls } from '../../main/ipc/outbox.ts'
import { answer } from '../../main/ipc/register.ts'
import { assembleJournal, type Journal } from '../../main/journal/journal.ts'
import { openJournal } from '../../main/journal/open.ts'
import { createPublishLoop, type PublishLoop } from '../../main/publishing/loop.ts'
import { createOutbox } from '../../main/publishing/outbox.ts'
import { createPause } from '../../main/publishing/pause.ts'
import type { PaperNetwork } from '../../main/publishing/test-bench.ts'
import type { Clock } from './clock.ts'

export type BackOffice = {
  journal: Journal
  isPaused: () => boolean
  ask(topic: string, call: string, input: unknown): Promise<unknown>
  /** Killed and started again on the same journal; `spoilt`: on one that can no longer be read. */
  crash(how?: 'spoilt'): void
  close(): void
}

export type OfficeTools = {
  readonly file: string
  readonly clock: Clock
  readonly networks: ReadonlyMap<AccountId, PaperNetwork>
  readonly isConnected: (id: AccountId) => boolean
  readonly accounts: () => readonly AccountSummary[]
  readonly logGrew: (seq: number) => void
  readonly trouble: (line: string) => void
}

const always = { gapMinutes: 0, postsPerHour: 1000 }

/** Main as it is, without Electron: journal, loop, outbox, and the door that parses what is asked. */
export function openBackOffice({ file, clock, networks, isConnected, accounts, logGrew, trouble }: OfficeTools): BackOffice {
  let life = 0
  let calls: Calls | null = null
  let pause: ReturnType<typeof createPause> | null = null
  const start = (): Journal => {
    const own = ++life
    const isAlive = (): boolean => own === life
    const opened = openJournal(file, clock.now)
    opened.db.exec('PRAGMA synchronous = OFF') // no power is cut here, and thousands of journals are begun
    const journal = assembleJournal(opened, { warn: trouble })
    const loop: PublishLoop = createPublishLoop({
      journal, now: clock.now, random: () => 0, isPaused: () => pause?.state() != null, pace: () => always,
      connect: async id => {
        const network = networks.get(id)
        return network && isConnected(id) ? ok(network) : fail({ kind: 'not-found', detail: id })
      },
      signInRefused: () => undefined, hangUp: () => undefined, postsAtOnce: () => undefined, quotaUntil: () => null, clock: { look: () => 0, isTrusted: () => true },
      logTrouble: (where, error) => { trouble(`${where}: ${String(error)}`) },
      setWake: (afterMs, wake) => isAlive() ? clock.after(afterMs, wake, isAlive) : () => undefined,
    })
    pause = createPause({ journal, now: clock.now, who: () => '', changed: () => undefined })
    journal.events.onAppended(() => { setImmediate(() => { if (isAlive()) logGrew(journal.events.last()) }) })
    // The cast: the other topics are not asked for here, and would be refused by name.
    calls = {
      outbox: outboxCalls({ journal, outbox: createOutbox(journal, clock.now, () => always), loop, pause, now: clock.now, version: '0', saveStory: async () => ok(null), openFiles: async () => ok(undefined), readiness: () => Promise.reject(new Error('not asked here')) }),
      log: logCalls(journal, () => undefined),
      accounts: { list: async () => ok([...accounts()]) },
      system: { state: async () => ok({ journalTrouble: journal.putAside, journalId: journal.id }), reportTrouble: async () => ok(undefined) },
    } as unknown as Calls
    loop.start()
    return journal
  }
  const office: BackOffice = {
    journal: start(),
    isPaused: () => pause?.state() != null,
    ask: (topic, call, input) => calls ? answer(calls, { logTrouble: (where, error) => { trouble(`${where}: ${String(error)}`) } }, topic, call, input) : Promise.resolve(fail({ kind: 'internal', detail: 'closed' })),
    crash: how => {
      office.close()
      if (how === 'spoilt') {
        for (const ending of ['-wal', '-shm']) rmSync(file + ending, { force: true })
        writeFileSync(file, 'no longer a journal: '.repeat(500))
      }
      office.journal = start()
    },
    close: () => {
      life++
      calls = null
      office.journal.close()
    },
  }
  return office
}

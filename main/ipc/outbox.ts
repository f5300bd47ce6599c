import type { ReadinessFacts } from '../../preload/contract/readiness.ts'
import { fail, ok, type Result } from '../../preload/contract/result.ts'
import type { ExportSummary } from '../../preload/contract/index.ts'
import type { Journal } from '../journal/journal.ts'
import type { PublishLoop } from '../publishing/loop.ts'
import type { Outbox } from '../publishing/outbox.ts'
import type { Evidence } from '../publishing/story-page.ts'
import type { Pause } from '../publishing/pause.ts'
import { planResume } from '../publishing/resume-plan.ts'
import type { CallsOf } from './calls.ts'

export type OutboxCallsTools = {
  readonly journal: Journal; readonly outbox: Outbox; readonly loop: PublishLoop; readonly pause: Pause
  readonly readiness: () => Promise<ReadinessFacts>
  readonly now: () => number
  readonly version: string
  /** Asks the owner where to, and writes it there. */
  readonly openFiles: CallsOf<'outbox'>['openFiles']
  readonly saveStory: (evidence: Evidence) => Promise<Result<ExportSummary>>
}

export function outboxCalls({ journal, outbox, loop, pause, readiness, now, version, openFiles, saveStory }: OutboxCallsTools): CallsOf<'outbox'> {
  return {
    put: async deliveries => {
      const outcomes = outbox.put(deliveries)
      loop.poke()
      return ok([...outcomes])
    },
    cancel: async ({ id, revision }) => {
      const cancelled = outbox.cancel(id, revision)
      loop.poke()
      return cancelled
    },
    decide: async ({ id, choice, links }) => {
      const decided = outbox.decide(id, choice, links)
      loop.poke()
      return decided
    },
    openFiles,
    list: async () => ok([...journal.deliveries.all()]),
    readiness: async () => ok(await readiness()),
    remember: async ({ records, isLast }) => {
      outbox.remember(records, isLast)
      loop.poke()
      return ok(undefined)
    },
    story: async id => ok([...journal.deliveries.story(id)]),
    exportStory: async id => {
      const record = journal.deliveries.get(id)
      if (!record) return fail({ kind: 'not-found', detail: id })
      return await saveStory({ account: journal.accounts.get(record.delivery.accountId), record, lines: journal.deliveries.story(id), writtenUtc: now(), version })
    },
    pause: async why => {
      pause.begin(why)
      loop.poke()
      return ok(undefined)
    },
    explainPause: async why => {
      pause.explain(why)
      return ok(undefined)
    },
    pauses: async () => ok([...pause.list()]),
    resumePlan: async () => {
      const { deliveries, accounts } = journal
      const waiting = (['planned', 'waiting', 'recalling'] as const).flatMap(kind => deliveries.inState(kind))
      return ok(planResume(waiting, record => accounts.get(record.delivery.accountId), record => {
        const { meantUtc, vouched } = deliveries.standing(record.delivery.id)
        return { meantUtc, hasBegun: vouched.includes('late') || deliveries.parts(record.delivery.id).some(part => part.step !== 'prepared') }
      }, now()))
    },
    resume: async () => {
      pause.end()
      loop.poke()
      return ok(undefined)
    },
  }
}

import type { NetworkFailure } from '../../preload/contract/failures.ts'
import { fail, ok, type Result } from '../../preload/contract/result.ts'
import type { Act } from '../../preload/contract/publishing.ts'
import type { Connection, Scheduler } from '../networks/network.ts'

export type DeadlineTools = {
  readonly setWake: (afterMs: number, wake: () => void) => () => void
  /** What is still under way through this connection must not act any more: its door is shut before anything else is decided. */
  readonly hangUp: () => void
}

const minuteMs = 60_000
/** Far above what the door allows a single request (30 s, uploads by their size): only what hangs for good comes here. */
export const connectMs = 2 * minuteMs
const stepMs = 5 * minuteMs
/** A server works on a video for a while, and a slow line (20 kB/s) carries it for longer. */
const prepareMs = (act: Act): number => 30 * minuteMs + mediaBytes(act) / 20
/** Some networks take a file, or its last part, in the very step that publishes; a part is 64 MB at most. */
const commitMs = (act: Act): number => stepMs + Math.min(mediaBytes(act), 64_000_000) / 20
const mediaBytes = (act: Act): number => 'content' in act ? act.content.parts.flatMap(part => part.media).reduce((sum, use) => sum + use.sizeBytes, 0) : 0

/** The work's end, or null once its time is over: nothing is waited for longer than that. */
export function within<T>(ms: number, setWake: DeadlineTools['setWake'], work: Promise<T>): Promise<T | null> {
  return new Promise((resolve, reject) => {
    const stop = setWake(ms, () => { resolve(null) })
    work.then(resolve, reject).finally(stop)
  })
}

/** A connection none of whose steps goes on for ever: past its deadline a step has failed like any other, and can no longer act. */
export function withDeadlines(connection: Connection, { setWake, hangUp }: DeadlineTools): Connection {
  const limit = async <T, F>(ms: number, work: Promise<Result<T, F>>, kind: 'server-trouble' | 'unknown-outcome'): Promise<Result<T, F | NetworkFailure>> => {
    const ended = await within(ms, setWake, work)
    if (ended) return ended
    hangUp()
    return fail({ kind, detail: `no end after ${Math.round(ms / minuteMs)} min; given up` })
  }
  const { schedule } = connection
  const move: NonNullable<Scheduler['move']> = (...given) => schedule?.move?.(...given) ?? Promise.resolve(ok({ kind: 'not-moved', detail: 'not offered' }))
  return {
    ...connection,
    ...(schedule ? { schedule: {
      prepare: (act, ...rest) => limit(prepareMs(act), schedule.prepare(act, ...rest), 'server-trouble'),
      put: (...given) => limit(stepMs, schedule.put(...given), 'unknown-outcome'),
      ...(schedule.move ? { move: (...given) => limit(stepMs, move(...given), 'server-trouble') } : {}),
      recall: (...given) => limit(stepMs, schedule.recall(...given), 'server-trouble'),
      find: (...given) => limit(stepMs, schedule.find(...given), 'server-trouble'),
    } satisfies Scheduler } : {}),
    prepare: (act, ...rest) => limit(prepareMs(act), connection.prepare(act, ...rest), 'server-trouble'),
    commit: (act, prepared) => limit(commitMs(act), connection.commit(act, prepared), 'unknown-outcome'),
    find: (...given) => limit(stepMs, connection.find(...given), 'server-trouble'),
    readBack: (...given) => limit(stepMs, connection.readBack(...given), 'server-trouble'),
    read: (...given) => limit(stepMs, connection.read(...given), 'server-trouble'),
  }
}

import type { AccountSummary } from '../../preload/contract/accounts.ts'
import type { AccountId, NetworkId } from '../../preload/contract/ids.ts'
import type { NetworkFailure } from '../../preload/contract/failures.ts'
import { ability, type Abilities, type ScheduleLimit } from '../../preload/contract/networks.ts'
import { fail, ok, type Result } from '../../preload/contract/result.ts'
import type { HeldThere, Scheduler } from '../networks/network.ts'
import { defaultLimits } from '../networks/mastodon/limits.ts'
import type { Bench } from './test-bench.ts'

type Kept = { readonly key: string; readonly body: string; dueUtc: number }
type Step = 'ok' | 'lost' | 'dropped' | NetworkFailure | (() => void)

/** The scheduler of the network on paper: keeps posts by name, publishes them at their time, and fails as it is told to. For tests of the loop only. */
export type PaperScheduler = {
  readonly kept: Map<string, Kept>
  /** What the next calls of each kind end in: `lost` acts and loses the answer, `dropped` does not act and loses it too; a function runs first, then all is well. */
  readonly script: { put: Step[]; recall: Step[]; move: Step[]; find: Step[] }
  /** Calls that asked to keep something. */
  puts: number
  isReachable: boolean
  postsAtOnce: boolean
  isFull: boolean
  /** The network forgets what it was to publish. */
  forgets: boolean
  /** Another program of the owner's publishes what is due now. */
  publishDue(): void
}

export const scheduleLimit: ScheduleLimit = { minLeadMs: 300_000, maxLeadMs: null, maxHeld: 300, maxPerDay: 25, maxParts: 1 }

export const madeKeeper = (id: string, limit: ScheduleLimit | null = scheduleLimit): AccountSummary => ({
  id: id as AccountId, network: 'paper' as NetworkId, remoteId: id, handle: id, displayName: id, profileUrl: null, avatarUrl: null, serverUrl: 'https://paper.example', isPractice: false, // the casts: ids of a test
  state: { kind: 'connected' }, connectedUtc: 0, lastContactUtc: null, historySinceUtc: null, expiresUtc: null,
  // The cast: one entry for each ability, which fromEntries cannot tell.
  abilities: Object.fromEntries(ability.options.map(name => [name, limit === null && name === 'schedule' ? { kind: 'lacking', why: 'network' } : { kind: 'works' }])) as Abilities,
  limits: { ...defaultLimits, schedule: limit ?? scheduleLimit },
})

/** Gives the bench's network a scheduler and its account the ability. */
export function withScheduler(bench: Bench, account = 'a'): PaperScheduler {
  bench.journal.accounts.put(madeKeeper(account))
  let named = 0
  const paper: PaperScheduler = {
    kept: new Map(), script: { put: [], recall: [], move: [], find: [] }, puts: 0, isReachable: true, postsAtOnce: false, isFull: false, forgets: false,
    publishDue: () => {
      for (const [name, { key, body, dueUtc }] of paper.kept) {
        if (dueUtc > bench.nowUtc) continue
        paper.kept.delete(name)
        if (!paper.forgets) post({ key, body })
      }
    },
  }
  const post = (sent: { readonly key: string; readonly body: string }): string => {
    const id = `id-${bench.network.posts.length + 1}`
    bench.network.posts.push({ key: sent.key, body: sent.body, id })
    return id
  }
  const refOf = (id: string) => ({ id, url: null, extra: null })
  /** Runs one call as its script says: what is lost has acted, what is dropped has not. */
  const run = async <T>(kind: keyof PaperScheduler['script'], act: () => T): Promise<Result<T, NetworkFailure>> => {
    const answer = await Promise.resolve(paper.script[kind].shift() ?? 'ok')
    if (!paper.isReachable) return fail({ kind: 'unreachable', detail: 'no line' })
    if (typeof answer === 'function') answer()
    else if (typeof answer === 'object') return fail(answer)
    const lost: NetworkFailure = kind === 'put' ? { kind: 'unknown-outcome', detail: 'no answer' } : { kind: 'server-trouble', detail: 'no answer' }
    if (answer === 'dropped') return fail(lost)
    paper.publishDue()
    const value = act()
    return answer === 'lost' ? fail(lost) : ok(value)
  }
  const published = ({ key }: HeldThere) => {
    const id = bench.network.posts.find(one => one.key === key)?.id
    return id === undefined ? null : { kind: 'published' as const, remote: refOf(id) }
  }
  const nameOf = (held: HeldThere): string | undefined => [...paper.kept].find(([name, { key }]) => name === held.schedule?.id || key === held.key)?.[0]
  const schedule: Scheduler = {
    prepare: async (act, dueUtc) => ok({ key: `sched-${++named}`, body: JSON.stringify({ text: act.kind === 'publish' ? act.content.parts[0]?.text : '', dueUtc }) }),
    put: (_act, prepared) => {
      paper.puts++
      return run('put', () => {
        if (paper.isFull) return { kind: 'full', detail: 'no place' } as const
        if (paper.postsAtOnce) return { kind: 'published', remote: refOf(post(prepared)) } as const
        const dueUtc = Number((JSON.parse(prepared.body) as { dueUtc: number }).dueUtc) // the cast: written by prepare above
        const name = `kept-${prepared.key}`
        paper.kept.set(name, { ...prepared, dueUtc })
        return { kind: 'scheduled', schedule: refOf(name), dueUtc } as const
      })
    },
    move: (held, dueUtc) => run('move', () => {
      const name = nameOf(held)
      const kept = name === undefined ? undefined : paper.kept.get(name)
      if (!kept || name === undefined) return { kind: 'not-moved', detail: 'not there' } as const
      kept.dueUtc = dueUtc
      return { kind: 'scheduled', schedule: refOf(name), dueUtc } as const
    }),
    recall: held => run('recall', () => (paper.kept.delete(held.schedule.id) ? { kind: 'recalled' } as const : published(held) ?? { kind: 'recalled' } as const)),
    find: (_act, held) => run('find', () => {
      const name = nameOf(held)
      const kept = name === undefined ? undefined : paper.kept.get(name)
      return kept && name !== undefined ? { kind: 'scheduled', schedule: refOf(name), dueUtc: kept.dueUtc } as const : published(held) ?? { kind: 'absent', lookedAt: 'all of the paper' } as const
    }),
  }
  bench.network = Object.assign(bench.network, { schedule })
  return paper
}

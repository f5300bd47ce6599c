import fc from 'fast-check'
import { fates, type Fate } from './wire.ts'

const calls = ['outbox.put', 'outbox.put', 'outbox.cancel', 'outbox.decide', 'outbox.list', 'log.after', 'log.after', 'log.acknowledge', 'system.state', 'accounts.list'] as const
const ends = ['lost', 'dropped', 'refused', 'unreachable', 'crash'] as const

type Of<Kind, More> = Kind extends string ? { readonly kind: Kind; readonly turns: number | null } & Readonly<More> : never
type Nothing = Record<never, never>
/** One thing that the owner, the lines, the networks or the computer do. `turns`: how long it is left alone before the next; null: until all is calm. */
export type Step =
  | Of<'write' | 'schedule' | 'publish-now' | 'unschedule', { post: number }>
  | Of<'accounts', { post: number; mask: number }>
  | Of<'cancel' | 'again' | 'go-on' | 'give-up', { post: number; account: number }>
  | Of<'reply' | 'cancel-reply' | 'release' | 'reload' | 'crash' | 'spoil' | 'pause' | 'resume', Nothing>
  | Of<'doom', { name: string; fate: Fate }>
  | Of<'network', { account: number; end: (typeof ends)[number] }>
  | Of<'pass', { ms: number }>

const post = fc.nat({ max: 1 })
const account = fc.nat({ max: 1 })
const turns = fc.oneof({ arbitrary: fc.constant(null), weight: 2 }, { arbitrary: fc.nat({ max: 12 }), weight: 1 })
const of = <K extends Step['kind']>(...kinds: K[]) => fc.constantFrom(...kinds)

/** What is cut short of, when a run fails, is the list: fast-check leaves out steps until none can be left out. */
export const steps: fc.Arbitrary<Step[]> = fc.array(fc.oneof(
  { weight: 6, arbitrary: fc.record({ kind: of('write', 'schedule', 'publish-now', 'unschedule', 'schedule'), post, turns }) },
  { weight: 1, arbitrary: fc.record({ kind: of('accounts'), post, mask: fc.integer({ min: 1, max: 3 }), turns }) },
  { weight: 2, arbitrary: fc.record({ kind: of('cancel', 'again', 'go-on', 'give-up'), post, account, turns }) },
  { weight: 2, arbitrary: fc.record({ kind: of('reply', 'cancel-reply'), turns }) },
  { weight: 3, arbitrary: fc.record({ kind: of('doom'), name: fc.constantFrom(...calls), fate: fc.constantFrom(...fates), turns }) },
  { weight: 3, arbitrary: fc.record({ kind: of('release', 'reload', 'reload', 'crash', 'pause', 'resume'), turns }) },
  { weight: 1, arbitrary: fc.record({ kind: of('spoil'), turns }) },
  { weight: 2, arbitrary: fc.record({ kind: of('network'), account, end: fc.constantFrom(...ends), turns }) },
  { weight: 4, arbitrary: fc.record({ kind: of('pass'), ms: fc.constantFrom(1_000, 6_000, 60_000, 11 * 60_000, 2 * 3_600_000), turns }) },
) as fc.Arbitrary<Step>, { minLength: 2, maxLength: 30 }) // the cast: each record is one of the union

import * as z from 'zod'
import { chance, pick } from './chance.ts'
import type { Saying } from './sayings.ts'
import type { AccountRow, StatusRow } from './rows.ts'
import type { World } from './world.ts'

/** Something a customer will do; `at` fixes which of the sayings it is (0 to 1). */
export const actShape = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('like'), who: z.string(), statusUri: z.string() }),
  z.object({ kind: z.literal('boost'), who: z.string(), statusUri: z.string() }),
  z.object({ kind: z.literal('vote'), who: z.string(), statusUri: z.string(), at: z.number() }),
  z.object({ kind: z.literal('answer'), who: z.string(), statusUri: z.string(), saying: z.string(), at: z.number() }),
  z.object({ kind: z.literal('follow'), who: z.string() }),
  z.object({ kind: z.literal('mention'), who: z.string(), saying: z.string(), at: z.number() }),
  z.object({ kind: z.literal('message'), who: z.string(), saying: z.string(), at: z.number() }),
])
export type Act = z.infer<typeof actShape>
export type PlannedAct = { readonly afterMs: number; readonly act: Act }

const secondMs = 1000
const minuteMs = 60 * secondMs

/** What happens after a post of the owner; depends on the seed and on how many posts came before, on nothing else. */
export function planReactions(world: World, row: StatusRow, parent: StatusRow | undefined, mentioned: readonly AccountRow[]): void {
  const { store, seed } = world
  const customers = store.all<AccountRow>("select * from accounts where kind = 'customer' order by id")
  const name = customers.map(({ username }) => username)
  if (row.visibility === 'direct' || (parent && parent.account_id !== row.account_id)) {
    const turn = count(world, 'replies')
    const partner = mentioned.find(({ kind }) => kind === 'customer')
    if (partner) plan(world, thankPlan(seed, turn, partner.username, row))
    return
  }
  // The later parts of a thread are heard by nobody: one wave of reactions a thread is enough.
  if (parent) return
  plan(world, reactionPlan(seed, count(world, 'posts'), name, row.uri, store.get('select 1 from polls where status_id = ?', row.id) !== undefined))
}

export function reactionPlan(seed: number, postNumber: number, customers: readonly string[], statusUri: string, hasPoll: boolean): PlannedAct[] {
  const draw = (...words: Array<string | number>): number => chance(seed, 'post', postNumber, ...words)
  const order = customers.toSorted((one, other) => draw(one) - draw(other))
  const [first = '', second = '', ...others] = order
  // The very first answer comes soon and is a question, so that a newcomer sees the inbox ring and has something to answer.
  const firstAfterMs = postNumber === 0 ? 6 * secondMs + draw('first') * 3 * secondMs : 8 * secondMs + draw('first') * 60 * secondMs
  const planned: PlannedAct[] = [
    { afterMs: firstAfterMs, act: { kind: 'answer', who: first, statusUri, saying: postNumber === 0 ? 'question' : saying(draw('tone')), at: draw('words') } },
    { afterMs: spread(draw('like', first)), act: { kind: 'like', who: first, statusUri } },
  ]
  if (draw('second') < 0.45) {
    planned.push({ afterMs: 20 * secondMs + draw('second at') * 70 * secondMs, act: { kind: 'answer', who: second, statusUri, saying: saying(draw('second tone')), at: draw('second words') } })
  }
  for (const who of others) {
    if (draw('likes', who) < 0.4) planned.push({ afterMs: spread(draw('like', who)), act: { kind: 'like', who, statusUri } })
    if (draw('boosts', who) < 0.08) planned.push({ afterMs: spread(draw('boost', who)), act: { kind: 'boost', who, statusUri } })
  }
  if (hasPoll) for (const who of order) if (draw('votes', who) < 0.7) planned.push({ afterMs: spread(draw('vote', who)), act: { kind: 'vote', who, statusUri, at: draw('choice', who) } })
  if (draw('follow') < 0.3) planned.push({ afterMs: spread(draw('follow at')), act: { kind: 'follow', who: pick([first, ...others], draw('follower')) } })
  return planned
}

const saying = (at: number): Saying => (at < 0.45 ? 'question' : at < 0.85 ? 'praise' : 'complaint')
const spread = (at: number): number => 5 * secondMs + at * 85 * secondMs

function thankPlan(seed: number, turn: number, who: string, row: StatusRow): PlannedAct[] {
  const draw = (...words: string[]): number => chance(seed, 'reply', turn, ...words)
  const planned: PlannedAct[] = [{ afterMs: 5 * secondMs + draw('like') * 25 * secondMs, act: { kind: 'like', who, statusUri: row.uri } }]
  if (draw('thanks') < 0.5) {
    planned.push({ afterMs: 10 * secondMs + draw('at') * 50 * secondMs, act: { kind: 'answer', who, statusUri: row.uri, saying: 'thanks', at: draw('words') } })
  }
  return planned
}

/** The ordinary life of a shop, day by day (UTC), whether it posts or not. On the first day it begins within the first minutes. */
export function dayPlan(seed: number, dayNumber: number, customers: readonly string[]): PlannedAct[] {
  const draw = (...words: Array<string | number>): number => chance(seed, 'day', dayNumber, ...words)
  const order = customers.toSorted((one, other) => draw(one) - draw(other))
  const [follower = '', asker = '', writer = '', ...others] = order
  if (dayNumber === 0) {
    const early = order.slice(0, 4).map((who, index): PlannedAct => ({ afterMs: (20 + index * 25) * secondMs + draw('early', who) * 15 * secondMs, act: { kind: 'follow', who } }))
    return [
      ...early,
      { afterMs: 4 * minuteMs, act: { kind: 'mention', who: asker, saying: 'question', at: draw('question') } },
      { afterMs: 9 * minuteMs, act: { kind: 'message', who: writer, saying: 'message', at: draw('message') } },
    ]
  }
  const hour = (name: string): number => (8 + draw(name, 'hour') * 12) * 60 * minuteMs
  const planned: PlannedAct[] = []
  if (draw('follows') < 0.5) planned.push({ afterMs: hour('follow'), act: { kind: 'follow', who: follower } })
  if (draw('asks') < 0.6) planned.push({ afterMs: hour('ask'), act: { kind: 'mention', who: asker, saying: draw('tone') < 0.7 ? 'question' : 'complaint', at: draw('question') } })
  if (draw('writes') < 0.3) planned.push({ afterMs: hour('write'), act: { kind: 'message', who: writer, saying: 'message', at: draw('message') } })
  if (draw('boasts') < 0.25) planned.push({ afterMs: hour('boast'), act: { kind: 'mention', who: pick([writer, ...others], draw('boaster')), saying: 'boast', at: draw('boast') } })
  return planned
}

export function plan(world: World, acts: readonly PlannedAct[], fromMs = world.now()): void {
  for (const { afterMs, act } of acts) {
    world.store.insert('insert into acts (due_at, act) values (?, ?)', Math.round(fromMs + afterMs), JSON.stringify(act))
  }
}

/** How many there were before this one. */
function count(world: World, what: 'posts' | 'replies'): number {
  const before = Number(world.store.recall(`owner-${what}`) ?? 0)
  world.store.remember(`owner-${what}`, String(before + 1))
  return before
}

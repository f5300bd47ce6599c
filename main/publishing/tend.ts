import type { RemoteRef } from '../../preload/contract/drafts.ts'
import type { DeliveryRecord, DeliveryState, Look } from '../../preload/contract/publishing.ts'
import type { NetworkFailure } from '../../preload/contract/failures.ts'
import type { Held } from '../journal/held.ts'
import type { Connection, HeldThere, Nowhere, Scheduler } from '../networks/network.ts'
import { decideOffer, firstVerifyMs } from './give.ts'
import { concludePublished, isOnlyMoved, type HandOverTools } from './held-delivery.ts'
import { lookDelayMs, unreachedLookDelayMs } from './retry-policy.ts'

/** Not seeing it proves that it is missing only this long after its time: servers have queues. */
const missingAfterMs = 10 * 60_000
/** Still kept there this long after its time: its owner is asked. */
const stuckAfterMs = 2 * 3_600_000
const stuckLookMs = 5 * 60_000
const slowLookMs = 30 * 60_000
/** As many looks as tell something; an unreached one replaces the one before. */
const mostLooks = 20

type Lying = Held & HeldThere
type WithNetwork = Extract<DeliveryState, { kind: 'handing-over' | 'handed-over' | 'recalling' }>

/** Whatever the network's scheduler holds, or may hold: looked for after a lost answer, verified after its time, called back. One step a call. */
export async function tendHeld(record: DeliveryRecord, connection: Connection, tools: HandOverTools): Promise<void> {
  const { deliveries, held, now, transact } = tools
  const { state, delivery } = record
  const { id, act } = delivery
  if (state.kind !== 'handing-over' && state.kind !== 'handed-over' && state.kind !== 'recalling') return
  const lies = held.get(id)
  // What already proves another delivery is not ours.
  const there = lies && { ...lies, isClaimed: (remote: RemoteRef) => tools.claims.isClaimedByOther({ accountId: delivery.accountId, id, part: 0, act }, remote) }
  const scheduler = connection.schedule
  const move = (to: DeliveryState, step: string, detail: string, nextUtc: number | null): boolean => deliveries.move(record, to, { utc: now(), nextUtc, step, detail })

  if (!there) return isNotThere('nothing had been given to the network')
  if (!scheduler) return lookAgain(state, { utc: now(), found: 'not-reached', lookedAt: 'this account can no longer be asked for what it keeps' }, slowLookMs)
  if (state.kind === 'recalling') return recall(state, there, scheduler)
  const found = await scheduler.find(act, there)
  if (!found.ok) return notReached(state, found.failure)
  switch (found.value.kind) {
    case 'published': {
      const isEarly = now() < there.dueUtc - missingAfterMs
      if (isEarly) tools.postsAtOnce()
      return concludePublished(record, found.value.remote, connection, tools, isEarly ? 'early' : undefined)
    }
    case 'scheduled': return stillThere(state, there, found.value)
    case 'absent': case 'no-proof': return nowhere(state, there, found.value)
  }

  async function recall(recalling: Extract<DeliveryState, { kind: 'recalling' }>, lies: Lying, using: Scheduler): Promise<void> {
    let schedule = lies.schedule
    if (!schedule) {
      const found = await using.find(act, lies)
      if (!found.ok) return notReached(recalling, found.failure)
      if (found.value.kind === 'published') return concludePublished(record, found.value.remote, connection, tools, undefined)
      if (found.value.kind === 'absent') return isNotThere(`not there: ${found.value.lookedAt}`)
      if (found.value.kind === 'no-proof') return nowhere(recalling, lies, found.value)
      schedule = found.value.schedule
      held.place(id, { schedule, dueUtc: found.value.dueUtc })
    }
    if (recalling.why === 'edited' && using.move && !tools.isPaused() && isOnlyMoved(delivery, lies.act) && decideOffer(delivery, tools.account, { all: 0, thatDay: 0 }, now()).kind === 'now') {
      const moved = await using.move({ ...lies, schedule }, delivery.due.utc)
      if (!moved.ok) return notReached(recalling, moved.failure)
      if (moved.value.kind === 'published') return concludePublished(record, moved.value.remote, connection, tools, undefined)
      if (moved.value.kind === 'scheduled' && Math.abs(moved.value.dueUtc - delivery.due.utc) < 60_000) {
        const { schedule: name, dueUtc } = moved.value
        transact(() => {
          // Noted even if its owner has changed it again meanwhile: then it is called back under this name.
          held.place(id, { schedule: name, dueUtc, revision: delivery.revision })
          move({ kind: 'handed-over', sinceUtc: now(), schedule: name }, 'moved', `kept there for ${new Date(dueUtc).toISOString()}`, dueUtc + firstVerifyMs)
        })
        return
      }
    }
    const taken = await using.recall({ ...lies, schedule })
    if (!taken.ok) return notReached(recalling, taken.failure)
    switch (taken.value.kind) {
      case 'recalled': return isNotThere('taken back from the network')
      case 'published': return concludePublished(record, taken.value.remote, connection, tools, undefined)
      case 'absent': return isNotThere(`not there: ${taken.value.lookedAt}`)
      case 'no-proof': return nowhere(recalling, lies, taken.value)
    }
  }

  /** Certain: nothing of it lies there any more. On with what its owner wants. */
  function isNotThere(detail: string): void {
    transact(() => {
      // Its owner's last word counts, also one said while we were asking.
      const current = deliveries.get(id)
      if (!current) return
      held.drop(id)
      // The uploads went with it.
      deliveries.forgetPreparations(id)
      const why = current.state.kind === 'recalling' ? current.state.why : 'edited'
      if (why === 'cancelled') {
        deliveries.move(current, { kind: 'cancelled', utc: now() }, { utc: now(), nextUtc: null, step: 'recalled', detail })
        return
      }
      deliveries.offer(id, current.delivery.who === 'network' ? now() : null)
      deliveries.move(current, { kind: 'planned' }, { utc: now(), nextUtc: current.delivery.due.utc, step: 'recalled', detail })
    })
  }

  function stillThere(waiting: Exclude<WithNetwork, { kind: 'recalling' }>, lies: Lying, found: { readonly schedule: Held['schedule'] & object; readonly dueUtc: number }): void {
    if (waiting.kind === 'handing-over') {
      transact(() => {
        held.place(id, { schedule: found.schedule, dueUtc: found.dueUtc })
        move({ kind: 'handed-over', sinceUtc: now(), schedule: found.schedule }, 'look', `found: kept there as ${found.schedule.id}`, Math.max(now(), found.dueUtc + firstVerifyMs))
      })
      return
    }
    const byMs = now() - lies.dueUtc
    if (byMs > stuckAfterMs) ask([{ utc: now(), found: 'no-proof', lookedAt: 'still kept there, long after its time' }])
    else if (byMs < 0) deliveries.defer(id, lies.dueUtc + firstVerifyMs)
    else deliveries.defer(id, now() + Math.min(stuckLookMs, Math.max(firstVerifyMs, byMs)))
  }

  /** Neither kept nor published, as far as could be seen. */
  function nowhere(waiting: WithNetwork, lies: Lying, seen: Nowhere): void {
    const byMs = now() - lies.dueUtc
    if (waiting.kind === 'handing-over' && seen.kind === 'absent') return isNotThere(`not there: ${seen.lookedAt}`)
    const look: Look = { utc: now(), found: seen.kind, lookedAt: seen.lookedAt }
    const before = waiting.kind === 'handed-over' ? [] : waiting.looks
    if (waiting.kind === 'handed-over') {
      if (seen.kind === 'absent' && byMs > missingAfterMs) ask([look])
      else if (byMs > stuckAfterMs) ask([look])
      else {
        deliveries.tell(id, { utc: now(), step: 'look', detail: seen.lookedAt })
        deliveries.defer(id, now() + Math.min(stuckLookMs, Math.max(firstVerifyMs, byMs)))
      }
      return
    }
    if (waiting.kind === 'recalling' && deliveries.standing(id).vouched.includes('absent')) {
      deliveries.spendVouch(id, 'absent')
      return isNotThere('you said that it is not there')
    }
    const proofless = before.filter(one => one.found !== 'not-reached').length
    const delayMs = lookDelayMs(proofless)
    if (delayMs === null && byMs > missingAfterMs) ask([...before, look])
    else lookAgain(waiting, look, delayMs ?? slowLookMs)
  }

  function notReached(waiting: WithNetwork, failure: NetworkFailure): void {
    if (failure.kind === 'needs-sign-in') tools.signInRefused(failure.detail)
    const untilUtc = failure.kind === 'rate-limited' ? failure.untilUtc : now() + unreachedLookDelayMs(now() - waiting.sinceUtc)
    lookAgain(waiting, { utc: now(), found: 'not-reached', lookedAt: failure.detail.slice(0, 500) }, untilUtc - now())
  }

  function lookAgain(waiting: WithNetwork, look: Look, afterMs: number): void { noteLook(record, waiting, look, afterMs, tools) }

  function ask(looks: readonly Look[]): void {
    const dueUtc = there?.dueUtc ?? delivery.due.utc
    move({ kind: 'needs-owner', question: { kind: 'missing-there', dueUtc, looks: [...looks] } }, 'look', 'its time has passed and it is not there; you are asked', null)
  }
}

/** Keeps a look where the state has a place for it, and when to look next. */
export function noteLook(record: DeliveryRecord, waiting: WithNetwork, look: Look, afterMs: number, { deliveries, now }: Pick<HandOverTools, 'deliveries' | 'now'>): void {
  const nextUtc = now() + afterMs
  if (waiting.kind === 'handed-over') {
    deliveries.defer(record.delivery.id, nextUtc)
    return
  }
  const last = waiting.looks.at(-1)
  // The same trouble again is not a new look: the row stays as it is.
  if (last?.found === 'not-reached' && look.found === 'not-reached') {
    deliveries.defer(record.delivery.id, nextUtc)
    return
  }
  const looks = [...waiting.looks.filter(one => one.found !== 'not-reached'), look].slice(-mostLooks)
  deliveries.move(record, { ...waiting, looks }, { utc: now(), nextUtc, step: 'look', detail: `${look.found}: ${look.lookedAt}` })
}

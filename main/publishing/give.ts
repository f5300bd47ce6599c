import type { Failure } from '../../preload/contract/failures.ts'
import { decideHandOver, handable, type HandOver } from '../../preload/contract/hand-over.ts'
import type { AccountSummary } from '../../preload/contract/accounts.ts'
import type { Delivery, DeliveryRecord, DeliveryState } from '../../preload/contract/publishing.ts'
import type { Connection, Prepared } from '../networks/network.ts'
import { concludePublished, type HandOverTools } from './held-delivery.ts'
import { retryDelayMs } from './retry-policy.ts'

/** While one of its places is used up, or an account cannot be spoken for, it is offered again after this. */
const offerAgainMs = 30 * 60_000
/** In flight nobody else touches it; after a crash it is looked for this soon. */
const claimMs = 5_000
/** When to look for the first time after its time: servers take some seconds. */
export const firstVerifyMs = 20_000

/** Pure: whether it is offered to the network's scheduler now, and if not, when or by whom. */
export function decideOffer(delivery: Delivery, account: Pick<AccountSummary, 'abilities' | 'limits'>, held: { readonly all: number; readonly thatDay: number }, nowUtc: number): HandOver {
  const decision = decideHandOver(handable(delivery), account, nowUtc)
  const { schedule } = account.limits
  if (decision.kind !== 'now' || !schedule) return decision
  const isFull = held.all >= (schedule.maxHeld ?? Infinity) || held.thatDay >= (schedule.maxPerDay ?? Infinity)
  // Places come free as its posts go out.
  return isFull ? { kind: 'later', fromUtc: nowUtc + offerAgainMs } : decision
}

/**
 * Hands a planned delivery to the network's own scheduler: prepare, note, put, note. Ends as `handed-over`, back at `planned`, or, when
 * the answer is lost, at `handing-over`, which is looked for. Who edits or cancels meanwhile finds the note and has it called back.
 */
export async function giveToNetwork(planned: DeliveryRecord, connection: Connection, tools: HandOverTools): Promise<void> {
  const { deliveries, held, now, transact } = tools
  const { id, act, due, revision } = planned.delivery
  const scheduler = connection.schedule
  if (!scheduler) return deliveries.offer(id, null)
  let record = planned
  const move = (to: DeliveryState, step: string, detail: string, nextUtc: number): boolean => {
    const moved = deliveries.move(record, to, { utc: now(), nextUtc, step, detail })
    if (moved) record = { ...record, state: to }
    return moved
  }
  /** It is certain that nothing lies there. */
  const backToPlan = (step: string, detail: string, offerUtc: number, state: Extract<DeliveryState, { kind: 'planned' }> = { kind: 'planned' }): void => {
    transact(() => {
      held.drop(id)
      // Changed or called back meanwhile: what was wished for the earlier text no longer counts.
      if (deliveries.get(id)?.state.kind !== 'handing-over') return
      if (state.notTaken) deliveries.leaveToComputer(id)
      else deliveries.offer(id, offerUtc)
      move(state, step, detail, due.utc)
    })
  }
  const settle = (failure: Failure, step: string): void => {
    const againUtc = now() + retryDelayMs(1, tools.random()) * 6
    switch (failure.kind) {
      case 'unknown-outcome':
        move({ kind: 'handing-over', sinceUtc: now(), looks: [] }, step, failure.detail, now())
        return
      case 'rate-limited': return backToPlan(step, failure.detail, failure.untilUtc)
      case 'needs-sign-in':
        tools.signInRefused(failure.detail)
        return backToPlan(step, failure.detail, now() + offerAgainMs)
      case 'stale-preparation':
        deliveries.forgetPreparations(id)
        return backToPlan(step, failure.detail, againUtc)
      case 'unreachable': case 'server-trouble': case 'keychain-locked': case 'keychain-absent': return backToPlan(step, failure.detail, againUtc)
      // What the network refuses for its content is refused at its time as well; that is told then, with the owner there to change it.
      default: return backToPlan(step, failure.detail, now(), { kind: 'planned', notTaken: 'refused' })
    }
  }

  if (!move({ kind: 'handing-over', sinceUtc: now(), looks: [] }, 'hand over', 'giving it to the network to keep', now() + claimMs)) return
  const prepared = await scheduler.prepare(act, due.utc, { get: name => deliveries.note(id, name), set: (name, value) => { deliveries.putNote(id, name, value) } })
  if (!prepared.ok) return settle(prepared.failure, 'prepare')
  if (tools.isPaused()) return backToPlan('paused', 'held back before anything was sent', now())
  // Preparing may have taken long: what is too close to its time now, a server would post at once.
  if (decideOffer(planned.delivery, tools.account, { all: 0, thatDay: 0 }, now()).kind !== 'now') return backToPlan('prepare', 'its time is too close now', now())
  // The note comes before the deed: after a crash it is looked for under its key, and nothing goes out from here before that is clear.
  const isNoted = transact(() => {
    if (!move({ kind: 'handing-over', sinceUtc: now(), looks: [] }, 'hand over', `key ${prepared.value.key}`, now() + claimMs)) return false
    held.begin(id, { ...prepared.value, revision, dueUtc: due.utc, act: JSON.stringify(act), beganUtc: now() })
    return true
  })
  if (!isNoted) return
  await put(prepared.value)

  async function put(sent: Prepared): Promise<void> {
    const answer = await scheduler?.put(act, sent)
    if (!answer) return
    if (!answer.ok) return settle(answer.failure, 'answer')
    const there = answer.value
    switch (there.kind) {
      case 'full': return backToPlan('answer', `no place left there: ${there.detail}`, now(), { kind: 'planned', notTaken: 'full' })
      case 'scheduled':
        transact(() => {
          held.place(id, { schedule: there.schedule, dueUtc: there.dueUtc })
          const isRight = Math.abs(there.dueUtc - due.utc) < 60_000
          if (isRight) move({ kind: 'handed-over', sinceUtc: now(), schedule: there.schedule }, 'answer', `kept there as ${there.schedule.id}`, due.utc + firstVerifyMs)
          else {
            deliveries.leaveToComputer(id)
            move({ kind: 'recalling', sinceUtc: now(), schedule: there.schedule, why: 'owner', looks: [] }, 'answer', `kept there for another time, ${new Date(there.dueUtc).toISOString()}`, now())
          }
        })
        return
      case 'published':
        tools.postsAtOnce()
        await concludePublished(deliveries.get(id) ?? record, there.remote, connection, tools, 'early')
    }
  }
}

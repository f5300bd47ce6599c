import { nextFreeSlot, type Pace } from '../../preload/contract/pace.ts'
import type { DeliveryRecord, DeliveryState } from '../../preload/contract/publishing.ts'
import { assertNever } from '../../preload/contract/result.ts'
import type { Journal } from '../journal/journal.ts'
import { decideDue, type DueDecision } from './due.ts'
import { giveTurns, type Queued, type Turn } from './turns.ts'

export type AdmitTools = { readonly journal: Journal; readonly now: () => number; readonly pace: Pace }

/** May this one, whose time has come, be attempted now? If not, it has been moved to where it waits or asks. */
export function admit(record: DeliveryRecord, { journal, now, pace }: AdmitTools): boolean {
  const { deliveries } = journal
  const { delivery } = record
  const nowUtc = now()
  const { isPaced } = deliveries.standing(delivery.id)
  const move = (to: DeliveryState, step: string, detail: string, nextUtc: number | null = null): void => {
    deliveries.move(record, to, { utc: nowUtc, nextUtc, step, detail, ...(nextUtc === null ? {} : { meantUtc: nextUtc }) })
  }
  const decision = decide(record, journal, nowUtc)
  switch (decision.kind) {
    case 'start': return !isPaced || takeTurn(record, { journal, now, pace })
    case 'ask':
      move({ kind: 'needs-owner', question: { kind: 'late', byMs: decision.byMs } }, 'late', 'later than you allowed')
      return false
    case 'drop':
      move({ kind: 'cancelled', utc: nowUtc }, 'late', 'later than you allowed; dropped as you wished')
      return false
    case 'slot': {
      const slot = nextFreeSlot(nowUtc, delivery.due.zone, deliveries.takenTimes(delivery.accountId, nowUtc, delivery.id), pace.gapMinutes)
      move({ kind: 'waiting', untilUtc: slot.utc, why: 'slot' }, 'late', `later than you allowed; next free hour: ${slot.wall} ${slot.zone}`, slot.utc)
      return false
    }
    default: return assertNever(decision)
  }
}

function decide({ delivery }: DeliveryRecord, { deliveries }: Journal, nowUtc: number): DueDecision {
  const { meantUtc, vouched } = deliveries.standing(delivery.id)
  const hasBegun = vouched.includes('late') || deliveries.parts(delivery.id).some(part => part.step !== 'prepared')
  return decideDue(delivery, nowUtc, meantUtc, hasBegun)
}

/** A post keeps its distance from the one before it, and there are no more in an hour than the owner expects. */
function takeTurn(record: DeliveryRecord, { journal, now, pace }: AdmitTools): boolean {
  const { deliveries } = journal
  const nowUtc = now()
  const { accountId } = record.delivery
  const posted = deliveries.posted(accountId, nowUtc)
  const queued = ({ delivery, state }: DeliveryRecord): Queued => ({ isVouched: deliveries.standing(delivery.id).vouched.includes('many'), hadTurn: state.kind === 'waiting' && state.why === 'turn' })
  if (giveTurns([queued(record)], nowUtc, posted, pace)[0]?.kind === 'go') return true
  // All that are due get theirs at once: in one write, and each sees at which time it goes. What is late is judged by itself, before it gets a turn.
  const queue = deliveries.duePosts(accountId, nowUtc).filter(waiting => decide(waiting, journal, nowUtc).kind === 'start')
  const turns = giveTurns(queue.map(queued), nowUtc, posted, pace)
  journal.transact(() => {
    for (const [index, waiting] of queue.entries()) settle(waiting, turns[index] ?? { kind: 'go' })
  })
  return false

  function settle(waiting: DeliveryRecord, turn: Turn): void {
    switch (turn.kind) {
      case 'go': return // left as it is: it is the next to be looked at
      case 'wait':
        deliveries.move(waiting, { kind: 'waiting', untilUtc: turn.untilUtc, why: 'turn' }, { utc: nowUtc, nextUtc: turn.untilUtc, meantUtc: turn.untilUtc, step: 'turn', detail: `posts of this account are ${pace.gapMinutes} min apart` })
        return
      case 'ask':
        deliveries.move(waiting, { kind: 'needs-owner', question: { kind: 'too-many', count: turn.count } }, { utc: nowUtc, nextUtc: null, step: 'too many', detail: `${turn.count} posts within an hour; you are asked` })
        return
      default: assertNever(turn)
    }
  }
}

import type { ResumeFate, ResumePlan } from '../../preload/contract/pauses.ts'
import type { AccountSummary } from '../../preload/contract/accounts.ts'
import { decideHandOver, handable } from '../../preload/contract/hand-over.ts'
import type { DeliveryRecord } from '../../preload/contract/publishing.ts'
import { decideDue } from './due.ts'

const order: readonly ResumeFate[] = ['goes-out', 'asks', 'dropped', 'next-slot', 'called-back', 'handed-over', 'planned']
/** Nobody reads a thousand lines; what is planned for later is counted. */
const mostPlanned = 20

/** Pure: what resuming does, before it is done. `meantUtc`: when it is to leave; `hasBegun`: part of it is out, or its owner has vouched for it. */
export function planResume(records: readonly DeliveryRecord[], accountOf: (record: DeliveryRecord) => AccountSummary | null, standing: (record: DeliveryRecord) => { readonly meantUtc: number; readonly hasBegun: boolean }, nowUtc: number): ResumePlan {
  const fateOf = (record: DeliveryRecord): ResumeFate | null => {
    const { delivery, state } = record
    // Cancelled while it was paused: it is called back and stays so.
    if (state.kind === 'recalling') return state.why === 'cancelled' ? null : 'called-back'
    if (state.kind !== 'planned' && state.kind !== 'waiting') return null
    const { meantUtc, hasBegun } = standing(record)
    const account = accountOf(record)
    if (meantUtc <= nowUtc) {
      if (account?.byHand) return 'asks'
      const decision = decideDue(delivery, nowUtc, meantUtc, hasBegun)
      return decision.kind === 'start' ? 'goes-out' : decision.kind === 'ask' ? 'asks' : decision.kind === 'drop' ? 'dropped' : 'next-slot'
    }
    return account && decideHandOver(handable(delivery), account, nowUtc).kind === 'now' ? 'handed-over' : 'planned'
  }
  const steps = records.flatMap(record => {
    const fate = fateOf(record)
    return fate ? [{ record, fate }] : []
  }).toSorted((a, b) => order.indexOf(a.fate) - order.indexOf(b.fate) || a.record.delivery.due.utc - b.record.delivery.due.utc)
  const shown = steps.filter((step, index) => step.fate !== 'planned' || index - steps.findIndex(one => one.fate === 'planned') < mostPlanned)
  return { steps: shown, more: steps.length - shown.length }
}

import { isOver, mayBeThere, type DeliveryRecord } from '../../preload/contract/publishing.ts'
import type { Journal } from '../journal/journal.ts'
import { recallIfHeld } from './held-delivery.ts'

const dayMs = 86_400_000

/**
 * After a journal was lost or fell back: what the window knows of a delivery, against what is here now. What the window saw go out is out.
 * What it holds as planned for later cannot have gone out, since only the window could have said "now". All else stays or comes in doubt.
 */
export function rememberRecord(record: DeliveryRecord, journal: Journal, nowUtc: number): void {
  const { deliveries } = journal
  const { delivery, state, updatedUtc, attempts } = record
  const known = deliveries.get(delivery.id)
  const isAhead = state.kind === 'planned' || state.kind === 'waiting' ? delivery.due.utc > nowUtc : false
  if (known) {
    const isNewer = delivery.revision > known.delivery.revision || (delivery.revision === known.delivery.revision && updatedUtc >= known.updatedUtc)
    if (known.state.kind === 'published' || !isNewer) return
    if (state.kind === 'published' || state.kind === 'cancelled' || state.kind === 'failed') {
      deliveries.correct(record, updatedUtc)
      if (state.kind === 'published') deliveries.clearDoubt(delivery.id)
      return
    }
    if (delivery.revision > known.delivery.revision && !mayBeThere(known.state)) deliveries.put(delivery, nowUtc)
    if (isAhead) deliveries.clearDoubt(delivery.id)
    return
  }
  if (attempts < 0) {
    // Main has not heard of this revision: it comes by an order of its own. Of an earlier one it may have, and sent it.
    if (delivery.revision > 1) {
      deliveries.put(delivery, nowUtc)
      deliveries.doubt(delivery.id, updatedUtc - dayMs)
    }
    return
  }
  if (isOver(state)) {
    deliveries.adopt(record, [{ utc: nowUtc, step: 'remembered', detail: `the window knew it as ${state.kind}` }])
    return
  }
  const schedule = state.kind === 'handed-over' || state.kind === 'recalling' ? state.schedule : null
  if (schedule) {
    // The network still holds it and would publish it beside this computer: called back first.
    deliveries.put(delivery, nowUtc)
    journal.held.begin(delivery.id, { revision: delivery.revision, key: '', body: '', dueUtc: delivery.due.utc, act: '', beganUtc: nowUtc })
    journal.held.place(delivery.id, { schedule })
    recallIfHeld(journal, delivery.id, 'owner', nowUtc)
    return
  }
  // What was due asks before it goes, whatever it was planned to do then; doubt has it looked for before that.
  deliveries.put(isAhead ? delivery : { ...delivery, late: { graceMinutes: 0, then: 'ask' } }, nowUtc)
  if (!isAhead) deliveries.doubt(delivery.id, Math.min(updatedUtc, delivery.due.utc))
}

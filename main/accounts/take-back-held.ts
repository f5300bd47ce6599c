import type { AccountId } from '../../preload/contract/ids.ts'
import type { DeliveryState } from '../../preload/contract/publishing.ts'
import { mayBeThere } from '../../preload/contract/publishing.ts'
import type { Journal } from '../journal/journal.ts'
import type { Connection } from '../networks/network.ts'

/** Takes back what the network's scheduler keeps for an account that is being disconnected. False: it could not be reached for one of them; try again. */
export async function takeBackHeld(account: AccountId, connection: Connection, { deliveries, held, transact }: Pick<Journal, 'deliveries' | 'held' | 'transact'>, now: () => number): Promise<boolean> {
  const scheduler = connection.schedule
  if (!scheduler) return true
  let isAll = true
  for (const record of (['handing-over', 'handed-over', 'recalling'] as const).flatMap(kind => deliveries.inState(kind))) {
    const { id, accountId, act } = record.delivery
    const lies = held.get(id)
    if (accountId !== account || !lies || !mayBeThere(record.state)) continue
    const there = { ...lies, isClaimed: () => false }
    const found = lies.schedule ? { ok: true as const, value: { kind: 'scheduled' as const, schedule: lies.schedule } } : await scheduler.find(act, there)
    const taken = found.ok && found.value.kind === 'scheduled' ? await scheduler.recall({ ...there, schedule: found.value.schedule }) : found
    if (!taken.ok) {
      isAll = false
      continue
    }
    const seen = taken.value
    // May have come out just now: it is told as it was, and the network's own page shows which.
    if (seen.kind === 'no-proof' || seen.kind === 'scheduled') continue
    const isOut = seen.kind === 'published'
    const isUnwanted = record.state.kind === 'recalling' && record.state.why === 'cancelled'
    const state: DeliveryState = isOut ? { kind: 'published', utc: Math.min(now(), lies.dueUtc), remotes: [seen.remote], despite: 'owner' }
      : isUnwanted ? { kind: 'cancelled', utc: now() } : { kind: 'failed', utc: now(), failure: { kind: 'not-found', detail: 'the account was disconnected' } }
    transact(() => {
      held.drop(id)
      deliveries.move(record, state, { utc: now(), nextUtc: null, step: 'disconnected', detail: isOut ? 'the network had published it' : 'taken back from the network' })
    })
  }
  return isAll
}

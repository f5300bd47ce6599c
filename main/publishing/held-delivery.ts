import type { AccountSummary } from '../../preload/contract/accounts.ts'
import type { RemoteRef } from '../../preload/contract/drafts.ts'
import type { DeliveryId } from '../../preload/contract/ids.ts'
import type { Delivery, DeliveryRecord, DeliveryState, RecallReason } from '../../preload/contract/publishing.ts'
import type { HeldRows } from '../journal/held.ts'
import type { Journal } from '../journal/journal.ts'
import type { Connection } from '../networks/network.ts'
import type { AttemptTools } from './attempt.ts'

export type HandOverTools = AttemptTools & {
  readonly held: HeldRows
  readonly account: Pick<AccountSummary, 'abilities' | 'limits'>
  /** The server posted at once what it was to keep: nothing is given to it ahead of time any more. */
  readonly postsAtOnce: () => void
}

type Despite = Extract<DeliveryState, { kind: 'published' }>['despite']

/** What the network published by itself, read back once: then it is published. Without that proof it is looked at again. */
export async function concludePublished(record: DeliveryRecord, remote: RemoteRef, connection: Connection, tools: HandOverTools, despite: Despite): Promise<void> {
  const { deliveries, held, now, transact } = tools
  const { id } = record.delivery
  const there = held.get(id)
  if (!there) return
  const read = await connection.readBack(remote)
  if (!read.ok) {
    if (read.failure.kind === 'needs-sign-in') tools.signInRefused(read.failure.detail)
    deliveries.tell(id, { utc: now(), step: 'read back', detail: `not readable yet: ${read.failure.detail}` })
    deliveries.defer(id, now() + 20_000)
    return
  }
  transact(() => {
    // Whatever its owner asked for meanwhile: it is out, and that is what stands.
    const current = deliveries.get(id)
    if (!current) return
    deliveries.putPart(id, 0, { key: there.key, body: there.body })
    deliveries.markPart(id, 0, 'done', { remote: read.value })
    held.drop(id)
    const why = despite ?? (current.state.kind === 'recalling' ? current.state.why : undefined)
    const utc = despite === 'early' ? now() : Math.min(now(), there.dueUtc)
    deliveries.move(current, { kind: 'published', utc, remotes: [read.value], ...(why ? { despite: why } : {}) }, { utc: now(), nextUtc: null, step: 'published', detail: `by the network: ${read.value.url ?? read.value.id}` })
  })
}

/** What may lie there is called back before anything else happens to it. True: it is being called back. Part of its caller's transaction. */
export function recallIfHeld({ deliveries, held }: Pick<Journal, 'deliveries' | 'held'>, id: DeliveryId, why: RecallReason, utc: number): boolean {
  const there = held.get(id)
  const record = deliveries.get(id)
  if (!there || !record) return false
  return deliveries.move(record, { kind: 'recalling', sinceUtc: utc, schedule: there.schedule, why, looks: [] }, { utc, nextUtc: utc, step: 'recall', detail: why })
}

/** The same words and pictures, and still for the network: only its time has changed. */
export const isOnlyMoved = (delivery: Delivery, act: string): boolean => delivery.who === 'network' && JSON.stringify(delivery.act) === act

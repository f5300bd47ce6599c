import { remoteRef, type RemoteRef } from '../../preload/contract/drafts.ts'
import { act as actShape, type Act } from '../../preload/contract/publishing.ts'
import type { AccountId, DeliveryId } from '../../preload/contract/ids.ts'
import type { Store } from './store.ts'

/** One public step of one delivery. */
export type Step = { readonly accountId: AccountId; readonly id: DeliveryId; readonly part: number; readonly act: Act }

/** Which posts on the networks are already the proof of something: none may prove two deliveries. */
export type Claims = {
  isClaimedByOther(step: Step, remote: RemoteRef): boolean
  /** Other steps of the account that were sent since, and of which nobody knows what became, whatever the owner has decided about them. */
  unproved(step: Step, sinceUtc: number): readonly { readonly act: Act; readonly part: number }[]
}

/** Acts that make something new; a like or an edit names what others have made. */
const makesNew = (act: Act): boolean => act.kind === 'publish' || act.kind === 'reply' || act.kind === 'message'

export function createClaims(store: Store, warn: (line: string) => void): Claims {
  const readAct = (body: unknown): Act | null => {
    try {
      return actShape.parse((JSON.parse(String(body)) as { act: unknown }).act) // the cast: judged by the schema around it
    } catch (error) {
      warn(`an act could not be read and was passed over: ${error instanceof Error ? error.name : 'unreadable'}`)
      return null
    }
  }
  return {
    isClaimedByOther: ({ accountId, id, part, act }, remote) => makesNew(act) && store.all(
      `SELECT parts.remote AS remote, deliveries.body AS body FROM parts JOIN deliveries ON deliveries.id = parts.delivery_id
        WHERE json_extract(parts.remote, '$.id') = ? AND parts.remote IS NOT NULL AND deliveries.account_id = ? AND NOT (parts.delivery_id = ? AND parts.part = ?)`,
      remote.id, accountId, id, part,
    ).some(row => {
      const other = readAct(row.body)
      if (!other || !makesNew(other)) return false
      // Messages of some networks are named by their conversation, and told apart by the rest of the reference.
      return act.kind !== 'message' || remoteRef.parse(JSON.parse(String(row.remote))).extra === remote.extra
    }),
    unproved: ({ accountId, id, part }, sinceUtc) => store.all(
      `SELECT parts.part AS part, deliveries.body AS body FROM parts JOIN deliveries ON deliveries.id = parts.delivery_id
        WHERE parts.step = 'committing' AND parts.began_utc >= ? AND deliveries.account_id = ? AND NOT (parts.delivery_id = ? AND parts.part = ?)`,
      sinceUtc, accountId, id, part,
    ).flatMap(row => {
      const other = readAct(row.body)
      return other && makesNew(other) ? [{ act: other, part: Number(row.part) }] : []
    }),
  }
}

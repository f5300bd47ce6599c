import { createHash } from 'node:crypto'
import type { AccountId, NetworkId } from '../../preload/contract/ids.ts'

/** The same account on the same server is the same account, however often it is connected. */
export function accountIdOf(network: NetworkId, serverUrl: string, remoteId: string): AccountId {
  const digest = createHash('sha256').update(`${serverUrl}\n${remoteId}`).digest('hex').slice(0, 20)
  return `${network}-${digest}` as AccountId // the cast: this is where account ids are made
}

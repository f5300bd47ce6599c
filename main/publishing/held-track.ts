import type { AccountId } from '../../preload/contract/ids.ts'
import { mayBeThere, type DeliveryRecord } from '../../preload/contract/publishing.ts'
import type { Result } from '../../preload/contract/result.ts'
import type { Connection } from '../networks/network.ts'
import type { AttemptTools } from './attempt.ts'
import { decideOffer, giveToNetwork } from './give.ts'
import { recallIfHeld, type HandOverTools } from './held-delivery.ts'
import type { LoopTools } from './loop.ts'
import { noteLook, tendHeld } from './tend.ts'

type Lanes = ReadonlyMap<AccountId, unknown>

/** The loop's second track: what goes to a network's scheduler ahead of its time, and what lies there. Same lanes: one thing at a time per account. */
export type HeldTrack = {
  /** The next planned one to hand over, of an account that is free; null while all is paused. */
  nextOffer(lanes: Lanes): DeliveryRecord | null
  offer(record: DeliveryRecord): Promise<void>
  tend(record: DeliveryRecord): Promise<void>
  /** True: it may lie with the network and is called back; nothing goes out from here before that. */
  callBackFirst(record: DeliveryRecord): boolean
  /** Tries now what waited for a line, a keychain, a sign-in. */
  hurry(lanes: Lanes): void
}

/** An account that cannot keep posts may learn it with its server's next version. */
const askAgainMs = 6 * 3_600_000

export function createHeldTrack(
  { journal, now, isPaused, postsAtOnce }: Pick<LoopTools, 'journal' | 'now' | 'isPaused' | 'postsAtOnce'>,
  toolsFor: (id: AccountId) => AttemptTools, connect: (id: AccountId) => Promise<Result<Connection>>,
): HeldTrack {
  const { deliveries, held } = journal

  const handOverTools = (id: AccountId): HandOverTools | null => {
    const account = journal.accounts.get(id)
    return account && { ...toolsFor(id), held, account, postsAtOnce: () => { postsAtOnce(id) } }
  }

  const nextOffer: HeldTrack['nextOffer'] = lanes => {
    if (isPaused()) return null
    for (;;) {
      const record = deliveries.firstToOffer(now(), [...lanes.keys()])
      if (!record) return null
      const { id, accountId, due } = record.delivery
      const account = journal.accounts.get(accountId)
      const decision = account ? decideOffer(record.delivery, account, held.count(accountId, due.utc), now()) : null
      if (decision?.kind === 'now') return record
      if (decision?.kind === 'later') deliveries.offer(id, decision.fromUtc)
      else deliveries.offer(id, decision && decision.why !== 'not-offered' ? null : now() + askAgainMs)
    }
  }

  return {
    nextOffer,
    offer: async record => {
      const { id, accountId } = record.delivery
      // Whatever stops this: not again at once.
      deliveries.offer(id, now() + 60_000)
      const connection = await connect(accountId)
      const tools = handOverTools(accountId)
      if (!connection.ok || !tools) deliveries.offer(id, now() + 300_000)
      else await giveToNetwork(record, connection.value, tools)
    },
    tend: async record => {
      const { delivery: { id, accountId }, state } = record
      if (!mayBeThere(state)) return
      deliveries.defer(id, now() + 10_000)
      const connection = await connect(accountId)
      const tools = handOverTools(accountId)
      if (connection.ok && tools) return tendHeld(record, connection.value, tools)
      const kind = connection.ok ? 'not-found' : connection.failure.kind
      const afterMs = kind === 'needs-sign-in' ? 300_000 : kind === 'not-found' ? 3_600_000 : 30_000
      noteLook(record, state, { utc: now(), found: 'not-reached', lookedAt: connection.ok ? 'the account is gone' : connection.failure.detail.slice(0, 500) }, afterMs, { deliveries, now })
    },
    callBackFirst: ({ delivery }) => recallIfHeld(journal, delivery.id, 'owner', now()),
    hurry: lanes => {
      for (const kind of ['handing-over', 'recalling'] as const) {
        for (const { delivery } of deliveries.inState(kind)) if (!lanes.has(delivery.accountId)) deliveries.defer(delivery.id, now())
      }
      deliveries.offerAllNow(now())
    },
  }
}

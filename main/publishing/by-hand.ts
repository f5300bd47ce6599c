import type { OwnPost } from '../../preload/contract/items.ts'
import { itemKey } from '../../preload/contract/ids.ts'
import type { DeliveryRecord } from '../../preload/contract/publishing.ts'
import type { RemoteRef } from '../../preload/contract/drafts.ts'
import { fail, ok, type Result } from '../../preload/contract/result.ts'
import type { Deliveries } from '../journal/deliveries.ts'
import type { Journal } from '../journal/journal.ts'

/**
 * The time has come for something that its owner posts there themselves. However late it is, it asks and waits: nobody but them can tell
 * whether it is out, so what is in doubt after a loss of the journal is asked here as well. No network is spoken to.
 */
export function askByHand(record: DeliveryRecord, { deliveries, transact }: Pick<Journal, 'deliveries' | 'transact'>, nowUtc: number): void {
  const { id, act } = record.delivery
  transact(() => {
    deliveries.clearDoubt(id)
    if (act.kind === 'publish') deliveries.move(record, { kind: 'needs-owner', question: { kind: 'by-hand' } }, { utc: nowUtc, nextUtc: null, step: 'by hand', detail: 'its time has come: you post it yourself', isAttempt: true })
    else deliveries.move(record, { kind: 'failed', utc: nowUtc, failure: { kind: 'refused', reason: 'not-supported', detail: 'on this account you do it by hand' } }, { utc: nowUtc, nextUtc: null, step: 'by hand', detail: `nothing but a post is planned for this account: ${act.kind}` })
  })
}

/** Out by its owner's word, with the link they gave or none. It is told as one of the account's own posts, as a network would tell it. */
export function publishedByHand(record: DeliveryRecord, link: string, { deliveries, accounts, events }: Pick<Journal, 'deliveries' | 'accounts' | 'events'>, utc: number): Result<DeliveryRecord> {
  const { id, accountId, act } = record.delivery
  const url = link.trim() === '' ? null : URL.parse(link.trim())
  if (link.trim() !== '' && url?.protocol !== 'https:') return fail({ kind: 'address-not-understood', detail: link.slice(0, 200) })
  // Named by the delivery: one post here, whatever its owner pastes.
  const remote: RemoteRef = { id, url: url?.href ?? null, extra: null }
  const isMoved = deliveries.move(record, { kind: 'published', utc, remotes: [remote], byOwner: true }, { utc, nextUtc: null, step: 'owner', detail: 'you said that you have posted it', facts: { choice: 'it-is-there', remotes: [remote] } })
  const account = accounts.get(accountId)
  if (isMoved && account && act.kind === 'publish') {
    const post: OwnPost = {
      key: itemKey.parse(`${account.network}:${accountId}:${id}`), accountId, network: account.network, ref: remote, text: act.content.parts.map(part => part.text).join('\n\n'), createdUtc: utc, isReply: false,
      // Its pictures stay here; where they lie over there is not known.
      media: [],
    }
    events.append([{ kind: 'own-post', post }], utc)
  }
  return ok(deliveries.get(id) ?? record)
}

export type HandRings = {
  /** Called each minute, and when something has begun to ask. */
  tick(): void
}

export type HandRingsOptions = {
  readonly deliveries: Pick<Deliveries, 'inState' | 'note' | 'putNote'>
  readonly now: () => number
  readonly isPaused: () => boolean
  readonly isQuietAt: (utc: number) => boolean
  readonly ring: (record: DeliveryRecord, isReminder: boolean) => void
}

const remindsAfterMs = 3_600_000

/**
 * Rings when the time comes, and once more an hour later if nothing was ticked. Which of the two has rung is noted before it rings: killed in
 * between, the first is lost and the reminder comes; nothing rings twice.
 */
export function createHandRings({ deliveries, now, isPaused, isQuietAt, ring }: HandRingsOptions): HandRings {
  return {
    tick: () => {
      if (isPaused()) return
      for (const record of deliveries.inState('needs-owner')) {
        if (record.state.kind !== 'needs-owner' || record.state.question.kind !== 'by-hand') continue
        const { delivery: { id }, updatedUtc: askedUtc } = record
        const rung = deliveries.note(id, 'rung')
        const [first, second] = [`${askedUtc} once`, `${askedUtc} twice`]
        const isFirst = rung !== first && rung !== second
        if (!isFirst && (rung === second || now() - askedUtc < remindsAfterMs)) continue
        deliveries.putNote(id, 'rung', isFirst ? first : second)
        // What came in quiet hours is told when they end: that is the reminder.
        if (isFirst || !isQuietAt(askedUtc)) ring(record, !isFirst)
      }
    },
  }
}

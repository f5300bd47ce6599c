import type { AccountSummary } from '../../preload/contract/accounts.ts'
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

/** Out by its owner's word, with the links they gave, one a part, or none. It is told as the account's own posts, as a network would tell them. */
export function publishedByHand(record: DeliveryRecord, links: readonly string[], { deliveries, accounts, events }: Pick<Journal, 'deliveries' | 'accounts' | 'events'>, utc: number): Result<DeliveryRecord> {
  const { id, accountId, act } = record.delivery
  const parts = act.kind === 'publish' ? act.content.parts : []
  const given = links.map(link => link.trim())
  const wrong = given.find((link, part) => link !== '' && (part >= parts.length || URL.parse(link)?.protocol !== 'https:'))
  if (wrong !== undefined) return fail({ kind: 'address-not-understood', detail: wrong.slice(0, 200) })
  const remotes = parts.map((_, part): RemoteRef => ({ id: remoteIdOf(id, part), url: URL.parse(given[part] ?? '')?.href ?? null, extra: null }))
  const isMoved = deliveries.move(record, { kind: 'published', utc, remotes, byOwner: true }, { utc, nextUtc: null, step: 'owner', detail: 'you said that you have posted it', facts: { choice: 'it-is-there', remotes } })
  const account = accounts.get(accountId)
  if (isMoved && account) {
    events.append(parts.flatMap(({ text }, part) => {
      const ref = remotes[part]
      // Its pictures stay here; where they lie over there is not known.
      return ref ? [{ kind: 'own-post' as const, post: { key: keyOf(account, ref), accountId, network: account.network, ref, text, createdUtc: utc, isReply: part > 0, media: [] } }] : []
    }), utc)
  }
  return ok(deliveries.get(id) ?? record)
}

/** Their word was a mistake: it asks again as before, its links are gone, and what was told of it is forgotten. The story keeps both. */
export function takenBackByHand(record: DeliveryRecord, { deliveries, accounts, events }: Pick<Journal, 'deliveries' | 'accounts' | 'events'>, utc: number): Result<DeliveryRecord> {
  const { state, delivery: { id, accountId } } = record
  if (state.kind !== 'published' || !state.byOwner) return fail({ kind: 'bad-input', detail: 'only for what is there by its owner’s word' })
  const account = accounts.get(accountId)
  if (!account?.byHand) return fail({ kind: 'not-found', detail: accountId })
  const isMoved = deliveries.move(record, { kind: 'needs-owner', question: { kind: 'by-hand' } }, { utc, nextUtc: null, step: 'owner', detail: 'you said that it is not there after all', facts: { choice: 'not-there' } })
  if (isMoved) {
    events.append(state.remotes.map(remote => ({ kind: 'own-post-gone' as const, key: keyOf(account, remote), wasNever: true as const })), utc)
    // Whoever takes it back is looking at it: it rings only if it is forgotten again.
    deliveries.putNote(id, 'rung', `${utc} once`)
  }
  return ok(deliveries.get(id) ?? record)
}

/** Named by the delivery: one post here, whatever its owner pastes. */
const remoteIdOf = (id: DeliveryRecord['delivery']['id'], part: number): string => (part === 0 ? id : `${id} ${part + 1}`)
const keyOf = (account: Pick<AccountSummary, 'id' | 'network'>, { id }: Pick<RemoteRef, 'id'>) => itemKey.parse(`${account.network}:${account.id}:${id}`)

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

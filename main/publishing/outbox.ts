import type { AccountId, DeliveryId } from '../../preload/contract/ids.ts'
import { nextFreeSlot, usualPace, type Pace } from '../../preload/contract/pace.ts'
import { isOver, type Delivery, type DeliveryRecord, type OwnerChoice, type PutOutcome } from '../../preload/contract/publishing.ts'
import { fail, ok, type Result } from '../../preload/contract/result.ts'
import type { Journal } from '../journal/journal.ts'
import { publishedByHand, takenBackByHand } from './by-hand.ts'
import { recallIfHeld } from './held-delivery.ts'
import { rememberRecord } from './remember.ts'

/** What the window may do with deliveries. Main alone publishes; these only change what is waiting. */
export type Outbox = {
  put(deliveries: readonly Delivery[]): readonly PutOutcome[]
  cancel(id: DeliveryId, revision: number): Result<DeliveryRecord>
  decide(id: DeliveryId, choice: OwnerChoice, links?: readonly string[]): Result<DeliveryRecord>
  /** After a journal was lost: the window's copies. After the last of them what is not over is told to the window as it stands here. */
  remember(records: readonly DeliveryRecord[], isLast: boolean): void
}

export function createOutbox(journal: Journal, now: () => number, paceOf: (id: AccountId) => Pace = () => usualPace, wall = now): Outbox {
  const { deliveries } = journal
  /** Once a part of it is out, or may be, it can no longer be changed. */
  const hasBegun = (id: DeliveryId): boolean => deliveries.parts(id).some(p => p.step !== 'prepared')
  const isFixed = (record: DeliveryRecord): boolean =>
    ['committing', 'unknown', 'published'].includes(record.state.kind) || hasBegun(record.delivery.id)

  /** "Now" by the window's clock is the computer's; where that is wrong, it is still now that is meant. */
  const asapUtc = ({ due }: Delivery): number | null =>
    Math.abs(wall() - now()) > 1_000 && due.utc <= wall() + 2_000 && due.utc > wall() - 60_000 ? now() : null

  const putOne = (delivery: Delivery): PutOutcome => {
    const { id, revision } = delivery
    const known = deliveries.get(id)
    if (!known) {
      // Called back before it came: what was answered "not known" then must not go out now.
      const calledBack = deliveries.calledBack(id)
      if (calledBack >= revision) return { id, kind: 'superseded', revision: calledBack, record: null }
      deliveries.put(delivery, now(), asapUtc(delivery))
      if (delivery.heldThere) {
        journal.held.begin(id, { revision, key: '', body: '', dueUtc: delivery.due.utc, act: '', beganUtc: now() })
        journal.held.place(id, { schedule: delivery.heldThere })
        recallIfHeld(journal, id, 'owner', now())
      }
      return { id, kind: 'accepted', revision }
    }
    // The same hand-over again (its answer was lost): nothing changes.
    if (known.delivery.revision === revision) return { id, kind: 'accepted', revision }
    if (known.delivery.revision > revision) return { id, kind: 'superseded', revision: known.delivery.revision, record: known }
    if (isFixed(known)) return { id, kind: 'too-late', record: known }
    deliveries.put(delivery, now(), asapUtc(delivery))
    // The network may hold the earlier one: that is called back, or given its new time, before this one goes anywhere.
    recallIfHeld(journal, id, 'edited', now())
    return { id, kind: 'accepted', revision }
  }

  return {
    put: given => journal.transact(() => given.map(putOne)),
    remember: (records, isLast) => {
      journal.transact(() => {
        for (const record of records) rememberRecord(record, journal, now())
        if (!isLast) return
        deliveries.endWait()
        journal.events.append([...journal.accounts.all().map(account => ({ kind: 'account' as const, account })), ...deliveries.all().filter(({ state }) => !isOver(state)).map(record => ({ kind: 'delivery' as const, record }))], now())
        journal.remembered()
      })
    },
    cancel: (id, revision) => journal.transact(() => {
      const record = deliveries.get(id)
      if (!record) {
        deliveries.callBack(id, revision)
        return fail({ kind: 'not-found', detail: id })
      }
      const isCancelled = record.state.kind === 'cancelled'
      if (isCancelled && record.delivery.revision >= revision) return ok(record)
      if (!isCancelled && (isFixed(record) || record.delivery.revision > revision)) return fail({ kind: 'too-late', detail: record.state.kind })
      if (record.state.kind === 'recalling' && record.state.why === 'cancelled' && record.delivery.revision >= revision) return ok(record)
      deliveries.cancel(record, revision, now())
      recallIfHeld(journal, id, 'cancelled', now())
      return ok(deliveries.get(id) ?? record)
    }),
    decide: (id, choice, links = []) => journal.transact(() => {
      const record = deliveries.get(id)
      if (!record) return fail({ kind: 'not-found', detail: id })
      const isUnproved = record.state.kind === 'needs-owner' && record.state.question.kind === 'unproved'
      const isByHand = record.state.kind === 'needs-owner' && record.state.question.kind === 'by-hand'
      const isRestored = record.state.kind === 'needs-owner' && record.state.question.kind === 'restored'
      if (choice === 'not-there') return takenBackByHand(record, journal, now())
      if (record.state.kind !== 'needs-owner' && record.state.kind !== 'failed') return fail({ kind: 'too-late', detail: record.state.kind })
      const utc = now()
      const step = 'owner'
      const isMissing = record.state.kind === 'needs-owner' && record.state.question.kind === 'missing-there'
      switch (choice) {
        case 'give-up':
          deliveries.move(record, { kind: 'cancelled', utc }, { utc, nextUtc: null, step, detail: 'you gave it up', facts: { choice } })
          recallIfHeld(journal, id, 'cancelled', utc)
          break
        case 'it-is-there': {
          if (isByHand) return publishedByHand(record, links, journal, utc)
          if (!isUnproved && !isMissing && !isRestored) return fail({ kind: 'bad-input', detail: 'only for what was looked for in vain' })
          journal.held.drop(id)
          const remotes = deliveries.parts(id).flatMap(p => p.remote ?? [])
          deliveries.move(record, { kind: 'published', utc, remotes }, { utc, nextUtc: null, step, detail: 'you said that it is there', facts: { choice } })
          break
        }
        case 'next-slot': {
          const { accountId, act, due } = record.delivery
          if (act.kind !== 'publish' || record.state.kind !== 'needs-owner' || (record.state.question.kind !== 'late' && !isByHand)) return fail({ kind: 'bad-input', detail: 'only for a post that is late' })
          const slot = nextFreeSlot(utc, due.zone, deliveries.takenTimes(accountId, utc, id), paceOf(accountId).gapMinutes)
          deliveries.move(record, { kind: 'waiting', untilUtc: slot.utc, why: 'slot' }, { utc, nextUtc: slot.utc, meantUtc: slot.utc, step, detail: `you gave it the next free hour: ${slot.wall} ${slot.zone}` })
          break
        }
        case 'go-on':
          if (record.state.kind !== 'needs-owner' || record.state.question.kind !== 'too-many') return fail({ kind: 'bad-input', detail: 'only where it was asked whether so many may go out' })
          // One answer for all that ask it: nobody presses fifty times.
          for (const asking of deliveries.askingTooMany(record.delivery.accountId)) {
            for (const what of ['late', 'many'] as const) deliveries.vouch(asking.delivery.id, what)
            deliveries.move(asking, { kind: 'planned' }, { utc, nextUtc: utc, step, detail: 'you said that so many may go out' })
          }
          break
        case 'publish-now':
        case 'try-again': {
          deliveries.vouch(id, 'late')
          // Asked because the notes were damaged, the owner has looked.
          if (isRestored) deliveries.clearDoubt(id)
          if (isMissing) {
            // The owner has looked; it is called back all the same, so that the network cannot publish it later.
            deliveries.vouch(id, 'absent')
            deliveries.leaveToComputer(id)
            if (recallIfHeld(journal, id, 'owner', utc)) break
          }
          // What was sent is looked for once more even then: networks have called things refused that stood there.
          const doubtful = deliveries.parts(id).find(p => p.step === 'committing' || (p.step === 'prepared' && p.firstUtc !== null))
          if (doubtful && (isUnproved || record.state.kind === 'failed')) {
            deliveries.vouch(id, 'absent')
            deliveries.move(record, { kind: 'unknown', sinceUtc: doubtful.beganUtc ?? utc, part: doubtful.part, looks: [] }, { utc, nextUtc: utc, step, detail: 'you asked to try again: one more look first', facts: { choice } })
          } else {
            deliveries.forgetPreparations(id)
            deliveries.move(record, { kind: 'planned' }, { utc, nextUtc: utc, step, detail: 'you asked to go on', facts: { choice } })
          }
        }
      }
      return ok(deliveries.get(id) ?? record)
    }),
  }
}

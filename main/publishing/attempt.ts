import type { Failure } from '../../preload/contract/failures.ts'
import type { RemoteRef } from '../../preload/contract/drafts.ts'
import type { Act, DeliveryRecord, DeliveryState, Look, StoryFacts } from '../../preload/contract/publishing.ts'
import { fail } from '../../preload/contract/result.ts'
import type { Connection } from '../networks/network.ts'
import type { Claims } from '../journal/claims.ts'
import type { Deliveries, Part } from '../journal/deliveries.ts'
import { retryDelayMs } from './retry-policy.ts'
import { mediaOf, stepOf, wordsOf } from './words-of.ts'

export type AttemptTools = {
  readonly deliveries: Deliveries
  readonly claims: Claims
  readonly transact: <T>(work: () => T) => T
  /** On the disk when it resolves, in one write with what other accounts note at the same moment. */
  readonly together: <T>(work: () => T) => Promise<T>
  readonly now: () => number
  readonly random: () => number
  readonly isPaused: () => boolean
  /** The network refused the sign-in: the account needs its owner. */
  readonly signInRefused: (detail: string) => void
}

/** How many public steps an act takes: a thread has one a part. */
export const partCount = (act: Act): number => act.kind === 'publish' || act.kind === 'reply' ? act.content.parts.length : 1

/** Looks at a change that do not show it, before its owner is asked: with the pauses between them about an hour. */
const looksForChange = 8

/** What is left of an attempt when all is out and noted: it is read back. Changes nothing there, so the account's next delivery need not wait for it. */
export type Proof = () => Promise<void>

/**
 * One attempt at one claimed delivery (`record` is in state `preparing`): prepare, note, commit, note, for each part
 * that is not out yet; then read back, which is given to the caller where others may go on beside it. Ends with the
 * delivery in another state, whatever happens; a state that someone else changed meanwhile (cancelled, edited) is left
 * alone, since nothing was made public before `committing` is noted.
 */
export async function attemptDelivery(claimed: DeliveryRecord, connection: Connection, tools: AttemptTools): Promise<Proof | null> {
  const { deliveries, now } = tools
  const { id, act } = claimed.delivery
  let record = claimed
  const move: Move = (to, step, detail, nextUtc = null, facts = {}) => {
    const moved = deliveries.move(record, to, { utc: now(), nextUtc, step, detail, facts })
    if (moved) record = { ...record, state: to }
    return moved
  }
  const stop = (failure: Failure, step: string): null => {
    settle(failure, step, record, move, tools)
    return null
  }

  for (let part = 0; part < partCount(act); part++) {
    const parts = deliveries.parts(id)
    const known = parts.find(p => p.part === part)
    if (known?.step === 'done') continue
    const prepared = known ? { ok: true as const, value: known } : await prepareWithNotes(claimed, connection, part, parts, tools)
    if (!prepared.ok) return stop(prepared.failure, 'prepare')
    const committing: DeliveryState = { kind: 'committing', sinceUtc: now(), part }
    // The note comes before the deed, all rows at once: what is sent, under which key, and that it is being sent.
    // After a crash `committing` is looked up, never sent again.
    const noted = await tools.together(() => {
      if (tools.isPaused()) {
        move({ kind: 'planned' }, 'paused', 'held back before anything was sent', now())
        return false
      }
      const sent = { text: wordsOf(act, part), media: [...mediaOf(act, part)], key: prepared.value.key }
      if (!move(committing, 'commit', `part ${part + 1}, key ${sent.key}`, null, { sent, part, parts: partCount(act) })) return false
      if (!known) deliveries.putPart(id, part, prepared.value)
      deliveries.markPart(id, part, 'committing', { beganUtc: committing.sinceUtc, ...(part === 0 && act.kind === 'publish' ? { postedBy: claimed.delivery.accountId } : {}) })
      return true
    })
    if (!noted) return null
    const answered = await connection.commit(act, { key: prepared.value.key, body: prepared.value.body })
    // A post that is already the proof of another delivery cannot be this one's: what really happened has to be looked for.
    const committed = answered.ok && tools.claims.isClaimedByOther(stepOf(record, part), answered.value) ? taken(answered.value) : answered
    if (!committed.ok) {
      // All but a lost answer is certain not to have acted: the part can be sent again.
      if (committed.failure.kind !== 'unknown-outcome') deliveries.markPart(id, part, 'prepared', {})
      return stop(committed.failure, 'answer')
    }
    const isLast = part + 1 === partCount(act)
    await tools.together(() => {
      deliveries.markPart(id, part, 'done', { remote: committed.value })
      move({ kind: 'preparing', sinceUtc: now() }, 'answer', `out as ${committed.value.id}${isLast ? '' : ', next part'}`, null, { remotes: [committed.value], part, parts: partCount(act) })
    })
  }
  const proof: Proof = () => finish(record, connection, move, stop, tools)
  // What changes a post is proved by how the post stands: the next change must not come before that.
  if (act.kind === 'publish' || act.kind === 'reply') return proof
  await proof()
  return null
}

/** Everything is out: read it back once (a remote id and a permalink are the proof), then it may be called published. */
async function finish(record: DeliveryRecord, connection: Connection, move: Move, stop: Stop, tools: AttemptTools): Promise<void> {
  const { deliveries, now, together } = tools
  const { id, act } = record.delivery
  const remotes = remotesOf(deliveries.parts(id))
  if (connection.answersAreProof) {
    await together(() => move({ kind: 'published', utc: now(), remotes }, 'done', 'the network said yes, and shows nothing of it to apps', null, { remotes }))
    return
  }
  if (act.kind === 'delete' || act.kind === 'edit') return await finishChange(record, act, connection, move, stop, tools)
  if (act.kind !== 'publish' && act.kind !== 'reply') {
    await together(() => move({ kind: 'published', utc: now(), remotes }, 'done', 'the network has it', null, { remotes }))
    return
  }
  const proved: RemoteRef[] = []
  for (const remote of remotes) {
    const read = await connection.readBack(remote)
    if (!read.ok) {
      // The answer named an id, so it is out; without the proof it is not called published yet, only looked at again.
      const failure: Failure = read.failure.kind === 'missing' || read.failure.kind === 'refused' ? { kind: 'server-trouble', detail: `not readable yet: ${read.failure.detail}` } : read.failure
      stop(failure, 'read back')
      return
    }
    proved.push(read.value)
  }
  await together(() => move({ kind: 'published', utc: now(), remotes: proved }, 'published', proved.map(r => r.url ?? r.id).join(' '), null, { remotes: proved }))
}

/** A deletion is proved by the post being gone, an edit by the text that stands there; only then are they called done. */
async function finishChange(record: DeliveryRecord, act: Extract<Act, { kind: 'delete' | 'edit' }>, connection: Connection, move: Move, stop: Stop, { deliveries, now }: AttemptTools): Promise<void> {
  const { id } = record.delivery
  const part = deliveries.parts(id)[0]
  const unproved = (lookedAt: string): void => {
    const look: Look = { utc: now(), found: 'no-proof', lookedAt: lookedAt.slice(0, 500), place: { kind: 'changed-post' } }
    if (record.attempts <= looksForChange) stop({ kind: 'server-trouble', detail: lookedAt }, 'read back')
    else move({ kind: 'needs-owner', question: { kind: 'unproved', looks: [look] } }, 'read back', `${lookedAt}; you are asked`, null, { look })
  }
  if (act.kind === 'delete') {
    const read = await connection.readBack(act.target)
    if (read.ok) {
      // The server said yes and shows it still: deleting twice changes nothing, so it is asked again.
      if (part) deliveries.markPart(id, part.part, 'prepared', {})
      unproved('it is still there')
    } else if (read.failure.kind === 'missing') move({ kind: 'published', utc: now(), remotes: [act.target] }, 'done', 'it is gone from the network', null, { remotes: [act.target] })
    else if (read.failure.kind === 'refused') unproved(read.failure.detail)
    else stop(read.failure, 'read back')
    return
  }
  const found = part ? await connection.find(act, { key: part.key, body: part.body }, part.beganUtc ?? now()) : null
  if (found && !found.ok) stop(found.failure, 'read back')
  else if (found?.value.kind === 'found') move({ kind: 'published', utc: now(), remotes: [found.value.remote] }, 'done', 'the network shows the new text', null, { remotes: [found.value.remote] })
  else unproved(found ? `the network does not show the new text: ${found.value.lookedAt}` : 'nothing to compare with')
}

type Stop = (failure: Failure, step: string) => null
type Move = (to: DeliveryState, step: string, detail: string, nextUtc?: number | null, facts?: StoryFacts) => boolean

const taken = (remote: RemoteRef) => fail({ kind: 'unknown-outcome' as const, detail: `the network answered with ${remote.id}, which is already another post of yours` })

const remotesOf = (parts: readonly Part[]): RemoteRef[] => parts.flatMap(p => p.remote ?? [])

/** What is learnt on the way (ids of uploads) is kept at once, so that a second try goes on from there. */
const prepareWithNotes = (record: DeliveryRecord, connection: Connection, part: number, parts: readonly Part[], { deliveries }: AttemptTools) =>
  connection.prepare(record.delivery.act, part, remotesOf(parts), {
    get: name => deliveries.note(record.delivery.id, name),
    set: (name, value) => { deliveries.putNote(record.delivery.id, name, value) },
  })

/** Where a failure leaves the delivery. */
function settle(failure: Failure, step: string, record: DeliveryRecord, move: Move, tools: AttemptTools): void {
  const { deliveries, now, random } = tools
  const { id } = record.delivery
  const wait = (why: 'no-line' | 'rate-limited' | 'server-trouble' | 'keychain', untilUtc: number): void => { move({ kind: 'waiting', untilUtc, why }, step, failure.detail, untilUtc, { failure }) }
  const backOffUtc = now() + retryDelayMs(record.attempts, random())
  switch (failure.kind) {
    case 'unknown-outcome': {
      const part = record.state.kind === 'committing' ? record.state.part : 0
      move({ kind: 'unknown', sinceUtc: record.state.kind === 'committing' ? record.state.sinceUtc : now(), part, looks: [] }, step, failure.detail, now(), { failure, part })
      return
    }
    case 'rate-limited': return wait('rate-limited', Math.max(failure.untilUtc, now() + 1000))
    case 'unreachable': return wait('no-line', backOffUtc)
    case 'server-trouble': return wait('server-trouble', backOffUtc)
    case 'keychain-locked': case 'keychain-absent': return wait('keychain', backOffUtc)
    case 'stale-preparation':
      deliveries.forgetPreparations(id)
      return wait('server-trouble', backOffUtc)
    case 'needs-sign-in':
      tools.signInRefused(failure.detail)
      move({ kind: 'needs-owner', question: { kind: 'sign-in' } }, step, failure.detail, null, { failure })
      return
    default:
      move({ kind: 'failed', utc: now(), failure }, step, failure.detail, null, { failure })
  }
}

import type { Failure } from '../../preload/contract/failures.ts'
import type { DeliveryRecord, DeliveryState, Look, StoryFacts } from '../../preload/contract/publishing.ts'
import type { Part } from '../journal/deliveries.ts'
import { matchText } from '../networks/match-text.ts'
import type { Connection, Found, Known } from '../networks/network.ts'
import type { AttemptTools } from './attempt.ts'
import { longestTroubleMs, lookDelayMs, retryDelayMs, unreachedLookDelayMs } from './retry-policy.ts'
import { stepOf, wordsOf } from './words-of.ts'

/** A sending whose answer was lost longer ago than this does not turn up any more. */
const rivalMs = 24 * 60 * 60_000

/**
 * A lost answer is cleared up by looking, never by sending again. Found: on with the rest. Proved absent: back to the
 * queue under the same key. No proof: look again later, and in the end ask the owner, with all that was looked at.
 */
export async function lookForDelivery(record: DeliveryRecord, connection: Connection, tools: AttemptTools): Promise<void> {
  const { deliveries, now, random } = tools
  const { id, act } = record.delivery
  if (record.state.kind !== 'unknown') return
  const { state } = record
  const part = deliveries.parts(id).find(p => p.part === state.part)
  const move = (to: DeliveryState, step: string, detail: string, nextUtc: number | null, facts: StoryFacts = {}): boolean => deliveries.move(record, to, { utc: now(), nextUtc, step, detail, facts })
  if (!part) {
    move({ kind: 'planned' }, 'look', 'nothing had been prepared, so nothing was sent', now())
    return
  }
  const sendAgain = (step: string, detail: string, facts: StoryFacts = {}): void => {
    tools.transact(() => {
      // Refused before, and the owner wants it tried again: made ready anew. Else the same, under the same key.
      if (part.step === 'prepared') deliveries.forgetPreparations(id)
      else deliveries.markPart(id, part.part, 'prepared', {})
      // Once at once; a server that loses every answer is not hammered.
      const delayMs = record.attempts > 1 ? retryDelayMs(record.attempts - 1, random()) : 0
      const untilUtc = now() + delayMs
      move(delayMs === 0 ? { kind: 'planned' } : { kind: 'waiting', untilUtc, why: 'server-trouble' }, step, detail, untilUtc, facts)
    })
  }
  if (connection.repeatable.includes(act.kind)) return sendAgain('look', 'doing it twice changes nothing: sent again')
  const noProof = (look: Look): void => {
    if (deliveries.standing(id).vouched.includes('absent')) {
      deliveries.spendVouch(id, 'absent')
      return sendAgain('owner', `you said that it is not there; looked once more: ${look.lookedAt}`, { look, choice: 'try-again' })
    }
    const looks: Look[] = [...state.looks, look]
    const delayMs = lookDelayMs(looks.filter(one => one.found === 'no-proof').length - 1)
    if (delayMs === null) move({ kind: 'needs-owner', question: { kind: 'unproved', looks } }, 'look', `no proof either way; you are asked: ${look.lookedAt}`, null, { look })
    else move({ ...state, looks }, 'look', `no proof yet: ${look.lookedAt}`, now() + delayMs, { look })
  }
  const notReached = (failure: Failure): void => {
    const look: Look = { utc: now(), found: 'not-reached', lookedAt: `${failure.kind}: ${failure.detail}`.slice(0, 500) }
    // It answers, and will not show us: looking longer changes nothing, so these looks count.
    if (failure.kind === 'refused' || failure.kind === 'missing') return noProof({ ...look, found: 'no-proof', doubt: 'not-shown' })
    const looks = [...state.looks.filter(one => one.found !== 'not-reached'), look]
    const lostForMs = now() - state.sinceUtc
    if (failure.kind === 'server-trouble' && lostForMs > longestTroubleMs) {
      move({ kind: 'needs-owner', question: { kind: 'unproved', looks } }, 'look', `in trouble for a day; you are asked: ${failure.detail}`, null, { look, failure })
      return
    }
    const untilUtc = failure.kind === 'rate-limited' ? Math.max(failure.untilUtc, now() + 1000) : now() + unreachedLookDelayMs(lostForMs)
    move({ ...state, looks }, 'look', `not reached: ${failure.detail}`, untilUtc, { look, failure })
  }
  const found = await connection.find(act, { key: part.key, body: part.body }, state.sinceUtc, knownBeside(record, part, state.sinceUtc, tools))
  if (!found.ok) {
    if (found.failure.kind === 'needs-sign-in') tools.signInRefused(found.failure.detail)
    return notReached(found.failure)
  }
  const seen: Found = found.value
  switch (seen.kind) {
    case 'found':
      if (tools.claims.isClaimedByOther(stepOf(record, part.part), seen.remote)) {
        return noProof({ utc: now(), found: 'no-proof', lookedAt: `${seen.remote.id} is already the proof of another post of yours`, doubt: 'taken' })
      }
      tools.transact(() => {
        deliveries.markPart(id, part.part, 'done', { remote: seen.remote })
        move({ kind: 'planned' }, 'look', `found: ${seen.remote.url ?? seen.remote.id}`, now(), { remotes: [seen.remote] })
      })
      return
    case 'absent':
      deliveries.spendVouch(id, 'absent')
      return sendAgain('look', `not there: ${seen.lookedAt}`, { look: { utc: now(), found: 'absent', lookedAt: seen.lookedAt.slice(0, 500), place: seen.place } })
    case 'no-proof':
      return noProof({ utc: now(), found: 'no-proof', lookedAt: seen.lookedAt.slice(0, 500), place: seen.place, doubt: seen.doubt })
  }
}

/** What the journal knows of other sendings: no post on the network may be the proof of two. */
function knownBeside(record: DeliveryRecord, part: Part, sinceUtc: number, { claims }: AttemptTools): Known {
  const step = stepOf(record, part.part)
  const firstUtc = part.firstUtc ?? sinceUtc
  const ours = wordsOf(step.act, step.part)
  return {
    firstUtc,
    isClaimed: remote => claims.isClaimedByOther(step, remote),
    rivals: claims.unproved(step, firstUtc - rivalMs).filter(other => matchText(ours, wordsOf(other.act, other.part)) !== 'different').length,
  }
}

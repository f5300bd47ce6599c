import type { DeliveryRecord, DeliveryState, Look } from '../../preload/contract/publishing.ts'
import type { Connection, Found } from '../networks/network.ts'
import type { AttemptTools } from './attempt.ts'
import { lookDelayMs, unreachedLookDelayMs } from './retry-policy.ts'

/**
 * A lost answer is cleared up by looking, never by sending again. Found: on with the rest. Proved absent: back to the
 * queue under the same key. No proof: look again later, and in the end ask the owner, with all that was looked at.
 */
export async function lookForDelivery(record: DeliveryRecord, connection: Connection, tools: AttemptTools): Promise<void> {
  const { deliveries, now } = tools
  const { id, act } = record.delivery
  if (record.state.kind !== 'unknown') return
  const { state } = record
  const part = deliveries.parts(id).find(p => p.part === state.part)
  const move = (to: DeliveryState, step: string, detail: string, nextUtc: number | null): boolean => deliveries.move(record, to, { utc: now(), nextUtc, step, detail })
  if (!part) {
    move({ kind: 'planned' }, 'look', 'nothing had been prepared, so nothing was sent', now())
    return
  }
  const sendAgain = (step: string, detail: string): void => {
    tools.transact(() => {
      deliveries.markPart(id, part.part, 'prepared', {})
      move({ kind: 'planned' }, step, detail, now())
    })
  }
  if (connection.repeatable.includes(act.kind)) return sendAgain('look', 'doing it twice changes nothing: sent again')
  const found = await connection.find(act, { key: part.key, body: part.body }, state.sinceUtc)
  if (!found.ok) {
    if (found.failure.kind === 'needs-sign-in') tools.signInRefused(found.failure.detail)
    const untilUtc = found.failure.kind === 'rate-limited' ? found.failure.untilUtc : now() + unreachedLookDelayMs
    const looks: Look[] = [...state.looks.filter(look => look.found !== 'not-reached'), { utc: now(), found: 'not-reached', lookedAt: found.failure.detail.slice(0, 500) }]
    move({ ...state, looks }, 'look', `not reached: ${found.failure.detail}`, untilUtc)
    return
  }
  const seen: Found = found.value
  switch (seen.kind) {
    case 'found':
      tools.transact(() => {
        deliveries.markPart(id, part.part, 'done', { remote: seen.remote })
        move({ kind: 'planned' }, 'look', `found: ${seen.remote.url ?? seen.remote.id}`, now())
      })
      return
    case 'absent': return sendAgain('look', `not there: ${seen.lookedAt}`)
    case 'no-proof': {
      if (deliveries.standing(id).vouched.includes('absent')) {
        deliveries.spendVouch(id, 'absent')
        return sendAgain('owner', 'you said that it is not there')
      }
      const looks: Look[] = [...state.looks, { utc: now(), found: 'no-proof', lookedAt: seen.lookedAt }]
      const delayMs = lookDelayMs(looks.filter(look => look.found === 'no-proof').length - 1)
      if (delayMs === null) move({ kind: 'needs-owner', question: { kind: 'unproved', looks } }, 'look', 'no proof either way; you are asked', null)
      else move({ ...state, looks }, 'look', `no proof yet: ${seen.lookedAt}`, now() + delayMs)
    }
  }
}

import type { PostId } from '../../../preload/contract/ids.ts'
import type { WallReading } from '../../../preload/contract/plan-time.ts'
import type { PlannedTime } from '../../../preload/contract/time.ts'
import { failureNotice, notice } from '../../app/notices.tsx'
import { replan as keepPlan } from '../../db/posts.ts'
import { schedulePost } from '../../sync/push.ts'
import { textNow } from '../../text/index.ts'
import { isPast, type Judgement } from '../composer/index.ts'
import { whyImmovable, type Card } from './calendar-cards.ts'

/** What a wish to move comes to: done, refused with a sentence already said, or a time to be asked about first. */
export type MoveOutcome = { readonly kind: 'moved' } | { readonly kind: 'refused' } | { readonly kind: 'ask'; readonly judgement: Extract<Judgement, { kind: 'skipped' | 'twice' }> }

/** Says why a card stays; true when it may move. */
export function mayMove(card: Card): boolean {
  const why = whyImmovable(card)
  if (why) notice(textNow('calendar')(`move.${why}`))
  return why === null
}

export async function move(card: Card, wish: WallReading, sayWhenOf: (plan: PlannedTime) => string, now = Date.now()): Promise<MoveOutcome> {
  if (!mayMove(card)) return { kind: 'refused' }
  if (wish.kind !== 'once') return { kind: 'ask', judgement: wish }
  const { plan } = wish
  if (card.plan && card.plan.utc === plan.utc && card.plan.zone === plan.zone) return { kind: 'moved' }
  const say = textNow('calendar')
  if (isPast(plan, now)) {
    notice(say('move.past'))
    return { kind: 'refused' }
  }
  const before = card.plan
  if (!await replan(card.id, plan)) return { kind: 'refused' }
  notice(say('move.done', { when: sayWhenOf(plan) }), async () => { await replan(card.id, before) })
  return { kind: 'moved' }
}

/** The new time into the store and, for a scheduled post, to main under a new revision. */
async function replan(id: PostId, plan: PlannedTime | null): Promise<boolean> {
  const row = await keepPlan(id, plan)
  if (!row) return false
  if (row.stage === 'draft') return true
  const answer = await schedulePost(id)
  if (!answer.ok) failureNotice(answer.failure)
  return answer.ok
}

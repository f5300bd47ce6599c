import type { Post } from '../../preload/contract/drafts.ts'
import { isStillOurs, type DeliveryState } from '../../preload/contract/publishing.ts'

/** Where a post stands as one word, from what each of its deliveries says. */
export type PostState = 'draft' | 'scheduled' | 'handed-over' | 'recalling' | 'going-out' | 'waiting' | 'unknown' | 'needs-owner' | 'failed' | 'published' | 'partly' | 'cancelled' | 'deleted'

type Known = { readonly state: DeliveryState }

/** What asks for the owner comes first, then what is under way, then what is settled. */
export function postState(post: Pick<Post, 'stage'>, deliveries: readonly Known[]): PostState {
  const kinds = new Set(deliveries.map(({ state }) => state.kind))
  const has = (...wanted: DeliveryState['kind'][]): boolean => wanted.some(kind => kinds.has(kind))
  // Taken back by the owner, but the network may still publish it.
  if (has('recalling') && !has('needs-owner', 'failed')) return 'recalling'
  if (post.stage === 'draft') return 'draft'
  if (has('needs-owner')) return 'needs-owner'
  if (has('failed')) return 'failed'
  if (has('unknown')) return 'unknown'
  if (has('preparing', 'committing')) return 'going-out'
  if (has('waiting')) return 'waiting'
  if (has('published')) return has('planned', 'cancelled', 'handing-over', 'handed-over') ? 'partly' : 'published'
  if (has('planned', 'handing-over')) return 'scheduled'
  if (has('handed-over')) return 'handed-over'
  return has('cancelled') ? 'cancelled' : 'scheduled'
}

/** Nothing of it is out or on its way out: text and time can still change. */
export const isChangeable = (post: Pick<Post, 'stage'>, deliveries: readonly Known[]): boolean =>
  post.stage === 'draft' || deliveries.every(({ state }) => state.kind === 'cancelled' || (isStillOurs(state) && state.kind !== 'preparing'))

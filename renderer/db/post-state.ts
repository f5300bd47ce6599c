import type { Post } from '../../preload/contract/drafts.ts'
import { isStillOurs, type DeliveryState } from '../../preload/contract/publishing.ts'

/** Where a post stands as one word, from what each of its deliveries says. */
export type PostState = 'draft' | 'scheduled' | 'going-out' | 'waiting' | 'unknown' | 'needs-owner' | 'failed' | 'published' | 'partly' | 'cancelled'

type Known = { readonly state: DeliveryState }

/** What asks for the owner comes first, then what is under way, then what is settled. */
export function postState(post: Pick<Post, 'stage'>, deliveries: readonly Known[]): PostState {
  if (post.stage === 'draft') return 'draft'
  const kinds = new Set(deliveries.map(({ state }) => state.kind))
  const has = (...wanted: DeliveryState['kind'][]): boolean => wanted.some(kind => kinds.has(kind))
  if (has('needs-owner')) return 'needs-owner'
  if (has('failed')) return 'failed'
  if (has('unknown')) return 'unknown'
  if (has('preparing', 'committing')) return 'going-out'
  if (has('waiting')) return 'waiting'
  if (has('published')) return has('planned', 'cancelled') ? 'partly' : 'published'
  if (has('planned')) return 'scheduled'
  return has('cancelled') ? 'cancelled' : 'scheduled'
}

/** Nothing of it is out or on its way out: text and time can still change. */
export const isChangeable = (post: Pick<Post, 'stage'>, deliveries: readonly Known[]): boolean =>
  post.stage === 'draft' || deliveries.every(({ state }) => state.kind === 'cancelled' || (isStillOurs(state) && state.kind !== 'preparing'))

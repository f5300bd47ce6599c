import { z } from 'zod'
import type { RemoteRef } from '../../../preload/contract/drafts.ts'
import { addressOf } from './urn.ts'

/** What our refs carry besides the URN. */
const extra = z.object({
  /** The post a comment stands under, as the posts' own part of the interface names it (comments name its activity). */
  post: z.string().optional(),
  /** The comment that this one answers: answers stand one level deep only. */
  parent: z.string().optional(),
})
export type RefExtra = z.infer<typeof extra>

export const refOf = (urn: string, more: RefExtra = {}): RemoteRef => ({ id: urn, url: addressOf(urn, more.post ?? null), extra: Object.keys(more).length > 0 ? JSON.stringify(more) : null })

export function readExtra(ref: Pick<RemoteRef, 'extra'>): RefExtra {
  if (ref.extra === null) return {}
  try {
    const parsed = extra.safeParse(JSON.parse(ref.extra))
    return parsed.success ? parsed.data : {}
  } catch {
    // Pasted by hand, or an older version's: its id alone counts.
    return {}
  }
}

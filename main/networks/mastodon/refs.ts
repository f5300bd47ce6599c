import { z } from 'zod'
import type { RemoteRef } from '../../../preload/contract/drafts.ts'
import type { StatusEntity } from './entities.ts'
import { safeUrl } from './safe-url.ts'

/** What our refs carry besides the status id: how visible it is (answers follow it), and what to mark as read. */
const extra = z.object({
  visibility: z.string().optional(),
  notification: z.string().optional(),
  conversation: z.string().optional(),
})
export type RefExtra = z.infer<typeof extra>

export function refOf(status: StatusEntity, more: RefExtra = {}): RemoteRef {
  return { id: status.id, url: safeUrl(status.url) ?? safeUrl(status.uri), extra: JSON.stringify({ visibility: status.visibility, ...more }).slice(0, 4000) }
}

export function readExtra(ref: RemoteRef): RefExtra {
  if (ref.extra === null) return {}
  try {
    const parsed = extra.safeParse(JSON.parse(ref.extra))
    return parsed.success ? parsed.data : {}
  } catch {
    // A ref pasted by hand or from an older version: its id alone counts.
    return {}
  }
}

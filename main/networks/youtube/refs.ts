import { z } from 'zod'
import type { RemoteRef } from '../../../preload/contract/drafts.ts'

/** What our refs carry besides the id: what it is, and for a comment where it stands. */
const extra = z.object({ kind: z.enum(['video', 'comment']), video: z.string().optional(), thread: z.string().optional(), author: z.string().optional() })
export type RefExtra = z.infer<typeof extra>

export const watchUrl = (videoId: string): string => `https://www.youtube.com/watch?v=${encodeURIComponent(videoId)}`
export const channelUrl = (channelId: string): string => `https://www.youtube.com/channel/${encodeURIComponent(channelId)}`

export const videoRef = (id: string): RemoteRef => ({ id, url: watchUrl(id), extra: JSON.stringify({ kind: 'video' } satisfies RefExtra) })

/** `thread` is the id of the comment that is answered: answers to answers stand beside it, not below. */
export const commentRef = (id: string, thread: string, video: string | null, author?: string): RemoteRef => ({
  id,
  url: video === null ? null : `${watchUrl(video)}&lc=${encodeURIComponent(id)}`,
  extra: JSON.stringify({ kind: 'comment', thread, ...(video === null ? {} : { video }), ...(author === undefined ? {} : { author }) } satisfies RefExtra).slice(0, 4000),
})

/** A ref pasted by hand: comments have longer ids than videos, which have eleven signs. */
export function readExtra(ref: RemoteRef): RefExtra {
  const guessed: RefExtra = ref.id.length > 11 ? { kind: 'comment', thread: ref.id.split('.')[0] ?? ref.id } : { kind: 'video' }
  if (ref.extra === null) return guessed
  try {
    const parsed = extra.safeParse(JSON.parse(ref.extra))
    return parsed.success ? parsed.data : guessed
  } catch {
    // From an older version: its id alone counts.
    return guessed
  }
}

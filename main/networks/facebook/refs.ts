import { z } from 'zod'
import type { RemoteRef } from '../../../preload/contract/drafts.ts'

/** What our refs carry besides the id. */
const extra = z.object({
  kind: z.enum(['post', 'video', 'story', 'comment', 'message']),
  /** The video of a reel or a post, known before it was published. */
  video: z.string().optional(),
  /** Of a comment: what it stands under, and the comment it answers. */
  post: z.string().optional(),
  parent: z.string().optional(),
  /** Of a private message: its conversation, and who is written to. */
  conversation: z.string().optional(),
  person: z.string().optional(),
})
export type RefExtra = z.infer<typeof extra>

export const refTo = (id: string, url: string | null | undefined, more: RefExtra): RemoteRef => ({ id: id.slice(0, 1000), url: safeUrl(url), extra: JSON.stringify(more).slice(0, 4000) })

export function readExtra(ref: RemoteRef): RefExtra {
  try {
    const parsed = extra.safeParse(JSON.parse(ref.extra ?? ''))
    if (parsed.success) return parsed.data
  } catch {
    // A ref pasted by hand or from an older version: its id alone counts.
  }
  return { kind: 'post' }
}

/** The network writes some addresses without its own host (`/reel/123/`). Null: none, or not one to open. */
export function safeUrl(text: string | null | undefined): string | null {
  if (!text || text.length > 2000) return null
  const url = URL.parse(text, 'https://www.facebook.com')
  return url && ['https:', 'http:'].includes(url.protocol) && url.href.length <= 2000 ? url.href : null
}

/** A post's number comes with and without its Page's in front. */
export const wholeId = (id: string, remoteId: string): string => (id.includes('_') ? id : `${remoteId}_${id}`)

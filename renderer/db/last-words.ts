import { z } from 'zod'
import { post } from '../../preload/contract/drafts.ts'
import { instant, postId } from '../../preload/contract/ids.ts'
import { isStoreFull } from './is-store-full.ts'
import { dropMeta, writeMeta } from './meta.ts'
import { readPost, saveDraft } from './posts.ts'

const words = z.discriminatedUnion('kind', [
  /** What the owner edits of a post. */
  z.object({ kind: z.literal('post'), id: postId, utc: instant.exactOptional(), edited: post.pick({ content: true, variants: true, details: true, accountIds: true, plan: true, late: true, who: true }) }),
  /** A text in `meta`; empty: there is none any more. */
  z.object({ kind: z.literal('meta'), name: z.string(), text: z.string() }),
])
export type LastWords = z.infer<typeof words>

const prefix = 'last-words:'

/**
 * What was typed and is not in the store while the page goes away. IndexedDB undoes the transactions of a page that is gone (measured:
 * one that waits behind another is always lost); localStorage has it when this returns. A bridge to the next page, nothing more.
 */
export function leaveLastWords(left: LastWords): void {
  localStorage.setItem(prefix + (left.kind === 'post' ? left.id : left.name), JSON.stringify(left))
}

/** At the next start, before anything is read: into the store, and forgotten here once it is there. */
export async function takeInLastWords(): Promise<void> {
  for (const name of Object.keys(localStorage).filter(name => name.startsWith(prefix))) {
    const read = words.safeParse(parse(localStorage.getItem(name)))
    try {
      if (read.success && read.data.kind === 'post') await keepPost(read.data)
      if (read.success && read.data.kind === 'meta') await (read.data.text === '' ? dropMeta(read.data.name) : writeMeta(read.data.name, read.data.text))
      localStorage.removeItem(name)
    } catch (error) {
      // The start must not end here. No room yet: it stays where it is for the next one.
      if (!isStoreFull(error)) throw error
    }
  }
}

async function keepPost({ id, edited, utc = Infinity }: Extract<LastWords, { kind: 'post' }>): Promise<void> {
  const row = await readPost(id)
  // Words that waited for room do not write over what was written since. Written in the future, by a clock that was set back: it proves nothing.
  if (row && row.deletedUtc === 0 && (row.updatedUtc <= utc || row.updatedUtc > Date.now())) await saveDraft({ ...row, ...edited })
}

function parse(text: string | null): unknown {
  try {
    return JSON.parse(text ?? 'null')
  } catch {
    return null // cut off by whatever ended the page: as if it had not been left
  }
}

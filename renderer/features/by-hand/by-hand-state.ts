import type { MediaUse } from '../../../preload/contract/drafts.ts'
import type { Act } from '../../../preload/contract/publishing.ts'

/** What the owner carries over: texts in their order, and the files of all of them. `parts`: how many posts it becomes, each with a link of its own. */
export type Load = { readonly texts: readonly string[]; readonly media: readonly MediaUse[]; readonly parts: number }

export function loadOf(act: Act): Load {
  const parts = act.kind === 'publish' ? act.content.parts : []
  return { texts: parts.map(part => part.text).filter(text => text.trim() !== ''), media: parts.flatMap(part => part.media), parts: parts.length }
}

/** A link is welcome, not demanded: a story has none. What is pasted is one. */
export const isLinkOrNothing = (typed: string): boolean => typed.trim() === '' || URL.parse(typed.trim())?.protocol === 'https:'

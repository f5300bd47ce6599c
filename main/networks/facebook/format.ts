import type { Content } from '../../../preload/contract/drafts.ts'

const address = /https?:\/\/[^\s<>"]+[^\s<>"'.,;:!?()\]}]/u

/** The address that gets a card under the post: the one asked for, else the first in the text; a post with pictures has none. */
export function cardLink({ parts: [first], options }: Content): string | null {
  if (!first || first.media.length > 0) return null
  const chosen = options?.['link']?.trim()
  return chosen ? chosen : address.exec(first.text)?.[0] ?? null
}

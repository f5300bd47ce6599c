import type { OwnPost } from '../../preload/contract/items.ts'
import type { OwnPostRow } from '../db/schema.ts'

/** What a run of events says of one post of ours: how it stands last, and how it came to that. */
export type Seen = {
  /** Null: the run told only that it is gone. */
  readonly post: OwnPost | null
  /** The first words told in this run, to be compared with what stood here before. */
  readonly first: { readonly text: string; readonly utc: number } | null
  readonly changedUtc: number | null
  readonly goneUtc: number | null
  /** It was told by mistake. */
  readonly wasNever: boolean
}

const nothing: Seen = { post: null, first: null, changedUtc: null, goneUtc: null, wasNever: false }

export function seePost(before: Seen = nothing, post: OwnPost, utc: number): Seen {
  const hasChanged = before.post !== null && before.post.text !== post.text
  return { post, first: before.first ?? { text: post.text, utc }, changedUtc: hasChanged ? utc : before.changedUtc, goneUtc: null, wasNever: false }
}
export const seeGone = (before: Seen = nothing, utc: number): Seen => ({ ...before, goneUtc: utc })

export const seeNever: Seen = { ...nothing, wasNever: true }

type Kept = Omit<OwnPostRow, 'figures' | 'figuresUtc'>
/** The row as it stands after the run; null: gone, and never heard of before, or told by mistake. One that is gone stays, with its last words and figures. */
export function rowAfter({ post, first, changedUtc, goneUtc, wasNever }: Seen, before: OwnPostRow | undefined): Kept | null {
  const shown = post ?? before
  if (!shown || wasNever) return null
  const since = changedUtc ?? (before && first && before.text !== first.text ? first.utc : before?.changedUtc) ?? null
  const { key, accountId, network, ref, text, media, createdUtc, isReply } = shown
  return { key, accountId, network, ref, text, media, createdUtc, isReply, ...(since === null ? {} : { changedUtc: since }), ...(goneUtc === null ? {} : { goneUtc }) }
}

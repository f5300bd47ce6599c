import type { MediaHash } from '../../preload/contract/ids.ts'

/** Nobody has used it for so long: as long as the bin keeps a post, and longer than it takes to notice that something is missing. */
export const graceMs = 30 * 86_400_000

export type UnusedOrder = {
  readonly kept: readonly { readonly hash: MediaHash; readonly addedUtc: number }[]
  readonly used: ReadonlySet<string>
  /** Since when each was found unused, each time anew: what is not in it was in use the last time, or is seen for the first time. */
  readonly unusedSince: ReadonlyMap<string, number>
  readonly nowUtc: number
}

/** Pure: which originals go. Found unused once, an original only begins its time; used again, it begins anew. */
export function decideUnused({ kept, used, unusedSince, nowUtc }: UnusedOrder): { readonly remove: readonly MediaHash[]; readonly unusedSince: ReadonlyMap<string, number> } {
  const remove: MediaHash[] = []
  const since = new Map<string, number>()
  for (const { hash, addedUtc } of kept) {
    if (used.has(hash)) continue
    const seenUtc = unusedSince.get(hash)
    if (seenUtc !== undefined && nowUtc - seenUtc >= graceMs && nowUtc - addedUtc >= graceMs) remove.push(hash)
    // A clock that was ahead must not keep it for years.
    else since.set(hash, Math.min(seenUtc ?? nowUtc, nowUtc))
  }
  return { remove, unusedSince: since }
}

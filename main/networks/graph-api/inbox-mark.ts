import { z } from 'zod'
import type { Item } from '../../../preload/contract/items.ts'

/**
 * How far an inbox without a feed of its own has been read: what is younger than `floorUtc` is new unless it is `known`. The floor lies
 * behind the youngest, since what several lists bring comes in no order, and lists lag.
 */
export const inboxMark = z.object({ v: z.literal(1), known: z.array(z.string()), floorUtc: z.number() })
export type Mark = z.infer<typeof inboxMark>

const overlapMs = 2 * 24 * 60 * 60_000
const mostKnown = 1000

/** What has not been told yet, oldest first, each thing once, and the mark for the next reading. Without a mark everything is new. */
export function freshSince(items: readonly Item[], mark: Mark | null): { readonly items: readonly Item[]; readonly mark: Mark } {
  const byKey = new Map<string, Item>()
  for (const item of items) if (!byKey.has(item.key)) byKey.set(item.key, item)
  // The lists come newest first, and clocks tick by the second.
  const all = [...byKey.values()].toReversed().toSorted((a, b) => a.createdUtc - b.createdUtc)
  const known = new Set(mark?.known)
  const fresh = all.filter(item => mark === null || (item.createdUtc >= mark.floorUtc && !known.has(item.key)))
  const youngest = Math.max(mark === null ? 0 : mark.floorUtc + overlapMs, ...all.map(item => item.createdUtc))
  // Of what stands behind the floor nothing need be remembered. Too many within it: the floor moves up to the oldest that still is.
  const within = all.filter(item => item.createdUtc >= youngest - overlapMs)
  const kept = within.slice(-mostKnown)
  const floorUtc = within.length > mostKnown && kept[0] ? kept[0].createdUtc : Math.max(0, youngest - overlapMs)
  const gone = mark === null ? [] : mark.known.filter(key => !byKey.has(key)).slice(-mostKnown)
  return { items: fresh, mark: { v: 1, known: [...gone, ...kept.map(item => item.key)].slice(-mostKnown), floorUtc } }
}

import { z } from 'zod'

/**
 * What was told since a moment, by ids: the network sorts by time of creation and shows things late, so a stretch before the newest is read
 * again each time and only what is new there is told.
 */
export const told = z.object({ sinceUtc: z.number(), ids: z.array(z.string()) })
export type Told = z.infer<typeof told>
export const overlapMs = 60 * 60_000
const mostIds = 500

export const isNew = (one: { readonly id: string; readonly utc: number }, { sinceUtc, ids }: Told): boolean => one.utc >= sinceUtc && !ids.includes(one.id)

/** The next stretch begins an hour before the newest of what was seen. */
export function tellAlso(before: Told, seen: readonly { readonly id: string; readonly utc: number }[], nowUtc: number): Told {
  const newest = Math.min(nowUtc, Math.max(before.sinceUtc + overlapMs, ...seen.map(one => one.utc)))
  return { sinceUtc: newest - overlapMs, ids: [...new Set([...seen.filter(one => one.utc >= newest - overlapMs).map(one => one.id), ...before.ids])].slice(0, mostIds) }
}

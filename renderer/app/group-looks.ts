import type { Look } from '../../preload/contract/publishing.ts'

/** Looks one after the other that came to the same. */
export type LookGroup = { readonly firstUtc: number; readonly lastUtc: number; readonly count: number; readonly sentence: string }

/** The last ones first, since they say most. */
export function groupLooks(looks: readonly Look[], say: (look: Look) => string): readonly LookGroup[] {
  const groups: LookGroup[] = []
  for (const look of looks) {
    const sentence = say(look)
    const last = groups.at(-1)
    if (last?.sentence === sentence) groups[groups.length - 1] = { ...last, lastUtc: look.utc, count: last.count + 1 }
    else groups.push({ firstUtc: look.utc, lastUtc: look.utc, count: 1, sentence })
  }
  return groups.toReversed()
}

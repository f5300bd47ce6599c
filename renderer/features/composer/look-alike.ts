import type { AccountId, PostId } from '../../../preload/contract/ids.ts'
import type { PlannedTime } from '../../../preload/contract/time.ts'

/** Another post of the same account: planned, out, or written elsewhere. */
export type Neighbour = { readonly postId: PostId | null; readonly utc: number; readonly zone: string | null; readonly text: string }
/** A neighbour ready to be compared with, many times. */
export type Compared = Neighbour & { readonly words: string; readonly pairs: ReadonlySet<string> }

export type LookAlike =
  | { readonly kind: 'same' | 'alike'; readonly accountId: AccountId; readonly other: Neighbour }
  /** Closer to each other than the account's posts may be. */
  | { readonly kind: 'close'; readonly accountId: AccountId; readonly other: Neighbour; readonly gapMinutes: number }

/** From here on two texts read as the same post to a follower: measured on daily menus, opening hours and reworded announcements (look-alike.test.ts). */
const alikeFrom = 0.6
/** Fewer words than this are alike too easily ("Good morning!"): only the very same ones count. */
const fewestWords = 4

/** What is left of a text once case, accents, marks, addresses and emoji are taken away. */
export const wordsOf = (text: string): string =>
  text.normalize('NFKD').toLowerCase().replaceAll(/https?:\/\/\S+/gu, ' ').replaceAll(/\p{M}+/gu, '').replaceAll(/[^\p{L}\p{N}]+/gu, ' ').trim()

function pairsOf(words: string): ReadonlySet<string> {
  const list = words.split(' ')
  return new Set(list.slice(1).map((word, index) => `${list[index] ?? ''} ${word}`))
}

export function prepare(neighbour: Neighbour): Compared {
  const words = wordsOf(neighbour.text)
  return { ...neighbour, words, pairs: pairsOf(words) }
}

const atOnce = 200
/** A few at a time: a year's plan read in one go would be felt while typing. */
export async function prepareAll(neighbours: readonly Neighbour[]): Promise<readonly Compared[]> {
  const prepared: Compared[] = []
  for (let from = 0; from < neighbours.length; from += atOnce) {
    prepared.push(...neighbours.slice(from, from + atOnce).map(prepare))
    if (from + atOnce < neighbours.length) await new Promise(resolve => { setTimeout(resolve) })
  }
  return prepared
}

/** Pure: how much of two texts is the same, by pairs of words that follow each other. 1: all; 0: not enough to count. */
export function likeness(a: Pick<Compared, 'words' | 'pairs'>, b: Pick<Compared, 'words' | 'pairs'>): number {
  if (a.words === '' || b.words === '') return 0
  if (a.words === b.words) return 1
  const [small, large] = a.pairs.size <= b.pairs.size ? [a.pairs, b.pairs] : [b.pairs, a.pairs]
  // Even if all of the small one were in the large one.
  if (small.size + 1 < fewestWords || small.size / large.size < alikeFrom) return 0
  // Most texts have nothing in common: they are left as soon as too many pairs are missing.
  let missesLeft = small.size - Math.ceil(alikeFrom * (small.size + large.size) / (1 + alikeFrom))
  let shared = 0
  for (const pair of small) {
    if (large.has(pair)) shared++
    else if (--missesLeft < 0) return 0
  }
  return shared / (small.size + large.size - shared)
}

/** Pure: what to tell of one account before its post is scheduled: the likest neighbour, and the nearest one that is too near. */
export function lookAlikesOf(accountId: AccountId, text: string, atUtc: number, neighbours: readonly Compared[], gapMinutes: number): readonly LookAlike[] {
  const own = prepare({ postId: null, utc: atUtc, zone: null, text })
  let likest: { readonly other: Compared; readonly share: number } | null = null
  let nearest: Compared | null = null
  for (const other of neighbours) {
    const share = likeness(own, other)
    if (share >= alikeFrom && (likest === null || share > likest.share || (share === likest.share && other.utc > likest.other.utc))) likest = { other, share }
    const byMs = Math.abs(other.utc - atUtc)
    if (byMs < gapMinutes * 60_000 && (nearest === null || byMs < Math.abs(nearest.utc - atUtc))) nearest = other
  }
  return [
    ...likest ? [{ kind: likest.share === 1 ? 'same' as const : 'alike' as const, accountId, other: likest.other }] : [],
    ...nearest ? [{ kind: 'close' as const, accountId, other: nearest, gapMinutes }] : [],
  ]
}

export const atOf = (plan: PlannedTime | null, nowUtc: number): number => plan?.utc ?? nowUtc

/** A number from 0 (included) to 1 (excluded) that depends only on the seed and the words: the same question always has the same answer. */
export function chance(seed: number, ...words: ReadonlyArray<string | number>): number {
  // FNV-1a over the words, then the final mixing of MurmurHash3, which spreads neighbouring inputs.
  let hash = 0x811c9dc5 ^ seed
  for (const char of words.join(' ')) {
    hash = Math.imul(hash ^ (char.codePointAt(0) ?? 0), 0x01000193)
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32
}

export function pick<T>(from: readonly [T, ...T[]], at: number): T {
  return from[Math.floor(at * from.length)] ?? from[0]
}

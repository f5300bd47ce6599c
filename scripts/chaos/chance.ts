/** Numbers that depend on the seed and on what they are for, never on the order in which things happen to be asked. */
export type Chance = {
  /** 0 to 1 (1 excluded), always the same for the same words. */
  of(...words: readonly (string | number)[]): number
  /** A whole number from `least` to `most`, both included. */
  whole(least: number, most: number, ...words: readonly (string | number)[]): number
  one<T>(choices: readonly T[], ...words: readonly (string | number)[]): T
}

export function createChance(seed: number): Chance {
  const of: Chance['of'] = (...words) => hash(`${seed}\n${words.join('\n')}`) / 2 ** 32
  return {
    of,
    whole: (least, most, ...words) => least + Math.floor(of(...words) * (most - least + 1)),
    one: (choices, ...words) => {
      const chosen = choices[Math.floor(of(...words) * choices.length)]
      if (chosen === undefined) throw new Error('nothing to choose from')
      return chosen
    },
  }
}

/** FNV-1a, then the finish of MurmurHash3, so that words that differ in one letter differ in all bits. */
function hash(text: string): number {
  let h = 0x811c9dc5
  for (let at = 0; at < text.length; at++) h = Math.imul(h ^ text.charCodeAt(at), 0x01000193)
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b)
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35)
  return (h ^ (h >>> 16)) >>> 0
}

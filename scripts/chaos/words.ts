import type { Chance } from './chance.ts'

/** Every public text carries `q<delivery>p<part>r<revision>z`, by which it is known again on the servers whatever they make of the rest. */
export const tokenOf = (n: number, part: number, revision: number): string => `q${n}p${part}r${revision}z`
const token = /q\d+p\d+r\d+z/g
export const findTokens = (text: string): readonly string[] => [...new Set(text.match(token))]
export function readToken(text: string): { readonly n: number; readonly part: number; readonly revision: number } | null {
  const found = /q(\d+)p(\d+)r(\d+)z/.exec(text)
  return found ? { n: Number(found[1]), part: Number(found[2]), revision: Number(found[3]) } : null
}

/** For those who cannot see the picture. */
export const altOf = (n: number, part: number, index: number): string => `Picture ${index + 1} of part ${part + 1} of number ${n}`

const openings = ['Fresh from the oven', 'Open on Sunday', 'Two loaves a head', 'Last places for the workshop', "We're back", 'New on the counter', 'Merci à tous', 'Question du jour', 'Closed on Monday']
const middles = ['sourdough with walnuts', 'the first clementines', 'a table for six', 'le marché de Noël', 'our "house" jam', 'roses & peonies', 'repairs while you wait', 'the long night of reading']
const endings = ['See you at 7.30!', 'Come early …', 'Who is in?', 'https://example.com/shop/spring-collection?utm_source=comptoir&utm_medium=social', '#bakery #sunday', 'À bientôt  —  the team', 'https://example.org/', '😀 👩‍🍳']

export function sentence(chance: Chance, n: number, part: number, revision: number): string {
  const pick = (list: readonly string[], what: string): string => chance.one(list, 'words', what, n, part, revision)
  return `${pick(openings, 'opening')}: ${pick(middles, 'middle')}. ${tokenOf(n, part, revision)}\n${pick(endings, 'ending')}`
}

type Tree = { readonly [key: string]: string | Tree }

/**
 * French as it is printed: a narrow space that does not break before ; ! ? and a full one before : and inside « ».
 * The sentences are written with ordinary spaces, which can be seen and typed.
 */
export const typesetFrench = (text: string): string => text.replaceAll(/ (?=[;!?])/g, '\u202f').replaceAll(/ (?=[:»%])|(?<=«) /g, '\u00a0')

/** The same for all sentences of an object. */
export function typesetAll<T extends object>(texts: T): T {
  // The casts: text objects hold only strings and objects of the same kind, and keep their keys.
  return Object.fromEntries(Object.entries(texts as unknown as Tree).map(([key, value]) => [key, typeof value === 'string' ? typesetFrench(value) : typesetAll(value)])) as T
}

type Tree = { readonly [key: string]: string | Tree }

/** French counts in millions with a form of its own (`many`); where a sentence has none, `other` serves. */
export function withManyForms<T extends object>(texts: T): T {
  const filled: Record<string, unknown> = {}
  // The cast: text objects hold only strings and objects of the same kind.
  for (const [key, value] of Object.entries(texts as unknown as Tree)) {
    filled[key] = typeof value === 'string' ? value : withManyForms(value)
    if (typeof value === 'string' && key.endsWith('_other')) filled[key.replace(/_other$/, '_many')] ??= value
  }
  return filled as T // the same keys, and a few more that types need not know
}

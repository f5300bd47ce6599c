/** Picks the form a language uses for a number: `one` or `other` is all that French and English need. */
export function pluralOf(language: 'fr' | 'en'): (count: number, one: string, other: string) => string {
  const rules = new Intl.PluralRules(language)
  const digits = new Intl.NumberFormat(language)
  return (count, one, other) => `${digits.format(count)} ${rules.select(count) === 'one' ? one : other}`
}

export function listOf(language: 'fr' | 'en'): (parts: readonly string[]) => string {
  const list = new Intl.ListFormat(language, { style: 'long', type: 'conjunction' })
  return parts => list.format(parts)
}

import { expect, it } from 'vitest'
import { french } from './fr.ts'

/** Every sentence, with blanks filled: counts of one and of several, names, dates. */
function sentencesOf(texts: object): string[] {
  return Object.values(texts).flatMap((value: unknown) => {
    if (typeof value === 'string') return [value]
    // The cast: what is not a sentence or a group of them is one with blanks, which are counts or names.
    if (typeof value === 'function') return [1, 2].map(count => String((value as (...blanks: unknown[]) => string)(count, count, count, count)))
    return typeof value === 'object' && value !== null ? sentencesOf(value) : []
  })
}

it('is written as French is printed, and says « post »', () => {
  const sentences = sentencesOf(french)
  expect(sentences.length).toBeGreaterThan(60)
  for (const sentence of sentences) {
    expect(sentence).not.toMatch(/['"“”]|\.\.\./)
    expect(sentence).not.toMatch(/[^\u202f][;!?]/u)
    expect(sentence).not.toMatch(/[^\u00a0][:»%]/u)
    expect(sentence).not.toMatch(/«(?!\u00a0)/u)
    expect(sentence).not.toMatch(/\bpublications?\b/iu)
  }
})

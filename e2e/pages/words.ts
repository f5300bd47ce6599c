import type { Page } from '@playwright/test'
import * as en from '../../renderer/text/en/index.ts'
import * as fr from '../../renderer/text/fr/index.ts'

export type Language = 'en' | 'fr'
export const textsOf = { en, fr: fr as unknown as typeof en } // the cast: same shape (held by the compiler there), other words

/** All that someone reads or hears on the page: drawn words, names, hints. What others wrote (dir="auto") and code is theirs. */
export async function wordsOnScreen(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const words = new Set<string>()
    const add = (text: string | null | undefined) => { if (text && text.trim() !== '') words.add(text.replaceAll(/\s+/g, ' ').trim()) }
    const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT)
    for (let node = walk.nextNode(); node; node = walk.nextNode()) {
      if (node instanceof Element) for (const name of ['aria-label', 'title', 'placeholder', 'alt', 'aria-roledescription']) add(node.getAttribute(name))
      else if (node.parentElement && !node.parentElement.closest('script, style, textarea, code, [dir=auto]') && node.parentElement.checkVisibility()) add(node.textContent)
    }
    add(document.title)
    return [...words]
  })
}

type Leaf = { readonly key: string; readonly text: string }
function leavesOf(texts: object, path: readonly string[] = []): Leaf[] {
  return Object.entries(texts).flatMap(([name, value]): Leaf[] => typeof value === 'string' ? [{ key: [...path, name].join('.'), text: value }] : leavesOf(value as object, [...path, name])) // the cast: texts hold texts or more of them
}

/** A sentence as a pattern: its blanks may hold anything. Only those with enough words of their own are told apart from others. */
function patternOf(text: string): RegExp {
  const literal = text.split(/\{\{[^}]*\}\}/).map(part => part.replaceAll(/[\\^$.*+?()[\]{}|]/g, String.raw`\$&`)).join('.+')
  return new RegExp(`^${literal}$`)
}
const hasOwnWords = (text: string): boolean => !text.includes('{{') || text.replaceAll(/\{\{[^}]*\}\}/g, '').replaceAll(/[^\p{L}]/gu, '').length >= 5

/** Words on screen that are of the other language, keys that found no sentence, blanks that were not filled. */
export function strangersAmong(words: readonly string[], language: Language): string[] {
  const other = language === 'fr' ? 'en' : 'fr'
  const own = new Map(leavesOf(textsOf[language]).map(leaf => [leaf.key, leaf.text]))
  const ownTexts = new Set(own.values())
  const ownPatterns = [...ownTexts].filter(text => text.includes('{{')).map(patternOf)
  const foreign = leavesOf(textsOf[other]).filter(({ key, text }) => own.get(key) !== text && !ownTexts.has(text) && hasOwnWords(text)).map(leaf => ({ ...leaf, pattern: patternOf(leaf.text) }))
  const keys = new Set(own.keys())
  return words.flatMap(word => {
    if (keys.has(word) || [...keys].some(key => key.endsWith(`.${word}`) && word.includes('.')) || /^[a-z][A-Za-z]*(\.[A-Za-z][\w-]*)+$/.test(word) && !/\.(social|test|net|org|com|png|jpg)$/.test(word)) return [`key: ${word}`]
    if (word.includes('{{')) return [`blank: ${word}`]
    if (ownTexts.has(word) || ownPatterns.some(pattern => pattern.test(word))) return []
    const found = foreign.find(({ pattern }) => pattern.test(word))
    return found ? [`${other} (${found.key}): ${word}`] : []
  })
}

import type { Settings } from '../../preload/contract/system.ts'
import { english } from './en.ts'
import { french } from './fr.ts'
import type { Texts } from './sentences.ts'

export type { Texts } from './sentences.ts'

export type Language = 'fr' | 'en'

export const textsFor = (language: Language): Texts => (language === 'fr' ? french : english)

/** `system` follows the first of the computer's languages that Comptoir speaks; English when there is none. */
export function chooseLanguage(wanted: Settings['language'], systemLanguages: readonly string[]): Language {
  if (wanted !== 'system') return wanted
  for (const tag of systemLanguages) {
    if (/^fr(\b|[-_])/iu.test(tag)) return 'fr'
    if (/^en(\b|[-_])/iu.test(tag)) return 'en'
  }
  return 'en'
}

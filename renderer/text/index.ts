import i18next from 'i18next'
import { useSyncExternalStore } from 'react'
import * as en from './en/index.ts'
import * as fr from './fr/index.ts'
import { withManyForms } from './many-forms.ts'
import type { KeyOf, Say } from './shape.ts'
import { typesetAll } from './typeset-french.ts'

export type Language = 'fr' | 'en'
export type Texts = typeof en
export type Place = keyof Texts
export type TextKey<P extends Place> = KeyOf<Texts[P]>

/** Once, before the first drawing. */
export async function startTexts(language: Language): Promise<void> {
  await i18next.init({
    lng: language,
    fallbackLng: false,
    resources: { en: withManyForms(en), fr: withManyForms(typesetAll(fr)) },
    ns: Object.keys(en),
    defaultNS: 'common',
    interpolation: { escapeValue: false }, // React escapes; main receives no HTML from here
    returnNull: false,
  })
  markDocument(language)
}

export async function speak(language: Language): Promise<void> {
  await i18next.changeLanguage(language)
  markDocument(language)
}

function markDocument(language: Language): void {
  document.documentElement.lang = language
}

export const languageNow = (): Language => i18next.resolvedLanguage === 'fr' ? 'fr' : 'en'

function onLanguage(changed: () => void): () => void {
  i18next.on('languageChanged', changed)
  return () => { i18next.off('languageChanged', changed) }
}

/** The language on screen; draws again when it changes. */
export const useLanguage = (): Language => useSyncExternalStore(onLanguage, languageNow, languageNow)

const said = new Map<string, unknown>()
/** One for all who ask: i18next makes a new function each time, and hundreds of cards and rows are drawn at once. */
function sayIn<P extends Place>(language: Language, place: P): Say<Texts[P]> {
  const name = `${language} ${place}`
  if (!said.has(name)) said.set(name, i18next.getFixedT(language, place))
  // The cast: keys and values are held by Say, from the same objects that i18next was given.
  return said.get(name) as Say<Texts[P]>
}

/** The sentences of one place; draws again when the language changes. `const say = useText('inbox'); say('title')`. */
export const useText = <P extends Place>(place: P): Say<Texts[P]> => sayIn(useLanguage(), place)

/** The same outside React (notices, titles), in the language of now. */
export const textNow = <P extends Place>(place: P): Say<Texts[P]> => sayIn(languageNow(), place)

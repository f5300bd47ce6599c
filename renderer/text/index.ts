import i18next from 'i18next'
import { initReactI18next, useTranslation } from 'react-i18next'
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
  await i18next.use(initReactI18next).init({
    lng: language,
    fallbackLng: false,
    resources: { en: withManyForms(en), fr: withManyForms(typesetAll(fr)) },
    ns: Object.keys(en),
    defaultNS: 'common',
    interpolation: { escapeValue: false }, // React escapes; main receives no HTML from here
    returnNull: false,
    react: { useSuspense: false },
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

/** The sentences of one place; draws again when the language changes. `const say = useText('inbox'); say('title')`. */
export function useText<P extends Place>(place: P): Say<Texts[P]> {
  const { t } = useTranslation(place)
  // The cast: keys and values are held by Say, from the same objects that i18next was given.
  return t as unknown as Say<Texts[P]>
}

/** The same outside React (notices, titles), in the language of now. */
export function textNow<P extends Place>(place: P): Say<Texts[P]> {
  // The cast: as in useText.
  return i18next.getFixedT(null, place) as unknown as Say<Texts[P]>
}

export const languageNow = (): Language => i18next.resolvedLanguage === 'fr' ? 'fr' : 'en'

/** The language on screen; draws again when it changes. */
export function useLanguage(): Language {
  const { i18n } = useTranslation()
  return i18n.resolvedLanguage === 'fr' ? 'fr' : 'en'
}

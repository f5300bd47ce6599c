import { dialog, type BrowserWindow } from 'electron'
import type { Language, Texts } from '../text/texts.ts'

/** True: go on quitting. Asked only when something planned would not go out; Escape keeps Comptoir running. */
export async function askBeforeQuit(options: {
  readonly window: BrowserWindow | null
  readonly waiting: number
  readonly nextUtc: number | null
  readonly texts: Texts
  readonly language: Language
}): Promise<boolean> {
  const { window, waiting, nextUtc, texts } = options
  if (waiting === 0) return true
  const question = {
    type: 'question' as const, title: 'Comptoir', message: texts.quit.question(waiting), buttons: [texts.quit.stay, texts.quit.quit], defaultId: 0, cancelId: 0, noLink: true,
    ...(nextUtc === null ? {} : { detail: texts.quit.detail(sayWhen(nextUtc, options.language)) }),
  }
  const { response } = await (window === null || !window.isVisible() ? dialog.showMessageBox(question) : dialog.showMessageBox(window, question))
  return response === 1
}

/** "on Tuesday 24 November at 09:00", to stand inside a sentence. */
export function sayWhen(utc: number, language: Language, timeZone?: string): string {
  const at = new Date(utc)
  const day = new Intl.DateTimeFormat(language === 'fr' ? 'fr' : 'en-GB', { weekday: 'long', day: 'numeric', month: 'long', timeZone }).format(at)
  const time = new Intl.DateTimeFormat(language === 'fr' ? 'fr' : 'en-GB', { hour: '2-digit', minute: '2-digit', timeZone }).format(at)
  return language === 'fr' ? `${day} à ${time}` : `on ${day} at ${time}`
}

/** The page failed twice in a row: the owner decides. True: make a new window; false: quit. */
export async function askAfterPageLost(texts: Texts): Promise<boolean> {
  const { question, detail, reopen, quit } = texts.pageLost
  const { response } = await dialog.showMessageBox({ type: 'error', title: 'Comptoir', message: question, detail, buttons: [reopen, quit], defaultId: 0, cancelId: 0, noLink: true })
  return response === 0
}

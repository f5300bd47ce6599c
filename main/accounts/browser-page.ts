import type { Texts } from '../text/texts.ts'

/** The page the browser ends on after a sign-in: text only, nothing fetched, no script. */
export function browserPage(outcome: 'done' | 'refused', texts: Texts['browser'], language: 'fr' | 'en'): string {
  const mark = outcome === 'done' ? '#1f5d4a' : '#8a5a00'
  return `<!doctype html><html lang="${language}"><meta charset="utf-8"><meta name="color-scheme" content="light dark"><title>Comptoir</title>
<body style="font:18px/1.5 system-ui,sans-serif;display:grid;place-content:center;min-height:90vh;text-align:center"><h1 style="color:${mark};font-size:1.5rem">${texts[outcome]}</h1><p>${texts.close}</p></body></html>`
}

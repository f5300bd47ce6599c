import type { Answer } from './call.ts'
import { escapeHtml } from './render-text.ts'

const style = `body{font:16px/1.5 system-ui,sans-serif;max-width:40rem;margin:3rem auto;padding:0 1rem;color:#1c2530;background:#f6f4ef}
main{background:#fff;border:1px solid #ddd5c8;border-radius:12px;padding:1.5rem}img,video{max-width:100%;border-radius:8px}
button{font:inherit;padding:.6rem 1.4rem;border-radius:8px;border:1px solid #1f5f5b;cursor:pointer}button.yes{background:#1f5f5b;color:#fff}
button.no{background:#fff;color:#1f5f5b}code{font-size:1.2rem}figcaption,small{color:#5b6470}
@media (prefers-color-scheme:dark){body{background:#14181d;color:#e8e6e1}main{background:#1d232a;border-color:#38424d}figcaption,small{color:#a9b2bc}}`

/** A page of the Practice network. `body` is HTML, everything in it already escaped. `formTargets`: where its form may lead. */
export function page(language: string, title: string, body: string, status = 200, formTargets = "'none'"): Answer {
  return {
    status,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      'x-frame-options': 'DENY',
      'content-security-policy': `default-src 'none'; img-src 'self'; media-src 'self'; style-src 'unsafe-inline'; form-action ${formTargets}; frame-ancestors 'none'; base-uri 'none'`,
    },
    body: `<!doctype html><html lang="${language}"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escapeHtml(title)}</title><style>${style}</style><main>${body}</main></html>`,
  }
}

/** French when the browser prefers it to English, else English. */
export function pageLanguage(acceptLanguage: string | undefined): 'fr' | 'en' {
  const weighed = (acceptLanguage ?? '')
    .split(',')
    .map((part) => {
      const [tag = '', ...options] = part.trim().toLowerCase().split(';')
      const quality = options.map((option) => /^\s*q=([\d.]+)/.exec(option)?.[1]).find((value) => value !== undefined)
      return { language: tag.split('-')[0], quality: quality === undefined ? 1 : Number(quality) }
    })
    .filter(({ language, quality }) => (language === 'fr' || language === 'en') && quality > 0)
    .toSorted((one, other) => other.quality - one.quality)
  return weighed[0]?.language === 'fr' ? 'fr' : 'en'
}

import type { AccountSummary } from '../../preload/contract/accounts.ts'
import type { DeliveryRecord, StoryLine } from '../../preload/contract/publishing.ts'
import { storyWords } from '../../preload/contract/story-words/index.ts'
import { partCount } from './attempt.ts'
import { mediaOf, wordsOf } from './words-of.ts'

/** All that is known of one delivery, with every secret taken out before it comes here. */
export type Evidence = {
  readonly account: Pick<AccountSummary, 'network' | 'handle' | 'displayName' | 'serverUrl' | 'profileUrl'> | null
  readonly record: DeliveryRecord
  readonly lines: readonly StoryLine[]
  readonly writtenUtc: number
  readonly version: string
}

const style = `body{font:15px/1.5 system-ui,sans-serif;max-width:46rem;margin:2rem auto;padding:0 1rem;color:#221f1a;background:#faf7f1}h1{font-size:1.5rem}h2{font-size:1.1rem;margin-top:2rem}
.outcome{border:1px solid #8a8172;border-radius:8px;padding:.75rem 1rem;background:#fff;font-weight:600}dl{display:grid;grid-template-columns:10rem 1fr;gap:.35rem 1rem}dt{color:#5d5548}dd{margin:0;overflow-wrap:anywhere;white-space:pre-wrap}
ol{list-style:none;padding:0}li{border-top:1px solid #d9d1c2;padding:.5rem 0;overflow-wrap:anywhere;white-space:pre-wrap}time{display:block;color:#5d5548;font-variant-numeric:tabular-nums}code{display:block;color:#5d5548;font-size:12px}footer{margin-top:2rem;color:#5d5548}
@media print{body{background:#fff;margin:0}}`

/** The evidence as one page that needs nothing else: no script, no picture, nothing loaded. Whatever stands in a post is written as text. */
export function storyPage({ account, record, lines, writtenUtc, version }: Evidence, language: 'fr' | 'en'): string {
  const { delivery: { act, due, revision }, state } = record
  const words = storyWords(language, due.zone)
  const s = words.sentences.page
  const parts = Array.from({ length: partCount(act) }, (_, part) => part)
  const remotes = state.kind === 'published' ? state.remotes : lines.flatMap(line => line.facts.remotes ?? [])
  const addresses = [...new Set(remotes.map(remote => remote.url ?? remote.id))]
  const row = (name: string, value: string): string => (value === '' ? '' : `<dt>${escapeHtml(name)}</dt><dd>${value}</dd>`)
  const files = parts.flatMap(part => mediaOf(act, part)).join('\n')
  return `<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'"><meta name="referrer" content="no-referrer">
<title>${escapeHtml(s.title)}</title><style>${style}</style></head><body><main>
<h1>${escapeHtml(s.title)}</h1>
<p class="outcome">${escapeHtml(words.outcome(record))}</p>
<dl>
${row(s.account, account ? `${escapeHtml(account.displayName)} · ${escapeHtml(account.handle)} · ${escapeHtml(account.network)} · ${escapeHtml(account.serverUrl)}` : escapeHtml(record.delivery.accountId))}
${row(s.planned, `${escapeHtml(words.moment(due.utc, due.zone))} (${escapeHtml(due.zone)}) · ${escapeHtml(new Date(due.utc).toISOString())}`)}
${row(s.revision, String(revision))}
${row(s.words, escapeHtml(parts.map(part => wordsOf(act, part)).join('\n\n').trim()))}
${row(s.files, escapeHtml(files))}
${row(s.addresses, addresses.map(link).join('<br>'))}
</dl>
<h2>${escapeHtml(s.what)}</h2>
<ol>
${lines.map(line => `<li><time datetime="${new Date(line.utc).toISOString()}">${escapeHtml(words.moment(line.utc, due.zone))}</time>${escapeHtml(words.line(line))}${line.detail === '' ? '' : `<code>${escapeHtml(`${line.step}: ${line.detail}`)}</code>`}</li>`).join('\n')}
</ol>
<footer>${escapeHtml(s.written(version, words.moment(writtenUtc, due.zone)))}</footer>
</main></body></html>
`
}

function link(address: string): string {
  const url = URL.parse(address)
  return url?.protocol === 'https:' ? `<a href="${escapeHtml(url.href)}" rel="noreferrer noopener">${escapeHtml(address)}</a>` : escapeHtml(address)
}

const marks: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }
const escapeHtml = (text: string): string => text.replace(/[&<>"']/gu, mark => marks[mark] ?? mark)

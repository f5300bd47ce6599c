import { rmSync, existsSync } from 'node:fs'
import path from 'node:path'
import type { ExportSummary } from '../../preload/contract/index.ts'
import { fail, ok, type Result } from '../../preload/contract/result.ts'
import { storyWords } from '../../preload/contract/story-words/index.ts'
import type { Redaction } from '../system/redaction.ts'
import { isDiskFull, writeFileAtomically } from '../system/write-file.ts'
import { storyPage, type Evidence } from './story-page.ts'

export type StoryOrder = { readonly folder: string; readonly name: string; readonly language: 'fr' | 'en'; readonly redact: Redaction; readonly evidence: Evidence }

/** What somebody wrote is kept to the letter, but for secrets that are known as such; the rest is cleaned like the log. */
const ownWords = new Set(['text', 'alt', 'comment', 'contentWarning'])

/** One post's evidence: a page to read and the same as data. Both or neither; older ones of the same name are left alone. */
export function exportStory({ folder, name, language, redact, evidence }: StoryOrder, write: (file: string, text: string) => void = writeFileAtomically): Result<NonNullable<ExportSummary>> {
  const clean = withoutSecrets(evidence, redact)
  const words = storyWords(language, clean.record.delivery.due.zone)
  const data = {
    comptoir: 'story', format: 1, version: clean.version, written: new Date(clean.writtenUtc).toISOString(), outcome: words.outcome(clean.record), account: clean.account,
    ...clean.record, lines: clean.lines.map(line => ({ at: new Date(line.utc).toISOString(), sentence: words.line(line), ...line })),
  }
  const base = freeBase(path.join(folder, name.replaceAll(/[<>:"/\\|?*\p{Cc}]/gu, '-').slice(0, 120)))
  const files: readonly (readonly [string, string])[] = [[`${base}.html`, storyPage(clean, language)], [`${base}.json`, JSON.stringify(data, null, 1)]]
  try {
    for (const [file, text] of files) write(file, text)
    return ok({ folder, files: files.length })
  } catch (cause) {
    for (const [file] of files) rmSync(file, { force: true })
    if (isDiskFull(cause)) return fail({ kind: 'disk-full', detail: 'no space left where the story should be saved' })
    return fail({ kind: 'file-not-understood', detail: cause instanceof Error && 'code' in cause ? `the folder cannot be written: ${String(cause.code)}` : 'the folder cannot be written' })
  }
}

function freeBase(wanted: string): string {
  for (let number = 1; ; number++) {
    const base = number === 1 ? wanted : `${wanted} (${number})`
    if (!existsSync(`${base}.html`) && !existsSync(`${base}.json`)) return base
  }
}

/** A copy of the same shape, cleaned through and through. */
function withoutSecrets<T>(value: T, redact: Redaction, name = ''): T {
  const cleaned: unknown = typeof value === 'string' ? (ownWords.has(name) ? redact.cleanKnown(value) : redact.clean(value))
    : Array.isArray(value) ? value.map(one => withoutSecrets<unknown>(one, redact, name))
      : typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value).map(([key, one]) => [key, withoutSecrets<unknown>(one, redact, key)]))
        : value
  return cleaned as T // the cast: built member by member from a T
}

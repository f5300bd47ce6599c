import { beforeAll, expect, test, vi } from 'vitest'
import { checkDraft } from '../../preload/contract/check-draft.ts'
import { failure, refusalReason, type Failure } from '../../preload/contract/failures.ts'
import { emptyContent } from '../../preload/contract/drafts.ts'
import { deliveryState, type DeliveryState, type Look } from '../../preload/contract/publishing.ts'
import { madeAccount, madeDelivery } from '../test-support/made.ts'
import { describeFailure } from './describe-failure.ts'
import * as en from './en/index.ts'
import * as fr from './fr/index.ts'
import { formatsOf } from './format.ts'
import { speak, startTexts, textNow } from './index.ts'
import { sayAct, sayState } from './say-delivery.ts'
import { sayProblem } from './say-problem.ts'
import { typesetAll } from './typeset-french.ts'

const noon = Date.UTC(2026, 10, 24, 12)

beforeAll(async () => {
  vi.stubGlobal('document', { documentElement: { lang: '' } })
  await startTexts('en')
})

type Sentence = { readonly path: string; readonly text: string }
function sentencesOf(texts: object, path = ''): Sentence[] {
  return Object.entries(texts).flatMap(([key, value]) => typeof value === 'string' ? [{ path: `${path}${key}`, text: value }] : sentencesOf(value as object, `${path}${key}.`))
}
const namesIn = (text: string): string[] => [...text.matchAll(/\{\{\s*([\w-]+)/g)].map(match => match[1] ?? '').sort()
const isMany = (path: string): boolean => path.endsWith('_many')

test('both languages have the same sentences, with the same blanks, and none is empty', () => {
  const english = new Map(sentencesOf(en).map(({ path, text }) => [path, text]))
  const french = new Map(sentencesOf(fr).filter(({ path }) => !isMany(path)).map(({ path, text }) => [path, text]))
  expect([...french.keys()].sort()).toEqual([...english.keys()].sort())
  for (const [path, text] of english) {
    expect(text.trim(), path).not.toBe('')
    expect(french.get(path)?.trim(), path).not.toBe('')
    // One may count in words where the other counts in figures ("one picture").
    const names = (from: string | undefined) => namesIn(from ?? '').filter(name => name !== 'count')
    expect(names(french.get(path)), path).toEqual(names(text))
  }
})

test('a sentence that counts says so in its plural in both languages', () => {
  for (const [language, texts] of Object.entries({ en, fr })) {
    const paths = new Set(sentencesOf(texts).map(({ path }) => path))
    for (const path of paths) {
      if (path.endsWith('_one')) expect(paths, `${language} ${path}`).toContain(path.replace(/_one$/, '_other'))
      if (path.endsWith('_other')) expect(paths, `${language} ${path}`).toContain(path.replace(/_other$/, '_one'))
    }
  }
})

test('French is written as French is printed: curved apostrophes, spaces that do not break before ; : ! ? » and after «', () => {
  for (const { path, text } of sentencesOf(typesetAll(fr))) {
    expect(text, path).not.toMatch(/['"“”]|\.\.\./)
    const plain = text.replaceAll(/\{\{[^}]*\}\}/g, 'x').replaceAll(/https?:/g, '').replaceAll(/\b\d{1,2}:\d{2}\b/g, '')
    expect(plain, path).not.toMatch(/[^\u202f][;!?](?!\p{L})/u)
    expect(plain, path).not.toMatch(/[^\u00a0][:»%]/u)
    expect(plain, path).not.toMatch(/«(?!\u00a0)/u)
    expect(plain, path).not.toMatch(/\s{2}|^\s|\s$/u)
  }
})

test('a thing keeps one name: French says « post », and speaks no English', () => {
  for (const { path, text } of sentencesOf(fr)) {
    expect(text, path).not.toMatch(/\bpublications?\b/iu)
    if (path !== 'settings.languageOf.en') expect(text, path).not.toMatch(/\b(the|your|inbox|likes?|boosts?|followers?|feed|timeline|email|mail|english)\b/iu)
  }
})

/** One of each kind the contract knows: a new kind without a sentence fails here, and before that does not compile. */
const kinds: readonly string[] = failure.options.flatMap(union => union.options.map(shape => shape.shape.kind.value as string))
const oneOfEach: readonly Failure[] = kinds.flatMap((kind): Failure[] => {
  const whole = { kind, detail: 'x', untilUtc: noon, offByMs: 400_000, maxBytes: 8e6, sizeBytes: 9e6, candidates: [], port: 8400 }
  const sorts = kind === 'refused' ? refusalReason.options.map(reason => ({ ...whole, reason })) : kind === 'document-unreadable' ? ['locked', 'damaged'].map(why => ({ ...whole, why })) : [whole]
  return sorts.map(one => failure.parse(one))
})

test.each(['en', 'fr'] as const)('pain 16: each failure is a sentence and one act (%s)', async language => {
  await speak(language)
  expect(oneOfEach.length).toBeGreaterThan(35)
  for (const one of oneOfEach) {
    const { sentence, actLabel } = describeFailure(one)
    expect(sentence, one.kind).toMatch(/[.»”]$/)
    expect(sentence, one.kind).not.toMatch(/\{\{|\.[a-z-]+$|undefined/)
    expect(actLabel, one.kind).not.toMatch(/\./)
  }
})

test.each(['en', 'fr'] as const)('each state of a delivery and each kind of act is a sentence (%s)', async language => {
  await speak(language)
  const say = textNow('outbox')
  const formats = formatsOf(language, 'Europe/Paris')
  for (const shape of deliveryState.options) {
    const kind = shape.shape.kind.value
    const state = deliveryState.parse({
      kind, sinceUtc: noon, utc: noon, untilUtc: noon, why: kind === 'recalling' ? 'edited' : 'no-line', schedule: { id: '1', url: null, extra: null }, part: 0, looks: [], remotes: [], failure: { kind: 'missing', detail: '' }, question: { kind: 'late', byMs: 7_200_000 },
    })
    expect(sayState(state, { utc: noon, zone: 'Asia/Tokyo' }, say, formats, noon - 1), kind).toMatch(/[.…?)]$/)
  }
  expect(sayAct(madeDelivery('x').act, say)).toBe('Post')
})

test('a planned time names the town when the zone is not the computer’s', async () => {
  await speak('en')
  const state = sayState({ kind: 'planned' }, { utc: noon, zone: 'Asia/Tokyo' }, textNow('outbox'), formatsOf('en', 'Europe/Paris'), noon - 7_200_000)
  expect(state).toContain('21:00 (Tokyo)')
})

test('a post that lies there as a draft is not told as one whose answer was lost', async () => {
  await speak('en')
  const looks: Look[] = [{ utc: noon, found: 'no-proof', lookedAt: '', doubt: 'draft-there' }]
  const states: readonly DeliveryState[] = [{ kind: 'unknown', sinceUtc: noon, part: 0, looks }, { kind: 'needs-owner', question: { kind: 'unproved', looks } }]
  const said = states
    .map(state => sayState(state, { utc: noon, zone: 'Europe/Paris' }, textNow('outbox'), formatsOf('en', 'Europe/Paris'), noon))
  for (const sentence of said) expect(sentence).toMatch(/^It lies there as a draft/)
})

test('what a draft lacks is said in the language of now', async () => {
  await speak('fr')
  const { limits, abilities } = madeAccount()
  const content = { ...emptyContent(), parts: [{ text: 'é'.repeat(501), media: [], poll: null }] }
  const [problem] = checkDraft(content, limits, abilities)
  expect(problem && sayProblem(problem, textNow('problems'), formatsOf('fr'))).toBe('1 caractère de trop (500 au plus).')
})

test('counts and unknowns are written as people write them', async () => {
  await speak('fr')
  const formats = formatsOf('fr', 'Europe/Paris')
  expect(formats.number(12_345)).toMatch(/^12\s345$/)
  expect(formats.number(null)).toBe('–')
  expect(formats.relative(noon - 7_200_000, noon)).toMatch(/^il y a 2\sh$/)
  expect(formats.relative(noon + 600_000, noon)).toMatch(/^dans 10\smin$/)
  expect(textNow('data')('items', { count: 1_000_000 })).toContain('messages')
  expect(textNow('shell')('unread', { count: 0 })).toBe('0 non lu')
})

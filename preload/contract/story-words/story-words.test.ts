import { describe, expect, it } from 'vitest'
import { failure, type Failure } from '../failures.ts'
import { deliveryState, lookDoubt, ownerChoice, waitReason, type DeliveryState, type Look, type StoryFacts } from '../publishing.ts'
import { english } from './en.ts'
import { french } from './fr.ts'
import { storyText, storyWords } from './index.ts'

const noon = Date.UTC(2026, 10, 24, 12)
const line = (facts: StoryFacts, step = 'x') => ({ utc: noon, step, detail: 'raw words', facts })
const questions = [{ kind: 'late', byMs: 1 }, { kind: 'unproved', looks: [] }, { kind: 'sign-in' }, { kind: 'missing-there', dueUtc: noon, looks: [] }, { kind: 'restored', sinceUtc: noon, looks: [] }, { kind: 'too-many', count: 2 }, { kind: 'by-hand' }]
const states: readonly DeliveryState[] = deliveryState.options.flatMap(shape => {
  const whole = { kind: shape.shape.kind.value, sinceUtc: noon, utc: noon, untilUtc: noon, part: 0, looks: [], remotes: [], schedule: { id: 's', url: null, extra: null }, failure: { kind: 'missing', detail: '' } }
  if (whole.kind === 'needs-owner') return questions.map(question => deliveryState.parse({ ...whole, question }))
  if (whole.kind === 'waiting') return waitReason.options.map(why => deliveryState.parse({ ...whole, why }))
  return [deliveryState.parse({ ...whole, why: 'edited' })]
})
const failures: readonly Failure[] = failure.options.flatMap(union => union.options.map(shape => failure.parse({ kind: shape.shape.kind.value, reason: 'text', detail: 'x', untilUtc: noon, offByMs: 1, maxBytes: 1, sizeBytes: 1, candidates: [], port: 8400, why: 'locked' })))
const places: readonly Look['place'][] = [undefined, { kind: 'own-posts', count: 0 }, { kind: 'own-posts', count: 1 }, { kind: 'own-posts', count: 7 }, { kind: 'conversation', count: 2 }, { kind: 'own-place' }, { kind: 'changed-post' }, { kind: 'nowhere' }]

describe.each(['en', 'fr'] as const)('a story in words (%s)', language => {
  const words = storyWords(language, 'Europe/Paris')
  const isSentence = (text: string, of: unknown): void => {
    expect(text, JSON.stringify(of)).toMatch(/^\p{Lu}|^\d/u)
    expect(text, JSON.stringify(of)).toMatch(/[.…]$/u)
    expect(text, JSON.stringify(of)).not.toMatch(/undefined|\[object|NaN|raw words/u)
  }

  it('each state, each failure, each choice and each outcome is a sentence', () => {
    for (const to of states) {
      isSentence(words.line(line({ to })), to)
      isSentence(words.outcome({ delivery: { due: { wall: '2026-11-24T13:00', zone: 'Europe/Paris', utc: noon } } as never, state: to }), to) // the cast: an outcome tells of the time and the state
    }
    for (const one of failures) isSentence(words.line(line({ to: { kind: 'failed', utc: noon, failure: one }, failure: one })), one)
    for (const choice of ownerChoice.options) isSentence(words.line(line({ to: { kind: 'planned' }, choice })), choice)
    isSentence(words.line({ ...line({}), facts: {} }), 'older')
  })

  it('each look says where and with what result', () => {
    for (const place of places) {
      for (const doubt of [undefined, ...lookDoubt.options]) for (const found of ['absent', 'no-proof', 'not-reached'] as const) isSentence(words.look({ utc: noon, found, lookedAt: 'raw words', place, doubt }), { place, doubt, found })
    }
  })

  it('what was posted by hand is told as the owner’s word, with the address they gave', () => {
    const remotes = [{ id: 'x', url: 'https://net.example/1', extra: null }]
    const to: DeliveryState = { kind: 'published', utc: noon, remotes, byOwner: true }
    expect(words.line(line({ to, choice: 'it-is-there', remotes }, 'owner'))).toMatch(language === 'fr' ? /^Vous avez dit.*https:\/\/net\.example\/1$/u : /^You said.*https:\/\/net\.example\/1$/u)
    expect(words.outcome({ delivery: { due: { wall: '', zone: 'Europe/Paris', utc: noon } } as never, state: to })).toMatch(language === 'fr' ? /Vous avez dit qu’il y est/u : /You said that it is there/u) // the cast: an outcome tells of the time and the state
  })

  it('can be copied with its exact record beneath each line', () => {
    expect(storyText([line({ to: { kind: 'planned' } }, 'restart')], words)).toMatch(/2026.*13:00:00.*Comptoir.*\n {4}restart: raw words$/u)
  })
})

it('both languages have the same sentences', () => {
  const keys = (of: object): string[] => Object.entries(of).flatMap(([key, value]) => (typeof value === 'object' && value !== null ? keys(value as object).map(inner => `${key}.${inner}`) : [key])).sort()
  expect(keys(french)).toEqual(keys(english))
})

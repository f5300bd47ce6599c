import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { item as itemShape, type Item } from '../../preload/contract/items.ts'
import { defaultSettings, type Settings } from '../../preload/contract/system.ts'
import { textsFor } from '../text/texts.ts'
import { decideAfterQuiet, decideRings, nothingHeld, shorten, type ItemFacts } from './decide-rings.ts'
import { isQuiet } from './quiet-hours.ts'

let number = 0
const item = (kind: Item['kind'] = 'reply', over: object = {}): Item => itemShape.parse({
  key: `mastodon:acc:${++number}`, accountId: 'acc', network: 'mastodon', kind, text: 'Vous êtes ouverts le lundi ?', contentWarning: null, media: [], createdUtc: 0, isPublic: true, ref: null, about: null, conversation: 'c',
  person: { remoteId: 'p', handle: 'anne@social.example', displayName: 'Anne', profileUrl: null, avatarUrl: null }, ...over,
})
const facts = (over: Partial<ItemFacts> = {}): ItemFacts => ({ settings: defaultSettings, clock: '12:00', texts: textsFor('fr'), accountName: () => 'Boulangerie Martin', isOwn: () => false, ...over })
const nightly: Settings = { ...defaultSettings, quietHours: { isOn: true, from: '20:00', to: '08:00' } }

describe('what rings', () => {
  it('an answer, with who and where, and a click that leads to it', () => {
    const one = item()
    expect(decideRings([one], nothingHeld, facts()).rings).toEqual([{ title: 'Anne vous répond', body: 'Vous êtes ouverts le lundi ?\nsur Boulangerie Martin', opens: { kind: 'item', key: one.key } }])
  })

  it('each of three, but four as one that leads to the inbox', () => {
    expect(decideRings([item(), item(), item()], nothingHeld, facts()).rings).toHaveLength(3)
    expect(decideRings([item('mention'), item(), item('message'), item('quote')], nothingHeld, facts()).rings).toEqual([{ title: '4 nouveautés dans vos messages', body: '3 mentions et 1 message', opens: { kind: 'place', place: 'inbox' } }])
  })

  it('only the kinds the owner wants', () => {
    const all = [item('mention'), item('message'), item('like'), item('notice')]
    expect(decideRings(all, nothingHeld, facts()).rings).toHaveLength(3) // reactions are off at first
    const none: Settings = { ...defaultSettings, notifications: { mentions: false, messages: false, reactions: false, problems: false } }
    expect(decideRings(all, nothingHeld, facts({ settings: none })).rings).toEqual([])
  })

  it('nothing of one\'s own, nor of an account that is gone', () => {
    expect(decideRings([item()], nothingHeld, facts({ isOwn: () => true })).rings).toEqual([])
    expect(decideRings([item()], nothingHeld, facts({ accountName: () => null })).rings).toEqual([])
  })

  it('shows the warning instead of what it covers', () => {
    expect(decideRings([item('reply', { contentWarning: 'Fin du film', text: 'Il meurt' })], nothingHeld, facts()).rings[0]?.body).toBe('Fin du film\nsur Boulangerie Martin')
  })

  it('has words for every kind, in both languages', () => {
    const every: Settings = { ...defaultSettings, notifications: { mentions: true, messages: true, reactions: true, problems: true } }
    for (const kind of itemShape.shape.kind.options) {
      const [fr, en] = (['fr', 'en'] as const).map(language => decideRings([item(kind)], nothingHeld, facts({ settings: every, texts: textsFor(language) })).rings[0]?.title)
      expect(fr && en && fr !== en).toBe(true)
    }
  })
})

describe('in quiet hours', () => {
  it('nothing rings; all is told once when they are over', () => {
    const night = facts({ settings: nightly, clock: '23:10' })
    const first = decideRings([item(), item('message')], nothingHeld, night)
    const second = decideRings([item()], first.held, night)
    expect([first.rings, second.rings, decideAfterQuiet(second.held, night).rings]).toEqual([[], [], []])
    const morning = decideAfterQuiet({ ...second.held, troubles: 1 }, { ...night, clock: '08:00' })
    expect(morning.rings.map(ring => [ring.title, ring.body])).toEqual([['Pendant vos heures calmes', '2 mentions et 1 message'], ['Pendant vos heures calmes', '1 post a besoin de vous']])
    expect(decideAfterQuiet(morning.held, facts()).rings).toEqual([])
  })

  it.each([['20:00', '08:00', '20:00', true], ['20:00', '08:00', '07:59', true], ['20:00', '08:00', '08:00', false], ['12:00', '14:00', '13:00', true], ['12:00', '14:00', '14:00', false], ['09:00', '09:00', '09:00', false]])('from %s to %s, %s is quiet: %s', (from, to, clock, quiet) => {
    expect(isQuiet({ isOn: true, from, to }, clock)).toBe(quiet)
    expect(isQuiet({ isOn: false, from, to }, clock)).toBe(false)
  })
})

describe('a stranger\'s words', () => {
  it('are one short line, cut between whole characters', () => {
    expect(shorten('a\n\nb\tc', 10)).toBe('a b c')
    expect(shorten('👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦', 2)).toBe('👩‍👩‍👧‍👦👩‍👩‍👧‍👦…')
    expect(shorten('pay \u202Eelpmaxe.live', 40)).toBe('pay elpmaxe.live')
  })
  it('never grow', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 1, max: 50 }), (text, max) => { expect([...new Intl.Segmenter().segment(shorten(text, max))].length).toBeLessThanOrEqual(max + 1) }))
  })
})

import { expect, test } from 'vitest'
import { accountId } from '../../../preload/contract/ids.ts'
import { likeness, lookAlikesOf, prepare, wordsOf } from './look-alike.ts'

const bakery = accountId.parse('bakery')
const noon = Date.UTC(2026, 10, 24, 12)
const minuteMs = 60_000
const at = (text: string, utc = noon) => prepare({ postId: null, utc, zone: null, text })
const like = (a: string, b: string): number => likeness(at(a), at(b))

test('pain 9: the same text is the same whatever its case, accents, marks, emoji and addresses', () => {
  expect(wordsOf('Le Pain d’épeautre est PRÊT ! 🥖 https://a.example/x?utm=1')).toBe('le pain d epeautre est pret')
  expect(like('Fresh sourdough at seven tomorrow: come early! 🥖', 'fresh sourdough at seven tomorrow. Come early')).toBe(1)
})

test('pain 9: a text with a word or two changed is nearly the same', () => {
  expect(like('Our Christmas logs can be ordered from today, in the shop or by telephone until the 20th.', 'Our Christmas logs can still be ordered, in the shop or by telephone until the 20th.')).toBeGreaterThan(0.6)
  expect(like('La galette des rois est arrivée, réservez la vôtre avant vendredi soir.', 'La galette des rois est arrivée : réservez la vôtre avant samedi soir !')).toBeGreaterThan(0.6)
})

test('pain 9: what a shop says each day in its usual form is not a repetition', () => {
  expect(like('Menu du jour : quiche lorraine, salade verte, tarte aux pommes, 12 €', 'Menu du jour : blanquette de veau, riz, tarte aux pommes, 12 €')).toBeLessThan(0.6)
  expect(like('At lunch: onion tart and green salad, €7.50.', 'At lunch: leek soup and toasted rye bread, €6.80.')).toBeLessThan(0.6)
  expect(like('Good morning!', 'Good evening!')).toBe(0)
  expect(like('', '')).toBe(0)
})

test('pain 9: told are the likest other post and the nearest one that is too near', () => {
  const others = [at('Bread at eight, as every day of the week', noon - 86_400_000), at('Something else altogether', noon + 30_000), at('Far away', noon + 60 * minuteMs)]
  expect(lookAlikesOf(bakery, 'Bread at eight as every day of the week!', noon, others, 1)).toEqual([
    { kind: 'same', accountId: bakery, other: others[0] }, { kind: 'close', accountId: bakery, other: others[1], gapMinutes: 1 },
  ])
  expect(lookAlikesOf(bakery, 'Nothing like it', noon, others, 0)).toEqual([])
})

test('twenty thousand posts are looked through without a noticeable wait', () => {
  const words = Array.from({ length: 500 }, (_, n) => `word${n}`)
  const textOf = (n: number): string => Array.from({ length: 30 }, (_, i) => words[(n * 31 + i * i * 7) % 500]).join(' ')
  const others = Array.from({ length: 20_000 }, (_, n) => at(textOf(n), noon - n * minuteMs))
  const startedMs = performance.now()
  expect(lookAlikesOf(bakery, textOf(777), noon, others, 0)).toHaveLength(1)
  // Measured 170 to 440 ms on two cores that a dozen programs shared; an account has a few hundred in its thirty days.
  expect(performance.now() - startedMs).toBeLessThan(2000)
})

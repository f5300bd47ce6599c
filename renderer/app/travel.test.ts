import { expect, test } from 'vitest'
import { travelOf } from './travel.ts'

test('pain 36: after a journey it is said once that posts keep the time of the place they were planned for', () => {
  expect(travelOf('America/New_York', 'Europe/Paris', ['Europe/Paris'])).toEqual({ here: 'America/New_York', kept: ['Europe/Paris'] })
  expect(travelOf('America/New_York', 'America/New_York', ['Europe/Paris'])).toBeNull()
})

test('pain 36: a first start, a return home and a plan made for here say nothing', () => {
  expect(travelOf('Europe/Paris', '', ['Asia/Tokyo'])).toBeNull()
  expect(travelOf('Europe/Paris', 'America/New_York', ['Europe/Paris'])).toBeNull()
  expect(travelOf('Europe/Paris', 'America/New_York', [])).toBeNull()
})

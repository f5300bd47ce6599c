import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import { accountId, postId } from '../../../../preload/contract/ids.ts'
import { planAt } from '../../../../preload/contract/plan-time.ts'
import { computerZone } from '../../../text/format.ts'
import type { Card } from '../calendar-cards.ts'
import { PostCard } from './card.tsx'

const cardAt = (wall: string): Card => {
  const plan = planAt(wall, computerZone())
  return { id: postId.parse('p1'), plan, planUtc: plan.utc, text: 'Fresh bread', picture: null, pictures: 0, accountIds: [accountId.parse('a')], states: {}, state: 'scheduled', canChange: true, isUnsent: false, news: [] }
}

test('pain 38: a card of the month shows its time, however narrow it is', () => {
  expect(renderToStaticMarkup(<PostCard card={cardAt('2026-11-24T09:30')} />)).toMatch(/<time[^>]*>9:30<\/time>/u)
  expect(renderToStaticMarkup(<PostCard card={cardAt('2026-11-24T17:05')} isWide />)).toMatch(/<time[^>]*>17:05<\/time>/u)
})

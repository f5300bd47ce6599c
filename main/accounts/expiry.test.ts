import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import type { AccountSummary } from '../../preload/contract/accounts.ts'
import type { AccountId, NetworkId } from '../../preload/contract/ids.ts'
import { ability, type Abilities } from '../../preload/contract/networks.ts'
import { createJournal } from '../journal/journal.ts'
import { defaultLimits } from '../networks/mastodon/limits.ts'
import { delivery, startUtc } from '../publishing/test-bench.ts'
import { expiryNews } from './expiry.ts'

const dayMs = 24 * 3_600_000
const account: AccountSummary = {
  id: 'a' as AccountId, network: 'bluesky' as NetworkId, remoteId: 'me', handle: 'me', displayName: 'Me', profileUrl: null, avatarUrl: null, serverUrl: 'https://paper.example', isPractice: false, // the casts: ids of a test
  state: { kind: 'connected' }, connectedUtc: startUtc, lastContactUtc: null, historySinceUtc: null, expiresUtc: startUtc + 14 * dayMs,
  abilities: Object.fromEntries(ability.options.map(name => [name, { kind: 'works' }])) as Abilities, limits: defaultLimits, // the cast: one entry for each
}

it('pain 24: tells of a sign-in that ends by itself seven days and one day before, once each, with the posts it concerns', () => {
  const folder = mkdtempSync(join(tmpdir(), 'comptoir-expiry-'))
  const open = () => createJournal(join(folder, 'journal.sqlite'), { now: () => startUtc, warn: () => undefined })
  let journal = open()
  onTestFinished(() => {
    journal.close()
    rmSync(folder, { recursive: true })
  })
  journal.accounts.put(account)
  journal.deliveries.put(delivery('before', { dueUtc: startUtc + 13 * dayMs }), startUtc)
  journal.deliveries.put(delivery('after', { dueUtc: startUtc + 15 * dayMs }), startUtc)
  const told = (days: number) => expiryNews(journal, startUtc + days * dayMs).map(news => [news.days, news.posts])
  expect(told(6.9)).toEqual([])
  expect(told(7)).toEqual([[7, 1]])
  journal.close()
  journal = open()
  expect(told(8)).toEqual([])
  expect(told(13.5)).toEqual([[1, 1]])
  expect(told(13.9)).toEqual([])
  expect(told(14.1)).toEqual([])
  journal.accounts.put({ ...account, expiresUtc: startUtc + 28 * dayMs })
  expect(told(21)).toEqual([[7, 0]])
})

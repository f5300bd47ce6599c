import { useLiveQuery } from 'dexie-react-hooks'
import { useMemo } from 'react'
import { create } from 'zustand'
import type { AccountId } from '../../../preload/contract/ids.ts'
import { planAtInstant } from '../../../preload/contract/plan-time.ts'
import { useScreen } from '../../app/screen.ts'
import { useAccounts } from '../../app/use-accounts.ts'
import { useNow } from '../../app/use-now.ts'
import { ownPostsBetween } from '../../db/own-posts.ts'
import { accountDays } from '../../db/samples.ts'
import type { AccountDayRow, AccountRow, OwnPostRow } from '../../db/schema.ts'
import { computerZone } from '../../text/format.ts'
import { firstDayOf, type Day, type Period } from './analytics-state.ts'
import type { Sorting } from './post-table.ts'

/** What is chosen on this page: kept while the owner looks at other places. */
export const useAnalyticsPage = create<{ readonly period: Period; readonly sorting: Sorting; change(page: Partial<{ period: Period; sorting: Sorting }>): void }>()(set => ({
  period: '30', sorting: { column: 'date', isDescending: true }, change: page => { set(page) },
}))

export type AnalyticsData = {
  readonly accounts: readonly AccountRow[]
  readonly days: ReadonlyMap<AccountId, readonly AccountDayRow[]>
  /** Newest first, without answers. */
  readonly posts: readonly OwnPostRow[]
  readonly today: Day
  /** The first day shown; null: all there is. */
  readonly from: Day | null
  /** The newest figure on the page; 0 when there is none. A lower bound: what did not change is not told again for a day. */
  readonly freshUtc: number
}

const noAccounts: readonly AccountRow[] = []

/** One row a day and account, and the posts of the period, both by index range. Undefined until the store has answered. */
export function useAnalytics(): AnalyticsData | undefined {
  const period = useAnalyticsPage(page => page.period)
  const filter = useScreen(screen => screen.accountFilter)
  const connected = useAccounts()
  const today = planAtInstant(useNow(), computerZone()).wall.slice(0, 10)
  const from = firstDayOf(period, today)
  const accounts = useMemo(() => (connected ?? noAccounts).filter(account => filter.length === 0 || filter.includes(account.id)), [connected, filter])
  // Accounts change with each contact; their ids seldom.
  const ids = JSON.stringify(accounts.map(account => account.id))
  const read = useLiveQuery(async () => {
    const wanted = JSON.parse(ids) as AccountId[] // the cast: written just above
    const fromUtc = from === null ? 0 : new Date(`${from}T00:00`).getTime()
    const [posts, ...days] = await Promise.all([
      wanted.length === 0 ? [] : ownPostsBetween(fromUtc, Number.MAX_SAFE_INTEGER, wanted),
      ...wanted.map(id => accountDays(id, from ?? '', today)),
    ])
    return { days: new Map(wanted.map((id, index) => [id, days[index] ?? []])), posts: posts.filter(post => !post.isReply) }
  }, [ids, from, today])
  return useMemo(() => read && connected && {
    ...read, accounts, today, from,
    freshUtc: Math.max(0, ...[...read.days.values()].map(rows => rows.at(-1)?.utc ?? 0), read.posts.reduce((latest, post) => Math.max(latest, post.figuresUtc), 0)),
  }, [read, connected, accounts, today, from])
}

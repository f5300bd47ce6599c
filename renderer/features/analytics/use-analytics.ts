import { useLiveQuery } from 'dexie-react-hooks'
import { useEffect, useMemo, useState } from 'react'
import { create } from 'zustand'
import type { AccountId } from '../../../preload/contract/ids.ts'
import { planAtInstant } from '../../../preload/contract/plan-time.ts'
import { useScreen } from '../../app/screen.ts'
import { useAccounts } from '../../app/use-accounts.ts'
import { useNow } from '../../app/use-now.ts'
import { followOlderOwnPosts } from '../../db/older-own-posts.ts'
import { ownPostsBetween } from '../../db/own-posts.ts'
import { accountDays } from '../../db/samples.ts'
import type { AccountDayRow, AccountRow, OwnPostRow } from '../../db/schema.ts'
import { computerZone } from '../../text/format.ts'
import { addDays, firstDayOf, type Day, type Period } from './analytics-state.ts'
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
  /** The newest posts are there, the older ones are still being read. */
  readonly isReading: boolean
  readonly today: Day
  /** The first day shown; null: all there is. */
  readonly from: Day | null
  /** The newest figure on the page; 0 when there is none. A lower bound: what did not change is not told again for a day. */
  readonly freshUtc: number
}

const noAccounts: readonly AccountRow[] = []
/** Of all there is, so many days are read at once, the rest after them. */
const daysAtOnce = 90

/** One row a day and account, and the posts of the period, both by index range. Undefined until the store has answered; of all there is, the newest come first. */
export function useAnalytics(): AnalyticsData | undefined {
  const period = useAnalyticsPage(page => page.period)
  const filter = useScreen(screen => screen.accountFilter)
  const connected = useAccounts()
  const today = planAtInstant(useNow(), computerZone()).wall.slice(0, 10)
  const from = firstDayOf(period, today)
  const accounts = useMemo(() => (connected ?? noAccounts).filter(account => filter.length === 0 || filter.includes(account.id)), [connected, filter])
  // Accounts change with each contact; their ids seldom.
  const ids = JSON.stringify(accounts.map(account => account.id))
  const fromUtc = new Date(`${from ?? addDays(today, -daysAtOnce)}T00:00`).getTime()
  const older = useOlder(from === null ? fromUtc : null, ids)
  const read = useLiveQuery(async () => {
    const wanted = JSON.parse(ids) as AccountId[] // the cast: written just above
    const [posts, ...days] = await Promise.all([
      wanted.length === 0 ? [] : ownPostsBetween(fromUtc, Number.MAX_SAFE_INTEGER, wanted),
      ...wanted.map(id => accountDays(id, from ?? '', today)),
    ])
    return { days: new Map(wanted.map((id, index) => [id, days[index] ?? []])), posts: posts.filter(post => !post.isReply) }
  }, [ids, from, fromUtc, today])
  const posts = useMemo(() => read && older ? [...read.posts, ...older] : read?.posts, [read, older])
  const isReading = from === null && older === null
  return useMemo(() => {
    if (!read || !posts || !connected || (isReading && posts.length === 0)) return undefined
    const freshUtc = Math.max(0, ...[...read.days.values()].map(rows => rows.at(-1)?.utc ?? 0), posts.reduce((latest, post) => Math.max(latest, post.figuresUtc), 0))
    return { days: read.days, posts, isReading, accounts, today, from, freshUtc }
  }, [read, posts, isReading, connected, accounts, today, from])
}

/** Posts before a time, without answers; null until all are there, and while none are wanted. `ids` as JSON. */
function useOlder(beforeUtc: number | null, ids: string): readonly OwnPostRow[] | null {
  const [read, setRead] = useState<{ readonly of: string; readonly posts: readonly OwnPostRow[] } | null>(null)
  const of = `${beforeUtc} ${ids}`
  useEffect(() => {
    if (beforeUtc === null) return undefined
    const wanted = JSON.parse(ids) as AccountId[] // the cast: written by useAnalytics
    return followOlderOwnPosts(beforeUtc, wanted, rows => { setRead({ of, posts: rows.filter(post => !post.isReply) }) }, error => { console.error('older posts were not read', error) })
  }, [beforeUtc, ids, of])
  return read?.of === of ? read.posts : null
}

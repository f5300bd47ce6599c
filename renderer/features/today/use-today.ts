import { useLiveQuery } from 'dexie-react-hooks'
import { useMemo } from 'react'
import type { AccountId } from '../../../preload/contract/ids.ts'
import { useScreen } from '../../app/screen.ts'
import { useAccounts } from '../../app/use-accounts.ts'
import { useNow } from '../../app/use-now.ts'
import { useOutbox } from '../../app/use-outbox.ts'
import { deliveriesBetween, plannedFrom } from '../../db/deliveries.ts'
import { ownPostsBetween } from '../../db/own-posts.ts'
import { postsBetween } from '../../db/posts.ts'
import type { AccountRow, ItemRow, OwnPostRow } from '../../db/schema.ts'
import { computerZone } from '../../text/format.ts'
import { weekResult, type WeekResult } from '../analytics/index.ts'
import { readWaiting } from './read-waiting.ts'
import { expiringSoon, needsOf, outgoingOf, plannedPerDay, waitingOf, weekFrom, type Day, type Need, type Outgoing } from './today-state.ts'

const noAccounts: readonly AccountRow[] = []
const dayMs = 24 * 3_600_000
/** The week and the quarter before it: what is usual is what was usual lately. */
const resultDays = 7 + 90

export type TodayData = {
  readonly nowUtc: number
  readonly accounts: readonly AccountRow[]
  readonly needs: readonly Need[]
  readonly outgoing: readonly Outgoing[]
  readonly waiting: readonly ItemRow[]
  readonly isWaitingCut: boolean
  readonly perDay: ReadonlyMap<Day, number>
  readonly result: WeekResult<OwnPostRow>
  /** Nothing was ever written or received: the page teaches instead. */
  readonly isFirstDay: boolean
}

/** All that the page says, each part by index range; undefined until the store has answered. */
export function useToday(): TodayData | undefined {
  const nowUtc = useNow()
  const zone = computerZone()
  const filter = useScreen(screen => screen.accountFilter)
  const accounts = useAccounts()
  const { asks, travelling } = useOutbox()
  // The day changes once in 24 hours, not each half minute.
  const { startUtc, tomorrowUtc, endUtc } = weekFrom(nowUtc, zone)
  // A query each: a delivery that changes must not read the quarter's posts again.
  const posts = useLiveQuery(() => postsBetween(startUtc, endUtc), [startUtc, endUtc])
  const deliveries = useLiveQuery(() => deliveriesBetween(startUtc, tomorrowUtc), [startUtc, tomorrowUtc])
  const open = useLiveQuery(() => readWaiting(filter, startUtc), [filter, startUtc])
  const own = useLiveQuery(() => ownPostsBetween(startUtc - resultDays * dayMs, Number.MAX_SAFE_INTEGER, filter), [startUtc, filter])
  const expiring = expiringSoon(accounts ?? noAccounts, nowUtc)
  const expiryOf = JSON.stringify(expiring.map(({ id, expiresUtc }) => [id, expiresUtc]))
  const concerned = useLiveQuery(async () => {
    const wanted = JSON.parse(expiryOf) as [AccountId, number][] // the cast: written just above
    return new Map(await Promise.all(wanted.map(async ([id, utc]) => [id, await plannedFrom(id, utc)] as const)))
  }, [expiryOf])
  const result = useMemo(() => own && weekResult(own.filter(post => post.goneUtc === undefined), nowUtc), [own, nowUtc])
  return useMemo(() => {
    if (!posts || !deliveries || !open || !own || !result || !accounts) return undefined
    const { days } = weekFrom(startUtc, zone)
    const expiries = expiringSoon(accounts, nowUtc).map((account): Need => ({ kind: 'expiry', account, expiresUtc: account.expiresUtc, posts: concerned?.get(account.id) ?? [] }))
    const needs = [...needsOf([...asks, ...travelling], accounts, filter), ...expiries]
    const isEmpty = needs.length === 0 && posts.length === 0 && deliveries.length === 0 && open.items.length === 0 && own.length === 0
    return {
      nowUtc, accounts, needs, isFirstDay: isEmpty && filter.length === 0,
      outgoing: outgoingOf(deliveries, posts.filter(post => post.planUtc < tomorrowUtc), filter),
      waiting: waitingOf(open.items, open.answers, nowUtc), isWaitingCut: open.isCut,
      perDay: plannedPerDay(days, posts, zone, filter),
      result,
    }
  }, [posts, deliveries, open, own, result, accounts, concerned, asks, travelling, filter, nowUtc, startUtc, tomorrowUtc, zone])
}

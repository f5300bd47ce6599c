import { useMediaQuery } from '@mantine/hooks'
import { useLiveQuery } from 'dexie-react-hooks'
import { useMemo, useRef } from 'react'
import { create } from 'zustand'
import type { AccountId, PostId } from '../../../preload/contract/ids.ts'
import { useNow } from '../../app/use-now.ts'
import { useScreen } from '../../app/screen.ts'
import { changesOfPosts, deliveriesBetween } from '../../db/deliveries.ts'
import { changedOwnPosts } from '../../db/own-posts.ts'
import { draftsWithoutTime, postsBetween } from '../../db/posts.ts'
import { computerZone, useFormats } from '../../text/format.ts'
import { cardsOf, type Card } from './calendar-cards.ts'
import { daysShown, dayOf, firstWeekDayOf, groupByDay, instantsOf, type CalendarView, type Day } from './calendar-state.ts'

/** Which page is open: kept while the owner looks at other places. */
export const useCalendarPage = create<{ readonly view: CalendarView; readonly anchor: Day | null; readonly showsTray: boolean | null; turnTo(page: { readonly view?: CalendarView; readonly anchor?: Day }): void; showTray(isShown: boolean): void }>()(set => ({
  view: 'month', anchor: null, showsTray: null,
  turnTo: page => { set(page) },
  showTray: showsTray => { set({ showsTray }) },
}))

/** As the owner chose; until then with the room there is now: a window can get its width after the page was loaded. */
export function useShowsTray(): boolean {
  const hasRoom = useMediaQuery('(min-width: 1180px)', false, { getInitialValueInEffect: false })
  return useCalendarPage(page => page.showsTray) ?? hasRoom
}

export type CalendarData = {
  readonly view: CalendarView
  readonly anchor: Day
  readonly days: readonly Day[]
  readonly today: Day
  readonly zone: string
  readonly byDay: ReadonlyMap<Day, readonly Card[]>
  readonly tray: readonly Card[]
  /** False until the store has answered for the first time. */
  readonly isRead: boolean
}

const noCards: ReadonlyMap<PostId, Card> = new Map()

/** The posts of the days on screen, read by index range alone, whatever else is stored. */
export function useCalendar(): CalendarData {
  const { view, anchor: chosen } = useCalendarPage()
  const { locale } = useFormats()
  const filter = useScreen(screen => screen.accountFilter)
  const zone = computerZone()
  const today = dayOf(useNow(), zone)
  const anchor = chosen ?? today
  const days = useMemo(() => daysShown(view, anchor, firstWeekDayOf(locale)), [view, anchor, locale])
  const { fromUtc, untilUtc } = useMemo(() => instantsOf(days, zone), [days, zone])

  const remembered = useRef(noCards)
  const shown = useLiveQuery(async () => {
    const [posts, deliveries, acts, seen] = await Promise.all([postsBetween(fromUtc, untilUtc), deliveriesBetween(fromUtc, untilUtc), changesOfPosts(), changedOwnPosts()])
    remembered.current = cardsOf(posts, deliveries, remembered.current, { acts, seen })
    return remembered.current
  }, [fromUtc, untilUtc])
  const undated = useLiveQuery(() => draftsWithoutTime(200))

  const byDay = useMemo(() => groupByDay([...(shown ?? noCards).values()].filter(card => isWanted(card, filter)), days, zone), [shown, filter, days, zone])
  const tray = useMemo(() => [...cardsOf(undated ?? [], [], noCards).values()].filter(card => isWanted(card, filter)), [undated, filter])
  return { view, anchor, days, today, zone, byDay, tray, isRead: shown !== undefined }
}

const isWanted = (card: Card, filter: readonly AccountId[]): boolean => filter.length === 0 || card.accountIds.some(id => filter.includes(id))

import { memo, useLayoutEffect, useRef, useState } from 'react'
import type { PostId } from '../../../../preload/contract/ids.ts'
import { useFormats } from '../../../text/format.ts'
import { useText } from '../../../text/index.ts'
import type { Card } from '../calendar-cards.ts'
import type { Day } from '../calendar-state.ts'
import { AddButton } from './add-button.tsx'
import { PostCard } from './card.tsx'
import { noonOf } from './noon.ts'
import classes from './month-grid.module.css'

// As in the style sheets: a card with its gap, the day's number with the paddings, the line "n more".
const cardPx = 45
const headPx = 34
const morePx = 20

const none: readonly Card[] = []

/** Cards a day has room for: when they are all, and when a line must say how many more there are. */
type Fitting = { readonly alone: number; readonly withMore: number }

/** Whole weeks of a month. A day shows as many cards as fit, then "n more", which opens the day. */
export function MonthGrid({ days, byDay, anchor, today, carried }: {
  readonly days: readonly Day[]; readonly byDay: ReadonlyMap<Day, readonly Card[]>; readonly anchor: Day; readonly today: Day; readonly carried: PostId | null
}) {
  const say = useText('calendar')
  const formats = useFormats()
  const grid = useRef<HTMLDivElement>(null)
  const weeks = days.length / 7
  const [fitting, setFitting] = useState<Fitting>({ alone: 1, withMore: 1 })
  useLayoutEffect(() => {
    const measure = (): void => {
      // The names of the days stand outside what scrolls, and over its columns.
      grid.current?.parentElement?.style.setProperty('--scrollbar', `${grid.current.offsetWidth - grid.current.clientWidth - 2}px`)
      const roomPx = (grid.current?.clientHeight ?? 0) / weeks - headPx
      const fit = (px: number): number => Math.max(1, Math.floor(px / cardPx))
      setFitting(known => {
        const next = { alone: fit(roomPx), withMore: fit(roomPx - morePx) }
        return known.alone === next.alone && known.withMore === next.withMore ? known : next
      })
    }
    measure()
    const watcher = new ResizeObserver(measure)
    if (grid.current) watcher.observe(grid.current)
    return () => { watcher.disconnect() }
  }, [weeks])
  // A low window shows some of the weeks: the one of today or the first of the month among them.
  useLayoutEffect(() => {
    const day = days.includes(today) && today.slice(0, 7) === anchor.slice(0, 7) ? today : anchor
    grid.current?.querySelector(`[data-day="${day}"]`)?.parentElement?.scrollIntoView({ block: 'nearest' })
  }, [days, today, anchor])
  return (
    <div className={classes.month} role="grid" aria-label={formats.month(noonOf(anchor), 'UTC')}>
      <div role="row" className={classes.names}>
        {days.slice(0, 7).map(day => <span key={day} role="columnheader">{formats.weekday(noonOf(day), 'short', 'UTC')}</span>)}
      </div>
      <div className={classes.weeks} ref={grid} style={{ gridTemplateRows: `repeat(${weeks}, minmax(${headPx + cardPx + morePx}px, 1fr))` }} role="rowgroup">
        {Array.from({ length: weeks }, (_, week) => days.slice(week * 7, week * 7 + 7)).map((week, row) => (
          <div key={week[0]} role="row" className={classes.week}>
            {week.map((day, column) => <DayCell key={day} row={row} column={column} day={day} cards={byDay.get(day) ?? none} fitting={fitting} isOutside={day.slice(0, 7) !== anchor.slice(0, 7)} when={day === today ? 'today' : day < today ? 'past' : 'to-come'} carried={byDay.get(day)?.some(card => card.id === carried) ? carried : null} more={say} />)}
          </div>
        ))}
      </div>
    </div>
  )
}

const DayCell = memo(function DayCell({ row, column, day, cards, fitting, isOutside, when, carried, more: say }: {
  readonly row: number; readonly column: number; readonly day: Day; readonly cards: readonly Card[]; readonly fitting: Fitting; readonly isOutside: boolean; readonly when: 'past' | 'today' | 'to-come'; readonly carried: PostId | null
  readonly more: ReturnType<typeof useText<'calendar'>>
}) {
  const formats = useFormats()
  // The carried card stays in sight wherever it is put.
  const shown = cards.length <= fitting.alone ? cards : cards.slice(0, fitting.withMore)
  const visible = carried && !shown.some(card => card.id === carried) ? [...shown.slice(0, -1), ...cards.filter(card => card.id === carried)] : shown
  const name = formats.day(noonOf(day), 'UTC')
  // A day without anything to stop at is a stop itself, so that the arrows can cross it.
  const isBare = when === 'past' && cards.length === 0
  return (
    <div role="gridcell" aria-current={when === 'today' ? 'date' : undefined} className={classes.day} data-day={day} data-cell={`${row},${column}`} data-stop={isBare || undefined} tabIndex={isBare ? -1 : undefined} data-outside={isOutside || undefined} data-when={when}>
      <div className={classes.head}>
        <span className={classes.number} aria-hidden>{Number(day.slice(8))}{day.endsWith('-01') ? <span className={classes.monthName}>{formats.shortMonth(noonOf(day), 'UTC')}</span> : null}</span>
        <span className={classes.spoken}>{name}</span>
        {when !== 'past' && <AddButton day={day} name={say('add', { day: name })} />}
      </div>
      {visible.map(card => <PostCard key={card.id} card={card} isCarried={card.id === carried} />)}
      {cards.length > visible.length && <button type="button" className={classes.more} data-stop data-more={day} tabIndex={-1} aria-label={say('moreOn', { count: cards.length - visible.length, day: name })}>{say('more', { count: cards.length - visible.length })}</button>}
    </div>
  )
})

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

const cardPx = 43
const aroundCardsPx = 34
const minCards = 2

const none: readonly Card[] = []

/** Whole weeks of a month. A day shows as many cards as fit, then "n more", which opens the day. */
export function MonthGrid({ days, byDay, anchor, today, carried }: {
  readonly days: readonly Day[]; readonly byDay: ReadonlyMap<Day, readonly Card[]>; readonly anchor: Day; readonly today: Day; readonly carried: PostId | null
}) {
  const say = useText('calendar')
  const formats = useFormats()
  const grid = useRef<HTMLDivElement>(null)
  const weeks = days.length / 7
  const [fitting, setFitting] = useState(minCards)
  useLayoutEffect(() => {
    const measure = (): void => { setFitting(Math.max(minCards, Math.floor(((grid.current?.clientHeight ?? 0) / weeks - aroundCardsPx) / cardPx))) }
    measure()
    const watcher = new ResizeObserver(measure)
    if (grid.current) watcher.observe(grid.current)
    return () => { watcher.disconnect() }
  }, [weeks])
  return (
    <div className={classes.month} role="grid" aria-label={formats.month(noonOf(anchor), 'UTC')}>
      <div role="row" className={classes.names}>
        {days.slice(0, 7).map(day => <span key={day} role="columnheader">{new Intl.DateTimeFormat(formats.locale, { weekday: 'short', timeZone: 'UTC' }).format(noonOf(day))}</span>)}
      </div>
      <div className={classes.weeks} ref={grid} style={{ gridTemplateRows: `repeat(${weeks}, minmax(${aroundCardsPx + minCards * cardPx + 20}px, 1fr))` }} role="rowgroup">
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
  readonly row: number; readonly column: number; readonly day: Day; readonly cards: readonly Card[]; readonly fitting: number; readonly isOutside: boolean; readonly when: 'past' | 'today' | 'to-come'; readonly carried: PostId | null
  readonly more: ReturnType<typeof useText<'calendar'>>
}) {
  const formats = useFormats()
  // The carried card stays in sight wherever it is put.
  const shown = cards.length <= fitting ? cards : cards.slice(0, fitting)
  const visible = carried && !shown.some(card => card.id === carried) ? [...shown.slice(0, -1), ...cards.filter(card => card.id === carried)] : shown
  const name = formats.day(noonOf(day), 'UTC')
  // A day without anything to stop at is a stop itself, so that the arrows can cross it.
  const isBare = when === 'past' && cards.length === 0
  return (
    <div role="gridcell" aria-label={name} aria-current={when === 'today' ? 'date' : undefined} className={classes.day} data-day={day} data-cell={`${row},${column}`} data-stop={isBare || undefined} tabIndex={isBare ? -1 : undefined} data-outside={isOutside || undefined} data-when={when}>
      <div className={classes.head}>
        <span className={classes.number}>{Number(day.slice(8))}{day.endsWith('-01') ? <span className={classes.monthName}>{new Intl.DateTimeFormat(formats.locale, { month: 'short', timeZone: 'UTC' }).format(noonOf(day))}</span> : null}</span>
        {when !== 'past' && <AddButton day={day} name={say('add', { day: name })} />}
      </div>
      {visible.map(card => <PostCard key={card.id} card={card} isCarried={card.id === carried} />)}
      {cards.length > visible.length && <button type="button" className={classes.more} data-stop data-more={day} tabIndex={-1} aria-label={say('moreOn', { count: cards.length - visible.length, day: name })}>{say('more', { count: cards.length - visible.length })}</button>}
    </div>
  )
})

import { memo, useLayoutEffect, useMemo, useRef } from 'react'
import type { PostId } from '../../../../preload/contract/ids.ts'
import { useFormats } from '../../../text/format.ts'
import { useText } from '../../../text/index.ts'
import type { Card } from '../calendar-cards.ts'
import { groupByHour, hourOf, type Day } from '../calendar-state.ts'
import { AddButton } from './add-button.tsx'
import { PostCard } from './card.tsx'
import { noonOf } from './noon.ts'
import classes from './hour-grid.module.css'

const hours = Array.from({ length: 24 }, (_, hour) => hour)
const shopOpens = 7
const none: readonly Card[] = []

/** One day or seven, hour by hour. A full hour grows; nothing overlaps. */
export function HourGrid({ days, byDay, today, zone, nowUtc, carried, label }: {
  readonly days: readonly Day[]; readonly byDay: ReadonlyMap<Day, readonly Card[]>; readonly today: Day; readonly zone: string; readonly nowUtc: number; readonly carried: PostId | null; readonly label: string
}) {
  const sayCommon = useText('common')
  const formats = useFormats()
  const scroller = useRef<HTMLDivElement>(null)
  const nowHour = hourOf(nowUtc, zone)
  useLayoutEffect(() => {
    const row = scroller.current?.querySelector<HTMLElement>(`[data-hour-row="${shopOpens}"]`)
    if (scroller.current && row) scroller.current.scrollTop = row.offsetTop - 28
  }, [])
  const byHour = useMemo(() => new Map(days.map(day => [day, groupByHour(byDay.get(day) ?? none, zone)])), [days, byDay, zone])
  const columns = { gridTemplateColumns: `56px repeat(${days.length}, minmax(0, 1fr))` }
  return (
    <div className={classes.frame} ref={scroller} role="grid" aria-label={label} data-scroller>
      <div role="row" className={classes.names} style={columns}>
        <span role="columnheader"><span className={classes.spoken}>{sayCommon('hours')}</span></span>
        {days.map(day => (
          <span key={day} role="columnheader" aria-current={day === today ? 'date' : undefined} data-today={day === today || undefined}>
            {formats.weekday(noonOf(day), days.length === 1 ? 'long' : 'short', 'UTC')} <b>{Number(day.slice(8))}</b>
          </span>
        ))}
      </div>
      {hours.map(hour => (
        <div key={hour} role="row" className={classes.hour} style={columns} data-hour-row={hour}>
          <span role="rowheader" className={classes.clock}>{formats.time(Date.UTC(2026, 0, 1, hour), 'UTC')}</span>
          {days.map((day, column) => (
            <HourCell key={day} row={hour} column={column} day={day} hour={hour} cards={byHour.get(day)?.get(hour) ?? none} isWide={days.length === 1}
              when={day === today && hour === nowHour ? 'now' : day < today || (day === today && hour < nowHour) ? 'past' : 'to-come'} carried={byHour.get(day)?.get(hour)?.some(card => card.id === carried) ? carried : null} />
          ))}
        </div>
      ))}
    </div>
  )
}

const HourCell = memo(function HourCell({ row, column, day, hour, cards, when, carried, isWide }: {
  readonly row: number; readonly column: number; readonly day: Day; readonly hour: number; readonly cards: readonly Card[]; readonly when: 'past' | 'now' | 'to-come'; readonly carried: PostId | null; readonly isWide: boolean
}) {
  const say = useText('calendar')
  const formats = useFormats()
  const name = `${formats.day(noonOf(day), 'UTC')}, ${formats.time(Date.UTC(2026, 0, 1, hour), 'UTC')}`
  const isBare = when === 'past' && cards.length === 0
  return (
    <div role="gridcell" className={classes.cell} data-day={day} data-hour={hour} data-cell={`${row},${column}`} data-when={when} data-stop={isBare || undefined} tabIndex={isBare ? -1 : undefined}>
      {cards.map(card => <PostCard key={card.id} card={card} isCarried={card.id === carried} isWide={isWide} />)}
      {isBare && <span className={classes.spoken}>{name}</span>}
      {when !== 'past' && <AddButton day={day} hour={hour} name={say('add', { day: name })} />}
    </div>
  )
})

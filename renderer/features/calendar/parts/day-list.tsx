import { useVirtualizer } from '@tanstack/react-virtual'
import { useMemo, useRef } from 'react'
import type { PostId } from '../../../../preload/contract/ids.ts'
import { useFormats } from '../../../text/format.ts'
import type { Card } from '../calendar-cards.ts'
import type { Day } from '../calendar-state.ts'
import { PostCard } from './card.tsx'
import { noonOf } from './noon.ts'
import classes from './day-list.module.css'

type Line = { readonly kind: 'day'; readonly day: Day } | { readonly kind: 'post'; readonly day: Day; readonly card: Card }

/** A month as a list of its posts, day after day. Only what is in sight is drawn. */
export function DayList({ days, byDay, today, carried, label }: { readonly days: readonly Day[]; readonly byDay: ReadonlyMap<Day, readonly Card[]>; readonly today: Day; readonly carried: PostId | null; readonly label: string }) {
  const formats = useFormats()
  const scroller = useRef<HTMLDivElement>(null)
  const lines = useMemo(() => days.flatMap((day): Line[] => {
    const cards = byDay.get(day)
    return cards ? [{ kind: 'day', day }, ...cards.map(card => ({ kind: 'post', day, card }) as const)] : []
  }), [days, byDay])
  // React Compiler is not used here, so functions that it could not memoise do no harm.
  // oxlint-disable-next-line react/incompatible-library
  const virtual = useVirtualizer({
    count: lines.length, getScrollElement: () => scroller.current, overscan: 8,
    estimateSize: index => lines[index]?.kind === 'day' ? 44 : 64,
    getItemKey: index => { const line = lines[index]; return line?.kind === 'post' ? line.card.id : line?.day ?? index },
  })
  return (
    <div className={classes.frame} ref={scroller} data-scroller>
      <div className={classes.all} style={{ height: virtual.getTotalSize() }} role="list" aria-label={label}>
        {virtual.getVirtualItems().map(item => {
          const line = lines[item.index]
          if (!line) return null
          return (
            <div key={item.key} ref={virtual.measureElement} data-index={item.index} className={classes.line} style={{ transform: `translateY(${item.start}px)` }} role="listitem" data-day={line.day} data-cell={line.kind === 'post' ? `${item.index},0` : undefined}>
              {line.kind === 'day'
                ? <h2 className={classes.day} data-today={line.day === today || undefined}>{formats.day(noonOf(line.day), 'UTC')}</h2>
                : <PostCard card={line.card} isCarried={line.card.id === carried} isWide />}
            </div>
          )
        })}
      </div>
    </div>
  )
}

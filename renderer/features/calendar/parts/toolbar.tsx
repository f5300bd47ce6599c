import { ActionIcon, Button, Group, SegmentedControl, Tooltip } from '@mantine/core'
import { IconChevronLeft, IconChevronRight, IconLayoutSidebarRightExpand } from '@tabler/icons-react'
import { useFormats } from '../../../text/format.ts'
import { useText } from '../../../text/index.ts'
import type { CalendarView, Day } from '../calendar-state.ts'
import { noonOf } from './noon.ts'
import classes from './toolbar.module.css'

const views: readonly CalendarView[] = ['month', 'week', 'day', 'list']

export function Toolbar({ view, days, anchor, drafts, showsTray, onView, onTurn, onToday, onTray }: {
  readonly view: CalendarView; readonly days: readonly Day[]; readonly anchor: Day; readonly drafts: number; readonly showsTray: boolean
  readonly onView: (view: CalendarView) => void; readonly onTurn: (pages: number) => void; readonly onToday: () => void; readonly onTray: () => void
}) {
  const say = useText('calendar')
  const formats = useFormats()
  return (
    <div className={classes.bar}>
      <Group gap={4} wrap="nowrap">
        <Tooltip label={`${say(`previous.${view}`)} (PageUp)`}><ActionIcon variant="default" size="lg" aria-label={say(`previous.${view}`)} onClick={() => { onTurn(-1) }}><IconChevronLeft size={18} aria-hidden /></ActionIcon></Tooltip>
        <Tooltip label={`${say('today')} (T)`}><Button variant="default" size="sm" px="sm" onClick={onToday}>{say('today')}</Button></Tooltip>
        <Tooltip label={`${say(`next.${view}`)} (PageDown)`}><ActionIcon variant="default" size="lg" aria-label={say(`next.${view}`)} onClick={() => { onTurn(1) }}><IconChevronRight size={18} aria-hidden /></ActionIcon></Tooltip>
      </Group>
      <h2 className={classes.title} aria-live="polite">{titleOf(view, days, anchor, formats.locale)}</h2>
      <span className={classes.gap} />
      <SegmentedControl size="sm" aria-label={say('view.label')} value={view} data={views.map(value => ({ value, label: say(`view.${value}`) }))} onChange={value => {
        const chosen = views.find(one => one === value)
        if (chosen) onView(chosen)
      }} />
      {!showsTray && <Tooltip label={say('tray.show', { count: drafts })}><ActionIcon variant="default" size="lg" aria-label={say('tray.show', { count: drafts })} onClick={onTray}><IconLayoutSidebarRightExpand size={18} stroke={1.7} aria-hidden /></ActionIcon></Tooltip>}
    </div>
  )
}

/** November 2026; 23–29 November 2026; Tuesday 24 November 2026. */
function titleOf(view: CalendarView, days: readonly Day[], anchor: Day, locale: string): string {
  const format = (options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat => new Intl.DateTimeFormat(locale, { ...options, timeZone: 'UTC' })
  if (view === 'month' || view === 'list') return format({ month: 'long', year: 'numeric' }).format(noonOf(anchor))
  if (view === 'day') return format({ weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' }).format(noonOf(anchor))
  return format({ day: 'numeric', month: 'long', year: 'numeric' }).formatRange(noonOf(days[0] ?? anchor), noonOf(days.at(-1) ?? anchor))
}

import { IconClockHour4, IconWorld } from '@tabler/icons-react'
import { townOf, useFormats } from '../../../text/format.ts'
import { useText } from '../../../text/index.ts'
import { clockChanges, type Day } from '../calendar-state.ts'
import { noonOf } from './noon.ts'
import classes from './time-notes.module.css'

/** What the times on this page do not say by themselves: whose they are where posts were planned elsewhere, and where the clocks change. */
export function TimeNotes({ days, zone, hasOthers }: { readonly days: readonly Day[]; readonly zone: string; readonly hasOthers: boolean }) {
  const say = useText('calendar')
  const formats = useFormats()
  const changes = clockChanges(days, zone)
  if (changes.length === 0 && !hasOthers) return null
  return (
    <div className={classes.notes}>
      {hasOthers && <span className={classes.note}><IconWorld size={15} stroke={1.8} aria-hidden />{say('zone', { zone: townOf(zone) })}</span>}
      {changes.map(({ day, kind }) => <span key={day} className={classes.note} data-change><IconClockHour4 size={15} stroke={1.8} aria-hidden />{say(`clocks.${kind}`, { day: formats.day(noonOf(day), 'UTC') })}</span>)}
    </div>
  )
}

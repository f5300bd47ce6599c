import { DatePickerInput, TimePicker } from '@mantine/dates'
import { IconCalendar, IconClock } from '@tabler/icons-react'
import dayjs from 'dayjs'
import 'dayjs/locale/fr'
import { useLanguage, useText } from '../../../text/index.ts'
import classes from './when-bar.module.css'

/** A date and a clock, as typed: either may still be empty. */
export function DateAndTime({ date, time, minDate, onDate, onTime, isClearable = false }: {
  readonly date: string; readonly time: string; readonly minDate?: string; readonly isClearable?: boolean
  readonly onDate: (date: string) => void; readonly onTime: (time: string) => void
}) {
  const say = useText('composer')
  const language = useLanguage()
  return (
    <>
      <DatePickerInput size="sm" className={classes.date ?? ''} aria-label={date === '' ? say('when.date') : `${say('when.date')}: ${dayjs(date).locale(language).format(dateFormat)}`} leftSection={<IconCalendar size={16} aria-hidden />} locale={language} firstDayOfWeek={1} valueFormat={dateFormat}
        value={date === '' ? null : date} {...(minDate === undefined ? {} : { minDate })} allowDeselect={isClearable} popoverProps={{ position: 'top-start', withinPortal: true }} onChange={chosen => { onDate(chosen ?? '') }} />
      <TimePicker size="sm" className={classes.time ?? ''} format="24h" aria-label={say('when.time')} leftSection={<IconClock size={16} aria-hidden />} hoursInputLabel={say('when.hours')} minutesInputLabel={say('when.minutes')}
        value={time} onChange={typed => { onTime(typed.slice(0, 5)) }} />
    </>
  )
}

/** As its button shows it, and as it is read out. */
const dateFormat = 'ddd D MMM YYYY'

import { DatePickerInput } from '@mantine/dates'
import { IconCalendar } from '@tabler/icons-react'
import dayjs from 'dayjs'
import 'dayjs/locale/fr'
import { useLanguage, useText } from '../../../text/index.ts'
import { ClockField } from '../../../ui/clock-field.tsx'
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
      <ClockField className={classes.time} label={say('when.time')} value={time} change={onTime} />
    </>
  )
}

/** As its button shows it, and as it is read out. */
const dateFormat = 'ddd D MMM YYYY'

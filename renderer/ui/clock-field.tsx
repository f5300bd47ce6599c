import { TimePicker } from '@mantine/dates'
import { IconClock } from '@tabler/icons-react'
import { useText } from '../text/index.ts'

/** An hour of the day, `HH:MM`, by 24 hours in both languages whatever the computer's own is; empty while it is being typed. */
export function ClockField({ label, value, change, className = '' }: { readonly label: string; readonly value: string; readonly change: (time: string) => void; readonly className?: string | undefined }) {
  const say = useText('common')
  return (
    <TimePicker size="sm" className={className} format="24h" aria-label={label} leftSection={<IconClock size={16} aria-hidden />} hoursInputLabel={say('hours')} minutesInputLabel={say('minutes')}
      value={value} onChange={typed => { change(typed.slice(0, 5)) }} />
  )
}

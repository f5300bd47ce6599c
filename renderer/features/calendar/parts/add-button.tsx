import { IconPlus } from '@tabler/icons-react'
import type { Day } from '../calendar-state.ts'
import classes from './add-button.module.css'

/** "+" on a day, or on an hour of it; the grid around it opens the composer. */
export function AddButton({ day, hour, name }: { readonly day: Day; readonly hour?: number; readonly name: string }) {
  return <button type="button" className={classes.add} data-stop data-add={day} data-add-hour={hour} tabIndex={-1} aria-label={name} title={`${name} (N)`}><IconPlus size={15} stroke={2} aria-hidden /></button>
}

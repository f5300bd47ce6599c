import { Input, NumberInput, Select, Switch, Textarea, TextInput } from '@mantine/core'
import { useEffect, useId, useState } from 'react'
import { isRequired, optionValue } from '../../../../preload/contract/check-draft.ts'
import type { Content } from '../../../../preload/contract/drafts.ts'
import type { PublishOption } from '../../../../preload/contract/networks.ts'
import { isWall, planAt, planAtInstant } from '../../../../preload/contract/plan-time.ts'
import { assertNever } from '../../../../preload/contract/result.ts'
import { computerZone } from '../../../text/format.ts'
import { useText } from '../../../text/index.ts'
import { sayValue } from '../../../text/say-option.ts'
import { DateAndTime } from './date-and-time.tsx'
import classes from './network-details.module.css'

/** Longer texts get more than one line. */
const longText = 120

/** One thing that a network asks for, drawn by its kind. */
export function OptionField({ option, content, error, onWrite, onChoose }: {
  readonly option: PublishOption; readonly content: Content; readonly error: string | undefined
  /** Sign by sign, or at once: undo goes back a word or a choice. */
  readonly onWrite: (value: string) => void; readonly onChoose: (value: string | null) => void
}) {
  const say = useText('options')
  const value = optionValue(option, content)
  const shared = { label: say(`name.${option.name}`), error, required: isRequired(option, content), size: 'sm' } as const
  switch (option.kind) {
    case 'choice': return (
      <Select {...shared} data={option.values.map(one => ({ value: one.value, label: sayValue(one, say) }))} value={value ?? null} placeholder={say('choose')} searchable={option.values.length > 8}
        allowDeselect={!option.required && option.initial === null} maxDropdownHeight={240} onChange={onChoose} />
    )
    case 'flag': return <Switch size="sm" className={classes.wide ?? ''} label={shared.label} error={error} checked={value === 'yes'} onChange={event => { onChoose(event.currentTarget.checked ? 'yes' : 'no') }} />
    case 'text': return option.maxGraphemes > longText
      ? <Textarea {...shared} className={classes.wide ?? ''} autosize minRows={1} maxRows={6} spellCheck value={value ?? ''} onChange={event => { onWrite(event.currentTarget.value) }} />
      : <TextInput {...shared} spellCheck value={value ?? ''} onChange={event => { onWrite(event.currentTarget.value) }} />
    case 'link': return <TextInput {...shared} className={classes.wide ?? ''} type="url" inputMode="url" placeholder="https://" value={value ?? ''} onChange={event => { onWrite(event.currentTarget.value.trim()) }} />
    case 'number': {
      if (!option.name.endsWith('-ms')) return <NumberInput {...shared} min={option.min} max={option.max} clampBehavior="none" value={value ?? ''} onChange={typed => { onWrite(String(typed)) }} />
      // Nobody counts a film in milliseconds; whole seconds are enough to find a picture.
      return (
        <NumberInput {...shared} min={Math.ceil(option.min / 1000)} max={Math.floor(option.max / 1000)} allowDecimal={false} allowNegative={false} clampBehavior="none"
          value={value === undefined || value === '' ? '' : Math.round(Number(value) / 1000)} onChange={typed => { onWrite(typed === '' ? '' : String(Number(typed) * 1000)) }} />
      )
    }
    case 'moment': return <MomentField label={shared.label} error={error} isRequired={shared.required} value={value ?? ''} onChoose={onChoose} />
    default: return assertNever(option)
  }
}

/** Where a date is chosen before a time: the usual opening hour of a shop. */
const firstTime = '09:00'

/** A time on this computer's clock. A time that the clocks skip or repeat that night is taken as the first one that exists, and shown as such. */
function MomentField({ label, error, isRequired, value, onChoose }: { readonly label: string; readonly error: string | undefined; readonly isRequired: boolean; readonly value: string; readonly onChoose: (value: string | null) => void }) {
  const [typed, setTyped] = useState(() => wallOf(value))
  const id = useId()
  // Undo, or a time that was set right, from outside.
  useEffect(() => { setTyped(before => isoOf(before) === value ? before : wallOf(value)) }, [value])
  const change = (next: Wall): void => {
    const iso = isoOf(next)
    setTyped(iso === '' ? next : wallOf(iso))
    if (next.date === '') onChoose(null)
    else if (iso !== '') onChoose(iso)
  }
  return (
    <Input.Wrapper className={classes.wide ?? ''} size="sm" label={label} labelElement="div" labelProps={{ id }} error={error} required={isRequired}>
      <div className={classes.moment} role="group" aria-labelledby={id}>
        <DateAndTime date={typed.date} time={typed.time} isClearable onDate={date => { change({ date, time: date === '' ? '' : typed.time || firstTime }) }} onTime={time => { change({ ...typed, time }) }} />
      </div>
    </Input.Wrapper>
  )
}

type Wall = { readonly date: string; readonly time: string }

function wallOf(iso: string): Wall {
  const utc = Date.parse(iso)
  if (!Number.isFinite(utc)) return { date: '', time: '' }
  const { wall } = planAtInstant(utc, computerZone())
  return { date: wall.slice(0, 10), time: wall.slice(11, 16) }
}

function isoOf({ date, time }: Wall): string {
  const wall = `${date}T${time}`
  return isWall(wall) ? new Date(planAt(wall, computerZone()).utc).toISOString() : ''
}

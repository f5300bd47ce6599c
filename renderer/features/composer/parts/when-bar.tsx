import { Button, SegmentedControl, Select, Tooltip } from '@mantine/core'
import { IconWorld } from '@tabler/icons-react'
import { useState } from 'react'
import type { PlannedTime } from '../../../../preload/contract/time.ts'
import { computerZone, useFormats } from '../../../text/format.ts'
import { useText } from '../../../text/index.ts'
import { sayTime } from '../../../text/say-when.ts'
import { emptyLater, type When } from '../use-when.ts'
import { quickSlots } from '../when-state.ts'
import { DateAndTime } from './date-and-time.tsx'
import { TimeQuestion } from './time-question.tsx'
import classes from './when-bar.module.css'

/** Now, or at a time: date, clock, zone, and the usual times one click away. */
export function WhenBar({ when, onPlan, offersNow = true }: { readonly when: When; readonly onPlan: (plan: PlannedTime) => void; readonly offersNow?: boolean }) {
  const say = useText('composer')
  const formats = useFormats()
  const [showsZone, setShowsZone] = useState(false)
  const { wish, judgement, nowUtc, change } = when
  const here = computerZone()
  const isElsewhere = wish.kind === 'later' && wish.zone !== here
  return (
    <div className={classes.when} role="group" aria-label={say('when.label')}>
      <div className={classes.row}>
        {offersNow && <SegmentedControl size="sm" value={wish.kind} aria-label={say('when.label')} data={[{ value: 'now', label: say('when.now') }, { value: 'later', label: say('when.later') }]}
          onChange={value => { change(value === 'now' ? { kind: 'now' } : wish.kind === 'later' ? wish : emptyLater()) }} />}
        {wish.kind === 'later' && (
          <>
            <DateAndTime date={wish.date} time={wish.time} minDate={new Date(nowUtc - 86_400_000).toISOString().slice(0, 10)}
              onDate={date => { change({ ...wish, date, chosen: null }) }} onTime={time => { change({ ...wish, time, chosen: null }) }} />
            {showsZone || isElsewhere
              ? <Select size="sm" className={classes.zone ?? ''} searchable aria-label={say('when.zone')} leftSection={<IconWorld size={16} aria-hidden />} data={zones()} value={wish.zone} allowDeselect={false} maxDropdownHeight={220} comboboxProps={{ position: 'top-start' }}
                  onChange={zone => { if (zone) change({ ...wish, zone, chosen: null }) }} />
              : <Tooltip label={say('when.otherZone')}><button type="button" className={classes.otherZone} onClick={() => { setShowsZone(true) }}><IconWorld size={14} aria-hidden />{here}</button></Tooltip>}
          </>
        )}
        <div className={classes.slots} role="group" aria-label={say('when.slots')}>
          {quickSlots(nowUtc, wish.kind === 'later' ? wish.zone : here).slice(0, wish.kind === 'later' ? 0 : 4).map(slot => (
            <Button key={slot.name} size="compact-sm" variant="default" className={classes.slot} onClick={() => { onPlan(slot.plan) }}>{say(`when.slot.${slot.name}`, { time: sayTime(slot.plan.utc, slot.plan.zone, formats.locale) })}</Button>
          ))}
        </div>
      </div>
      {isElsewhere && judgement?.kind === 'good' && <p className={classes.note}>{say('when.zoneIs', { zone: formats.zoneName(wish.zone), here: formats.dateTime(judgement.plan.utc) })}</p>}
      {judgement && <TimeQuestion judgement={judgement} onTake={onPlan} />}
    </div>
  )
}

let known: readonly string[] | null = null
/** All zones, the computer's own first. */
function zones(): string[] {
  known ??= [...new Set([computerZone(), 'UTC', ...Intl.supportedValuesOf('timeZone')])]
  return [...known]
}

import { Button } from '@mantine/core'
import { IconAlertTriangleFilled } from '@tabler/icons-react'
import type { PlannedTime } from '../../../../preload/contract/time.ts'
import { useFormats } from '../../../text/format.ts'
import { useText } from '../../../text/index.ts'
import { sayTime } from '../../../text/say-when.ts'
import type { Judgement } from '../when-state.ts'
import classes from './time-question.module.css'

/** What must be said of a time before it is accepted: it has passed, it does not exist, it comes twice. */
export function TimeQuestion({ judgement, onTake }: { readonly judgement: Judgement; readonly onTake: (plan: PlannedTime) => void }) {
  const say = useText('composer')
  const { locale } = useFormats()
  const clock = (plan: PlannedTime): string => sayTime(plan.utc, plan.zone, locale)
  switch (judgement.kind) {
    case 'good': return null
    case 'past': return <p className={classes.refused} role="alert"><IconAlertTriangleFilled size={15} aria-hidden />{say('when.past')}</p>
    case 'not-a-time': return <p className={classes.ask}>{say('when.notATime')}</p>
    case 'skipped': return (
      <div className={classes.ask} role="alert">
        <span>{say('when.skipped', { time: wallTime(judgement.before, judgement.after), zone: judgement.after.zone })}</span>
        {[judgement.before, judgement.after].map(plan => <Button key={plan.utc} size="compact-sm" variant="default" onClick={() => { onTake(plan) }}>{say('when.take', { time: clock(plan) })}</Button>)}
      </div>
    )
    case 'twice': return (
      <div className={classes.ask} role="alert">
        <span>{say('when.twice', { time: clock(judgement.first), zone: judgement.first.zone })}</span>
        <Button size="compact-sm" variant="default" onClick={() => { onTake(judgement.first) }}>{say('when.first', { offset: offsetOf(judgement.first, locale) })}</Button>
        <Button size="compact-sm" variant="default" onClick={() => { onTake(judgement.second) }}>{say('when.second', { offset: offsetOf(judgement.second, locale) })}</Button>
      </div>
    )
  }
}

/** The time that was asked lies as far after `before` as the clocks jump. */
const wallTime = (before: PlannedTime, after: PlannedTime): string => {
  const jumpMs = Date.parse(`${after.wall}Z`) - Date.parse(`${before.wall}Z`)
  return new Date(Date.parse(`${after.wall}Z`) - jumpMs / 2).toISOString().slice(11, 16)
}

/** Summer or winter time, as the zone calls it. */
const offsetOf = (plan: PlannedTime, locale: string): string =>
  new Intl.DateTimeFormat(locale, { timeZone: plan.zone, timeZoneName: 'shortOffset' }).formatToParts(plan.utc).find(part => part.type === 'timeZoneName')?.value ?? ''

import { Title } from '@mantine/core'
import { useFaces } from '../../app/use-accounts.ts'
import { useFormats } from '../../text/format.ts'
import { useText } from '../../text/index.ts'
import { AwayLink } from '../away/index.ts'
import { ReadinessLink } from '../readiness/index.ts'
import { FirstDay } from './parts/first-day.tsx'
import { Needs } from './parts/needs.tsx'
import { GoesOut } from './parts/goes-out.tsx'
import { ResultLine } from './parts/result-line.tsx'
import { Waiting } from './parts/waiting.tsx'
import { Week } from './parts/week.tsx'
import { isToCome } from './today-state.ts'
import { useToday, type TodayData } from './use-today.ts'
import classes from './parts/today.module.css'

/** A minute in the morning: what needs the owner, what goes out, who waits, where the week is free, how it goes. */
export function Today() {
  const formats = useFormats()
  const data = useToday()
  const faces = useFaces(data?.accounts)
  const summary = useSummary(data)
  if (!data) return null
  if (data.isFirstDay) return <FirstDay hasAccount={data.accounts.length > 0} />
  return (
    <div className={classes.page}>
      <header className={classes.head}>
        <div>
          <Title order={2} className={classes.date}>{formats.day(data.nowUtc)}</Title>
          <p className={classes.summary}>{summary}</p>
        </div>
        <div className={classes.links}><AwayLink /><ReadinessLink /></div>
      </header>
      <Needs needs={data.needs} faces={faces} nowUtc={data.nowUtc} />
      <div className={classes.columns}>
        <div className={classes.column}>
          <GoesOut outgoing={data.outgoing} faces={faces} />
          <Waiting waiting={data.waiting} faces={faces} nowUtc={data.nowUtc} />
        </div>
        <div className={classes.column}>
          <Week perDay={data.perDay} nowUtc={data.nowUtc} />
          <ResultLine result={data.result} />
        </div>
      </div>
    </div>
  )
}

function useSummary(data: TodayData | undefined): string {
  const say = useText('today')
  const formats = useFormats()
  if (!data) return ''
  const out = data.outgoing.filter(isToCome).length
  const parts = [
    data.needs.length > 0 && say('sum.needs', { count: data.needs.length }),
    out > 0 && say('sum.out', { count: out }),
    data.waiting.length > 0 && (data.isWaitingCut ? say('sum.waitingMany', { count: data.waiting.length }) : say('sum.waiting', { count: data.waiting.length })),
  ].filter(part => part !== false)
  return parts.length === 0 ? say('sum.quiet') : `${formats.list(parts)}.`
}

import { Button } from '@mantine/core'
import { startPost } from '../../../app/start-post.ts'
import { computerZone, useFormats } from '../../../text/format.ts'
import { useText } from '../../../text/index.ts'
import type { Day } from '../today-state.ts'
import classes from './today.module.css'

/** Seven days with their posts, and calmly where nothing is planned. */
export function Week({ perDay, nowUtc }: { readonly perDay: ReadonlyMap<Day, number>; readonly nowUtc: number }) {
  const say = useText('today')
  const sayCommon = useText('common')
  const formats = useFormats()
  const days = [...perDay]
  const gaps = days.flatMap(([day, posts]) => posts === 0 ? [day] : [])
  const weekday = (day: Day, style: 'long' | 'short'): string => formats.weekday(noon(day), style, 'UTC')
  const [today] = days[0] ?? ['']
  const named = gaps.filter(day => day !== today).map(day => weekday(day, 'long'))
  const others = named.length === 0 ? '' : say('week.on', { days: formats.list(named) })
  const where = gaps.includes(today) ? formats.list([sayCommon('today'), ...named.length === 0 ? [] : [others]]) : others
  const sentence = gaps.length === 0 ? say('week.full') : gaps.length === days.length ? say('week.all') : say('week.gaps', { days: where })
  return (
    <section className={classes.card} aria-labelledby="today-week">
      <h3 id="today-week" className={classes.sectionTitle}>{say('week.title')}</h3>
      <ol className={classes.week}>
        {days.map(([day, posts]) => (
          <li key={day} className={classes.day} data-today={day === today || undefined} data-free={posts === 0 || undefined} aria-label={`${formats.day(noon(day), 'UTC')}: ${posts === 0 ? say('week.noPost') : say('week.posts', { count: posts })}`}>
            <span aria-hidden className={classes.weekday}>{weekday(day, 'short')}</span>
            <span aria-hidden className={classes.dayNumber}>{Number(day.slice(8))}</span>
            <span aria-hidden className={classes.posts}>{posts === 0 ? '' : posts}</span>
          </li>
        ))}
      </ol>
      <div className={classes.foot}>
        <p className={classes.quiet}>{sentence}</p>
        <Button size="compact-sm" variant="light" onClick={() => { void planOnFirst(gaps, nowUtc) }}>{say('week.act')}</Button>
      </div>
    </section>
  )
}

const noon = (day: Day): number => Date.parse(`${day}T12:00Z`)

/** A new post on the first free day that still has a sensible time; without a time when no day has. */
async function planOnFirst(gaps: readonly Day[], nowUtc: number): Promise<void> {
  // The composer is loaded with the sheet, not with this page.
  const { sensibleTimeOn } = await import('../../composer/index.ts')
  const plan = gaps.map(day => sensibleTimeOn(day, computerZone(), nowUtc)).find(found => found !== null)
  await startPost(plan ? { plan } : {})
}

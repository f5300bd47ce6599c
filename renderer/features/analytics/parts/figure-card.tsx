import { lazy, useMemo } from 'react'
import { handleShown, type AccountFace } from '../../../app/account-faces.ts'
import { useScreen } from '../../../app/screen.ts'
import type { AccountRow } from '../../../db/schema.ts'
import type { analytics } from '../../../text/en/analytics.ts'
import { useFormats, type Formats } from '../../../text/format.ts'
import { useText } from '../../../text/index.ts'
import type { Say } from '../../../text/shape.ts'
import { AccountMark } from '../../../ui/account-mark.tsx'
import type { AccountFigures } from '../account-figures.ts'
import { thinOut, type Day } from '../analytics-state.ts'
import classes from './analytics.module.css'
import { ChartCard } from './chart-card.tsx'

const FollowerChart = lazy(async () => ({ default: (await import('./follower-chart.tsx')).FollowerChart }))
const mostPoints = 180

/** What people saw of an account and did there, and how they rate it, as far as its network tells. */
export function FigureCard({ account, face, figures, writePost }: { readonly account: AccountRow; readonly face: AccountFace; readonly figures: AccountFigures; readonly writePost: () => void }) {
  const say = useText('analytics')
  const formats = useFormats()
  const goTo = useScreen(screen => screen.goTo)
  const { rating, reviews, counts } = figures
  const name = say('figures.chart', { account: `${face.displayName} (${face.short})` })
  // The first that has a curve; the others stand in the table.
  const drawn = useMemo(() => counts.find(({ days }) => days.filter(({ value }) => value !== null).length > 1), [counts])
  const shown = useMemo(() => (drawn ? thinOut(drawn.days, mostPoints) : []), [drawn])
  const head = (
    <div className={classes.who}>
      <AccountMark displayName={face.displayName} network={face.network} colour={face.colour} avatarUrl={face.avatarUrl} size={36} />
      <div className={classes.whoWords}>
        <h2 className={classes.count}>
          {rating === null
            ? <><span className="tabular">{formats.number(counts[0]?.total ?? reviews ?? 0)}</span> <span className={classes.countOf}>{say(`figures.name.${counts[0]?.name ?? 'reviews'}`).toLocaleLowerCase(formats.locale)}</span></>
            : <><span className="tabular">{formats.number(rating)}</span> <span className={classes.countOf}>{reviews === null ? say('figures.ofFive') : say('figures.ofReviews', { count: reviews })}</span></>}
        </h2>
        <div className={classes.handle}>{face.network} · {handleShown(account)}</div>
      </div>
    </div>
  )
  const days = counts[0]?.days.toReversed() ?? []
  return (
    <ChartCard title={say('figures.title')} name={name} head={head} definition={say('figures.definition')} height={168}
      chart={drawn ? <><h3 className={classes.chartOf}>{say(`figures.name.${drawn.name}`)}</h3><FollowerChart days={shown} label={`${say(`figures.name.${drawn.name}`)}: ${name}`} isFromZero /></> : null}
      table={{
        head: [say('day'), ...counts.map(count => say(`figures.name.${count.name}`))],
        rows: days.map(({ day }, index) => [formats.date(noon(day), 'UTC'), ...counts.map(count => { const value = count.days.toReversed()[index]?.value ?? null; return value === null ? say('unknownDay') : formats.number(value) })]),
      }}
      sentence={[sayCounts(figures, say, formats), sayReviews(figures, say)].filter(Boolean).join(' ')}
      tip={say(reviews === null ? 'figures.tip.write' : 'figures.tip.answer')}
      act={reviews === null ? { label: say('write'), run: writePost } : { label: say('figures.seeReviews'), run: () => { goTo('inbox') } }} />
  )
}

const noon = (day: Day): number => Date.parse(`${day}T12:00Z`)

function sayCounts({ counts, countedDays, lastDay }: AccountFigures, say: Say<typeof analytics>, formats: Formats): string {
  if (counts.length === 0 || lastDay === null) return ''
  const all = formats.list(counts.map(({ name, total }) => say(`figures.counted.${name}`, { count: total })))
  return say('figures.sum', { count: countedDays, date: formats.date(noon(lastDay), 'UTC'), all })
}

const sayReviews = ({ reviews, newReviews }: AccountFigures, say: Say<typeof analytics>): string =>
  reviews === null || newReviews === null || newReviews <= 0 ? '' : say('figures.newReviews', { count: newReviews })

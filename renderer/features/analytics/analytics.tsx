import { Button, SegmentedControl, Text, Title } from '@mantine/core'
import { Fragment } from 'react'
import { useScreen } from '../../app/screen.ts'
import { useFaces } from '../../app/use-accounts.ts'
import { useNow } from '../../app/use-now.ts'
import { useFormats } from '../../text/format.ts'
import { useText } from '../../text/index.ts'
import { startPost } from '../../app/start-post.ts'
import { accountFiguresOf, hasFollowers } from './account-figures.ts'
import { periods } from './analytics-state.ts'
import classes from './parts/analytics.module.css'
import { ChartDrawing } from './parts/chart-drawing.tsx'
import { ComparisonCard } from './parts/comparison-card.tsx'
import { FigureCard } from './parts/figure-card.tsx'
import { FollowerCard } from './parts/follower-card.tsx'
import { PostList } from './parts/post-list.tsx'
import { useAnalytics, useAnalyticsPage } from './use-analytics.ts'

/** How many follow, what they react to, and each post: every chart ends in a sentence and one thing to do. */
export function Analytics() {
  const say = useText('analytics')
  const formats = useFormats()
  const nowUtc = useNow()
  const { period, change } = useAnalyticsPage()
  const data = useAnalytics()
  const faces = useFaces(data?.accounts)
  if (!data) return null
  if (data.accounts.length === 0) return <NoAccount />
  const isToday = formats.date(data.freshUtc) === formats.date(nowUtc)
  const showPosts = (): void => {
    change({ sorting: { column: 'reactions', isDescending: true } })
    const title = document.getElementById('each-post')
    title?.scrollIntoView({ block: 'start' })
    title?.focus({ preventScroll: true })
  }
  return (
    <div className={classes.page} data-page>
      <div className={classes.bar}>
        <SegmentedControl size="sm" withItemsBorders={false} aria-label={say('period.label')} value={period} onChange={next => { change({ period: periods.find(one => one === next) ?? '30' }) }} data={periods.map(value => ({ value, label: say(`period.${value}`) }))} />
        <span className={classes.fresh}>{data.freshUtc === 0 ? say('noFreshness') : say('freshness', { when: isToday ? formats.time(data.freshUtc) : formats.dateTime(data.freshUtc) })}</span>
      </div>
      <div className={classes.cards}>
        {data.accounts.map(account => {
          const face = faces.get(account.id)
          const rows = data.days.get(account.id) ?? []
          const figures = accountFiguresOf(rows, data.from ?? rows[0]?.day ?? data.today, data.today)
          return face && (
            <Fragment key={account.id}>
              {hasFollowers(rows, figures) && <FollowerCard account={account} face={face} rows={rows} from={data.from} today={data.today} showPosts={showPosts} />}
              {figures && <FigureCard account={account} face={face} figures={figures} writePost={() => { void startPost({ accountIds: [account.id] }) }} />}
            </Fragment>
          )
        })}
        <ComparisonCard posts={data.posts} nowUtc={nowUtc} />
      </div>
      <PostList posts={data.posts} isReading={data.isReading} accounts={data.accounts} faces={faces} nowUtc={nowUtc} />
    </div>
  )
}

function NoAccount() {
  const say = useText('analytics')
  const goTo = useScreen(screen => screen.goTo)
  return (
    <div className={classes.empty}>
      <ChartDrawing />
      <Title order={2} size="h3">{say('empty.title')}</Title>
      <Text c="dimmed" maw={440}>{say('empty.why')}</Text>
      <Button onClick={() => { goTo('accounts') }}>{say('empty.act')}</Button>
    </div>
  )
}

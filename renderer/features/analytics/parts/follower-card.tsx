import { lazy, useMemo } from 'react'
import { handleShown, type AccountFace } from '../../../app/account-faces.ts'
import { startPost } from '../../../app/start-post.ts'
import type { AccountDayRow, AccountRow } from '../../../db/schema.ts'
import { useFormats, type Formats } from '../../../text/format.ts'
import { useText } from '../../../text/index.ts'
import type { analytics } from '../../../text/en/analytics.ts'
import type { Say } from '../../../text/shape.ts'
import { AccountMark } from '../../../ui/account-mark.tsx'
import { dailyValues, netGain, steadiness, thinOut, type Day, type Gain } from '../analytics-state.ts'
import classes from './analytics.module.css'
import { ChartCard } from './chart-card.tsx'

const FollowerChart = lazy(async () => ({ default: (await import('./follower-chart.tsx')).FollowerChart }))
const mostPoints = 180

/** One account: how many follow it now, the curve, what it says, and what to do about it. */
export function FollowerCard({ account, face, rows, from, today, showPosts }: {
  readonly account: AccountRow; readonly face: AccountFace; readonly rows: readonly AccountDayRow[]; readonly from: Day | null; readonly today: Day; readonly showPosts: () => void
}) {
  const say = useText('analytics')
  const formats = useFormats()
  const days = useMemo(() => dailyValues(rows.map(row => ({ day: row.day, value: row.figures.followers ?? null })), from ?? rows[0]?.day ?? today, today), [rows, from, today])
  const shown = useMemo(() => thinOut(days, mostPoints), [days])
  const gain = useMemo(() => netGain(days), [days])
  const latest = days.findLast(({ value }) => value !== null)
  const isLacking = account.abilities['account-figures'].kind === 'lacking'
  const name = say('followers.chart', { account: `${face.displayName} (${face.short})` })
  const head = (
    <div className={classes.who}>
      <AccountMark displayName={face.displayName} network={face.network} colour={face.colour} avatarUrl={face.avatarUrl} size={36} />
      <div className={classes.whoWords}>
        <h2 className={classes.count}><span className="tabular">{formats.number(latest?.value)}</span> <span className={classes.countOf}>{say('followers.title').toLocaleLowerCase(formats.locale)}</span>{gain && gain.gain !== 0 && <span className={classes.gain} data-down={gain.gain < 0 || undefined}>{formats.signed(gain.gain)}</span>}</h2>
        <div className={classes.handle}>{face.network} · {handleShown(account)}</div>
      </div>
    </div>
  )
  const trend = gain === null ? 'new' : gain.gain > 0 ? 'up' : gain.gain < 0 ? 'down' : 'same'
  const write = { label: say('write'), run: () => { void startPost({ accountIds: [account.id] }) } }
  const sentence = isLacking ? say('followers.lacking', { network: face.network })
    : gain ? [sayGain(gain, daysOf(from, gain), say, formats), sayRise(steadiness(days), say)].filter(Boolean).join(' ')
      : latest ? say('followers.began', { date: formats.date(noon(latest.day), 'UTC') }) : say('followers.none')
  return (
    <ChartCard title={say('followers.title')} name={name} head={head} definition={say('followers.definition')} height={168}
      chart={gain ? <FollowerChart days={shown} label={name} /> : null}
      table={{ head: [say('day'), say('followers.title')], rows: days.toReversed().map(({ day, value }) => [formats.date(noon(day), 'UTC'), value === null ? say('unknownDay') : formats.number(value)]) }}
      sentence={sentence}
      tip={isLacking ? undefined : say(`followers.tip.${trend}`)}
      act={isLacking ? undefined : trend === 'down' ? { label: say('followers.seePosts'), run: showPosts } : write} />
  )
}

const noon = (day: Day): number => Date.parse(`${day}T12:00Z`)
/** The number of days to name, when the whole period is known; null: the date is named instead. */
const daysOf = (from: Day | null, gain: Gain): number | null => from !== null && gain.fromDay === from ? gain.days : null

function sayGain(gain: Gain, days: number | null, say: Say<typeof analytics>, formats: Formats): string {
  const since = days === null ? say('followers.onDate', { date: formats.date(noon(gain.fromDay), 'UTC') }) : say('followers.daysAgo', { count: days })
  if (gain.gain === 0) return say('followers.same', { since })
  return say(gain.gain > 0 ? 'followers.more' : 'followers.fewer', { count: Math.abs(gain.gain), since })
}

const sayRise = ({ up, of }: { readonly up: number; readonly of: number }, say: Say<typeof analytics>): string => of < 2 || up === 0 ? '' : say('followers.rose', { up, count: of })

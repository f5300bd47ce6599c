import { Area, AreaChart, CartesianGrid, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts'
import { useMemo } from 'react'
import { useFormats } from '../../../text/format.ts'
import { useText } from '../../../text/index.ts'
import type { DayValue } from '../analytics-state.ts'
import { axisOf } from '../axis.ts'
import classes from './chart.module.css'
import { dayLabels } from './say-day.ts'

const axisText = { fill: 'var(--ink-soft)', fontSize: 12 }
/** `hasDot`: the last known day, and any that stands alone between gaps, which no line would show. */
type Point = DayValue & { readonly hasDot: boolean }

/** A curve of whole numbers; gaps stay gaps. `isFromZero`: of what begins anew each day, where half as high is half as many. */
export function FollowerChart({ days, label, isFromZero = false }: { readonly days: readonly DayValue[]; readonly label: string; readonly isFromZero?: boolean }) {
  const formats = useFormats()
  const labelOf = useMemo(() => dayLabels(formats.locale), [formats])
  const { domain, ticks } = useMemo(() => axisOf([...days.flatMap(({ value }) => value ?? []), ...(isFromZero ? [0] : [])]), [days, isFromZero])
  const points = useMemo(() => pointsOf(days), [days])
  return (
    <ResponsiveContainer width="100%" height={168}>
      <AreaChart data={points} margin={{ top: 8, right: 10, bottom: 0, left: 0 }} aria-label={label} className={classes.chart ?? ''}>
        <CartesianGrid vertical={false} stroke="var(--line)" />
        <XAxis dataKey="day" tickFormatter={labelOf} tickLine={false} axisLine={false} tick={axisText} minTickGap={56} interval="equidistantPreserveStart" />
        <YAxis domain={domain} ticks={ticks} tickFormatter={formats.number} tickLine={false} axisLine={false} tick={axisText} width={16 + 7.5 * formats.number(domain[1]).length} />
        <Tooltip isAnimationActive={false} filterNull={false} cursor={{ stroke: 'var(--line-strong)' }} content={DayTip} />
        <Area dataKey="value" type="monotone" connectNulls={false} isAnimationActive={false} stroke="var(--accent-ink)" strokeWidth={2} fill="var(--accent-ink)" fillOpacity={0.1} baseValue="dataMin"
          activeDot={{ r: 4, fill: 'var(--accent-ink)', stroke: 'var(--surface)', strokeWidth: 2 }} dot={DayDot} />
      </AreaChart>
    </ResponsiveContainer>
  )
}

function pointsOf(days: readonly DayValue[]): Point[] {
  const last = days.findLastIndex(({ value }) => value !== null)
  const isKnown = (index: number): boolean => (days[index]?.value ?? null) !== null
  return days.map((one, index) => ({ ...one, hasDot: index === last || (isKnown(index) && !isKnown(index - 1) && !isKnown(index + 1)) }))
}

function DayDot({ cx, cy, payload }: { readonly cx?: number; readonly cy?: number; readonly payload?: Point }) {
  return payload?.hasDot ? <circle cx={cx} cy={cy} r={3.5} fill="var(--accent-ink)" stroke="var(--surface)" strokeWidth={2} /> : null
}

function DayTip({ active, payload }: { readonly active?: boolean; readonly payload?: readonly { readonly payload?: Point }[] }) {
  const say = useText('analytics')
  const formats = useFormats()
  const shown = payload?.[0]?.payload
  if (!active || !shown) return null
  return <div className={classes.tip}><span>{dayLabels(formats.locale)(shown.day)}</span><b>{shown.value === null ? say('unknownDay') : formats.number(shown.value)}</b></div>
}

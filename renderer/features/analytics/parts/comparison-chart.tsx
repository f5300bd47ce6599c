import { Bar, BarChart, LabelList, ResponsiveContainer, XAxis, YAxis } from 'recharts'
import { useFormats } from '../../../text/format.ts'
import { useText } from '../../../text/index.ts'
import { enoughPosts, type KindFigures } from '../analytics-state.ts'
import classes from './chart.module.css'

/** Usual reactions per kind of post, each with how many posts stand behind it; paler where they are too few to tell. */
export function ComparisonChart({ compared, label }: { readonly compared: readonly KindFigures[]; readonly label: string }) {
  const say = useText('analytics')
  const formats = useFormats()
  const data = compared.map(one => ({ ...one, length: one.median ?? 0, name: say(`compare.kind.${one.kind}`), shown: `${formats.number(one.median)} · ${say('compare.posts', { count: one.posts })}` }))
  return (
    <ResponsiveContainer width="100%" height={data.length * 52 + 8}>
      <BarChart data={data} layout="vertical" margin={{ top: 0, right: 112, bottom: 0, left: 0 }} role="img" aria-label={label} className={classes.chart ?? ''} accessibilityLayer={false}>
        <XAxis type="number" hide domain={[0, (most: number) => Math.max(1, most)]} />
        <YAxis type="category" dataKey="name" tickLine={false} axisLine={false} width={124} tick={KindName} />
        <Bar dataKey="length" isAnimationActive={false} maxBarSize={26} shape={KindBar}>
          <LabelList dataKey="shown" position="right" fill="var(--ink-soft)" fontSize={13} />
        </Bar>
      </BarChart>
    </ResponsiveContainer>
  )
}

function KindBar({ x, y, width, height, payload }: { readonly x?: number; readonly y?: number; readonly width?: number; readonly height?: number; readonly payload?: KindFigures }) {
  if (!payload || payload.posts === 0) return null
  return <rect x={x} y={y} width={Math.max(3, width ?? 0)} height={height} rx={5} fill="var(--accent-ink)" fillOpacity={payload.posts >= enoughPosts ? 0.85 : 0.35} />
}

/** Beginning at the card's edge, like the words below it. */
function KindName({ y, payload }: { readonly y?: number | string; readonly payload?: { readonly value?: string } }) {
  return <text x={0} y={y} dy="0.35em" fill="var(--ink)" fontSize={13}>{payload?.value}</text>
}

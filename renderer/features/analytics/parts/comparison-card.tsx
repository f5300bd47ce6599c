import { lazy, useMemo } from 'react'
import { startPost } from '../../../app/start-post.ts'
import type { OwnPostRow } from '../../../db/schema.ts'
import { useFormats } from '../../../text/format.ts'
import { useText } from '../../../text/index.ts'
import { compareKinds, enoughPosts, findingOf } from '../analytics-state.ts'
import { ChartCard } from './chart-card.tsx'

const ComparisonChart = lazy(async () => ({ default: (await import('./comparison-chart.tsx')).ComparisonChart }))

/** Posts with a picture, with a video, with text only: the usual reactions to each, and what follows from it. */
export function ComparisonCard({ posts, nowUtc }: { readonly posts: readonly OwnPostRow[]; readonly nowUtc: number }) {
  const say = useText('analytics')
  const formats = useFormats()
  const compared = useMemo(() => compareKinds(posts, nowUtc), [posts, nowUtc])
  // Pictures and words are what every network has; video is drawn once there is one.
  const drawn = compared.filter(one => one.posts > 0 || one.kind !== 'video')
  const isEmpty = compared.every(one => one.posts === 0)
  const finding = findingOf(compared)
  const young = compared.reduce((sum, one) => sum + one.young, 0)
  const label = say('compare.chart')
  const said = isEmpty ? say('compare.none')
    : finding.kind === 'too-few' ? say('compare.tooFew', { count: enoughPosts })
      : finding.kind === 'alike' ? say('compare.alike', { count: finding.usual, median: formats.number(finding.usual) })
        : say('compare.better', { count: finding.best.median ?? 0, best: say(`compare.such.${finding.best.kind}`), median: formats.number(finding.best.median), other: say(`compare.such.${finding.other.kind}`), otherMedian: formats.number(finding.other.median) })
  const tip = say(`compare.tip.${finding.kind === 'better' ? finding.best.kind : finding.kind === 'alike' ? 'alike' : 'tooFew'}`)
  return (
    <ChartCard title={say('compare.title')} name={label} definition={say('compare.definition')} height={drawn.length * 52 + 8}
      chart={!isEmpty ? <ComparisonChart compared={drawn} label={label} /> : null}
      table={{ head: [say('compare.column.kind'), say('compare.column.median'), say('compare.column.posts')], rows: drawn.map(one => [say(`compare.kind.${one.kind}`), formats.number(one.median), formats.number(one.posts)]) }}
      sentence={said} tip={young > 0 ? `${say('compare.young', { count: young })} ${tip}` : tip} act={{ label: say('write'), run: () => { void startPost() } }} />
  )
}

import { refuse } from '../graph-api/graph-refusal.ts'

/** Alive names of https://developers.facebook.com/docs/graph-api/reference/page/insights (23 Nov 2026); all others, the dead ones first of all, are refused. */
export const pageMetrics = new Set([
  'page_media_view', 'page_total_media_view_unique', 'page_follows', 'page_daily_follows', 'page_daily_follows_unique', 'page_daily_unfollows_unique', 'page_post_engagements', 'page_views_total', 'page_total_actions',
  'page_actions_post_reactions_total', 'page_actions_post_reactions_like_total', 'page_actions_post_reactions_love_total', 'page_video_views', 'page_video_view_time', 'page_video_complete_views_30s',
])
export const postMetrics = new Set(['post_media_view', 'post_total_media_view_unique', 'post_clicks', 'post_clicks_by_type', 'post_reactions_by_type_total', 'post_reactions_like_total', 'post_video_views', 'post_video_avg_time_watched', 'post_video_views_15s', 'post_video_retention_graph'])

/** One value a metric; by kind where the metric is told so. One name that is not alive spoils the whole question. */
export function insightsOf(metrics: string, alive: ReadonlySet<string>, subject: string, base: number, period = 'lifetime'): Readonly<Record<string, unknown>> {
  const names = metrics.split(',').map(name => name.trim()).filter(name => name !== '')
  if (names.length === 0 || names.some(name => !alive.has(name))) throw refuse.badMetric()
  return {
    data: names.map((name, index) => ({
      name, period, id: `${subject}/insights/${name}/${period}`, title: name, description: name,
      values: name.endsWith('by_type') || name.endsWith('by_type_total') || name === 'page_actions_post_reactions_total' ? [{ value: { like: base, love: 2 } }] : [{ value: base * 3 }, { value: base + index, end_time: '2026-11-27T08:00:00+0000' }],
    })),
    paging: { previous: 'https://graph.invalid/previous', next: 'https://graph.invalid/next' },
  }
}

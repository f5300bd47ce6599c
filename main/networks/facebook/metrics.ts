/**
 * Names that are alive today (https://developers.facebook.com/docs/graph-api/reference/page/insights, read 23 Nov 2026). The `impressions` names went on
 * 15 Nov 2025 and the `unique` ones of old on 15 Jun 2026, for all versions; a single dead name makes the network refuse the whole question.
 */
export const postMetrics = ['post_media_view', 'post_total_media_view_unique', 'post_clicks'] as const
export const pageMetrics = ['page_media_view'] as const

import type { Client } from './client.ts'
import { reportAnswer } from './entities.ts'
import type { Extras } from './items.ts'

/** The first day there can be figures for. */
const firstDay = '2005-02-14'
const dayOf = (utc: number): string => new Date(utc).toISOString().slice(0, 10)

/**
 * What only the Analytics API counts, as of two or three days ago. Metrics by their names of November 2026, not tried against the network
 * (https://developers.google.com/youtube/analytics/metrics): `videosAddedToPlaylists` is the nearest to "saved". A project without that
 * interface, or a sign-in without that right, has the other figures all the same: then this is empty.
 */
export async function readExtras(videos: readonly string[], { google, hosts }: Client, now: () => number): Promise<ReadonlyMap<string, Extras>> {
  const read = await google.ask({
    url: `${hosts.analytics}/v2/reports`,
    query: { ids: 'channel==MINE', startDate: firstDay, endDate: dayOf(now()), metrics: 'views,shares,videosAddedToPlaylists', dimensions: 'video', filters: `video==${videos.join(',')}`, sort: '-views', maxResults: 200 },
  }, reportAnswer)
  if (!read.ok) return new Map()
  const column = (name: string): number => read.value.columnHeaders.findIndex(header => header.name === name)
  const [video, shares, saves] = [column('video'), column('shares'), column('videosAddedToPlaylists')]
  return new Map((read.value.rows ?? []).map(row => [String(row[video] ?? ''), { ...figure('shares', row[shares]), ...figure('saves', row[saves]) }]))
}

const figure = (name: 'shares' | 'saves', value: unknown): Extras => (typeof value === 'number' && Number.isInteger(value) && value >= 0 ? { [name]: value } : {})

import { z } from 'zod'
import type { NetworkFailure } from '../../../preload/contract/failures.ts'
import { ok, type Result } from '../../../preload/contract/result.ts'
import { graphId } from '../graph-api/client.ts'
import { figuresOf } from '../graph-api/insights.ts'
import type { StreamPage } from '../network.ts'
import { pageEntity } from './entities.ts'
import { pageMetrics } from './metrics.ts'
import type { InboxTools } from './notifications.ts'

const dayMs = 24 * 60 * 60_000

/** Followers of now, and how often the Page's things were seen on the last day that the network has counted. */
export async function readAccountFigures({ client, reader }: InboxTools): Promise<Result<StreamPage, NetworkFailure>> {
  const path = `/${graphId(reader.remoteId)}`
  const page = await client.ask({ path, query: { fields: 'id,name,followers_count,fan_count' }, canWait: true }, pageEntity)
  if (!page.ok) return page
  const utc = reader.now()
  const seconds = (at: number): number => Math.floor(at / 1000)
  const insights = await client.ask({ path: `${path}/insights`, query: { metric: pageMetrics.join(','), period: 'day', since: seconds(utc - 3 * dayMs), until: seconds(utc) } }, z.unknown())
  // Without the right to insights the followers are counted all the same; Pages with less than 100 have none.
  if (!insights.ok && insights.failure.kind !== 'refused') return insights
  const followers = page.value.followers_count ?? page.value.fan_count
  const views = insights.ok ? figuresOf(insights.value).get('page_media_view') : undefined
  const figures = { ...(followers === null || followers === undefined ? {} : { followers }), ...(views === undefined ? {} : { views }) }
  // The cursor is only the time of the last look: figures have no pages.
  return ok({ entries: [{ kind: 'account-figures', sample: { accountId: reader.accountId, utc, figures } }], cursor: String(utc), more: false, isHistory: false, reachedUtc: null })
}

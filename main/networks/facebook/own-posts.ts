import { z } from 'zod'
import type { LogEntry } from '../../../preload/contract/events.ts'
import type { NetworkFailure } from '../../../preload/contract/failures.ts'
import { ok, type Result } from '../../../preload/contract/result.ts'
import { graphId } from '../graph-api/client.ts'
import { askPage, type GraphPage } from '../graph-api/paging.ts'
import type { StreamPage } from '../network.ts'
import { readCursor } from '../cursor.ts'
import { postEntity, postFields, type PostEntity } from './entities.ts'
import { keyOf, ownPostFrom, postSampleFrom } from './items.ts'
import { postMetrics } from './metrics.ts'
import type { InboxTools } from './notifications.ts'

/** `recent` are the ids of the newest page, by which a deleted post is missed. */
const cursorShape = z.object({ v: z.literal(1), recent: z.array(z.string()), after: z.string().nullable(), seen: z.number().int() })

const pageSize = 25
const mostHistory = 500
const counts = 'shares,comments.limit(0).summary(true),reactions.limit(0).summary(true)'
const insights = `insights.metric(${postMetrics.join(',')}){name,period,values}`

/** Own posts with their figures: back through the years at first, later the newest page each time. */
export async function readOwnPosts(text: string | null, tools: InboxTools): Promise<Result<StreamPage, NetworkFailure>> {
  const { reader } = tools
  const cursor = readCursor(text, cursorShape)
  const isHistory = cursor === null || cursor.after !== null
  const page = await askPosts(cursor?.after ?? null, tools)
  if (!page.ok) return page
  const { rows } = page.value
  const entries = rows.flatMap((row): LogEntry[] => {
    const post = ownPostFrom(row, reader)
    return post ? [{ kind: 'own-post', post }, { kind: 'post-figures', sample: postSampleFrom(row, reader) }] : []
  })
  const seen = (cursor?.seen ?? 0) + rows.length
  const after = isHistory && seen < mostHistory ? page.value.after : null
  if (!isHistory) {
    const gone = await deletedAmong(cursor.recent, page.value, tools)
    if (!gone.ok) return gone
    entries.push(...gone.value.map((id): LogEntry => ({ kind: 'own-post-gone', key: keyOf(reader, id) })))
  }
  const recent = isHistory && cursor ? cursor.recent : rows.map(row => row.id)
  const last = rows.at(-1)
  return ok({
    entries, cursor: JSON.stringify({ v: 1, recent, after, seen } satisfies z.infer<typeof cursorShape>), more: after !== null, isHistory, reachedUtc: isHistory && last ? last.created_time ?? null : null,
  })
}

/** Small Pages have no insights and some tokens no right to them; then the counters alone. */
async function askPosts(after: string | null, { client, reader }: InboxTools): Promise<Result<GraphPage<PostEntity>, NetworkFailure>> {
  const call = (fields: string) => askPage(client, { path: `/${graphId(reader.remoteId)}/published_posts`, query: { fields, limit: pageSize }, canWait: true }, postEntity, after)
  const all = await call(`${postFields},${counts},${insights}`)
  return !all.ok && all.failure.kind === 'refused' ? await call(`${postFields},${counts}`) : all
}

/** Posts that were on the newest page and are not there any more, each asked for by itself: lists lag. */
async function deletedAmong(recent: readonly string[], { rows }: GraphPage<PostEntity>, { client }: InboxTools): Promise<Result<readonly string[], NetworkFailure>> {
  const there = new Set(rows.map(row => row.id))
  const gone: string[] = []
  // Pushed off the page by younger ones: as many as came.
  const pushedOff = rows.length < pageSize ? 0 : rows.filter(row => !recent.includes(row.id)).length
  for (const id of recent.slice(0, Math.max(0, recent.length - pushedOff)).filter(one => !there.has(one))) {
    const read = await client.ask({ path: `/${graphId(id)}`, query: { fields: 'id' } }, postEntity.pick({ id: true }))
    if (!read.ok && read.failure.kind === 'missing') gone.push(id)
    else if (!read.ok) return read
  }
  return ok(gone)
}

import { z } from 'zod'
import type { LogEntry } from '../../../preload/contract/events.ts'
import type { NetworkFailure } from '../../../preload/contract/failures.ts'
import type { PostSample } from '../../../preload/contract/items.ts'
import { ok, type Result } from '../../../preload/contract/result.ts'
import { graphId } from '../graph-api/client.ts'
import { readCursor } from '../cursor.ts'
import { figuresOf } from '../graph-api/insights.ts'
import { askPage } from '../graph-api/paging.ts'
import type { StreamPage } from '../network.ts'
import { mediaEntity, postFields } from './entities.ts'
import { instantOf, keyOf, ownPostFrom } from './items.ts'
import { scopes } from './limits.ts'
import type { ReadTools } from './replies.ts'

/** `recent`: the newest page, by which a deleted post is missed. `after`: where the first reading goes on. */
const cursorShape = z.object({ v: z.literal(1), recent: z.array(z.object({ id: z.string(), utc: z.number() })), after: z.string().nullable(), pages: z.number().int() })
type Cursor = z.infer<typeof cursorShape>

const pageSize = 25
const mostPages = 40
/** Today's names (…/threads/insights, seen 27 Nov 2026); each post costs a call, so the newest page only. */
const metrics = { views: 'views', likes: 'likes', replies: 'replies', reposts: 'boosts', quotes: 'quotes', shares: 'shares' } as const

/** Own posts, back to the beginning at first; later the newest page each time, with its figures. */
export async function readOwnPosts(text: string | null, tools: ReadTools): Promise<Result<StreamPage, NetworkFailure>> {
  const { client, reader } = tools
  const cursor = readCursor(text, cursorShape)
  const isHistory = cursor === null || cursor.after !== null
  const read = await askPage(client, { path: '/me/threads', query: { fields: postFields, limit: pageSize } }, mediaEntity, cursor?.after ?? null)
  if (!read.ok) return read
  // What was passed on of others stands in the list as well.
  const rows = read.value.rows.filter(row => row.media_type !== 'REPOST_FACADE')
  const entries: LogEntry[] = rows.flatMap((row): LogEntry[] => {
    const post = ownPostFrom(row, reader)
    return post ? [{ kind: 'own-post', post }] : []
  })
  if (cursor === null || !isHistory) {
    const secret = await client.tokens.good()
    for (const { id } of secret.ok && (secret.value.scopes?.includes(scopes.insights) ?? true) ? rows : []) {
      const sample = await sampleOf(id, tools)
      if (!sample.ok) return sample
      if (sample.value) entries.push({ kind: 'post-figures', sample: sample.value })
    }
  }
  const page = rows.map(row => ({ id: row.id, utc: instantOf(row, reader) }))
  if (!isHistory && !read.value.hasUnreadable) {
    const gone = await goneAmong(cursor.recent, page, read.value.after === null, tools)
    if (!gone.ok) return gone
    entries.push(...gone.value.map((id): LogEntry => ({ kind: 'own-post-gone', key: keyOf(reader, id) })))
  }
  const pages = (cursor?.pages ?? 0) + 1
  const after = isHistory && pages < mostPages ? read.value.after : null
  const next: Cursor = { v: 1, recent: cursor !== null && isHistory ? cursor.recent : page, after, pages: after === null ? 0 : pages }
  const oldest = page.at(-1)
  return ok({ entries, cursor: JSON.stringify(next), more: after !== null, isHistory, reachedUtc: isHistory && oldest ? oldest.utc : null })
}

async function sampleOf(id: string, { client, reader }: ReadTools): Promise<Result<PostSample | null, NetworkFailure>> {
  const read = await client.ask({ path: `/${graphId(id)}/insights`, query: { metric: Object.keys(metrics).join(',') } }, z.unknown())
  // Figures of one post that are not given (passed on from elsewhere, too young) are no reason to lose the others.
  if (!read.ok) return read.failure.kind === 'refused' || read.failure.kind === 'missing' || read.failure.kind === 'server-trouble' ? ok(null) : read
  const told = figuresOf(read.value)
  const figures: PostSample['figures'] = {}
  for (const [metric, name] of Object.entries(metrics)) {
    const value = told.get(metric)
    if (value !== undefined) figures[name] = value
  }
  return ok(Object.keys(figures).length === 0 ? null : { accountId: reader.accountId, key: keyOf(reader, id), utc: reader.now(), figures })
}

/** Posts that were on the newest page and are not there any more, each asked for by itself: lists lag, a "no such post" does not. */
async function goneAmong(recent: Cursor['recent'], page: Cursor['recent'], isWhole: boolean, { client }: ReadTools): Promise<Result<readonly string[], NetworkFailure>> {
  const there = new Set(page.map(one => one.id))
  const floor = page.at(-1)?.utc ?? 0
  const gone: string[] = []
  for (const { id } of recent.filter(one => !there.has(one.id) && (isWhole || one.utc >= floor))) {
    const read = await client.ask({ path: `/${graphId(id)}`, query: { fields: 'id' } }, z.object({ id: z.string() }))
    if (!read.ok && read.failure.kind === 'missing') gone.push(id)
    else if (!read.ok) return read
  }
  return ok(gone)
}

export async function readAccountFigures({ client, reader }: ReadTools): Promise<Result<StreamPage, NetworkFailure>> {
  const read = await client.ask({ path: '/me/threads_insights', query: { metric: 'followers_count' } }, z.looseObject({ data: z.array(z.unknown()) }))
  if (!read.ok) return read
  const followers = figuresOf(read.value).get('followers_count')
  const utc = reader.now()
  const entries: LogEntry[] = followers === undefined ? [] : [{ kind: 'account-figures', sample: { accountId: reader.accountId, utc, figures: { followers } } }]
  // The cursor is only the time of the last look: figures have no pages.
  return ok({ entries, cursor: String(utc), more: false, isHistory: false, reachedUtc: null })
}

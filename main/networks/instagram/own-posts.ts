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
import type { ReadTools } from './comments.ts'
import { mediaEntity, mediaFields, type MediaEntity } from './entities.ts'
import { instantOf, keyOf, ownPostFrom } from './items.ts'
import { mayRead } from './limits.ts'
import { readUser } from './who-am-i.ts'

/** `recent`: the newest page, by which a deleted post is missed. `after`: where the first reading goes on. */
const cursorShape = z.object({ v: z.literal(1), recent: z.array(z.object({ id: z.string(), utc: z.number() })), after: z.string().nullable(), pages: z.number().int() })
type Cursor = z.infer<typeof cursorShape>

const pageSize = 25
const mostPages = 40
/** Today's names (…/reference/instagram-media/insights, 18 Jun 2026). One that a kind of post does not have fails the whole call, so each kind is asked for its own. */
const metrics: Readonly<Record<'FEED' | 'REELS' | 'STORY', Readonly<Record<string, keyof PostSample['figures']>>>> = {
  FEED: { views: 'views', reach: 'reach', saved: 'saves', shares: 'shares' },
  REELS: { views: 'views', reach: 'reach', saved: 'saves', shares: 'shares' },
  STORY: { views: 'views', reach: 'reach', shares: 'shares', replies: 'replies' },
}

/** Own posts and stories, back to the beginning at first; later the newest page each time, with its figures. */
export async function readOwnPosts(text: string | null, tools: ReadTools): Promise<Result<StreamPage, NetworkFailure>> {
  const { client, reader } = tools
  const cursor = readCursor(text, cursorShape)
  const isHistory = cursor === null || cursor.after !== null
  const isNewest = cursor === null || !isHistory
  const read = await askPage(client, { path: `/${graphId(reader.remoteId)}/media`, query: { fields: mediaFields, limit: pageSize } }, mediaEntity, cursor?.after ?? null)
  if (!read.ok) return read
  const stories = isNewest ? await askPage(client, { path: `/${graphId(reader.remoteId)}/stories`, query: { fields: mediaFields, limit: pageSize } }, mediaEntity, null) : null
  if (stories && !stories.ok && stories.failure.kind !== 'refused' && stories.failure.kind !== 'missing') return stories
  const { rows } = read.value
  const entries: LogEntry[] = []
  for (const media of [...rows, ...(stories?.ok ? stories.value.rows : [])]) {
    const post = ownPostFrom(media, reader)
    if (!post) continue
    entries.push({ kind: 'own-post', post })
    const sample = isNewest ? await sampleOf(media, tools) : ok(null)
    if (!sample.ok) return sample
    if (sample.value) entries.push({ kind: 'post-figures', sample: sample.value })
  }
  const page = rows.map(row => ({ id: row.id, utc: instantOf(row.timestamp, reader) }))
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

async function sampleOf(media: MediaEntity, { client, reader }: ReadTools): Promise<Result<PostSample | null, NetworkFailure>> {
  const secret = await client.secret()
  if (!secret.ok) return secret
  const figures: PostSample['figures'] = {}
  // Left out where the owner hides them: unknown, which is not nought.
  if (media.like_count !== undefined) figures.likes = media.like_count
  if (media.comments_count !== undefined) figures.replies = media.comments_count
  const kind = media.media_product_type
  if ((kind === 'FEED' || kind === 'REELS' || kind === 'STORY') && mayRead(secret.value.login, 'insights', secret.value.scopes)) {
    const read = await client.ask({ path: `/${graphId(media.id)}/insights`, query: { metric: Object.keys(metrics[kind]).join(',') } }, z.looseObject({ data: z.array(z.unknown()) }))
    // Figures that are not given (a story with few viewers, a post from before the account was a professional one) are no reason to lose the others.
    if (!read.ok && read.failure.kind !== 'refused' && read.failure.kind !== 'missing' && read.failure.kind !== 'server-trouble') return read
    const told = read.ok ? figuresOf(read.value) : new Map<string, number>()
    for (const [metric, name] of Object.entries(metrics[kind])) {
      const value = told.get(metric)
      if (value !== undefined) figures[name] = value
    }
  }
  return ok(Object.keys(figures).length === 0 ? null : { accountId: reader.accountId, key: keyOf(reader, media.id), utc: reader.now(), figures })
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
  const secret = await client.secret()
  if (!secret.ok) return secret
  const read = await readUser(client, secret.value.login, reader.remoteId)
  if (!read.ok) return read
  const { followers_count: followers, follows_count: following, media_count: posts } = read.value
  const figures = { ...(followers === undefined ? {} : { followers }), ...(following === undefined ? {} : { following }), ...(posts === undefined ? {} : { posts }) }
  const utc = reader.now()
  // The cursor is only the time of the last look: figures have no pages.
  return ok({ entries: Object.keys(figures).length === 0 ? [] : [{ kind: 'account-figures', sample: { accountId: reader.accountId, utc, figures } }], cursor: String(utc), more: false, isHistory: false, reachedUtc: null })
}

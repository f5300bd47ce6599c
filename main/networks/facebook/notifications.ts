import { z } from 'zod'
import type { LogEntry } from '../../../preload/contract/events.ts'
import type { NetworkFailure } from '../../../preload/contract/failures.ts'
import type { Item } from '../../../preload/contract/items.ts'
import { ok, type Result } from '../../../preload/contract/result.ts'
import { graphId } from '../graph-api/client.ts'
import { askPage, pageWithin } from '../graph-api/paging.ts'
import type { StreamPage } from '../network.ts'
import type { Client } from './client.ts'
import { readCursor } from '../cursor.ts'
import { isNew, overlapMs, tellAlso, told, type Told } from './told.ts'
import { commentEntity, commentFields, postEntity, postFields, type CommentEntity, type PostEntity } from './entities.ts'
import { itemFromComment, itemFromPost, type Reader } from './items.ts'

/** `after` while the first reading walks back through the posts; `pages` it has read. */
const cursorShape = z.object({ v: z.literal(1), after: z.string().nullable(), pages: z.number().int(), told })

/** A month of a shop that posts daily: comments under older posts are seen when the owner looks at the post. */
const postsLookedAt = 30
const mostHistoryPages = 4
const commentsAtOnce = 25
/** Of one post between two readings. */
const mostCommentPages = 20

export type InboxTools = { readonly client: Client; readonly reader: Reader }

/** Comments under our posts, and posts by others that name us or stand on our Page. */
export async function readNotifications(text: string | null, tools: InboxTools): Promise<Result<StreamPage, NetworkFailure>> {
  const { client, reader } = tools
  const cursor = readCursor(text, cursorShape)
  const isHistory = cursor === null || cursor.after !== null
  const before: Told = cursor?.told ?? { sinceUtc: reader.now() - overlapMs, ids: [] }
  const posts = await askPage(client, {
    path: `/${graphId(reader.remoteId)}/published_posts`,
    query: { fields: `id,permalink_url,created_time,comments.limit(${commentsAtOnce}).order(reverse_chronological).filter(stream){${commentFields}}`, limit: postsLookedAt },
    canWait: true,
  }, postEntity, cursor?.after ?? null)
  if (!posts.ok) return posts
  const items: Item[] = []
  for (const post of posts.value.rows) {
    const comments = await commentsOf(post, isHistory ? null : before, tools)
    if (!comments.ok) return comments
    items.push(...comments.value.filter(comment => comment.from?.id !== reader.remoteId).flatMap(comment => itemFromComment(comment, post, reader) ?? []))
  }
  // The walk back is through our posts; what stands beside them comes with its first page.
  if (cursor?.after === undefined || cursor.after === null) {
    const beside = await readBeside(tools)
    if (!beside.ok) return beside
    items.push(...beside.value)
  }
  const seen = items.map(item => ({ item, id: item.key, utc: item.createdUtc }))
  const fresh = isHistory ? seen : seen.filter(one => isNew(one, before))
  const after = isHistory && (cursor?.pages ?? 0) + 1 < mostHistoryPages ? posts.value.after : null
  // While it walks back, only what is younger than its beginning is to be remembered: it is told again by the first look forward otherwise.
  const next = isHistory ? { sinceUtc: before.sinceUtc, ids: [...before.ids, ...seen.filter(one => one.utc >= before.sinceUtc).map(one => one.id)] } : tellAlso(before, fresh, reader.now())
  const oldest = Math.min(reader.now(), ...posts.value.rows.map(post => post.created_time ?? Infinity))
  return ok({
    entries: [...new Map(fresh.map(({ item }) => [item.key, item])).values()].toSorted((a, b) => a.createdUtc - b.createdUtc).map((item): LogEntry => ({ kind: 'item', item })),
    cursor: JSON.stringify({ v: 1, after, pages: (cursor?.pages ?? 0) + 1, told: next } satisfies z.infer<typeof cursorShape>),
    more: after !== null, isHistory, reachedUtc: isHistory ? oldest : null,
  })
}

/** The newest comments of a post; further pages as long as nothing known is met. */
async function commentsOf(post: PostEntity, before: Told | null, { client }: InboxTools): Promise<Result<readonly CommentEntity[], NetworkFailure>> {
  const first = pageWithin(post.comments, commentEntity)
  if (!first) return ok([])
  const rows = [...first.rows]
  let { after } = first
  for (let page = 1; after !== null && page < (before === null ? 4 : mostCommentPages); page++) {
    const oldest = rows.at(-1)
    if (before !== null && oldest && (oldest.created_time ?? 0) < before.sinceUtc) break
    const more: Awaited<ReturnType<typeof askComments>> = await askComments(client, post.id, after)
    if (!more.ok) return more.failure.kind === 'missing' ? ok(rows) : more
    rows.push(...more.value.rows)
    after = more.value.after
  }
  return ok(rows)
}
const askComments = (client: Client, post: string, after: string) => askPage(client, { path: `/${graphId(post)}/comments`, query: { fields: commentFields, filter: 'stream', order: 'reverse_chronological', limit: 100 } }, commentEntity, after)

/** Posts by others on our Page, or that name it. A right that was not given takes these away, and nothing else. */
async function readBeside({ client, reader }: InboxTools): Promise<Result<readonly Item[], NetworkFailure>> {
  const items: Item[] = []
  for (const edge of ['visitor_posts', 'tagged']) {
    const read = await askPage(client, { path: `/${graphId(reader.remoteId)}/${edge}`, query: { fields: postFields, limit: 25 }, canWait: true }, postEntity, null)
    if (!read.ok && read.failure.kind !== 'refused') return read
    if (read.ok) items.push(...read.value.rows.filter(post => post.from?.id !== reader.remoteId).flatMap(post => itemFromPost(post, reader) ?? []))
  }
  return ok(items)
}

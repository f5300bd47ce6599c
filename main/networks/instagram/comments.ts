import { z } from 'zod'
import type { LogEntry } from '../../../preload/contract/events.ts'
import type { NetworkFailure } from '../../../preload/contract/failures.ts'
import type { Item } from '../../../preload/contract/items.ts'
import { ok, type Result } from '../../../preload/contract/result.ts'
import { graphId } from '../graph-api/client.ts'
import { readCursor } from '../cursor.ts'
import { freshSince, inboxMark } from '../graph-api/inbox-mark.ts'
import { askPage, pageWithin } from '../graph-api/paging.ts'
import type { StreamPage } from '../network.ts'
import type { InstagramClient } from './client.ts'
import { commentEntity, commentWithReplies, mediaEntity, type CommentEntity, type MediaEntity } from './entities.ts'
import { instantOf, itemFromComment, itemFromTag, type Reader, type Under } from './items.ts'
import { mayRead } from './limits.ts'

export type ReadTools = { readonly client: InstagramClient; readonly reader: Reader }

/**
 * The network keeps no list of comments for an account: of the hundred youngest posts those are asked whose number of comments has changed,
 * and the youngest that have any each time, since one may have gone while another came.
 */
const listedPosts = 100
const askedAlways = 10
const mostPages = 3

const cursorShape = inboxMark.extend({ counts: z.record(z.string(), z.number()) })
type Cursor = z.infer<typeof cursorShape>

const askedNow = (posts: readonly MediaEntity[], cursor: Cursor | null): readonly MediaEntity[] =>
  posts.filter(({ id, comments_count: count }, at) => count !== 0 && (cursor === null || at < askedAlways || count === undefined || cursor.counts[id] !== count))

/** Comments under our posts, and posts of others that show us. */
export async function readComments(text: string | null, tools: ReadTools): Promise<Result<StreamPage, NetworkFailure>> {
  const { client, reader } = tools
  const mark = readCursor(text, cursorShape)
  const secret = await client.secret()
  if (!secret.ok) return secret
  const { login, scopes } = secret.value
  const posts = await askPage(client, { path: `/${graphId(reader.remoteId)}/media`, query: { fields: 'id,permalink,timestamp,comments_count', limit: listedPosts } }, mediaEntity, null)
  if (!posts.ok) return posts
  const items: Item[] = []
  for (const media of mayRead(login, 'comments', scopes) ? askedNow(posts.value.rows, mark) : []) {
    // Of the past a page for each will do: it must end within minutes.
    const read = await commentsUnder(media, tools, mark === null ? 1 : mostPages)
    // A post deleted meanwhile has no comments any more.
    if (!read.ok && read.failure.kind !== 'missing') return read
    if (read.ok) items.push(...read.value.toReversed().flatMap(({ comment, under }) => itemFromComment(comment, under, reader) ?? []))
  }
  const tags = await askPage(client, { path: `/${graphId(reader.remoteId)}/tags`, query: { fields: 'id,caption,media_type,permalink,timestamp,username', limit: 50 } }, mediaEntity, null)
  // Not every account is shown who marks it.
  if (!tags.ok && tags.failure.kind !== 'refused' && tags.failure.kind !== 'missing') return tags
  if (tags.ok) items.push(...tags.value.rows.flatMap(media => itemFromTag(media, reader) ?? []))
  const fresh = freshSince(items, mark)
  const counts = Object.fromEntries(posts.value.rows.flatMap(({ id, comments_count: count }) => (count === undefined ? [] : [[id, count]])))
  const next: Cursor = { ...fresh.mark, counts }
  const oldestPost = Math.min(reader.now(), ...posts.value.rows.map(row => instantOf(row.timestamp, reader)))
  return ok({ entries: fresh.items.map((item): LogEntry => ({ kind: 'item', item })), cursor: JSON.stringify(next), more: false, isHistory: mark === null, reachedUtc: mark === null ? oldestPost : null })
}

export type FoundComment = { readonly comment: CommentEntity; readonly under: Under }

/** Comments of a post with the answers below them, each under the comment at the top of its row; oldest first. */
export async function commentsUnder(media: Pick<MediaEntity, 'id' | 'permalink'>, { client, reader }: ReadTools, pages = mostPages): Promise<Result<readonly FoundComment[], NetworkFailure>> {
  const found: FoundComment[] = []
  let after: string | null = null
  for (let page = 0; page < pages; page++) {
    const read: Awaited<ReturnType<typeof askPage<typeof commentEntity>>> = await askPage(client, { path: `/${graphId(media.id)}/comments`, query: { fields: commentWithReplies, limit: 50 } }, commentEntity, after)
    if (!read.ok) return read
    for (const top of read.value.rows) {
      const under = { media, top: top.id }
      found.push(...[top, ...pageWithin(top.replies, commentEntity)?.rows ?? []].map(comment => ({ comment, under })))
    }
    after = read.value.after
    if (after === null) break
  }
  return ok(found.toSorted((a, b) => instantOf(a.comment.timestamp, reader) - instantOf(b.comment.timestamp, reader)))
}

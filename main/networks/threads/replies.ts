import { z } from 'zod'
import type { LogEntry } from '../../../preload/contract/events.ts'
import type { NetworkFailure } from '../../../preload/contract/failures.ts'
import type { Item } from '../../../preload/contract/items.ts'
import { ok, type Result } from '../../../preload/contract/result.ts'
import { graphId, type GraphCall } from '../graph-api/client.ts'
import { freshSince, type Mark } from '../graph-api/inbox-mark.ts'
import { askPage } from '../graph-api/paging.ts'
import type { StreamPage } from '../network.ts'
import type { ThreadsClient } from './client.ts'
import { mediaEntity, replyFields, type MediaEntity } from './entities.ts'
import { instantOf, itemFrom, type Reader } from './items.ts'
import { scopes } from './limits.ts'

export type ReadTools = { readonly client: ThreadsClient; readonly reader: Reader }

/** The network keeps no list of answers for an account: the youngest posts are asked one by one, those that have any. */
const watchedPosts = 25
const pageSize = 100
const mostPages = 5

const watched = z.object({ id: z.string().min(1), timestamp: z.string().nullish().catch(null), has_replies: z.boolean().catch(true) })

export async function readReplies(mark: Mark | null, tools: ReadTools): Promise<Result<StreamPage, NetworkFailure>> {
  const { client, reader } = tools
  const posts = await askPage(client, { path: '/me/threads', query: { fields: 'id,timestamp,has_replies', limit: watchedPosts } }, watched, null)
  if (!posts.ok) return posts
  const secret = await client.tokens.good()
  if (!secret.ok) return secret
  const may = (scope: string): boolean => secret.value.scopes.includes(scope)
  const items: Item[] = []
  const take = async (call: GraphCall, kind: 'reply' | 'mention'): Promise<Result<void, NetworkFailure>> => {
    const read = await newSince(call, mark, tools)
    if (read.ok) items.push(...read.value.flatMap(media => itemFrom(media, kind, reader) ?? []))
    // A post deleted meanwhile has no answers any more.
    return read.ok || read.failure.kind === 'missing' ? ok(undefined) : read
  }
  for (const post of may(scopes.readReplies) ? posts.value.rows.filter(row => row.has_replies) : []) {
    const taken = await take({ path: `/${graphId(post.id)}/conversation`, query: { fields: replyFields, reverse: true, limit: pageSize } }, 'reply')
    if (!taken.ok) return taken
  }
  if (may(scopes.mentions)) {
    const taken = await take({ path: '/me/mentions', query: { fields: replyFields, limit: pageSize } }, 'mention')
    if (!taken.ok) return taken
  }
  const fresh = freshSince(items, mark)
  const entries = fresh.items.map((item): LogEntry => ({ kind: 'item', item }))
  const oldestPost = Math.min(reader.now(), ...posts.value.rows.map(row => instantOf({ timestamp: row.timestamp }, reader)))
  return ok({ entries, cursor: JSON.stringify(fresh.mark), more: false, isHistory: mark === null, reachedUtc: mark === null ? oldestPost : null })
}

/** Newest first, as far back as anything new may stand. */
async function newSince(call: GraphCall, mark: Mark | null, { client, reader }: ReadTools): Promise<Result<readonly MediaEntity[], NetworkFailure>> {
  const found: MediaEntity[] = []
  let after: string | null = null
  for (let page = 0; page < mostPages; page++) {
    const read: Awaited<ReturnType<typeof askPage<typeof mediaEntity>>> = await askPage(client, call, mediaEntity, after)
    if (!read.ok) return read
    found.push(...read.value.rows)
    after = read.value.after
    const last = read.value.rows.at(-1)
    if (after === null || last === undefined || (mark !== null && instantOf(last, reader) < mark.floorUtc)) break
  }
  return ok(found)
}

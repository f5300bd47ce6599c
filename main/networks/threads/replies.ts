import { z } from 'zod'
import type { LogEntry } from '../../../preload/contract/events.ts'
import type { NetworkFailure } from '../../../preload/contract/failures.ts'
import type { Item } from '../../../preload/contract/items.ts'
import { ok, type Result } from '../../../preload/contract/result.ts'
import { graphId, type GraphCall } from '../graph-api/client.ts'
import { readCursor } from '../cursor.ts'
import { freshSince, inboxMark } from '../graph-api/inbox-mark.ts'
import { askPage } from '../graph-api/paging.ts'
import type { StreamPage } from '../network.ts'
import type { ThreadsClient } from './client.ts'
import { mediaEntity, replyFields, type MediaEntity } from './entities.ts'
import { instantOf, itemFrom, type Reader } from './items.ts'
import { scopes } from './limits.ts'

export type ReadTools = { readonly client: ThreadsClient; readonly reader: Reader }

/**
 * The network keeps no list of answers for an account: of the hundred youngest posts those that have any are asked one by one. The youngest
 * each time, the others by turns; all of them at the first reading and after a long absence.
 */
const listedPosts = 100
const askedAlways = 15
const askedByTurns = 10
const longAbsenceMs = 12 * 60 * 60_000
const pageSize = 100
const mostPages = 5

const cursorShape = inboxMark.extend({ turn: z.number().int().nonnegative(), readUtc: z.number() })
type Cursor = z.infer<typeof cursorShape>
const watched = z.object({ id: z.string().min(1), timestamp: z.string().nullish().catch(null), has_replies: z.boolean().catch(true) })

function askedNow<T extends { readonly has_replies: boolean }>(posts: readonly T[], cursor: Cursor | null, nowUtc: number): readonly T[] {
  const answered = posts.filter(post => post.has_replies)
  if (cursor === null || nowUtc - cursor.readUtc > longAbsenceMs) return answered
  const others = answered.slice(askedAlways)
  const start = (cursor.turn % Math.max(1, Math.ceil(others.length / askedByTurns))) * askedByTurns
  return [...answered.slice(0, askedAlways), ...others.slice(start, start + askedByTurns)]
}

export async function readReplies(text: string | null, tools: ReadTools): Promise<Result<StreamPage, NetworkFailure>> {
  const { client, reader } = tools
  const mark = readCursor(text, cursorShape)
  const readUtc = reader.now()
  const posts = await askPage(client, { path: '/me/threads', query: { fields: 'id,timestamp,has_replies', limit: listedPosts } }, watched, null)
  if (!posts.ok) return posts
  const secret = await client.tokens.good()
  if (!secret.ok) return secret
  const may = (scope: string): boolean => secret.value.scopes?.includes(scope) ?? true
  const items: Item[] = []
  const take = async (call: GraphCall, kind: 'reply' | 'mention'): Promise<Result<void, NetworkFailure>> => {
    const read = await newSince(call, mark, tools)
    if (read.ok) items.push(...read.value.flatMap(media => itemFrom(media, kind, reader) ?? []))
    // A post deleted meanwhile has no answers any more; and where the token may not look, unseen, there is nothing to tell.
    return read.ok || read.failure.kind === 'missing' || read.failure.kind === 'refused' ? ok(undefined) : read
  }
  for (const post of may(scopes.readReplies) ? askedNow(posts.value.rows, mark, readUtc) : []) {
    const taken = await take({ path: `/${graphId(post.id)}/conversation`, query: { fields: replyFields, reverse: true, limit: pageSize } }, 'reply')
    if (!taken.ok) return taken
  }
  if (may(scopes.mentions)) {
    const taken = await take({ path: '/me/mentions', query: { fields: replyFields, limit: pageSize } }, 'mention')
    if (!taken.ok) return taken
  }
  const fresh = freshSince(items, mark)
  const entries = fresh.items.map((item): LogEntry => ({ kind: 'item', item }))
  const next: Cursor = { ...fresh.mark, turn: (mark?.turn ?? 0) + 1, readUtc }
  const oldestPost = Math.min(readUtc, ...posts.value.rows.map(row => instantOf({ timestamp: row.timestamp }, reader)))
  return ok({ entries, cursor: JSON.stringify(next), more: false, isHistory: mark === null, reachedUtc: mark === null ? oldestPost : null })
}

/** Newest first, as far back as anything new may stand. */
async function newSince(call: GraphCall, mark: Cursor | null, { client, reader }: ReadTools): Promise<Result<readonly MediaEntity[], NetworkFailure>> {
  const found: MediaEntity[] = []
  let after: string | null = null
  // Of the past a page for each will do: it must end within minutes.
  for (let page = 0; page < (mark === null ? 1 : mostPages); page++) {
    const read: Awaited<ReturnType<typeof askPage<typeof mediaEntity>>> = await askPage(client, call, mediaEntity, after)
    if (!read.ok) return read
    found.push(...read.value.rows)
    after = read.value.after
    const last = read.value.rows.at(-1)
    if (after === null || last === undefined || (mark !== null && instantOf(last, reader) < mark.floorUtc)) break
  }
  return ok(found)
}
